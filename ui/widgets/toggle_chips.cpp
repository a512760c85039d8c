// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toggle_chips.h"

#include "ui/base/text_format.h"
#include "ui/filter/flow_layout.h"
#include "ui/theme/theme.h"

#include <QToolButton>

namespace cboard::ui {

namespace {
    constexpr qsizetype Digits = 9;
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
        auto* button = new QToolButton(this);
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
    QString text = m_chips[index].text;
    if (index < Digits) {
        text = QStringLiteral("%1  %2").arg(index + 1).arg(text);
    }
    if (m_counts[index] >= 0) {
        text += QStringLiteral("  ") + countText(m_counts[index]);
    }
    m_buttons[index]->setText(text);
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
