// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/flow_layout.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace cboard::ui {

FlowLayout::FlowLayout(QWidget* parent)
    : QLayout(parent)
{
}

FlowLayout::~FlowLayout() = default;

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.emplace_back(item);
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count()) {
        return nullptr;
    }
    QLayoutItem* item = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const auto& item : m_items) {
        size = size.expandedTo(item->minimumSize());
    }
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

int FlowLayout::arrange(const QRect& rect, bool moves) const
{
    const QRect room = rect.marginsRemoved(contentsMargins());
    const int gap = std::max(0, spacing());
    QPoint at = room.topLeft();
    int lineHeight = 0;
    std::vector<std::pair<QLayoutItem*, QRect>> line;
    const auto endLine = [&] { // Words and fields beside each other share their middle.
        for (auto& [item, place] : line) {
            place.translate(0, (lineHeight - place.height()) / 2);
            if (moves) {
                item->setGeometry(place);
            }
        }
        line.clear();
    };
    for (const auto& item : m_items) {
        const QSize size = item->sizeHint().boundedTo(QSize(room.width(), QLAYOUTSIZE_MAX));
        if (at.x() > room.x() && at.x() + size.width() > room.right() + 1) {
            endLine();
            at = QPoint(room.x(), at.y() + lineHeight + gap);
            lineHeight = 0;
        }
        line.emplace_back(item.get(), QRect(at, size));
        at.rx() += size.width() + gap;
        lineHeight = std::max(lineHeight, size.height());
    }
    endLine();
    return at.y() + lineHeight - rect.y() + contentsMargins().bottom();
}

} // namespace cboard::ui
