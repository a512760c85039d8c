// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/key_map.h"

#include <QDialog>

class QLineEdit;
class QScrollArea;

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
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Line {
        const KeyedAction* action;
        QString keys;
    };

    std::vector<Line> lines() const;
    void rebuild();
    bool scroll(int key); ///< \returns false when the key is none of moving.

    const Theme& m_theme;
    QHash<QString, KeyList> m_keys;
    QLineEdit* m_search;
    QScrollArea* m_scroll;
    QStringList m_shown;
};

} // namespace cboard::ui
