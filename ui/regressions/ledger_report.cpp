// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/ledger_report.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>
#include <QStringList>

#include <set>

namespace cboard::ui {

namespace {

    constexpr qsizetype LineLength = 72;
    constexpr qsizetype ShortHash = 12; ///< As commitText() has them.

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ledger", text);
    }

    QString commitText(const query::RevisionRef& revision)
    {
        return revision.commit.empty() ? fromUtf8(revision.name) : shortHash(revision.commit);
    }

    QString cellCount(const query::RegressionRow& row)
    {
        const auto count = std::ssize(row.cells);
        if (row.kind == "build") {
            return countedText(count, tr("%1 build fails"), tr("%1 builds fail"));
        }
        return row.kind == "boot" ? countedText(count, tr("%1 boot fails"), tr("%1 boots fail"))
                                  : countedText(count, tr("%1 test fails"), tr("%1 tests fail"));
    }

    /// "  boards: a, b, c" over as many lines as it needs.
    void addNames(QStringList& lines, const QString& title, const query::RegressionRow& row,
                  std::string query::CellNames::*name)
    {
        std::set<std::string_view> names;
        for (const query::RegressionCell& cell : row.cells) {
            names.insert(cell.names.*name);
        }
        names.erase(std::string_view());
        if (names.empty()) {
            return;
        }
        QString line = QStringLiteral("  %1:").arg(title);
        const QString indent(line.size(), QLatin1Char(' '));
        for (auto at = names.begin(); at != names.end(); ++at) {
            const QString comma = std::next(at) == names.end() ? QString() : QStringLiteral(",");
            const QString word = QLatin1Char(' ') + fromUtf8(std::string(*at)) + comma;
            if (line.size() + word.size() > LineLength && line.trimmed() != line) {
                lines << line;
                line = indent;
            }
            line += word;
        }
        lines << line;
    }

} // namespace

QString commitRange(const query::RegressionRow& row)
{
    const QString good = commitText(row.lastGood);
    const QString bad = commitText(row.firstBad);
    return good.isEmpty() || bad.isEmpty() ? QString() : QStringLiteral("%1..%2").arg(good, bad);
}

QString culpritLine(const service::Culprit& culprit)
{
    return fromUtf8(service::culpritText(
        {fromUtf8(culprit.commit).left(ShortHash).toStdString(), culprit.subject}));
}

QString regressionReport(const query::RegressionRow& row,
                         const std::optional<service::Culprit>& culprit)
{
    const QString branch = branchText(row.firstBad);
    QStringList lines{QStringLiteral("%1: %2").arg(branch, fromUtf8(row.title)).left(LineLength)};
    lines << QStringLiteral("  %1, %2")
                 .arg(cellCount(row),
                      countedText(row.failingFor, tr("in %1 revision"), tr("in %1 revisions")));
    lines << tr("  first bad: %1").arg(revisionText(row.firstBad));
    lines << tr("  last good: %1").arg(revisionText(row.lastGood));
    if (row.untestedBetween > 0) {
        lines << tr("  not tested in between: %1").arg(row.untestedBetween);
    }
    if (row.fixedIn) {
        lines << tr("  passes again in: %1").arg(revisionText(*row.fixedIn));
    }
    if (culprit) {
        lines << tr("  culprit: %1").arg(culpritLine(*culprit)).left(LineLength);
    }
    if (row.title != row.subject) {
        lines << QStringLiteral("  %1: %2").arg(fromUtf8(row.kind), fromUtf8(row.subject));
    }
    addNames(lines, tr("boards"), row, &query::CellNames::platform);
    addNames(lines, tr("configs"), row, &query::CellNames::config);
    addNames(lines, tr("compilers"), row, &query::CellNames::compiler);
    addNames(lines, tr("labs"), row, &query::CellNames::lab);
    const QString introduced =
        culprit ? fromUtf8(culprit->commit).left(ShortHash) : commitRange(row);
    if (!introduced.isEmpty()) {
        lines << QString() << QStringLiteral("#regzbot introduced: %1").arg(introduced)
              << QStringLiteral("#regzbot title: %1").arg(fromUtf8(row.title)).left(LineLength);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace cboard::ui
