// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/arrangement.h"

#include "ui/shell/text_format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>
#include <set>

namespace cboard::ui {

namespace {

    using query::CellMark;
    using query::MatrixCell;
    using query::MatrixHeader;
    using query::MatrixSnapshot;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Matrix", text);
    }

    struct RowFacts {
        RowState state = RowState::Other;
        int failingFor = 0;
        QString name;
    };

    QString joined(const std::vector<std::string>& fields)
    {
        QStringList parts;
        for (const std::string& field : fields) {
            parts << fromUtf8(field);
        }
        return parts.join(QStringLiteral(" · "));
    }

    QString fieldTitle(const std::string& field)
    {
        if (field == "platform") {
            return tr("Board");
        }
        if (field == "config") {
            return tr("Configuration");
        }
        if (field == "arch") {
            return tr("Architecture");
        }
        if (field == "compiler") {
            return tr("Compiler");
        }
        if (field == "lab") {
            return tr("Lab");
        }
        if (field == "suite") {
            return tr("Suite");
        }
        if (field == "path") {
            return tr("Test");
        }
        return field == "origin" ? tr("Origin") : tr("Revision");
    }

    QString fieldText(const MatrixHeader& header, const std::string& field, std::size_t index)
    {
        if (field == "revision" && header.revision) {
            return revisionText(*header.revision);
        }
        const QString text =
            index < header.fields.size() ? fromUtf8(header.fields[index]) : QString();
        return text.isEmpty() ? tr("(none)") : text;
    }

    ColumnLabel columnLabel(const MatrixSnapshot& matrix, const MatrixHeader& header)
    {
        ColumnLabel label;
        if (header.revision) {
            label.text = shortRevisionText(*header.revision);
            label.fullText = revisionText(*header.revision) + QLatin1Char('\n')
                + fromUtf8(header.revision->subject);
            return label;
        }
        QStringList texts;
        for (std::size_t i = 0; i < matrix.columnFields.size(); ++i) {
            texts << fieldText(header, matrix.columnFields[i], i);
        }
        label.fullText = texts.join(QStringLiteral(" · "));
        label.text = texts.isEmpty() ? QString() : texts.takeLast();
        label.group = texts.join(QStringLiteral(" · "));
        return label;
    }

    std::vector<QString> labNames(const MatrixSnapshot& matrix)
    {
        std::set<std::string> names;
        for (const MatrixHeader& row : matrix.rows) {
            names.insert(row.labs.begin(), row.labs.end());
        }
        std::vector<QString> result;
        for (const std::string& name : names) {
            result.push_back(fromUtf8(name));
        }
        return result;
    }

    void addRowHeaders(MatrixArrangement& arrangement, const MatrixSnapshot& matrix,
                       const std::vector<RowFacts>& facts)
    {
        for (std::size_t field = 0; field < matrix.rowFields.size(); ++field) {
            RowHeaderColumn column;
            column.title = fieldTitle(matrix.rowFields[field]);
            qsizetype longest = column.title.size();
            for (const MatrixHeader& row : matrix.rows) {
                column.texts.push_back(fieldText(row, matrix.rowFields[field], field));
                longest = std::max(longest, column.texts.back().size());
            }
            constexpr qsizetype MaxCharacters = 30;
            column.characters = static_cast<int>(std::min(longest, MaxCharacters));
            arrangement.headers.push_back(std::move(column));
        }
        if (!arrangement.labs.empty()) {
            RowHeaderColumn labs{tr("Labs"), 6, true, {}};
            for (const MatrixHeader& row : matrix.rows) {
                QStringList letters;
                for (const std::string& lab : row.labs) {
                    const auto place = std::lower_bound(arrangement.labs.begin(),
                                                        arrangement.labs.end(), fromUtf8(lab));
                    letters << labLetter(
                        static_cast<std::size_t>(place - arrangement.labs.begin()));
                }
                labs.texts.push_back(letters.join(QLatin1Char(' ')));
            }
            arrangement.headers.push_back(std::move(labs));
        }
        if (hasHistory(matrix)) {
            RowHeaderColumn failing{tr("Failing for"), 10, true, {}};
            for (const RowFacts& fact : facts) {
                failing.texts.push_back(fact.failingFor == 0 ? QString()
                                                             : QString::number(fact.failingFor));
            }
            arrangement.headers.push_back(std::move(failing));
        }
    }

    void addLines(MatrixArrangement& arrangement, const std::vector<RowFacts>& facts,
                  RowOrder order)
    {
        std::vector<int> rows(facts.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i] = static_cast<int>(i);
        }
        const auto at = [&facts](int row) -> const RowFacts& {
            return facts[static_cast<std::size_t>(row)];
        };
        std::stable_sort(rows.begin(), rows.end(), [&](int a, int b) {
            if (order == RowOrder::WorstFirst) {
                if (at(a).state != at(b).state) {
                    return at(a).state < at(b).state;
                }
                if (at(a).failingFor != at(b).failingFor) {
                    return at(a).failingFor < at(b).failingFor;
                }
            }
            return at(a).name < at(b).name;
        });
        for (const int row : rows) {
            const RowState state = at(row).state;
            const auto index = static_cast<std::size_t>(state);
            if (order == RowOrder::WorstFirst
                && (arrangement.lines.empty() || at(arrangement.lines.back().row).state != state)) {
                static constexpr std::array Tones = {
                    StatusClass::Fail,  StatusClass::Fail, StatusClass::Fail, StatusClass::Fail,
                    StatusClass::Error, StatusClass::Pass, StatusClass::Skip};
                arrangement.lines.push_back(
                    {-1,
                     QStringLiteral("%1  %2").arg(rowStateHeading(state),
                                                  countText(arrangement.rowsByState[index])),
                     Tones[index]});
            }
            arrangement.lines.push_back({row, {}, StatusClass::None});
        }
    }

    void addLookups(MatrixArrangement& arrangement, const MatrixSnapshot& matrix)
    {
        arrangement.lineOfRow.assign(matrix.rows.size(), -1);
        arrangement.shownIndex.assign(matrix.rows.size(), -1);
        for (std::size_t line = 0; line < arrangement.lines.size(); ++line) {
            if (arrangement.lines[line].row >= 0) {
                arrangement.lineOfRow[static_cast<std::size_t>(arrangement.lines[line].row)] =
                    static_cast<int>(line);
                arrangement.shownIndex[static_cast<std::size_t>(arrangement.lines[line].row)] =
                    static_cast<int>(arrangement.shownRows.size());
                arrangement.shownRows.push_back(arrangement.lines[line].row);
            }
        }
        if (arrangement.labs.empty()) {
            return;
        }
        std::map<std::string, int> indexes;
        for (std::size_t i = 0; i < arrangement.labs.size(); ++i) {
            indexes[arrangement.labs[i].toStdString()] = static_cast<int>(i);
        }
        arrangement.labOfCell.reserve(matrix.cells.size());
        for (const MatrixCell& cell : matrix.cells) {
            const auto place = indexes.find(cell.lab);
            arrangement.labOfCell.push_back(place == indexes.end() ? 0 : place->second);
        }
    }

} // namespace

std::vector<std::size_t> rowOffsets(const MatrixSnapshot& matrix)
{
    std::vector<std::size_t> offsets(matrix.rows.size() + 1, 0);
    for (const MatrixCell& cell : matrix.cells) {
        ++offsets[static_cast<std::size_t>(cell.row) + 1];
    }
    for (std::size_t row = 1; row < offsets.size(); ++row) {
        offsets[row] += offsets[row - 1];
    }
    return offsets;
}

bool hasHistory(const MatrixSnapshot& matrix)
{
    return matrix.columnFields == std::vector<std::string>{"revision"};
}

RowState rowState(std::span<const MatrixCell> rowCells, bool isHistory)
{
    int newest = -1;
    bool hasInfrastructure = false;
    StatusCounts counts;
    MatrixCell summary;
    for (const MatrixCell& cell : rowCells) {
        if (isHistory && newest >= 0 && cell.column != newest) {
            break;
        }
        hasInfrastructure = hasInfrastructure || isInfrastructure(cell.status);
        if (isConclusive(cell.status)) {
            newest = cell.column;
            ++counts[cell.status];
            summary.marks = static_cast<std::uint16_t>(summary.marks | cell.marks);
        }
    }
    if (counts[StatusClass::Fail] > 0) {
        if (summary.hasMark(CellMark::New)) {
            return RowState::New;
        }
        if (summary.hasMark(CellMark::LabConflict)
            || (isHistory && counts[StatusClass::Pass] > 0)) {
            return RowState::LabConflict;
        }
        return summary.hasMark(CellMark::Flaky) ? RowState::Flaky : RowState::StillFailing;
    }
    if (summary.hasMark(CellMark::Flaky)) {
        return RowState::Flaky;
    }
    if (hasInfrastructure) {
        return RowState::Infrastructure;
    }
    return counts[StatusClass::Pass] > 0 ? RowState::Pass : RowState::Other;
}

int failingFor(std::span<const MatrixCell> rowCells)
{
    int streak = 0;
    for (std::size_t i = 0; i < rowCells.size();) {
        const int column = rowCells[i].column;
        StatusCounts counts;
        for (; i < rowCells.size() && rowCells[i].column == column; ++i) {
            ++counts[rowCells[i].status];
        }
        if (counts[StatusClass::Fail] > 0) {
            ++streak;
        } else if (counts[StatusClass::Pass] > 0) {
            break;
        }
    }
    return streak;
}

QString rowStateHeading(RowState state)
{
    switch (state) {
    case RowState::New:
        return tr("New failures");
    case RowState::LabConflict:
        return tr("Labs disagree");
    case RowState::StillFailing:
        return tr("Still failing");
    case RowState::Flaky:
        return tr("Flaky");
    case RowState::Infrastructure:
        return tr("Infrastructure");
    case RowState::Pass:
        return tr("Passing");
    case RowState::Other:
        return tr("No verdict");
    }
    return {};
}

QString rowStateVerdict(RowState state, int rows)
{
    const char* text = "%1";
    switch (state) {
    case RowState::New:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 newly failing");
        break;
    case RowState::LabConflict:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 where labs disagree");
        break;
    case RowState::StillFailing:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 still failing");
        break;
    case RowState::Flaky:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 flaky");
        break;
    case RowState::Infrastructure:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 with infrastructure trouble");
        break;
    case RowState::Pass:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 passing");
        break;
    case RowState::Other:
        text = QT_TRANSLATE_NOOP("Matrix", "%1 without a verdict");
        break;
    }
    return tr(text).arg(countText(rows));
}

QString labLetter(std::size_t index)
{
    constexpr std::size_t Letters = 26;
    const QString letter(QChar(static_cast<char16_t>(u'A' + index % Letters)));
    return index < Letters ? letter : letter + QString::number(index / Letters);
}

MatrixArrangement arrange(const MatrixSnapshot& matrix, RowOrder order)
{
    MatrixArrangement arrangement;
    arrangement.offsets = rowOffsets(matrix);
    const auto& offsets = arrangement.offsets;
    const std::span<const MatrixCell> cells(matrix.cells);
    std::vector<RowFacts> facts;
    facts.reserve(matrix.rows.size());
    for (std::size_t row = 0; row < matrix.rows.size(); ++row) {
        const auto rowCells = cells.subspan(offsets[row], offsets[row + 1] - offsets[row]);
        facts.push_back({rowState(rowCells, hasHistory(matrix)), failingFor(rowCells),
                         joined(matrix.rows[row].fields)});
        ++arrangement.rowsByState[static_cast<std::size_t>(facts.back().state)];
    }
    arrangement.labs = labNames(matrix);
    for (const MatrixHeader& column : matrix.columns) {
        arrangement.columns.push_back(columnLabel(matrix, column));
    }
    addRowHeaders(arrangement, matrix, facts);
    addLines(arrangement, facts, order);
    addLookups(arrangement, matrix);
    return arrangement;
}

} // namespace cboard::ui
