// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/logview/log_document.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace cboard::ui {

/// The call traces of a log with what symbols tell of them.
struct TraceTexts {
    QString text; ///< Trace by trace; each begins with a line that says where it stands.
    QString symbols; ///< The file that they come from; empty when the log has no trace.
    QStringList notes; ///< What is missing or in doubt, each a sentence.
    qint64 nearest = 0; ///< Line of the text, from 0, of the trace at the reader's row or behind.
};

/// Blocking. \p place is the setting "log/symbols", \p row where the reader is. Errors: those of
/// service::decodeLog().
Result<TraceTexts> traceTexts(const LogDocument& document, const std::string& place,
                              std::int64_t row, const TaskContext& task);

/// Decodes the traces of a log in the background and shows them to be read and copied.
class TraceDialog : public QDialog {
    Q_OBJECT

public:
    TraceDialog(const Context& context, std::shared_ptr<const LogDocument> document,
                std::int64_t row, QWidget* parent);

private:
    void createLayout();
    void showTexts(const Result<TraceTexts>& decoded);

    QPlainTextEdit* m_text;
    QLabel* m_says;
    QPushButton* m_copy = nullptr;
    BackgroundTask<TraceTexts> m_decode;
};

} // namespace cboard::ui
