// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/table_export.h"

#include <QObject>

#include <functional>

namespace cboard::ui {

class ResultTable;

/// The selected rows of a table on their way to the clipboard. What a hand can mark is there at
/// once; a large selection is written in the background, with a row among the tasks, and put there
/// at the end, unless something else was copied meanwhile: the newer wish counts.
class TableCopy : public QObject {
    Q_OBJECT

public:
    using Format = std::function<QByteArray(const TableExport& table, const TaskContext& task)>;

    /// Each table has one, made with the first key.
    static TableCopy& of(ResultTable& table);

    /// In place of what is still being written.
    void start(const Format& format);

private:
    explicit TableCopy(ResultTable& table);

    ResultTable& m_table;
    BackgroundTask<QString> m_copy;
};

} // namespace cboard::ui
