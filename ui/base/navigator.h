// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"
#include "ui/base/view_state.h"

#include <cstdint>

namespace cboard::ui {

enum class OpenMode : std::uint8_t { Here, NewTab, Split };

/// Where Open, OpenInNewTab and OpenInSplit lead.
inline OpenMode openModeOf(ActionId action)
{
    return action == ActionId::OpenInNewTab ? OpenMode::NewTab
        : action == ActionId::OpenInSplit   ? OpenMode::Split
                                            : OpenMode::Here;
}

/// How a view asks for another one ("open this test's log"); never through sibling widgets.
class Navigator {
public:
    Navigator() = default;
    Navigator(const Navigator&) = delete;
    Navigator& operator=(const Navigator&) = delete;
    virtual ~Navigator() = default;

    virtual void open(const ViewState& state, OpenMode mode = OpenMode::Here) = 0;
};

} // namespace cboard::ui
