// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/arrangement.h"

#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/matrix/families.h"
#include "ui/matrix/row_lines.h"

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

    QString joined(const std::vector<std::string>& fields)
    {
        return fromUtf8(fields).join(QStringLiteral(" · "));
    }

    QString fieldText(const MatrixHeader& header, const std::string& field, std::size_t index)
    {
        if (field == "revision" && header.revision) {
            return revisionText(*header.revision);
        }
        const QString text =
            index < header.fields.size() ? fromUtf8(header.fields[index]) : QString();
        return !text.isEmpty() ? text : field == "platform" ? tr("no board") : tr("(none)");
    }

    /// Compilers of one family share a band: "gcc" above "11 · arm64" and "12 · arm64".
    void standByFamily(QStringList texts, const std::string& compiler, ColumnLabel& label)
    {
        label.group = familyOf("compiler", compiler);
        const QString version = fromUtf8(compiler).mid(label.group.size() + 1);
        texts.front() = version;
        label.text = joinedTexts(texts);
    }

    ColumnLabel columnLabel(const MatrixSnapshot& matrix, const MatrixHeader& header)
    {
        ColumnLabel label;
        for (const std::string& lab : header.illLabs) {
            label.illLabs << fromUtf8(lab);
        }
        if (header.revision && matrix.columnFields.size() == 1) {
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
        if (header.revision && matrix.columnFields.front() == "revision") {
            texts.front() = shortRevisionText(*header.revision);
        }
        label.isIll = matrix.columnFields.back() == "lab" && label.illLabs.contains(texts.back());
        if (texts.size() > 1 && matrix.columnFields.front() == "compiler") {
            standByFamily(texts, header.fields.front(), label);
            return label;
        }
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
        result.reserve(names.size());
        for (const std::string& name : names) {
            result.push_back(fromUtf8(name));
        }
        return result;
    }

    void addFieldHeaders(MatrixArrangement& arrangement, const MatrixSnapshot& matrix)
    {
        for (std::size_t field = 0; field < matrix.rowFields.size(); ++field) {
            RowHeaderColumn column;
            const auto dimension = query::parseDimension(matrix.rowFields[field]);
            column.title =
                dimension ? dimensionTitle(*dimension) : fromUtf8(matrix.rowFields[field]);
            qsizetype longest = column.title.size();
            for (const MatrixHeader& row : matrix.rows) {
                column.texts.push_back(fieldText(row, matrix.rowFields[field], field));
                longest = std::max(longest, column.texts.back().size());
            }
            constexpr qsizetype MaxCharacters = 30;
            column.characters = static_cast<int>(std::min(longest, MaxCharacters));
            arrangement.headers.push_back(std::move(column));
        }
        if (matrix.rowFields == std::vector<std::string>{"platform"}) {
            RowHeaderColumn makers{tr("Maker"), 10, true, {}, true};
            for (const MatrixHeader& row : matrix.rows) {
                makers.texts.push_back(familyOf("platform", row.fields.front()));
            }
            arrangement.headers.push_back(std::move(makers));
        }
    }

    void addLabHeader(MatrixArrangement& arrangement, const MatrixSnapshot& matrix)
    {
        RowHeaderColumn labs{tr("Labs"), 6, true, {}};
        for (const MatrixHeader& row : matrix.rows) {
            QStringList letters;
            for (const std::string& lab : row.labs) {
                const auto place = std::lower_bound(arrangement.labs.begin(),
                                                    arrangement.labs.end(), fromUtf8(lab));
                letters << labLetter(static_cast<std::size_t>(place - arrangement.labs.begin()));
            }
            labs.texts.push_back(letters.join(QLatin1Char(' ')));
        }
        arrangement.headers.push_back(std::move(labs));
    }

    void addHistoryHeaders(MatrixArrangement& arrangement, const std::vector<RowFacts>& facts)
    {
        RowHeaderColumn failing{tr("Failing for"), 10, true, {}};
        RowHeaderColumn rates{tr("Pass"), 5, true, {}};
        for (const RowFacts& fact : facts) {
            failing.texts.push_back(fact.failingFor == 0 ? QString()
                                                         : QString::number(fact.failingFor));
            rates.texts.push_back(fact.passPercent ? QStringLiteral("%1 %").arg(*fact.passPercent)
                                                   : QString());
        }
        arrangement.headers.push_back(std::move(failing));
        arrangement.headers.push_back(std::move(rates));
    }

    void addRowHeaders(MatrixArrangement& arrangement, const MatrixSnapshot& matrix,
                       const std::vector<RowFacts>& facts)
    {
        addFieldHeaders(arrangement, matrix);
        if (!arrangement.labs.empty()) {
            addLabHeader(arrangement, matrix);
        }
        if (hasHistory(matrix)) {
            addHistoryHeaders(arrangement, facts);
        }
    }

    /// The cells of a row with revisions as columns, whatever stands in the columns.
    std::vector<MatrixCell> byRevision(std::span<const MatrixCell> cells,
                                       const std::vector<int>& revisionOfColumn)
    {
        std::vector<MatrixCell> moved(cells.begin(), cells.end());
        for (MatrixCell& cell : moved) {
            cell.column = revisionOfColumn[static_cast<std::size_t>(cell.column)];
        }
        return moved;
    }

    /// Place of each column's revision, counted from the newest; empty when each column is one.
    std::vector<int> revisionsOfColumns(const MatrixSnapshot& matrix)
    {
        std::vector<int> places;
        if (!hasHistory(matrix) || matrix.columnFields.size() == 1) {
            return places;
        }
        for (std::size_t i = 0; i < matrix.columns.size(); ++i) {
            const bool isSame =
                i > 0 && matrix.columns[i].fields.front() == matrix.columns[i - 1].fields.front();
            places.push_back(i == 0 ? 0 : places.back() + (isSame ? 0 : 1));
        }
        return places;
    }

    std::vector<RowFacts> rowFacts(const MatrixSnapshot& matrix,
                                   const std::vector<std::size_t>& offsets)
    {
        const std::span<const MatrixCell> cells(matrix.cells);
        const auto revisions = revisionsOfColumns(matrix);
        const bool isHistory = hasHistory(matrix);
        std::vector<RowFacts> facts;
        facts.reserve(matrix.rows.size());
        for (std::size_t row = 0; row < matrix.rows.size(); ++row) {
            auto rowCells = cells.subspan(offsets[row], offsets[row + 1] - offsets[row]);
            std::vector<MatrixCell> moved;
            if (!revisions.empty()) {
                moved = byRevision(rowCells, revisions);
                rowCells = moved;
            }
            facts.push_back({rowState(rowCells, isHistory), failingFor(rowCells),
                             passPercent(rowCells), joined(matrix.rows[row].fields)});
        }
        return facts;
    }

    void addLabLookup(MatrixArrangement& arrangement, const MatrixSnapshot& matrix)
    {
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
    const std::vector<std::string>& fields = matrix.columnFields;
    return !fields.empty() && fields.front() == "revision"
        && (fields.size() == 1 || (fields.size() == 2 && fields.back() == "lab"));
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

std::optional<int> passPercent(std::span<const MatrixCell> rowCells)
{
    constexpr std::int64_t Newest = 30;
    std::int64_t passes = 0;
    std::int64_t runs = 0;
    for (const MatrixCell& cell : rowCells) {
        const std::int64_t conclusive =
            cell.counts[StatusClass::Pass] + cell.counts[StatusClass::Fail];
        if (runs + conclusive > Newest) {
            break;
        }
        runs += conclusive;
        passes += cell.counts[StatusClass::Pass];
    }
    constexpr int Percent = 100;
    return runs < query::Flakiness::FewestRuns
        ? std::nullopt
        : std::optional(static_cast<int>(Percent * passes / runs));
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

MatrixArrangement arrange(const MatrixSnapshot& matrix, RowOrder order, const RowGrouping& grouping)
{
    MatrixArrangement arrangement;
    arrangement.offsets = rowOffsets(matrix);
    const auto facts = rowFacts(matrix, arrangement.offsets);
    for (const RowFacts& row : facts) {
        ++arrangement.rowsByState[static_cast<std::size_t>(row.state)];
    }
    arrangement.labs = labNames(matrix);
    for (const MatrixHeader& column : matrix.columns) {
        arrangement.columns.push_back(columnLabel(matrix, column));
    }
    addRowHeaders(arrangement, matrix, facts);
    addLines(arrangement, matrix, facts, order, grouping);
    addLabLookup(arrangement, matrix);
    return arrangement;
}

} // namespace cboard::ui
