// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/own_things.h"

#include "core/query/cell_target.h"
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

} // namespace

OwnThings::OwnThings(const UserItems* items)
{
    if (items == nullptr) {
        return;
    }
    m_notes = items->lists().notes;
    m_tray = items->lists().tray;
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

bool OwnThings::isMine(const query::RegressionRow& row) const
{
    return !noteOf(row).isEmpty()
        || std::ranges::any_of(row.cells, [this](const auto& cell) { return isWatched(cell); });
}

bool OwnThings::isWatched(const query::RegressionCell& cell) const
{
    const RecordKind kind = cell.names.path.empty() ? RecordKind::Build : RecordKind::Test;
    return std::ranges::find(m_boards, cell.names.platform) != m_boards.end()
        || std::ranges::any_of(
               m_paths, [&cell](const auto& path) { return isPartOf(cell.names.path, path); })
        || (!cell.recordId.empty() && m_tray.contains(targetOf(kind, cell.recordId)));
}

} // namespace cboard::ui
