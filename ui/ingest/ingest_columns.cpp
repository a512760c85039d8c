// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/ingest_columns.h"

#include "ui/base/key_text.h"
#include "ui/ingest/health_columns.h"
#include "ui/ingest/refusal_text.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>
#include <QLocale>

namespace cboard::ui {

namespace {

    using store::MissingData;
    using store::Reject;
    using store::SourceReport;
    using store::StoredDocument;
    using store::UnknownValue;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

    TableColumn<SourceReport> errorsColumn()
    {
        auto errors = numberColumn<SourceReport>(headOf("errors", tr("Errors"), 9),
                                                 [](const auto& row) { return row.errors; });
        errors.head.isSummed = true;
        errors.tone = [](const SourceReport& row) {
            return row.errors > 0 ? std::optional(StatusClass::Error) : std::nullopt;
        };
        errors.tooltip = [](const SourceReport&) {
            return tr("Results that a lab or tool broke: ERROR and MISS");
        };
        return errors;
    }

    template <typename Row, typename Bytes>
    TableColumn<Row> bytesColumn(Bytes bytes)
    {
        TableColumn<Row> column;
        column.head = headOf("size", tr("Size"), 9);
        column.head.isNumber = true;
        column.text = [bytes](const Row& row) { return byteText(bytes(row)); };
        column.sortKey = [bytes](const Row& row) {
            return QVariant(static_cast<qint64>(bytes(row)));
        };
        return column;
    }

    QString unknownText(const UnknownValue& row)
    {
        switch (row.kind) {
        case store::UnknownKind::Status:
            return row.isOfBuild ? tr("status of builds") : tr("status");
        case store::UnknownKind::Board:
            return tr("board");
        case store::UnknownKind::Lab:
            return tr("lab");
        }
        return {};
    }

    QString meaningText(const UnknownValue& row)
    {
        switch (row.kind) {
        case store::UnknownKind::Status:
            return row.meaning ? tr("counts as %1, as you said").arg(classWord(*row.meaning))
                               : tr("counts as no status; {open} says what it means");
        case store::UnknownKind::Board:
            return row.value.empty()
                ? tr("stands in no row of a board; without a word it cannot be named")
                : tr("stands for no board; {rename} names it");
        case store::UnknownKind::Lab:
            return tr("the origin stands for it; {rename} names it");
        }
        return {};
    }

} // namespace

QString byteText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString withCount(const QString& title, qint64 count)
{
    return QStringLiteral("%1  %2").arg(title, countText(count));
}

QString classWord(Status status)
{
    return statusWord(classify(status, {}, {}, {}));
}

std::shared_ptr<const TableSpec<SourceReport>> sourceTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<SourceReport>>();
    spec->id = [](const SourceReport& row) { return fromUtf8(row.origin); };
    const auto count = [](const char* id, const QString& title,
                          std::int64_t SourceReport::*member) {
        auto column = numberColumn<SourceReport>(headOf(id, title, 10),
                                                 [member](const auto& row) { return row.*member; });
        column.head.isSummed = true;
        return column;
    };
    const auto itself = [](const SourceReport& row) -> const SourceReport& { return row; };
    spec->columns = {
        textColumn<SourceReport>(headOf("source", tr("Source"), 0), &SourceReport::origin),
        textColumn<SourceReport>(headOf("kind", tr("Kind"), 12), &SourceReport::format),
        healthColumn<SourceReport>(tr("Health"), itself, context.now(),
                                   tr("Too few checkouts to know how often it reports")),
        ageColumn<SourceReport>(
            headOf("age", tr("Newest checkout"), 14),
            [](const SourceReport& row) { return row.newestStart; }, context.now),
        gapColumn<SourceReport>(tr("Usual gap"), itself),
        ageColumn<SourceReport>(
            headOf("data", tr("Last data"), 14),
            [](const SourceReport& row) { return row.lastArrival; }, context.now),
        count("checkouts", tr("Checkouts"), &SourceReport::checkouts),
        count("builds", tr("Builds"), &SourceReport::builds),
        count("tests", tr("Tests"), &SourceReport::tests),
        errorsColumn()};
    return spec;
}

std::shared_ptr<const TableSpec<StoredDocument>> batchTable(const Context& context)
{
    using Row = StoredDocument;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) { return QString::number(row.id); };
    spec->columns = {textColumn<Row>(headOf("document", tr("Document"), 0), &Row::path),
                     textColumn<Row>(headOf("format", tr("Format"), 12), &Row::format),
                     bytesColumn<Row>([](const Row& row) { return row.bytes; }),
                     ageColumn<Row>(
                         headOf("came", tr("Came"), 14),
                         [](const Row& row) { return std::optional(row.arrival); }, context.now),
                     ageColumn<Row>(
                         headOf("time", tr("Written"), 14), [](const Row& row) { return row.time; },
                         context.now)};
    return spec;
}

std::shared_ptr<const TableSpec<Reject>> rejectTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<Reject>>();
    spec->id = [](const Reject& row) { return QString::number(row.id); };
    TableColumn<Reject> format;
    format.head = headOf("format", tr("Format"), 12);
    format.text = [](const Reject& row) {
        const Refusal& refusal = row.refusal;
        return fromUtf8(refusal.version.empty() ? refusal.format
                                                : refusal.format + " " + refusal.version);
    };
    TableColumn<Reject> place;
    place.head = headOf("place", tr("Place"), 26);
    place.text = [](const Reject& row) { return refusalPlaceText(row.refusal); };
    TableColumn<Reject> reason;
    reason.head = headOf("reason", tr("Reason"), 0);
    reason.text = [](const Reject& row) { return fromUtf8(row.refusal.message); };
    reason.tooltip = reason.text;
    reason.groupText = [](const Reject& row) { return refusalCause(row.refusal); };
    spec->columns = {textColumn<Reject>(headOf("document", tr("Document"), 36), &Reject::path),
                     format,
                     place,
                     reason,
                     bytesColumn<Reject>([](const Reject& row) { return row.bytes; }),
                     ageColumn<Reject>(
                         headOf("came", tr("Came"), 14),
                         [](const Reject& row) { return std::optional(row.arrival); },
                         context.now)};
    return spec;
}

std::shared_ptr<const TableSpec<MissingData>> missingTable(const Context& context)
{
    using Row = MissingData;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) {
        return QString::number(row.revision.id) + QLatin1Char(' ') + fromUtf8(row.origin);
    };
    const auto ofRevision = [](const char* id, const QString& title, int characters,
                               std::string query::RevisionRef::*member) {
        return plainColumn<Row>(headOf(id, title, characters), [member](const Row& row) {
            return fromUtf8(row.revision.*member);
        });
    };
    spec->columns = {plainColumn<Row>(headOf("revision", tr("Revision"), 0),
                                      [](const Row& row) { return revisionText(row.revision); }),
                     ofRevision("tree", tr("Tree"), 16, &query::RevisionRef::tree),
                     ofRevision("branch", tr("Branch"), 16, &query::RevisionRef::branch),
                     textColumn<Row>(headOf("source", tr("Source"), 14), &Row::origin),
                     numberColumn<Row>(headOf("results", tr("Results"), 10),
                                       [](const Row& row) { return row.results; }),
                     numberColumn<Row>(headOf("usual", tr("Usually"), 10),
                                       [](const Row& row) { return row.usual; }),
                     shareColumn<Row>(headOf("share", tr("Of it"), 8),
                                      [](const Row& row) {
                                          return std::optional(static_cast<double>(row.results)
                                                               / static_cast<double>(row.usual));
                                      }),
                     ageColumn<Row>(
                         headOf("age", tr("Started"), 14),
                         [](const Row& row) { return std::optional(row.start); }, context.now)};
    return spec;
}

std::shared_ptr<const TableSpec<UnknownValue>> unknownTable(const Context& context)
{
    using Row = UnknownValue;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) {
        return unknownText(row) + fromUtf8('\n' + row.value + '\n' + row.origin + '\n' + row.lab);
    };
    TableColumn<Row> kind;
    kind.head = headOf("kind", tr("What"), 16);
    kind.text = unknownText;
    TableColumn<Row> value;
    value.head = headOf("value", tr("Value"), 22);
    value.text = [](const Row& row) {
        return row.value.empty() ? tr("none given") : fromUtf8(row.value);
    };
    auto count = numberColumn<Row>(headOf("count", tr("Results"), 9),
                                   [](const Row& row) { return row.count.value_or(0); });
    count.text = [](const Row& row) { return row.count ? countText(*row.count) : QString(); };
    count.head.isSummed = true;
    TableColumn<Row> meaning;
    meaning.head = headOf("meaning", tr("So it"), 0);
    meaning.text = [context](const Row& row) { return withKeys(context, meaningText(row)); };
    spec->columns = {kind,
                     value,
                     count,
                     textColumn<Row>(headOf("source", tr("Source"), 14), &Row::origin),
                     textColumn<Row>(headOf("lab", tr("Lab"), 18), &Row::lab),
                     textColumn<Row>(headOf("example", tr("For example"), 38), &Row::example),
                     meaning};
    return spec;
}

} // namespace cboard::ui
