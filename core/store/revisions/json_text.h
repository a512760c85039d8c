// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cboard::store {

/// The texts of a JSON list of texts as it was stored (valid JSON); other elements are left out.
std::vector<std::string> textsOfJsonList(std::string_view json);

} // namespace cboard::store
