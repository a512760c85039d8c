// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/export/export_file.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;

namespace cboard::ui {

/// Asks for format and file of an export; Enter takes what stands there. Disks, which may be slow
/// or far away, are looked at in the background.
class ExportDialog : public QDialog {
    Q_OBJECT

public:
    /// \p name: the file without folder and suffix; \p last: the file of the last export, whose
    /// folder and format come first; \p withTable: whether the view has a table.
    ExportDialog(const Context& context, const QString& name, const QString& last, bool withTable,
                 QWidget* parent);

    QString file() const;

signals:
    void chosen(const QString& file);

private:
    void onFormatChanged();
    void onFileChanged();
    void askForFolder(const QString& name);
    void browse();

    QComboBox* m_format;
    QLineEdit* m_file;
    QLabel* m_hint;
    BackgroundTask<bool> m_look; ///< Whether the file exists.
    BackgroundTask<QString> m_folder; ///< Where documents are kept.
};

/// \p text as a name that every file system takes: no separators, blanks as "-".
QString fileNameOf(const QString& text);

} // namespace cboard::ui
