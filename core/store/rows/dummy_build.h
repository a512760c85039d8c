// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

namespace cboard::store {

/// Some origins hang tests that need no build on a made-up one. It is a record like any other, but
/// nothing was built: it is never counted or shown as a build. (store_check.cpp says the same in
/// SQL.)
constexpr bool isDummyBuild(std::string_view extId)
{
    return extId.starts_with("maestro:dummy_");
}

} // namespace cboard::store
