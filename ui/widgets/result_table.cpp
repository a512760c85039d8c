// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/result_table.h"

#include "ui/base/key_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/frozen_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"
#include "ui/widgets/table_footer.h"
#include "ui/widgets/table_header.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace cboard::ui {

namespace {
    constexpr int DefaultRowHeight = 36;
} // namespace

ResultTable::ResultTable(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(*context.theme)
    , m_delegate(new CellDelegate(m_theme, this))
    , m_model(new TableModel(this))
    , m_header(makeHeader())
    , m_view(new FrozenTable(
          m_header,
          [this] {
              m_frozenHeader = makeHeader();
              showRanks();
              return m_frozenHeader;
          },
          this))
    , m_footer(nullptr)
    , m_memory(context.tables)
    , m_arrange(*context.queries, *context.tasks)
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_footer = new TableFooter(m_theme, *m_model, *m_header, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_footer);
    setFocusProxy(m_view);
    setRowHeight(DefaultRowHeight);
    connectParts();
}

ResultTable::~ResultTable() = default;

TableHeader* ResultTable::makeHeader()
{
    auto* header = new TableHeader(m_theme);
    connect(header, &TableHeader::sortRequested, this, &ResultTable::sortBy);
    connect(header, &TableHeader::menuRequested, this,
            [this](const QPoint& at) { showTableMenu(*this, at); });
    connect(header, &TableHeader::widthChosen, this, [this](int column, int width) {
        m_widths.insert(m_rows->head(column).id, width);
        keepLook();
    });
    return header;
}

void ResultTable::connectParts()
{
    m_view->viewport()->installEventFilter(this);
    connect(m_view->horizontalScrollBar(), &QScrollBar::valueChanged, m_footer,
            qOverload<>(&QWidget::update));
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_isReplacing) {
            emit currentRowChanged(currentRow());
        }
    });
    connect(m_view, &FrozenTable::opened, this, [this] {
        if (m_model->groupOfLine(m_view->currentIndex().row()) != nullptr) {
            m_model->toggleFold(m_view->currentIndex().row());
        } else {
            emit rowActivated(currentRow());
        }
    });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        showTableMenu(*this, m_view->viewport()->mapToGlobal(at));
    });
    connect(m_view, &FrozenTable::clickedAt, this, &ResultTable::onClicked);
    connect(m_footer, &TableFooter::orderRequested, this, &ResultTable::putInOrder);
    followKeys(m_context, this, [this] { showNews(); });
    connect(&m_theme, &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

QAbstractItemView* ResultTable::view() const
{
    return m_view;
}

int ResultTable::fullHeight() const
{
    const int rows = m_model->rowCount() * m_view->verticalHeader()->defaultSectionSize();
    const int foot = m_footer->isHidden() ? 0 : m_footer->sizeHint().height();
    return m_header->sizeHint().height() + rows + foot + 2 * m_view->frameWidth();
}

void ResultTable::setRowHeight(int height)
{
    m_view->setRowHeight(height);
}

void ResultTable::onClicked(const QModelIndex& index, const QPoint& at)
{
    if (m_model->groupOfLine(index.row()) != nullptr) {
        if (index.column() == 0) {
            m_model->toggleFold(index.row());
            m_view->setCurrentIndex(m_model->index(index.row(), 0));
        }
        return;
    }
    const QVariant counts = index.data(CountsRole);
    if (counts.isValid()) {
        const QRect cell = m_view->visualRect(index).adjusted(CellPadding, 0, -CellPadding, 0);
        const auto status = countAt(m_view->font(), cell, counts.value<StatusCounts>(), at.x());
        if (status) {
            emit countClicked(currentRow(), index.column(), *status);
        }
    }
}

int ResultTable::currentRow() const
{
    return m_model->rowOfLine(m_view->currentIndex().row());
}

QString ResultTable::currentId() const
{
    const int row = currentRow();
    return row < 0 ? QString() : m_model->rows()->id(row);
}

void ResultTable::setCurrentId(const QString& id)
{
    if (isArranging() || !m_model->rows()) {
        m_wantedId = id;
        return;
    }
    const int line = m_model->lineOfId(id);
    if (line >= 0) {
        m_view->setCurrentIndex(m_model->index(line, 0));
    }
}

void ResultTable::showRow(int row, int column)
{
    m_model->unfold(row);
    const int line = m_model->lineOfRow(row);
    if (line >= 0) {
        m_view->setCurrentIndex(m_model->index(line, 0));
        m_view->scrollTo(m_model->index(line, std::max(column, 0)));
    }
}

void ResultTable::setHighlight(const std::shared_ptr<logs::FindPattern>& pattern)
{
    m_delegate->setHighlight(pattern);
    m_view->updateCells();
}

void ResultTable::moveBy(int lines)
{
    const int count = m_model->rowCount();
    if (count > 0) {
        const QModelIndex current = m_view->currentIndex();
        const int line = current.isValid() ? current.row() + lines : 0;
        m_view->setCurrentIndex(
            m_model->index(std::clamp(line, 0, count - 1), std::max(0, current.column())));
    }
}

bool ResultTable::goToStatus(StatusClass status, int step)
{
    for (int line = m_view->currentIndex().row() + step; line >= 0 && line < m_model->rowCount();
         line += step) {
        for (int column = 0; column < m_model->columnCount(); ++column) {
            const QVariant value = m_model->index(line, column).data(StatusRole);
            if (value.isValid()) {
                if (value.toInt() == static_cast<int>(status)) {
                    m_view->setCurrentIndex(m_model->index(line, 0));
                    return true;
                }
                break;
            }
        }
    }
    return false;
}

void ResultTable::setCurrentFolded(bool isFolded)
{
    int line = m_view->currentIndex().row();
    while (line > 0 && isFolded && m_model->groupOfLine(line) == nullptr) {
        --line;
    }
    const QModelIndex index = m_model->index(line, 0);
    if (m_model->groupOfLine(line) != nullptr && index.data(FoldedRole).toBool() != isFolded) {
        m_model->toggleFold(line);
        m_view->setCurrentIndex(m_model->index(line, 0));
    }
}

void ResultTable::foldAll(bool isFolded)
{
    m_model->setAllFolded(isFolded);
    moveBy(0);
}

void ResultTable::toggleSelected()
{
    const auto how =
        m_view->isMarking() ? QItemSelectionModel::Toggle : QItemSelectionModel::Select;
    m_view->selectionModel()->select(m_view->currentIndex(), how | QItemSelectionModel::Rows);
    m_view->setMarking(m_view->selectionModel()->hasSelection());
}

bool ResultTable::clearMarks()
{
    const bool wasMarking = m_view->isMarking();
    m_view->setMarking(false);
    if (wasMarking) {
        m_view->setCurrentIndex(m_view->currentIndex());
    }
    return wasMarking;
}

std::vector<int> ResultTable::selectedRows() const
{
    std::vector<int> lines;
    // By its ranges, which hold whole rows: selectedRows() asks for the flags of every cell.
    for (const QItemSelectionRange& range : m_view->selectionModel()->selection()) {
        for (int line = range.top(); line <= range.bottom(); ++line) {
            lines.push_back(line);
        }
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    std::vector<int> rows;
    for (const int line : lines) {
        if (const int row = m_model->rowOfLine(line); row >= 0) {
            rows.push_back(row);
        }
    }
    if (rows.empty() && currentRow() >= 0) {
        rows.push_back(currentRow());
    }
    return rows;
}

std::vector<int> ResultTable::shownRows() const
{
    return m_model->arrangement() ? m_model->arrangement()->order : std::vector<int>();
}

std::vector<int> ResultTable::nearRows() const
{
    constexpr int Reach = 2;
    std::vector<int> rows;
    const int line = m_view->currentIndex().row();
    for (int distance = 1; line >= 0 && distance <= Reach; ++distance) {
        for (const int near : {line + distance, line - distance}) {
            if (const int row = m_model->rowOfLine(near); row >= 0) {
                rows.push_back(row);
            }
        }
    }
    return rows;
}

QString ResultTable::currentCellText() const
{
    return m_view->currentIndex().data().toString();
}

} // namespace cboard::ui
