// SPDX-License-Identifier: GPL-3.0-or-later
// What the cursor stands on, and cells that the user chose beside it.
#include "ui/base/elided_label.h"
#include "ui/base/joined_texts.h"
#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/matrix/matrix_view.h"
#include "ui/runs/runs_feature.h"

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    /// Elsewhere one place of the matrix stands for several histories.
    bool isOneCell(const query::HistoryRequest& history)
    {
        switch (history.kind) {
        case query::MatrixKind::Build:
            return !history.config.empty() && !history.architecture.empty()
                && !history.compiler.empty();
        case query::MatrixKind::Boot:
            return !history.platform.empty();
        case query::MatrixKind::Test:
            break;
        }
        return !history.path.empty() && !history.platform.empty();
    }

} // namespace

/// Of a cell that stands for many runs.
QList<std::pair<QString, QString>> MatrixView::factsOfSum(MatrixPlace place) const
{
    StatusCounts counts;
    for (const query::MatrixCell& cell : m_matrix->cellsAt(place)) {
        counts += cell.counts;
    }
    return {{tr("in"), m_matrix->columnText(place.column)}, {tr("runs"), countsText(counts)}};
}

void MatrixView::onCurrentChanged(MatrixPlace place)
{
    showCursorLine();
    Selection selection;
    selection.kind = m_spec.kind == query::MatrixKind::Build ? RecordKind::Build : RecordKind::Test;
    selection.caption = m_matrix->rowText(place.row);
    if (m_spec.kind == query::MatrixKind::Boot) {
        selection.history = historyOf(place); // Also where it did not run.
    }
    if (const auto* cell = worstCell(place)) {
        selection.id = fromUtf8(cell->recordId);
        if (selection.id.isEmpty()) {
            selection.facts = factsOfSum(place);
        } else if (const auto history = historyOf(place); isOneCell(history)) {
            selection.history = history;
        }
    }
    const auto& column = m_matrix->matrix()->columns[static_cast<std::size_t>(place.column)];
    if (const auto revision = column.revision ? column.revision : m_revision) {
        selection.revision = fromUtf8(revision->commit);
    }
    for (const MatrixPlace near : m_matrix->nearPlaces()) {
        selection.neighbours << fromUtf8(worstCell(near)->recordId);
    }
    emit selectionChanged(selection);
}

/// The cell under the cursor in words, behind what can be done with those that were chosen.
void MatrixView::showCursorLine()
{
    const auto place = m_matrix->current();
    const auto count = static_cast<qint64>(m_matrix->selected().size());
    QString chosen;
    if (count > 0) {
        const QString hint = count == 1 ? MatrixView::tr("{select-row} on another, then {compare}")
            : count == 2                ? MatrixView::tr("{compare} compares them")
                                        : MatrixView::tr("{compare} compares two only, {leave} "
                                                                        "lets go of all");
        chosen = countedText(count, tr("%1 cell selected: %2"), tr("%1 cells selected: %2"))
                     .arg(withKeys(m_context, hint));
    }
    m_cursorLine->setText(joinedTexts({chosen, place ? m_matrix->cellText(*place) : QString()}));
}

/// The older revision stands left; on one revision the better result, as a good log does.
/// \returns false for less than two: then the baseline is meant.
bool MatrixView::compareSelected()
{
    const std::vector<MatrixPlace>& selected = m_matrix->selected();
    if (selected.size() < 2) {
        return false;
    }
    MatrixPlace before = selected.front();
    MatrixPlace now = selected.back();
    const auto* first = worstCell(before);
    const auto* second = worstCell(now);
    const auto hasRun = [](const query::MatrixCell* cell) {
        return cell != nullptr && !cell->recordId.empty();
    };
    if (selected.size() > 2) {
        showCursorLine(); // Which says that two are compared.
        return true;
    }
    if (!hasRun(first) || !hasRun(second)) {
        const bool isEmpty = first == nullptr || second == nullptr;
        m_cursorLine->setText(
            isEmpty ? tr("One of the selected cells did not run: there is nothing to compare")
                    : tr("One of the selected cells counts many runs; a single one is needed"));
        return true;
    }
    const bool areRevisions = m_matrix->matrix()->columns.front().revision.has_value();
    const bool isTurned = areRevisions && before.column != now.column
        ? before.column < now.column // The newest stands left.
        : first->status < second->status;
    if (isTurned) {
        std::swap(first, second);
    }
    const RecordKind kind =
        m_spec.kind == query::MatrixKind::Build ? RecordKind::Build : RecordKind::Test;
    m_context.navigator->open(
        runsState(m_state, kind, fromUtf8(first->recordId), fromUtf8(second->recordId)));
    return true;
}

} // namespace cboard::ui
