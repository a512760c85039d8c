// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/user_data.h"
#include "ui/base/view_state.h"

#include <optional>

namespace cboard::ui {

/// A thing that the user keeps at hand: a branch, a board, or a test with all below it.
struct Watched {
    enum class Kind : std::uint8_t { Tree, Board, Test };
    Kind kind = Kind::Board;
    QString tree; ///< Of a branch.
    QString branch;
    QString board;
    QString path = {}; ///< Of a test.
    QString repositoryUrl = {}; ///< Of a branch whose tree has no name.
    bool operator==(const Watched&) const = default;

    QString title() const; ///< "mainline/master", "rk3399-gru-kevin".
    /// Where it is looked at; a board or a test is shown on the branch of \p from.
    ViewState target(const ViewState& from) const;

    /// As it is kept. A branch is "tree branch": no tree has a blank in its name. Where a tree has
    /// no name, its repository stands for it, which no tree is called.
    store::UserData::Pin pin() const;
    static std::optional<Watched> of(const store::UserData::Pin& pin); ///< Nothing: another kind.
};

} // namespace cboard::ui
