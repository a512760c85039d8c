// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/matrix_options.h"

#include "ui/base/text_format.h"

#include <QStringList>

#include <algorithm>

namespace cboard::ui {

namespace {

    using query::Dimension;

    const QString RowsKey = QStringLiteral("rows");
    const QString ColumnsKey = QStringLiteral("columns");
    const QString FoldedKey = QStringLiteral("folded");
    const QString TreeGroups = QStringLiteral("tree");
    const QString LabsKey = QStringLiteral("labs");
    const QString LabColumns = QStringLiteral("columns");
    const QString LabsTogether = QStringLiteral("together");

    bool has(const std::vector<Dimension>& axis, Dimension dimension)
    {
        return std::find(axis.begin(), axis.end(), dimension) != axis.end();
    }

    /// The known dimensions of a list of keys.
    std::vector<Dimension> axisOf(const QString& keys)
    {
        std::vector<Dimension> axis;
        for (const QString& key : keys.split(QLatin1Char(','))) {
            const auto dimension = query::parseDimension(key.toStdString());
            if (dimension && !has(axis, *dimension)) {
                axis.push_back(*dimension);
            }
        }
        return axis;
    }

    QString keysOf(const std::vector<Dimension>& axis)
    {
        QStringList keys;
        for (const Dimension dimension : axis) {
            keys << fromUtf8(std::string(query::dimensionKey(dimension)));
        }
        return keys.join(QLatin1Char(','));
    }

    int modeOf(const MatrixKindSpec& spec, const QString& id)
    {
        const auto place = std::find_if(spec.modes.begin(), spec.modes.end(),
                                        [&id](const MatrixMode& one) { return one.id == id; });
        return place == spec.modes.end() ? 0 : static_cast<int>(place - spec.modes.begin());
    }

    RowGrouping groupingOf(const QString& text, const std::vector<Dimension>& rows)
    {
        if (text == QLatin1String("none")) {
            return {RowGrouping::By::None};
        }
        const bool arePaths = rows == std::vector{Dimension::Path};
        if (text == TreeGroups || (text.isEmpty() && arePaths)) {
            return {RowGrouping::By::Tree, "path"};
        }
        const auto dimension = query::parseDimension(text.toStdString());
        if (dimension && has(rows, *dimension)) {
            return {RowGrouping::By::Family, text.toStdString()};
        }
        return {};
    }

} // namespace

bool MatrixChoice::isOneRevision() const
{
    return !has(rows, Dimension::Revision) && !has(columns, Dimension::Revision);
}

MatrixChoice matrixChoice(const MatrixKindSpec& spec, const QMap<QString, QString>& options)
{
    MatrixChoice choice;
    choice.mode = modeOf(spec, options.value(QStringLiteral("mode")));
    const MatrixMode& mode = spec.modes[static_cast<std::size_t>(choice.mode)];
    choice.rows = axisOf(options.value(RowsKey));
    choice.columns = axisOf(options.value(ColumnsKey));
    choice.isTurned = !choice.rows.empty() && !choice.columns.empty();
    if (!choice.isTurned) {
        choice.rows = mode.rows;
        choice.columns = mode.columns;
    }
    choice.order = options.value(QStringLiteral("sort")) == QLatin1String("name")
        ? RowOrder::ByName
        : RowOrder::WorstFirst;
    choice.grouping = groupingOf(options.value(QStringLiteral("group")), choice.rows);
    const QString labs = options.value(LabsKey);
    choice.labs = labs == LabColumns ? LabMode::Columns
        : labs == LabsTogether       ? LabMode::Together
                                     : LabMode::Split;
    if (spec.kind == query::MatrixKind::Build) {
        choice.number = cellNumberOf(options.value(QStringLiteral("number")));
    }
    return choice;
}

void setPivot(QMap<QString, QString>& options, const MatrixKindSpec& spec,
              const std::vector<Dimension>& rows, const std::vector<Dimension>& columns)
{
    options.remove(RowsKey);
    options.remove(ColumnsKey);
    const MatrixChoice preset = matrixChoice(spec, options);
    if (rows != preset.rows || columns != preset.columns) {
        options.insert(RowsKey, keysOf(rows));
        options.insert(ColumnsKey, keysOf(columns));
    }
}

query::MatrixRequest matrixRequest(const MatrixKindSpec& spec, const MatrixChoice& choice)
{
    query::MatrixRequest request;
    request.kind = spec.kind;
    request.rows = choice.rows;
    request.columns = choice.columns;
    request.isSplitByLab = choice.labs == LabMode::Split;
    const bool hasLab = has(choice.rows, Dimension::Lab) || has(choice.columns, Dimension::Lab);
    constexpr std::size_t MostInAxis = 4;
    if (choice.labs == LabMode::Columns && !hasLab && request.columns.size() < MostInAxis) {
        request.columns.push_back(Dimension::Lab);
    }
    return request;
}

QSet<QString> foldedGroups(const QMap<QString, QString>& options)
{
    const QStringList keys = options.value(FoldedKey).split(QLatin1Char(','), Qt::SkipEmptyParts);
    return {keys.begin(), keys.end()};
}

void setFoldedGroups(QMap<QString, QString>& options, const QSet<QString>& folded)
{
    QStringList keys(folded.begin(), folded.end());
    keys.sort(); // A link is the same for the same picture.
    options.remove(FoldedKey);
    if (!keys.isEmpty()) {
        options.insert(FoldedKey, keys.join(QLatin1Char(',')));
    }
}

QString nextLabMode(const MatrixKindSpec& spec, const QMap<QString, QString>& options)
{
    const QString labs = options.value(LabsKey);
    if (spec.kind != query::MatrixKind::Boot) {
        return labs == LabColumns ? QString() : LabColumns;
    }
    return labs.isEmpty() ? LabColumns : labs == LabColumns ? LabsTogether : QString();
}

} // namespace cboard::ui
