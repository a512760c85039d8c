// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/builds/build_findings.h"

#include "ui/base/joined_texts.h"
#include "ui/builds/build_numbers_text.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>
#include <QLocale>

namespace cboard::ui {

namespace {

    using query::BuildChange;
    using query::BuildFinding;
    using Column = TableColumn<BuildFinding>;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Build", text);
    }

    QString changeText(BuildChange change)
    {
        switch (change) {
        case BuildChange::New:
            return tr("new");
        case BuildChange::Same:
            return tr("as before");
        case BuildChange::Fixed:
            break;
        }
        return tr("gone");
    }

    Column messageColumn()
    {
        Column column;
        column.head = headOf("message", tr("What the compiler says"), 0);
        column.text = [](const BuildFinding& row) { return fromUtf8(row.diagnostic.message); };
        column.secondLine = [](const BuildFinding& row) {
            const QString flag = fromUtf8(row.diagnostic.flag);
            return joinedTexts(
                {placeText(row), flag.isEmpty() ? flag : QStringLiteral("-W") + flag});
        };
        column.tooltip = [](const BuildFinding& row) { return fromUtf8(row.diagnostic.text); };
        return column;
    }

    Column kindColumn()
    {
        Column column;
        column.head = headOf("kind", tr("Kind"), 9);
        column.text = [](const BuildFinding& row) {
            return row.diagnostic.isError ? tr("error") : tr("warning");
        };
        column.tone = [](const BuildFinding& row) {
            return row.diagnostic.isError ? std::optional(StatusClass::Fail) : std::nullopt;
        };
        return column;
    }

    Column changeColumn()
    {
        Column column;
        column.head = headOf("change", tr("Change"), 10);
        column.text = [](const BuildFinding& row) { return changeText(row.change); };
        column.sortKey = [](const BuildFinding& row) {
            return QVariant(static_cast<int>(row.change));
        };
        column.tone = [](const BuildFinding& row) {
            return row.change == BuildChange::New  ? std::optional(StatusClass::Fail)
                : row.change == BuildChange::Fixed ? std::optional(StatusClass::Pass)
                                                   : std::nullopt;
        };
        return column;
    }

    Column othersColumn()
    {
        Column column;
        column.head = headOf("others", tr("Other builds"), 12);
        column.head.isNumber = true;
        column.text = [](const BuildFinding& row) {
            return row.otherBuilds ? countText(*row.otherBuilds) : QStringLiteral("\u2026");
        };
        column.tooltip = [](const BuildFinding&) {
            return tr("Builds of this revision, of other configurations, that say the same");
        };
        column.sortKey = [](const BuildFinding& row) {
            return QVariant(static_cast<qint64>(row.otherBuilds.value_or(-1)));
        };
        return column;
    }

    /// "1 m 40 s, 20 s more"
    QString durationChange(const query::BuildHealthRow& build)
    {
        const auto now = build.now.durationSeconds;
        const auto before = build.before.durationSeconds;
        if (!now || !before || !build.isSlower) {
            return durationText(now);
        }
        return tr("%1, %2 more").arg(durationText(now), durationText(*now - *before));
    }

    QString sizeChange(const query::BuildHealthRow& build)
    {
        const auto text = [](std::int64_t bytes) {
            return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
        };
        const auto now = build.now.sizeBytes;
        if (!now) {
            return {};
        }
        return build.isLarger
            ? tr("%1, %2 more").arg(text(*now), text(*now - *build.before.sizeBytes))
            : text(*now);
    }

} // namespace

QString placeText(const BuildFinding& finding)
{
    const QString file = fromUtf8(finding.diagnostic.file);
    return finding.sourceLine ? QStringLiteral("%1:%2").arg(file).arg(*finding.sourceLine) : file;
}

std::shared_ptr<const TableSpec<BuildFinding>> findingTable()
{
    auto spec = std::make_shared<TableSpec<BuildFinding>>();
    spec->id = [](const BuildFinding& row) {
        const query::BuildDiagnostic& one = row.diagnostic;
        return QStringLiteral("%1|%2|%3|%4")
            .arg(one.isError ? QLatin1Char('e') : QLatin1Char('w'))
            .arg(fromUtf8(one.file), fromUtf8(one.flag), fromUtf8(one.message));
    };
    spec->isMuted = [](const BuildFinding& row) { return row.change == BuildChange::Fixed; };
    spec->columns = {
        messageColumn(),
        kindColumn(),
        changeColumn(),
        othersColumn(),
        numberColumn<BuildFinding>(headOf("lines", tr("Times"), 7),
                                   [](const BuildFinding& row) { return row.diagnostic.count; }),
        numberColumn<BuildFinding>(headOf("line", tr("Log line"), 10),
                                   [](const BuildFinding& row) { return row.diagnostic.line; })};
    return spec;
}

QStringList buildVerdict(const query::BuildDetailsSnapshot& details)
{
    const query::BuildHealthRow& build = details.build;
    query::BuildNumbers numbers;
    numbers.hasLog = build.now.hasLog;
    numbers.isExcerpt = build.now.isExcerpt;
    numbers.errors = build.now.errors;
    numbers.warnings = build.now.warnings;
    for (const BuildFinding& finding : details.findings) {
        const bool isError = finding.diagnostic.isError;
        if (finding.change == BuildChange::New) {
            ++(isError ? numbers.newErrors : numbers.newWarnings);
        } else if (finding.change == BuildChange::Fixed) {
            ++(isError ? numbers.fixedErrors : numbers.fixedWarnings);
        }
    }
    const auto used = [](const QString& what, const StatusCounts& counts) {
        return counts.total() == 0 ? QString() : what.arg(countsText(counts));
    };
    QStringList parts{statusWord(build.now.status),
                      numbersText(numbers),
                      durationChange(build),
                      sizeChange(build),
                      used(tr("boots: %1"), details.boots),
                      used(tr("tests: %1"), details.tests)};
    parts.removeAll(QString());
    return parts;
}

} // namespace cboard::ui
