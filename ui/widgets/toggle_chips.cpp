// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toggle_chips.h"

#include "ui/base/text_format.h"
#include "ui/filter/flow_layout.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

namespace cboard::ui {

namespace {

    constexpr qsizetype Digits = 9;
    constexpr int Gap = 6;

    /// The digit that is its key stands small before the words, the number strong behind them, so
    /// that one is not read as the other.
    class KeyChip : public QToolButton {
    public:
        using QToolButton::QToolButton;

        void setParts(const QString& key, const QString& words, const QString& count)
        {
            m_parts = {key, words, count};
            setText(joined());
            updateGeometry();
            update();
        }

        QSize sizeHint() const override
        {
            constexpr int Margin = 9;
            return {partsWidth() + 2 * Margin, QToolButton::sizeHint().height()};
        }

    protected:
        void paintEvent(QPaintEvent* /*event*/) override
        {
            QStylePainter painter(this);
            QStyleOptionToolButton option;
            initStyleOption(&option);
            option.text.clear();
            painter.drawComplexControl(QStyle::CC_ToolButton, option);
            int x = (width() - partsWidth()) / 2;
            for (qsizetype part = 0; part < m_parts.size(); ++part) {
                const QFont font = fontOf(part);
                const int advance = QFontMetrics(font).horizontalAdvance(m_parts[part]);
                painter.setFont(font);
                painter.setPen(palette().color(QPalette::ButtonText));
                painter.drawText(QRect(x, 0, advance, height()), Qt::AlignVCenter, m_parts[part]);
                x += advance == 0 ? 0 : advance + Gap;
            }
        }

    private:
        QFont fontOf(qsizetype part) const
        {
            constexpr double Small = 0.85;
            QFont result = font();
            if (part == 0) {
                result.setPointSizeF(result.pointSizeF() * Small);
            }
            result.setBold(part == 2);
            return result;
        }

        int partsWidth() const
        {
            int width = -Gap;
            for (qsizetype part = 0; part < m_parts.size(); ++part) {
                const int advance = QFontMetrics(fontOf(part)).horizontalAdvance(m_parts[part]);
                width += advance == 0 ? 0 : advance + Gap;
            }
            return width;
        }

        QString joined() const // For who cannot see it.
        {
            QStringList shown = m_parts;
            shown.removeAll(QString());
            return shown.join(QStringLiteral("  "));
        }

        QStringList m_parts;
    };

} // namespace

ToggleChips::ToggleChips(const Theme& theme, const QList<Chip>& chips, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_chips(chips)
    , m_counts(chips.size(), -1)
{
    auto* layout = new FlowLayout(this);
    layout->setContentsMargins(12, 6, 12, 8);
    layout->setSpacing(6);
    for (qsizetype i = 0; i < chips.size(); ++i) {
        auto* button = new KeyChip(this);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::NoFocus); // The digits reach it; the list keeps the focus.
        button->setToolTip(chips[i].tip);
        connect(button, &QToolButton::clicked, this, &ToggleChips::chosenChanged);
        layout->addWidget(button);
        m_buttons << button;
        showText(i);
    }
    connect(&m_theme, &Theme::changed, this, &ToggleChips::applyTheme);
    applyTheme();
}

void ToggleChips::applyTheme()
{
    const QString style =
        QStringLiteral("QToolButton { border: 1px solid %1; border-radius: 10px;"
                       " padding: 2px 10px; background: %2; color: %3; }"
                       "QToolButton:checked { background: %4; border-color: %5; color: %6; }")
            .arg(m_theme.hairline().name(), m_theme.window().name(), m_theme.mutedText().name(),
                 m_theme.selection().name(), m_theme.accent().name(), m_theme.text().name());
    for (QToolButton* button : std::as_const(m_buttons)) {
        button->setStyleSheet(style);
    }
}

void ToggleChips::showText(qsizetype index)
{
    static_cast<KeyChip*>(m_buttons[index])
        ->setParts(index < Digits ? QString::number(index + 1) : QString(), m_chips[index].text,
                   m_counts[index] >= 0 ? countText(m_counts[index]) : QString());
}

bool ToggleChips::toggle(int index)
{
    const bool isThere = index >= 0 && index < m_buttons.size();
    if (isThere) {
        m_buttons[index]->click();
    }
    return isThere;
}

void ToggleChips::setCount(const QString& id, qint64 count)
{
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        if (m_chips[i].id == id && m_counts[i] != count) {
            m_counts[i] = count;
            showText(i);
        }
    }
}

QStringList ToggleChips::chosen() const
{
    QStringList ids;
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        if (m_buttons[i]->isChecked()) {
            ids << m_chips[i].id;
        }
    }
    return ids;
}

void ToggleChips::setChosen(const QStringList& ids)
{
    for (qsizetype i = 0; i < m_chips.size(); ++i) {
        m_buttons[i]->setChecked(ids.contains(m_chips[i].id));
    }
}

} // namespace cboard::ui
