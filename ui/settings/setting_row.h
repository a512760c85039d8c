// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/settings.h"

#include <QFrame>

#include <functional>

class QLabel;
class QToolButton;

namespace cboard::ui {

class Preferences;
class Theme;

/// What one line of the settings page needs to know.
struct SettingItem {
    QString key; ///< "appearance/theme", "keys/next-new".
    QString label;
    QString help;
    QString defaultText; ///< As in the file; of a key: that of the preset.
    const service::SettingSpec* spec = nullptr;
    /// Says what is wrong with a value beyond what the table knows; empty when it is right.
    std::function<QString(const QString&)> check;
    QString action = {}; ///< That changes it by its key; the help names the key.
};

/// One setting: label, editor, default, help, a mark and a reset button once it is changed.
class SettingRow : public QFrame {
    Q_OBJECT

public:
    /// Of the labels of all rows in a view of \p viewWidth: in narrow ones the long ones wrap.
    static int labelWidth(int viewWidth);
    void setLabelWidth(int width);

    SettingRow(SettingItem item, Preferences& preferences, const Theme& theme, QWidget* parent);

    const SettingItem& item() const { return m_item; }
    /// Every word stands in key, label or help.
    bool matches(const QStringList& words) const;
    void setDefault(const QString& text);
    void showValue(); ///< As the settings have it now.
    QWidget* editor() const { return m_editor; }
    QString problem() const;

private:
    QWidget* makeEditor();
    void change(const QString& value);
    QString helpText() const;
    bool isDefault(const QString& value) const;
    void showProblem(const QString& sentence);

    SettingItem m_item;
    Preferences& m_preferences;
    const Theme& m_theme;
    QLabel* m_label;
    QLabel* m_help;
    QLabel* m_problem;
    QToolButton* m_reset;
    QWidget* m_editor = nullptr;
    std::function<void(const QString&)> m_setEditor; ///< Shows a value without a change.
};

} // namespace cboard::ui
