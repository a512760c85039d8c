// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/tray_rows.h"

#include "ui/base/joined_texts.h"
#include "ui/base/record_field.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/logview/log_state.h"
#include "ui/triage/triage_targets.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Tray", text);
    }

} // namespace

std::vector<TrayRow> trayRows(const UserLists& lists)
{
    std::vector<TrayRow> rows;
    for (const QString& target : lists.tray) {
        rows.push_back({target, nullptr, lists.notes.value(target)});
    }
    return rows;
}

Result<std::vector<TrayRow>> readTrayRows(std::vector<TrayRow> rows, query::Engine& engine,
                                          const query::Common& common, const TaskContext& task)
{
    for (TrayRow& row : rows) {
        CBOARD_TRY_VOID(task.check());
        if (const auto named = resultOfTarget(row.target)) {
            row.record = engine.record({common, named->kind, named->id}, task).value_or(nullptr);
        }
    }
    return rows;
}

QString trayRowTitle(const TrayRow& row)
{
    if (!row.record) {
        return row.target;
    }
    if (row.record->kind != RecordKind::Build) {
        return recordField(*row.record, "path");
    }
    return joinedTexts({recordField(*row.record, "config_name"),
                        recordField(*row.record, "architecture"),
                        recordField(*row.record, "compiler")});
}

QString trayRowPlace(const TrayRow& row)
{
    if (!row.record || !row.record->revision) {
        return {};
    }
    const query::RevisionRef& revision = *row.record->revision;
    return QStringLiteral("%1  %2").arg(branchText(revision), revisionText(revision));
}

StatusClass trayRowStatus(const TrayRow& row)
{
    return row.record ? row.record->status : StatusClass::None;
}

Selection trayRowSelection(const TrayRow& row)
{
    Selection selection;
    if (row.record) {
        selection.kind = row.record->kind;
        selection.id = fromUtf8(row.record->id);
        selection.caption = trayRowTitle(row);
        if (row.record->revision) {
            selection.revision = fromUtf8(row.record->revision->commit);
        }
    }
    return selection;
}

ViewState trayRowTarget(const TrayRow& row, const ViewState& from)
{
    if (!row.record) {
        return {};
    }
    ViewState target = logState(from, row.record->kind, fromUtf8(row.record->id));
    if (row.record->revision) {
        target.revision = fromUtf8(row.record->revision->commit);
    }
    return target;
}

std::shared_ptr<const TableSpec<TrayRow>> trayTable()
{
    auto spec = std::make_shared<TableSpec<TrayRow>>();
    spec->id = [](const TrayRow& row) { return row.target; };
    spec->isMuted = [](const TrayRow& row) { return row.record == nullptr; };
    auto what = plainColumn<TrayRow>(headOf("what", tr("Result"), 36), trayRowTitle);
    what.secondLine = [](const TrayRow& row) {
        return row.record ? trayRowPlace(row) : tr("not stored any more");
    };
    auto status = plainColumn<TrayRow>(headOf("status", tr("Status"), 10), [](const TrayRow& row) {
        return row.record ? statusWord(row.record->status) : QString();
    });
    status.status = trayRowStatus;
    status.sortKey = [](const TrayRow& row) {
        return QVariant(static_cast<int>(trayRowStatus(row)));
    };
    auto note = plainColumn<TrayRow>(headOf("note", tr("Note"), 40),
                                     [](const TrayRow& row) { return row.note; });
    note.isProse = true;
    note.tooltip = note.text;
    spec->columns = {
        what, status,
        plainColumn<TrayRow>(headOf("board", tr("Board"), 24),
                             [](const TrayRow& row) {
                                 return row.record ? fromUtf8(row.record->platform) : QString();
                             }),
        plainColumn<TrayRow>(
            headOf("lab", tr("Lab"), 14),
            [](const TrayRow& row) { return row.record ? fromUtf8(row.record->lab) : QString(); }),
        note};
    return spec;
}

} // namespace cboard::ui
