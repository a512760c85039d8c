// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/commit_snapshots.h"

namespace cboard::query {

std::string_view commitTouchKey(CommitTouch touch)
{
    switch (touch) {
    case CommitTouch::None:
        return "";
    case CommitTouch::Driver:
        return "driver";
    case CommitTouch::Test:
        return "test";
    case CommitTouch::Board:
        return "board";
    case CommitTouch::Error:
        return "error";
    }
    return "";
}

} // namespace cboard::query
