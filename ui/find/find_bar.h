// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace cboard::ui {

struct Context;

/// What to look for, how, and how much of it there is. Enter and Shift+Enter step through the
/// matches while it has the focus, Esc closes.
class FindBar : public QWidget {
    Q_OBJECT

public:
    /// \p what it looks through: "Find in this log".
    FindBar(const Context& context, const QString& what, QWidget* parent = nullptr);

    /// That switch what is a match, with Alt; no menu of a window may have them.
    static QString letters();

    logs::FindOptions options() const;
    void setPattern(const QString& pattern);
    /// "3 of 17", "searching", "no match" or an error; plain text.
    void setSummary(const QString& text, bool isError = false);
    void activate(); ///< Shows it with the field focused and selected.

signals:
    void optionsChanged(); ///< A moment after the last key.
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    /// \param letter Its key, with Alt.
    QToolButton* addToggle(const QString& text, const QString& hint, QChar letter);

    QLineEdit* m_field;
    QToolButton* m_case;
    QToolButton* m_word;
    QToolButton* m_regex;
    QLabel* m_summary;
    QTimer m_delay;
};

} // namespace cboard::ui
