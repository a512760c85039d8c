// SPDX-License-Identifier: GPL-3.0-or-later
// The order of a table: as chosen, or as it was while results come in.
#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/widgets/frozen_table.h"
#include "ui/widgets/kept_order.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_choice.h"
#include "ui/widgets/table_footer.h"
#include "ui/widgets/table_memory.h"

#include <QScrollBar>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int SmallTable = 1000; ///< Rows that are sorted within a millisecond or two.

    /// Of the first of the ids that is there; -1 for none.
    int rowOfFirst(const TableRows& rows, const QStringList& ids)
    {
        int found = -1;
        qsizetype rank = ids.size();
        for (int row = 0; row < rows.size() && rank > 0; ++row) {
            const qsizetype place = ids.indexOf(rows.id(row));
            if (place >= 0 && place < rank) {
                found = row;
                rank = place;
            }
        }
        return found;
    }
} // namespace

void ResultTable::setRows(TableModel::RowsPtr rows)
{
    m_rows = std::move(rows);
    arrange();
}

void ResultTable::setHolding(bool isHolding)
{
    m_isHolding = isHolding;
}

void ResultTable::putInOrder()
{
    m_isHolding = false;
    if (m_rows) {
        arrange();
    }
}

void ResultTable::setFootOnlyForNews()
{
    m_hasFootOnlyForNews = true;
    m_footer->hide();
}

/// What the foot says of rows that wait for their place.
void ResultTable::showNews()
{
    const TableModel::ArrangementPtr& shown = m_model->arrangement();
    m_footer->setVisible(!m_hasFootOnlyForNews || (shown && !shown->isSorted));
    if (!shown || shown->isSorted) {
        m_footer->setNews({}, {});
        return;
    }
    QStringList news;
    if (shown->lateRows > 0) {
        news << countedText(shown->lateRows, tr("%1 new row"), tr("%1 new rows"));
    }
    if (!shown->gone.empty()) {
        news << countedText(std::ssize(shown->gone), tr("%1 gone"), tr("%1 gone"));
    }
    if (news.isEmpty()) {
        news << tr("order changed");
    }
    const QString what = news.join(QStringLiteral(", "));
    m_footer->setNews(withKeys(m_context, tr("%1, press {refresh}").arg(what)), what);
}

void ResultTable::setChoice(const TableChoice& asked)
{
    const bool isUsual = asked == TableChoice() && m_memory != nullptr;
    const TableChoice choice = isUsual ? m_memory->look(m_name).choice : asked;
    if (choice == m_choice) {
        return;
    }
    const bool isSameOrder = choice.sort == m_choice.sort && choice.groups == m_choice.groups;
    m_choice = choice;
    if (isSameOrder) {
        applyColumns();
    } else if (m_rows) {
        m_isHolding = false;
        arrange();
    }
}

void ResultTable::choose(const TableChoice& choice)
{
    if (m_memory != nullptr && !m_name.isEmpty()) {
        m_memory->keep(m_name, {choice, m_widths}); // First: an empty choice means this one.
    }
    setChoice(choice);
    emit choiceChanged();
}

void ResultTable::arrange()
{
    m_arrange.cancel();
    if (!m_rows) {
        showArrangement({});
        return;
    }
    struct Job {
        TableModel::RowsPtr rows;
        TableChoice choice;
        TableModel::RowsPtr before; ///< Whose order is kept; null: none is.
        TableModel::ArrangementPtr shown;
        QStringList ids;

        Result<Arranged> operator()(const TaskContext& task) const
        {
            CBOARD_TRY(auto arrangement,
                       before ? keepOrder(*before, *shown, *rows, choice, task)
                              : arrangeTable(*rows, choice, task));
            if (rows->size() > SmallTable) {
                arrangement = releasedBeside(std::move(arrangement));
            }
            return Arranged{std::move(arrangement), ids, rowOfFirst(*rows, ids)};
        }
    };
    Job job{m_rows, m_choice, nullptr, nullptr, wantedIds()};
    if (m_isHolding && m_model->arrangement()) {
        job.before = m_model->rows();
        job.shown = m_model->arrangement();
    }
    if (m_rows->size() <= SmallTable && (!job.before || job.before->size() <= SmallTable)) {
        showArrangement(job(TaskContext()).value_or(Arranged()));
        return;
    }
    m_arrange.start(tr("Sorting"), std::move(job), [this](const Result<Arranged>& made) {
        if (made) {
            showArrangement(*made);
        }
    });
}

QStringList ResultTable::wantedIds() const
{
    return m_wantedId.isEmpty() ? idsAround() : QStringList{m_wantedId};
}

/// Looking through all ids takes long in a large table: the thread that sorted it did so, and the
/// cursor seldom moves meanwhile.
int ResultTable::lineOfCursor(const QStringList& ids, const Arranged& made) const
{
    const auto& shown = made.arrangement;
    const bool isGone = shown
        && std::any_of(shown->gone.begin(), shown->gone.end(),
                       [&ids](const GoneLine& line) { return ids.contains(line.id); });
    if (ids == made.ids && !isGone) {
        const int line = m_model->lineOfRow(made.row);
        if (line >= 0 || made.row < 0) {
            return line;
        }
    }
    return m_model->lineOfFirst(ids); // Of those that are not folded away.
}

void ResultTable::showArrangement(const Arranged& made)
{
    const TableModel::ArrangementPtr& arrangement = made.arrangement;
    const QStringList ids = wantedIds();
    const int scroll = m_view->verticalScrollBar()->value();
    const int before = m_view->currentIndex().row();
    const int top = before < 0 ? -1 : m_view->rowViewportPosition(before);
    const bool wasInSight = top >= 0 && top < m_view->viewport()->height();
    m_isReplacing = true;
    m_view->setMarking(false);
    m_model->setRows(arrangement ? m_rows : nullptr, arrangement);
    applyColumns();
    showRanks();
    showNews();
    m_wantedId.clear();
    const int line = lineOfCursor(ids, made);
    if (line >= 0) {
        m_view->doItemsLayout();
        m_view->verticalScrollBar()->setValue(scroll);
        if (wasInSight) { // The row that is read stands still, whatever comes above it.
            m_view->verticalScrollBar()->setValue(scroll + m_view->rowViewportPosition(line) - top);
        }
        m_view->setCurrentIndex(m_model->index(line, 0));
    } else {
        const bool startsWithHeading = m_model->groupOfLine(0) != nullptr;
        moveBy(0);
        moveBy(startsWithHeading ? 1 : 0);
    }
    m_isReplacing = false;
    emit currentRowChanged(currentRow());
    emit arranged();
}

void ResultTable::sortBy(int column, bool isAdded)
{
    if (!m_rows) {
        return;
    }
    // Numbers and counts: the most first.
    const ColumnHead& head = m_rows->head(column);
    const bool isCount = m_rows->size() > 0 && m_rows->data(0, column, CountsRole).isValid();
    TableChoice choice = m_choice;
    choice.sort = sortedBy(choice.sort, head.id, head.isNumber || isCount, isAdded);
    choose(choice);
}

/// The row under the cursor; where the cursor goes when that is gone: the next row, that before.
QStringList ResultTable::idsAround() const
{
    QStringList ids;
    const int line = m_view->currentIndex().row();
    for (const int near : {line, line + 1, line - 1}) {
        if (const QString id = m_model->idOfLine(line < 0 ? -1 : near); !id.isEmpty()) {
            ids << id;
        }
    }
    return ids;
}

} // namespace cboard::ui
