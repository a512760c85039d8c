// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_copy.h"

#include "ui/base/context.h"
#include "ui/base/text_format.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cboard::ui {

namespace {

    constexpr std::size_t RowsAtOnce = 200; ///< Written within a few milliseconds.

} // namespace

TableCopy& TableCopy::of(ResultTable& table)
{
    auto* copy = table.findChild<TableCopy*>(QString(), Qt::FindDirectChildrenOnly);
    return copy != nullptr ? *copy : *new TableCopy(table);
}

TableCopy::TableCopy(ResultTable& table)
    : QObject(&table)
    , m_table(table)
    , m_copy(*table.context().jobs, *table.context().tasks)
{
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this,
            [this] { m_copy.cancel(); });
}

void TableCopy::start(const Format& format)
{
    const std::size_t rows = m_table.selectedRows().size();
    const TableSource source = sourceOf(m_table, {}, {}, true);
    m_copy.cancel();
    if (!source) {
        return;
    }
    if (rows <= RowsAtOnce) {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(format(source({}), {})));
        return;
    }
    m_copy.start(
        tr("Copying %1 rows").arg(countText(static_cast<std::int64_t>(rows))),
        [source, format](const TaskContext& task) -> Result<QString> {
            const QByteArray text = format(source(task), task);
            CBOARD_TRY_VOID(task.check()); // A part is no copy.
            return QString::fromUtf8(text);
        },
        [](const Result<QString>& text) {
            if (text) {
                QGuiApplication::clipboard()->setText(*text);
            }
        });
}

} // namespace cboard::ui
