// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/column_chooser.h"

#include "ui/widgets/result_table.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace cboard::ui {

ColumnChooser::ColumnChooser(ResultTable& table)
    : QFrame(&table, Qt::Popup)
    , m_table(table)
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    m_search->setPlaceholderText(tr("Search columns"));
    m_search->setAccessibleName(tr("Search columns"));
    m_search->installEventFilter(this);
    m_list->setAccessibleName(tr("Columns"));
    m_list->setFrameShape(QFrame::NoFrame);
    const TableRows& rows = *table.rows();
    for (int column = 1; column < rows.columnCount(); ++column) { // The first always stays.
        auto* item = new QListWidgetItem(rows.head(column).title, m_list);
        item->setData(Qt::UserRole, column);
        item->setCheckState(table.isColumnShown(column) ? Qt::Checked : Qt::Unchecked);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &ColumnChooser::search);
    connect(m_list, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        m_table.setColumnShown(item->data(Qt::UserRole).toInt(), item->checkState() == Qt::Checked);
    });
    m_list->setCurrentRow(0);
    setFocusProxy(m_search);
}

void ColumnChooser::openAt(const QPoint& globalPosition)
{
    move(globalPosition);
    show();
    m_search->setFocus();
}

void ColumnChooser::search(const QString& text)
{
    QListWidgetItem* first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
        first = first == nullptr && !item->isHidden() ? item : first;
    }
    m_list->setCurrentItem(first);
}

void ColumnChooser::toggleCurrent()
{
    if (QListWidgetItem* item = m_list->currentItem()) {
        item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
    }
}

/// The search field keeps the focus; up and down move in the list, Enter ticks.
bool ColumnChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            toggleCurrent();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace cboard::ui
