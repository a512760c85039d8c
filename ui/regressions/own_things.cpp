// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/own_things.h"

#include "core/query/cell_target.h"
#include "ui/base/record_field.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/triage/triage_targets.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    bool isPartOf(const std::string& path, const std::string& watched)
    {
        return path.rfind(watched, 0) == 0
            && (path.size() == watched.size() || path[watched.size()] == '.');
    }

    query::CellNames cellOf(const query::RecordSnapshot& record, const query::RecordSnapshot* build)
    {
        query::CellNames cell;
        if (build != nullptr) {
            cell.config = recordField(*build, "config_name").toStdString();
            cell.architecture = recordField(*build, "architecture").toStdString();
        }
        if (record.kind == RecordKind::Test) {
            const std::string path = recordField(record, "path").toStdString();
            cell.path =
                isPartOf(path, "boot") ? "boot" : path; // The boots of a board are one cell.
            cell.platform = record.platform;
            cell.lab = record.lab;
        }
        return cell;
    }

} // namespace

Result<std::vector<query::CellNames>> cellsOfTray(query::Engine& engine,
                                                  const query::Common& common,
                                                  const QStringList& tray, const TaskContext& task)
{
    std::vector<query::CellNames> cells;
    for (const QString& target : tray) {
        CBOARD_TRY_VOID(task.check());
        const auto named = resultOfTarget(target);
        if (!named) {
            continue;
        }
        const auto record = engine.record({common, named->kind, named->id}, task);
        if (!record) {
            continue; // Not stored any more.
        }
        if (named->kind == RecordKind::Build) {
            cells.push_back(cellOf(**record, record->get()));
            continue;
        }
        const std::string build = recordField(**record, "build_id").toStdString();
        const auto built = engine.record({common, RecordKind::Build, build}, task);
        cells.push_back(cellOf(**record, built ? built->get() : nullptr));
    }
    return cells;
}

OwnThings::OwnThings(const UserItems* items, std::vector<query::CellNames> trayCells)
    : m_tray(std::move(trayCells))
{
    if (items == nullptr) {
        return;
    }
    m_notes = items->lists().notes;
    for (const Watched& thing : items->lists().watched) {
        if (thing.kind == Watched::Kind::Board) {
            m_boards.push_back(thing.board.toStdString());
        } else if (thing.kind == Watched::Kind::Test) {
            m_paths.push_back(thing.path.toStdString());
        }
    }
}

QString OwnThings::noteOf(const query::RegressionRow& row) const
{
    for (const query::RegressionCell& cell : row.cells) {
        const QString note = m_notes.value(fromUtf8(query::cellTarget(cell.names)));
        if (!note.isEmpty() || m_notes.isEmpty()) {
            return note;
        }
    }
    return {};
}

std::optional<service::Culprit> OwnThings::culpritOf(const query::RegressionRow& row) const
{
    return m_notes.isEmpty() ? std::nullopt
                             : service::culpritOf(row, [this](const std::string& target) {
                                   return m_notes.value(fromUtf8(target)).toStdString();
                               });
}

bool OwnThings::isMine(const query::RegressionRow& row) const
{
    return !noteOf(row).isEmpty() || culpritOf(row)
        || std::ranges::any_of(row.cells, [this](const auto& cell) { return isWatched(cell); });
}

bool OwnThings::isWatched(const query::RegressionCell& cell) const
{
    query::CellNames anyCompiler = cell.names;
    anyCompiler.compiler.clear();
    return std::ranges::find(m_boards, cell.names.platform) != m_boards.end()
        || std::ranges::any_of(
               m_paths, [&cell](const auto& path) { return isPartOf(cell.names.path, path); })
        || std::ranges::find(m_tray, anyCompiler) != m_tray.end();
}

} // namespace cboard::ui
