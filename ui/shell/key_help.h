// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/key_map.h"

#include <QDialog>

class QHBoxLayout;
class QLineEdit;

namespace cboard::ui {

class Theme;

/// All keys that mean something where the user is, by group; typing narrows them, Esc or `?`
/// closes.
class KeyHelp : public QDialog {
    Q_OBJECT

public:
    /// \p keys as effectiveKeys() has them; \p place names what is shown: "Boots".
    KeyHelp(const Theme& theme, const QHash<QString, KeyList>& keys, const QString& place,
            QWidget* parent);

    QStringList shownActions() const { return m_shown; } ///< Names, as they stand there.

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void rebuild();

    const Theme& m_theme;
    QHash<QString, KeyList> m_keys;
    QLineEdit* m_search;
    QWidget* m_body = nullptr;
    QStringList m_shown;
};

} // namespace cboard::ui
