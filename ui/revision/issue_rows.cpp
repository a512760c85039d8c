// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/issue_rows.h"

#include "core/query/filter_keys.h"
#include "core/query/filter_values.h"
#include "ui/base/joined_texts.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    using Row = query::RevisionIssueRow;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Revision", text);
    }

    /// The report's subject; without one the issue has only its name.
    QString titleText(const Row& row)
    {
        return row.subject.empty() ? fromUtf8(row.id) : fromUtf8(row.subject);
    }

    QString culpritText(const Row& row)
    {
        QStringList parts;
        const auto add = [&parts](bool isSet, const QString& word) {
            if (isSet) {
                parts << word;
            }
        };
        add(row.culprits.isCode, tr("code"));
        add(row.culprits.isHarness, tr("harness"));
        add(row.culprits.isTool, tr("tool"));
        return parts.join(QStringLiteral(", "));
    }

    TableColumn<Row> titleColumn()
    {
        TableColumn<Row> title;
        title.head = headOf("issue", tr("Issue"), 44);
        title.text = titleText;
        title.secondLine = [](const Row& row) {
            return row.isStored ? joinedTexts({fromUtf8(row.id), fromUtf8(row.origin)})
                                : tr("only incidents tell of it: the issue itself is not stored");
        };
        title.tooltip = [](const Row& row) {
            return row.comment.empty() ? titleText(row) : fromUtf8(row.comment);
        };
        return title;
    }

    TableColumn<Row> versionColumn()
    {
        auto version =
            numberColumn<Row>(headOf("version", tr("Version"), 8), [](const Row& row) { //
                return row.version;
            });
        version.text = [](const Row& row) { return QString::number(row.version); };
        version.secondLine = [](const Row& row) {
            return row.isLatest ? QString() : tr("there is a newer");
        };
        return version;
    }

    TableColumn<Row> countColumn(const char* id, const QString& title, std::int64_t Row::*member)
    {
        return numberColumn<Row>(headOf(id, title, 8),
                                 [member](const Row& row) { return row.*member; });
    }

} // namespace

std::shared_ptr<const TableSpec<Row>> issueTable()
{
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& row) {
        return fromUtf8(row.id) + QLatin1Char('\n') + QString::number(row.version);
    };
    TableColumn<Row> culprit;
    culprit.head = headOf("culprit", tr("Culprit"), 14);
    culprit.text = culpritText;
    auto report = textColumn<Row>(headOf("report", tr("Report"), 0), &Row::url);
    report.tooltip = report.text;
    spec->columns = {titleColumn(),
                     culprit,
                     versionColumn(),
                     countColumn("builds", tr("Builds"), &Row::builds),
                     countColumn("boots", tr("Boots"), &Row::boots),
                     countColumn("tests", tr("Tests"), &Row::tests),
                     countColumn("boards", tr("Boards"), &Row::boards),
                     report};
    return spec;
}

QString issueTerm(const Row& issue)
{
    constexpr auto Key = query::FilterKey::Issue;
    return fromUtf8(std::string(query::filterKeyText(Key)) + ":"
                    + query::quoteValue(Key, issue.id));
}

} // namespace cboard::ui
