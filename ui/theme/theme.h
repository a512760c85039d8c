// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/status_palette.h"

#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

namespace cboard::ui {

/// Colours and fonts of the window, light or dark. Widgets read it when they paint and repaint on
/// changed(); plain Qt widgets follow through the application palette.
class Theme : public QObject {
    Q_OBJECT

public:
    explicit Theme(ThemeKind kind, QObject* parent = nullptr);

    ThemeKind kind() const { return m_kind; }
    void setKind(ThemeKind kind); ///< Also sets the application palette.
    /// Letters instead of glyphs, everywhere.
    bool lettersMode() const { return m_lettersMode; }
    void setLettersMode(bool on);

    const StatusPalette& status() const { return m_status; }
    const QPalette& palette() const { return m_palette; }
    QColor window() const { return m_status.window(); }
    QColor text() const { return m_status.normalText(); }
    QColor mutedText() const { return m_muted; } ///< Contrast at least 4.5 on the window.
    QColor hairline() const { return m_hairline; }
    QColor panel() const { return m_panel; } ///< Ground of headers and side panes.
    QColor accent() const { return m_accent; } ///< Focus, selection outline, links.
    QColor selection() const { return m_selection; } ///< Ground of the selected row.

    /// For hashes, ids and logs; as large as the application font.
    static QFont monospace();
    /// resources/icons/NAME.svg in the text colour.
    QIcon icon(const QString& name) const;

signals:
    void changed();

private:
    void build();

    ThemeKind m_kind;
    bool m_lettersMode = false;
    StatusPalette m_status;
    QPalette m_palette;
    QColor m_muted;
    QColor m_hairline;
    QColor m_panel;
    QColor m_accent;
    QColor m_selection;
};

/// Sets up style, font and palette of the application for this theme; called once at start.
void installTheme(const Theme& theme);

} // namespace cboard::ui
