// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/frozen_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    void setUp(QTableView& view)
    {
        view.setFrameShape(QFrame::NoFrame);
        view.setShowGrid(false);
        view.setWordWrap(false);
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.setSelectionMode(QAbstractItemView::ExtendedSelection);
        view.setTabKeyNavigation(false);
        view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
        view.verticalHeader()->hide();
        view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    }

} // namespace

FrozenTable::FrozenTable(QHeaderView* header, MakeHeader makeFrozenHeader, QWidget* parent)
    : QTableView(parent)
    , m_makeFrozenHeader(std::move(makeFrozenHeader))
{
    setHorizontalHeader(header);
    setUp(*this);
    connect(header, &QHeaderView::sectionResized, this, &FrozenTable::placeFrozen);
    connect(header, &QHeaderView::geometriesChanged, this, &FrozenTable::placeFrozen);
    connect(this, &QTableView::activated, this, &FrozenTable::opened);
}

/// When the table is first scrolled sideways: most never are, and a view of eleven tables would
/// make eleven more.
void FrozenTable::createFrozen()
{
    m_frozen = new QTableView(this);
    m_frozen->setHorizontalHeader(m_makeFrozenHeader());
    setUp(*m_frozen);
    m_frozen->setFocusPolicy(Qt::NoFocus);
    m_frozen->setFocusProxy(this);
    m_frozen->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_frozen->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const int height = verticalHeader()->defaultSectionSize();
    m_frozen->verticalHeader()->setMinimumSectionSize(height);
    m_frozen->verticalHeader()->setDefaultSectionSize(height);
    m_frozen->setItemDelegate(itemDelegate());
    m_frozen->setModel(model());
    m_frozen->setSelectionModel(selectionModel());
    const auto showFirstOnly = [this] {
        for (int column = 1; column < model()->columnCount(); ++column) {
            m_frozen->setColumnHidden(column, true);
        }
    };
    showFirstOnly();
    connect(model(), &QAbstractItemModel::modelReset, m_frozen, showFirstOnly);
    m_frozen->verticalScrollBar()->setValue(verticalScrollBar()->value());
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_frozen->verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_frozen->verticalScrollBar(), &QScrollBar::valueChanged, verticalScrollBar(),
            &QScrollBar::setValue);
    connect(m_frozen, &QTableView::activated, this, &FrozenTable::opened);
}

void FrozenTable::setRowHeight(int height)
{
    for (QTableView* view : {static_cast<QTableView*>(this), m_frozen}) {
        if (view != nullptr) {
            view->verticalHeader()->setMinimumSectionSize(height);
            view->verticalHeader()->setDefaultSectionSize(height);
        }
    }
}

void FrozenTable::updateCells()
{
    viewport()->update();
    updateFrozen();
}

void FrozenTable::updateFrozen()
{
    if (m_frozen != nullptr) {
        m_frozen->viewport()->update();
    }
}

void FrozenTable::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    if (model != nullptr) {
        connect(model, &QAbstractItemModel::modelReset, this, &FrozenTable::placeFrozen);
    }
}

void FrozenTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    placeFrozen();
}

void FrozenTable::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    updateFrozen(); // It shows the selection as having the focus.
}

void FrozenTable::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    updateFrozen();
}

void FrozenTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dx != 0) {
        placeFrozen();
    }
}

QModelIndex FrozenTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (model() == nullptr || (action != MoveHome && action != MoveEnd)) {
        return QTableView::moveCursor(action, modifiers);
    }
    const int row = action == MoveHome ? 0 : model()->rowCount() - 1;
    return model()->index(row, std::max(currentIndex().column(), 0));
}

QItemSelectionModel::SelectionFlags FrozenTable::selectionCommand(const QModelIndex& index,
                                                                  const QEvent* event) const
{
    if (event == nullptr && !m_isMarking) {
        // By the program, perhaps while Shift of its key is still held: that extends nothing.
        return QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows;
    }
    const bool isKey = event == nullptr || event->type() == QEvent::KeyPress;
    const bool isExtending = event != nullptr && isKey
        && static_cast<const QKeyEvent*>(event)->modifiers().testFlag(Qt::ShiftModifier);
    return m_isMarking && isKey && !isExtending ? QItemSelectionModel::NoUpdate
                                                : QTableView::selectionCommand(index, event);
}

void FrozenTable::mouseReleaseEvent(QMouseEvent* event)
{
    QTableView::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    const QModelIndex index = indexAt(at);
    if (event->button() == Qt::LeftButton && index.isValid()) {
        emit clickedAt(index, at);
    }
}

void FrozenTable::placeFrozen()
{
    const bool isNeeded =
        horizontalScrollBar()->value() > 0 && model() != nullptr && model()->columnCount() > 0;
    if (isNeeded) {
        if (m_frozen == nullptr) {
            createFrozen();
        }
        const int width = columnWidth(0);
        m_frozen->setColumnWidth(0, width);
        m_frozen->horizontalHeader()->setFixedHeight(horizontalHeader()->height());
        m_frozen->setGeometry(frameWidth(), frameWidth(), width,
                              viewport()->height() + horizontalHeader()->height());
    }
    if (m_frozen != nullptr) {
        m_frozen->setVisible(isNeeded);
    }
}

} // namespace cboard::ui
