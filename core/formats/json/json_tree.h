// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/domain/refusal.h"
#include "core/formats/format.h"
#include "core/formats/json/value_tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace cboard::formats {

/// Reads a JSON text into a tree: numbers, truth values and null as plain scalars with their
/// spelling, strings decoded as quoted ones. Lone surrogates are held as json_scanner.h says.
/// Texts are views into \p json or copies in \p arena. \returns nothing when all went well; a
/// refusal has rule, message, pointer and line.
std::optional<Refusal> readJsonTree(std::string_view json, Arena& arena, const Limits& limits,
                                    ValueTree& tree);

/// The same for JSON whose strings hold console output: bytes that are no UTF-8 and raw control
/// characters are read, too. A byte that is no UTF-8 becomes the lone surrogate U+DC80 + (byte -
/// 0x80), as Python's "surrogateescape" does, and so it comes from those who wrote such bytes as
/// escapes; restoreBytes() turns both back. \p repaired tells whether anything had to be changed.
std::optional<Refusal> readConsoleJsonTree(std::string_view json, Arena& arena,
                                           const Limits& limits, ValueTree& tree, bool& repaired);

/// The text with surrogates U+DC80 to U+DCFF as the bytes they stand for; the same view when
/// there are none.
std::string_view restoreBytes(std::string_view text, Arena& arena);

} // namespace cboard::formats
