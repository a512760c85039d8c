// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace cboard::logs {

/// The same wording for what gcc and clang say differently: the warning's option and the names in
/// quotes where it has one, else the words of gcc. Other text comes back as it is.
/// \param message Normalised: plain quotes.
std::string commonCompilerMessage(std::string_view message);

} // namespace cboard::logs
