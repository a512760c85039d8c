// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/arrivals.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

#include <QStringList>

#include <memory>
#include <vector>

/// The folders that documents are read from, as sources.
namespace cboard::ui {

struct FolderRow {
    enum class State : std::uint8_t {
        Idle,
        Reading,
        Paused,
        Refused, ///< Its newest document was.
    };
    store::FolderReport report;
    State state = State::Idle;
};

/// \p reading are the paths, files or folders, that are being read.
std::vector<FolderRow> folderRows(const std::vector<store::FolderReport>& folders,
                                  const QStringList& reading, bool isPaused);

std::shared_ptr<const TableSpec<FolderRow>> folderTable(const Context& context);

} // namespace cboard::ui
