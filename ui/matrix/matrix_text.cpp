// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"
#include "ui/builds/build_numbers_text.h"
#include "ui/matrix/cell_words.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/status_palette.h"

namespace cboard::ui {

using query::MatrixCell;

namespace {

    /// "9 d before"; between two revisions, so that it does not depend on the clock.
    QString beforeText(Timestamp earlier, Timestamp later)
    {
        const auto hours = std::chrono::floor<std::chrono::hours>(later - earlier);
        const auto days = std::chrono::floor<std::chrono::days>(hours);
        return days.count() > 1 ? MatrixWidget::tr("%1 d before").arg(days.count())
                                : MatrixWidget::tr("%1 h before").arg(hours.count());
    }

    /// When the cell had a result last: a board that is gone, or one that is not run each time?
    /// \p hasResults: bool(int), of a column in its row.
    template <typename HasResults>
    QString lastRunText(const query::MatrixSnapshot& matrix, int column, HasResults hasResults)
    {
        const auto& columns = matrix.columns;
        const auto here = static_cast<std::size_t>(column);
        if (!columns[here].revision || matrix.columnFields.size() != 1) {
            return {};
        }
        std::size_t at = here + 1; // The newest stand first.
        while (at < columns.size() && !hasResults(static_cast<int>(at))) {
            ++at;
        }
        if (at == columns.size()) {
            const auto older = static_cast<qint64>(columns.size() - here - 1);
            return older == 0
                ? QString()
                : countedText(older, MatrixWidget::tr("nor in the %1 older revision shown"),
                              MatrixWidget::tr("nor in the %1 older revisions shown"));
        }
        const query::RevisionRef& last = *columns[at].revision;
        const auto time = columns[here].revision->time;
        return last.time && time ? MatrixWidget::tr("last run %1, on %2")
                                       .arg(beforeText(*last.time, *time), revisionText(last))
                                 : MatrixWidget::tr("last run on %1").arg(revisionText(last));
    }

    QString joinKey(const std::vector<std::string>& fields)
    {
        return fromUtf8(fields).join(QLatin1Char('|'));
    }

} // namespace

QString MatrixWidget::rowText(int row) const
{
    return fromUtf8(m_matrix->rows[static_cast<std::size_t>(row)].fields)
        .join(QStringLiteral(" · "));
}

QString MatrixWidget::columnText(int column) const
{
    const QString full = m_arrangement.columns[static_cast<std::size_t>(column)].fullText;
    return full.section(QLatin1Char('\n'), 0, 0);
}

/// The numbers of the build that the cell stands for.
QString MatrixWidget::numbersAt(MatrixPlace place) const
{
    const auto cells = cellsAt(place);
    const auto* build = m_numbers.builds && !cells.empty()
        ? m_numbers.builds->find(cells.front().recordId)
        : nullptr;
    return build == nullptr ? QString() : numbersText(*build);
}

QString MatrixWidget::cellText(MatrixPlace place) const
{
    // Labs with the same outcome are named together.
    std::vector<std::pair<QString, QStringList>> outcomes;
    for (const MatrixCell& cell : cellsAt(place)) {
        const QString outcome = outcomeText(cell);
        if (outcomes.empty() || outcomes.back().first != outcome) {
            outcomes.emplace_back(outcome, QStringList());
        }
        if (!cell.lab.empty()) {
            outcomes.back().second << fromUtf8(cell.lab);
        }
    }
    QStringList parts;
    for (const auto& [outcome, labs] : outcomes) {
        parts << (labs.isEmpty() ? outcome
                                 : tr("%1 in %2").arg(outcome, labs.join(QStringLiteral(", "))));
    }
    if (parts.isEmpty()) {
        parts << statusWord(StatusClass::None)
              << lastRunText(*m_matrix, place.column, [this, place](int column) {
                     return !cellsAt({place.row, column}).empty();
                 });
    }
    parts << numbersAt(place);
    return tr("%1, %2: %3")
        .arg(rowText(place.row), columnText(place.column),
             joinedTexts(parts, QStringLiteral("; ")));
}

QString MatrixWidget::spokenText(MatrixPlace place) const
{
    const auto cells = cellsAt(place);
    SpokenCell spoken(*m_matrix);
    spoken.beginRow(place.row);
    return fromUtf8(spoken.text(cells, columnText(place.column).toStdString(), numbersAt(place)));
}

QString MatrixWidget::rowKey(int row) const
{
    return joinKey(m_matrix->rows[static_cast<std::size_t>(row)].fields);
}

QString MatrixWidget::columnKey(int column) const
{
    const auto& header = m_matrix->columns[static_cast<std::size_t>(column)];
    if (!header.revision) {
        return joinKey(header.fields);
    }
    const query::RevisionRef& revision = *header.revision;
    return revision.commit.empty() ? QString::number(revision.id)
                                   : fromUtf8(revision.commit + revision.patchset);
}

std::optional<MatrixPlace> MatrixWidget::findPlace(const QString& row, const QString& column) const
{
    MatrixPlace place;
    for (std::size_t i = 0; i < m_matrix->rows.size() && place.row < 0; ++i) {
        place.row = rowKey(static_cast<int>(i)) == row ? static_cast<int>(i) : -1;
    }
    for (std::size_t i = 0; i < m_matrix->columns.size() && place.column < 0; ++i) {
        place.column = columnKey(static_cast<int>(i)) == column ? static_cast<int>(i) : -1;
    }
    return place.row >= 0 && place.column >= 0 ? std::optional(place) : std::nullopt;
}

} // namespace cboard::ui
