// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/exported_table.h"

#include "ui/base/text_format.h"
#include "ui/export/export_file.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QList<std::pair<QString, QString>> factsOf(const View& view)
    {
        const ViewState state = view.state();
        const auto time = view.status().dataTime;
        const std::pair<const char*, QString> all[] = {
            {QT_TRANSLATE_NOOP("Export", "tree"), state.tree},
            {QT_TRANSLATE_NOOP("Export", "branch"), state.branch},
            {QT_TRANSLATE_NOOP("Export", "revision"), state.revision},
            {QT_TRANSLATE_NOOP("Export", "filter"), state.filter},
            {QT_TRANSLATE_NOOP("Export", "data of"), time ? fromUtf8(formatIso(*time)) : QString()},
        };
        QList<std::pair<QString, QString>> facts;
        for (const auto& [name, value] : all) {
            if (!value.isEmpty()) {
                facts << std::pair(QCoreApplication::translate("Export", name), value);
            }
        }
        return facts;
    }

} // namespace

TableSource exportedTable(const View& view)
{
    const TableSource source = view.tableSource();
    if (!source) {
        return {};
    }
    return [source, facts = factsOf(view)](const TaskContext& task) {
        TableExport table = source(task);
        table.facts = facts + table.facts;
        return table;
    };
}

Result<FileJob> fileJob(const View& view, QWidget& picture, const QString& file, double scale)
{
    const auto format = formatOfFile(file);
    if (!format) {
        return tl::unexpected<Error>(unknownSuffix(file));
    }
    std::function<Result<QByteArray>(const TaskContext&)> bytes;
    if (exportFormat(*format).isPicture) {
        bytes = [taken = takePicture(picture, *format, scale)](const TaskContext& task) {
            return finishPicture(taken, task);
        };
    } else if (const TableSource source = exportedTable(view)) {
        bytes = [source, format = *format](const TaskContext& task) -> Result<QByteArray> {
            return tableBytes(source(task), format, task);
        };
    } else {
        return fail(ErrorKind::Invalid,
                    "the view " + view.state().view.toStdString() + " has no table");
    }
    return [bytes, file](const TaskContext& task) -> Result<qint64> {
        CBOARD_TRY(const QByteArray content, bytes(task));
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY_VOID(writeFile(file, content, task));
        return content.size();
    };
}

} // namespace cboard::ui
