// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/cell_history.h"

#include "ui/base/joined_texts.h"
#include "ui/base/text_format.h"

#include <QStringList>

namespace cboard::ui {

query::HistoryRequest historyOf(const std::string& kind, const query::CellNames& cell,
                                const query::BranchKey& branch)
{
    query::HistoryRequest history;
    history.branch = branch;
    history.kind = kind == "build" ? query::MatrixKind::Build
        : kind == "boot"           ? query::MatrixKind::Boot
                                   : query::MatrixKind::Test;
    if (history.kind == query::MatrixKind::Test) {
        history.path = cell.path;
    }
    history.platform = cell.platform;
    history.config = cell.config;
    history.architecture = cell.architecture;
    history.compiler = cell.compiler;
    history.lab = cell.lab;
    return history;
}

query::CellNames cellOf(const query::HistoryRequest& history)
{
    query::CellNames cell{history.path,         history.platform, history.config,
                          history.architecture, history.compiler, history.lab};
    if (history.kind == query::MatrixKind::Build) {
        cell.path.clear();
        cell.platform.clear();
    } else if (history.kind == query::MatrixKind::Boot) {
        cell.path = "boot";
    }
    return cell;
}

QString cellText(const query::CellNames& cell)
{
    return joinedTexts({fromUtf8(cell.path), fromUtf8(cell.platform), fromUtf8(cell.config),
                        fromUtf8(cell.compiler), fromUtf8(cell.lab)});
}

} // namespace cboard::ui
