// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task_context.h"
#include "ui/logview/log_document.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace cboard::ui {

/// A program and what it is called with.
struct EditorCommand {
    QString program;
    QStringList arguments;
};

/// What opens \p file at \p line (1-based).
///
/// \param setting A command; "%f" in it stands for the file, "%l" for the line. Empty: VISUAL, else
///   EDITOR, else what the desktop opens such files with. A command without "%f" gets the file as
///   its last argument, in the way that the editor takes a line where that is known. Editors of a
///   terminal that the environment names get one.
EditorCommand editorCommand(const QString& setting, const QProcessEnvironment& environment,
                            const QString& file, qint64 line);

/// A whole log as an editor gets it.
struct EditorRequest {
    std::shared_ptr<const LogDocument> document;
    QString setting; ///< As for editorCommand().
    bool isRaw = false; ///< The bytes as stored, else decoded row by row.
    qint64 row = 0; ///< Where the reader is.
};

/// Writes the log into a file in the folder for temporary ones, where it stays for the editor, and
/// starts that. Blocking. \returns the file. Errors: Io, NotFound (no such program), Cancelled.
Result<QString> openInEditor(const EditorRequest& request, const TaskContext& task);

} // namespace cboard::ui
