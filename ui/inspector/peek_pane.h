// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"

#include <QFrame>

namespace cboard::ui {

class ElidedLabel;
class LogView;

/// The log of the selection around its error, below the views. Follows the cursor while it is
/// shown, and reads the logs of the neighbours ahead.
class PeekPane : public QFrame {
    Q_OBJECT

public:
    explicit PeekPane(const Context& context, QWidget* parent = nullptr);

    void peek(const Selection& selection);
    void refresh(); ///< Reads the log again.
    bool isLoading() const;
    LogView* logView() const { return m_log; } ///< Takes the keys while the pane has the focus.

signals:
    void settled();

protected:
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void load();
    void readAhead();
    void showCaption();
    void giveFocusToLog();

    Context m_context;
    Selection m_selection;
    bool m_isStale = false; ///< The selection moved while the pane was hidden.
    ElidedLabel* m_caption;
    LogView* m_log;
    BackgroundTask<bool> m_readAhead;
};

} // namespace cboard::ui
