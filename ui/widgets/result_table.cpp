// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/result_table.h"

#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"

#include <QHeaderView>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int DefaultRowHeight = 30;
    constexpr int CellPadding = 16;
} // namespace

ResultTable::ResultTable(const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_proxy(new QSortFilterProxyModel(this))
{
    m_proxy->setSortRole(SortRole);
    setModel(m_proxy);
    setItemDelegate(new CellDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setRowHeight(DefaultRowHeight);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isReplacing) {
            emit currentRowChanged(currentRow());
        }
    });
    connect(this, &QTableView::activated, this, [this] { emit rowActivated(currentRow()); });
    // Headers stand on the same line as the cells' text.
    const auto applyTheme = [this, &theme] {
        horizontalHeader()->setStyleSheet(
            QStringLiteral("QHeaderView { background: %1; }"
                           "QHeaderView::section { background: %1; color: %2; border: none; "
                           "border-bottom: 1px solid %3; padding: 5px 8px; }")
                .arg(theme.panel().name(), theme.mutedText().name(), theme.hairline().name()));
        viewport()->update();
    };
    connect(&theme, &Theme::changed, this, applyTheme);
    applyTheme();
}

void ResultTable::setSource(QAbstractItemModel* model)
{
    m_proxy->setSourceModel(model);
}

void ResultTable::setColumnCharacters(int column, int characters)
{
    if (characters == 0) {
        horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    } else {
        setColumnWidth(column, fontMetrics().averageCharWidth() * characters + CellPadding);
    }
}

void ResultTable::setRowHeight(int height)
{
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
}

int ResultTable::currentRow() const
{
    const QModelIndex index = m_proxy->mapToSource(currentIndex());
    return index.isValid() ? index.row() : -1;
}

QString ResultTable::currentId() const
{
    return currentIndex().data(IdRole).toString();
}

void ResultTable::setCurrentId(const QString& id)
{
    const auto found = m_proxy->match(m_proxy->index(0, 0), IdRole, id, 1, Qt::MatchExactly);
    if (!found.isEmpty()) {
        setCurrentIndex(found.front());
    }
}

void ResultTable::moveBy(int rows)
{
    const int count = m_proxy->rowCount();
    if (count > 0) {
        const int row = currentIndex().isValid() ? currentIndex().row() + rows : 0;
        setCurrentIndex(m_proxy->index(std::clamp(row, 0, count - 1), 0));
    }
}

void ResultTable::keepCurrent(const std::function<void()>& replace)
{
    const QString id = currentId();
    m_isReplacing = true;
    replace();
    if (!id.isEmpty()) {
        setCurrentId(id);
    }
    if (!currentIndex().isValid()) {
        moveBy(0);
    }
    m_isReplacing = false;
    emit currentRowChanged(currentRow());
}

} // namespace cboard::ui
