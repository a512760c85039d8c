// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>
#include <QWidget>

class QToolButton;

namespace cboard::ui {

class Theme;

/// Groups of what a list holds, each with its number: a click, or the digit before the name, shows
/// the group or leaves it out.
class ToggleChips : public QWidget {
    Q_OBJECT

public:
    struct Chip {
        QString id; ///< As in addresses.
        QString text;
        QString tip = {};
    };

    ToggleChips(const Theme& theme, const QList<Chip>& chips, QWidget* parent = nullptr);

    void setCount(const QString& id, qint64 count);
    QStringList chosen() const; ///< In the order of the chips.
    void setChosen(const QStringList& ids); ///< Without chosenChanged().
    /// By the user's key. \returns false when there is no such chip.
    bool toggle(int index);

signals:
    void chosenChanged(); ///< By the user.

private:
    void applyTheme();
    void showText(qsizetype index);

    const Theme& m_theme;
    QList<Chip> m_chips;
    QList<qint64> m_counts;
    QList<QToolButton*> m_buttons;
};

} // namespace cboard::ui
