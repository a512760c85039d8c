// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"

#include <QTimer>
#include <QWidget>

class QKeySequence;
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
    explicit FindBar(const Context& context, QWidget* parent = nullptr);

    logs::FindOptions options() const;
    void setPattern(const QString& pattern);
    /// "3 of 17 lines", "searching", "no match" or an error; plain text.
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
    QToolButton* addToggle(const QString& text, const QString& hint, const QKeySequence& key);

    QLineEdit* m_field;
    QToolButton* m_case;
    QToolButton* m_word;
    QToolButton* m_regex;
    QLabel* m_summary;
    QTimer m_delay;
};

} // namespace cboard::ui
