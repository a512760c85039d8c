// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/storage_columns.h"

#include "ui/ingest/ingest_columns.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <array>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

    QString partText(const std::string& key)
    {
        static constexpr std::array<std::pair<std::string_view, const char*>, 18> Texts = {{
            {"tests", QT_TRANSLATE_NOOP("Ingest", "boots and tests")},
            {"excerpts", QT_TRANSLATE_NOOP("Ingest", "log excerpts")},
            {"jobs", QT_TRANSLATE_NOOP("Ingest", "what tests of a job share")},
            {"builds", QT_TRANSLATE_NOOP("Ingest", "builds")},
            {"checkouts", QT_TRANSLATE_NOOP("Ingest", "checkouts and revisions")},
            {"issues", QT_TRANSLATE_NOOP("Ingest", "issues and incidents")},
            {"versions", QT_TRANSLATE_NOOP("Ingest", "older values of records")},
            {"names", QT_TRANSLATE_NOOP("Ingest", "names and test paths")},
            {"documents", QT_TRANSLATE_NOOP("Ingest", "documents, refused ones with their bytes")},
            {"rollups", QT_TRANSLATE_NOOP("Ingest", "counts that lists show")},
            {"logs", QT_TRANSLATE_NOOP("Ingest", "index of stored logs")},
            {"free", QT_TRANSLATE_NOOP("Ingest", "free, given back by compacting")},
            {"packs", QT_TRANSLATE_NOOP("Ingest", "stored logs")},
            {"outcomes", QT_TRANSLATE_NOOP("Ingest", "histories, read once")},
            {"findings", QT_TRANSLATE_NOOP("Ingest", "errors of logs, read once")},
            {"user", QT_TRANSLATE_NOOP("Ingest", "your marks and notes")},
            {"journal", QT_TRANSLATE_NOOP("Ingest", "write-ahead log")},
            {"other", QT_TRANSLATE_NOOP("Ingest", "what the database needs itself")},
        }};
        const auto text = std::ranges::find(Texts, key, [](const auto& one) { return one.first; });
        return text == Texts.end() ? fromUtf8(key) : tr(text->second);
    }

    QString kindText(store::RetiredKind kind)
    {
        switch (kind) {
        case store::RetiredKind::Revisions:
            return tr("revisions");
        case store::RetiredKind::Tests:
            return tr("boots and tests");
        case store::RetiredKind::Excerpts:
            return tr("log excerpts");
        case store::RetiredKind::Logs:
            return tr("stored logs");
        case store::RetiredKind::Rejects:
            return tr("refused documents");
        }
        return {};
    }

    QString ruleText(const store::RetentionRule& rule)
    {
        QStringList parts;
        if (rule.age) {
            parts << tr("%1 days").arg(rule.age->count());
        }
        if (rule.bytes) {
            parts << tr("at most %1").arg(byteText(*rule.bytes));
        }
        return parts.isEmpty() ? tr("kept for ever") : parts.join(QStringLiteral(", "));
    }

    template <typename Row>
    TableColumn<Row> sizeColumn(const QString& title, std::function<std::int64_t(const Row&)> bytes)
    {
        auto column = numberColumn<Row>(headOf("size", title, 11), bytes);
        column.text = [bytes](const Row& row) {
            return bytes(row) > 0 ? byteText(bytes(row)) : QString();
        };
        return column;
    }

} // namespace

std::vector<PartRow> partRows(const std::vector<store::StorePart>& parts)
{
    std::int64_t all = 0;
    for (const store::StorePart& part : parts) {
        all += part.bytes;
    }
    std::vector<PartRow> rows;
    for (const store::StorePart& part : parts) {
        rows.push_back({part, static_cast<double>(part.bytes) / static_cast<double>(all)});
    }
    return rows;
}

std::vector<RuleRow> ruleRows(const store::RetentionPolicy& policy,
                              const store::RetentionPlan& plan)
{
    std::vector<RuleRow> rows;
    for (std::size_t kind = 0; kind < store::RetiredKindCount; ++kind) {
        RuleRow row{static_cast<store::RetiredKind>(kind), policy.rules.at(kind)};
        for (const store::RetentionLine& line : plan.lines) {
            if (line.kind == row.kind) {
                row.revisions += line.revisions;
                row.records += line.records;
                row.bytes += line.bytes;
            }
        }
        rows.push_back(row);
    }
    return rows;
}

std::shared_ptr<const TableSpec<PartRow>> partTable()
{
    auto spec = std::make_shared<TableSpec<PartRow>>();
    spec->id = [](const PartRow& row) { return fromUtf8(row.part.key); };
    TableColumn<PartRow> name;
    name.head = headOf("part", tr("What"), 38);
    name.text = [](const PartRow& row) { return partText(row.part.key); };
    TableColumn<PartRow> place;
    place.head = headOf("where", tr("Where"), 0);
    place.text = [](const PartRow& row) {
        return row.part.isInDatabase ? tr("database") : tr("beside it");
    };
    spec->columns = {
        name, sizeColumn<PartRow>(tr("Size"), [](const PartRow& row) { return row.part.bytes; }),
        shareColumn<PartRow>(headOf("share", tr("Share"), 8),
                             [](const PartRow& row) { return std::optional(row.share); }),
        place};
    return spec;
}

std::shared_ptr<const TableSpec<RuleRow>> ruleTable()
{
    auto spec = std::make_shared<TableSpec<RuleRow>>();
    spec->id = [](const RuleRow& row) { return fromUtf8(std::string(retiredKindKey(row.kind))); };
    TableColumn<RuleRow> kind;
    kind.head = headOf("kind", tr("Kind"), 20);
    kind.text = [](const RuleRow& row) { return kindText(row.kind); };
    TableColumn<RuleRow> rule;
    rule.head = headOf("rule", tr("Rule"), 0);
    rule.text = [](const RuleRow& row) { return ruleText(row.rule); };
    spec->columns = {kind,
                     numberColumn<RuleRow>(headOf("revisions", tr("Of revisions"), 11),
                                           [](const RuleRow& row) { return row.revisions; }),
                     numberColumn<RuleRow>(headOf("records", tr("Would go"), 10),
                                           [](const RuleRow& row) { return row.records; }),
                     sizeColumn<RuleRow>(tr("About"), [](const RuleRow& row) { return row.bytes; }),
                     rule};
    return spec;
}

} // namespace cboard::ui
