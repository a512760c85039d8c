// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/unknown_values.h"
#include "ui/base/text_format.h"
#include "ui/matrix/lab_shares.h"
#include "ui/matrix/matrix_widget.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace cboard::ui {

bool MatrixWidget::handleMoveKey(int key, Qt::KeyboardModifiers modifiers)
{
    const bool isArrow =
        key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_Right || key == Qt::Key_Left;
    if (isArrow && modifiers.testFlag(Qt::ShiftModifier)) {
        const int lines =
            static_cast<int>(key == Qt::Key_Down) - static_cast<int>(key == Qt::Key_Up);
        const int steps =
            static_cast<int>(key == Qt::Key_Right) - static_cast<int>(key == Qt::Key_Left);
        extendSelected(lines, steps);
        return true;
    }
    const bool isWhole = modifiers.testFlag(Qt::ControlModifier);
    const int pageLines = std::max(1, bodyRect().height() / m_cell.height() - 1);
    const int all = static_cast<int>(m_arrangement.lines.size());
    const int columns = static_cast<int>(m_matrix->columns.size());
    switch (key) {
    case Qt::Key_Down:
        moveBy(1, 0);
        return true;
    case Qt::Key_Up:
        moveBy(-1, 0);
        return true;
    case Qt::Key_Right:
        moveBy(0, 1);
        return true;
    case Qt::Key_Left:
        moveBy(0, -1);
        return true;
    case Qt::Key_PageDown:
        moveBy(pageLines, 0);
        return true;
    case Qt::Key_PageUp:
        moveBy(-pageLines, 0);
        return true;
    case Qt::Key_Home:
        moveBy(isWhole ? -all : 0, -columns);
        return true;
    case Qt::Key_End:
        moveBy(isWhole ? all : 0, columns);
        return true;
    default:
        return false;
    }
}

/// The keys of any scrolled area; all others are actions of the view.
void MatrixWidget::keyPressEvent(QKeyEvent* event)
{
    if (!handleMoveKey(event->key(), event->modifiers())) {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void MatrixWidget::mousePressEvent(QMouseEvent* event)
{
    const MatrixPlace place = placeAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const int line = lineAt(event->position().toPoint());
    if (place.row < 0 && line >= 0) {
        toggleGroup(m_arrangement.lines[static_cast<std::size_t>(line)].group);
    }
    if (place.row >= 0) {
        setCurrent(
            {place.row, place.column >= 0 ? place.column : (m_current ? m_current->column : 0)});
        if (place.column >= 0 && event->modifiers().testFlag(Qt::ControlModifier)) {
            toggleSelected();
        }
    }
}

void MatrixWidget::mouseDoubleClickEvent(QMouseEvent* event)
{
    const MatrixPlace place = placeAt(event->position().toPoint());
    if (place.row >= 0 && place.column >= 0) {
        emit activated(place);
    } else if (place.column >= 0 && event->position().y() < bodyRect().top()) {
        emit columnActivated(place.column);
    }
}

void MatrixWidget::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void MatrixWidget::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void MatrixWidget::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        dropLabels();
        measure();
        updateScrollBars();
    }
    QAbstractScrollArea::changeEvent(event);
}

QString MatrixWidget::tooltipAt(QPoint point) const
{
    const MatrixPlace place = placeAt(point);
    if (place.row >= 0 && place.column >= 0) {
        return cellText(place);
    }
    if (place.row >= 0) {
        const auto& row = m_matrix->rows[static_cast<std::size_t>(place.row)];
        QStringList lines{rowText(place.row), countsText(row.counts)};
        if (m_matrix->rowFields == std::vector<std::string>{"platform"}
            && store::namesNoBoard(row.fields.front())) {
            lines << tr("The source named no board: Ingest, Unknown values, tells which did so");
        }
        for (const std::string& lab : row.labs) {
            const auto at = std::lower_bound(m_arrangement.labs.begin(), m_arrangement.labs.end(),
                                             fromUtf8(lab));
            const auto index = static_cast<std::size_t>(at - m_arrangement.labs.begin());
            lines << QStringLiteral("%1  %2").arg(labLetter(index), fromUtf8(lab));
        }
        return lines.join(QLatin1Char('\n'));
    }
    if (place.column >= 0 && point.y() < bodyRect().top()) {
        const auto at = static_cast<std::size_t>(place.column);
        QStringList lines{m_arrangement.columns[at].fullText,
                          countsText(m_matrix->columns[at].counts)};
        return (lines << labErrorShares(*m_matrix, place.column)).join(QLatin1Char('\n'));
    }
    return {};
}

bool MatrixWidget::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = tooltipAt(help->pos());
        if (text.isEmpty()) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(
                help->globalPos(),
                QStringLiteral("<p style='white-space:pre'>%1</p>").arg(text.toHtmlEscaped()),
                viewport());
        }
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace cboard::ui
