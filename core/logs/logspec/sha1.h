// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

namespace cboard::logs::logspec {

/// 40 lower-case hex digits. For the ids of issues, which production computes this way; not for
/// anything that must withstand an attacker.
/// Source: FIPS 180-4, section 6.1.
std::string sha1Hex(std::string_view bytes);

} // namespace cboard::logs::logspec
