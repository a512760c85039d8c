// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QObject>

namespace cboard::ui {

class Preferences;
class Theme;

/// Keeps theme, letters, motion and font as the settings say, and the settings as the keys of the
/// window switch them.
class Appearance : public QObject {
    Q_OBJECT

public:
    /// Both outlive this. A \p fixedTheme (of the command line) leaves the theme alone at first.
    Appearance(Preferences& preferences, Theme& theme, bool isThemeFixed,
               QObject* parent = nullptr);

private:
    void apply(const QString& key);
    void applyFont();
    void onThemeChanged();

    Preferences& m_preferences;
    Theme& m_theme;
    QFont m_systemFont;
    bool m_doesDesktopMove; ///< When the program began.
    bool m_isApplying = false;
};

} // namespace cboard::ui
