// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/formats/format.h"
#include "core/formats/json/value_tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// YAML from strangers. Nothing is ever made from a tag: a tagged scalar is its text, a list with
/// one item under a tag of a Python object is that item (`!!python/object/apply:decimal.Decimal
/// ["2"]` is "2"). Bytes that are no UTF-8 become U+FFFD; the regular subset has ASCII only.
namespace cboard::formats {

/// Why a YAML text cannot be read.
struct YamlProblem {
    std::string rule; ///< "syntax" or "limit".
    std::string message;
    std::int64_t line = 0; ///< 1-based; 0: the whole text.
};

/// Reads one YAML document. What the emitters of LAVA write is read by a parser of that subset,
/// anything else by yaml-cpp; both give the same tree. Texts of the tree are views into \p yaml
/// or copies in \p arena. \returns nothing when all went well.
std::optional<YamlProblem> readYaml(std::string_view yaml, Arena& arena, const Limits& limits,
                                    ValueTree& tree);

/// The subset: block maps and lists, plain and single-quoted scalars (also over several lines),
/// flow maps and lists. \returns whether the text was all of that; if not, the tree is undefined.
bool readRegularYaml(std::string_view yaml, Arena& arena, const Limits& limits, ValueTree& tree);

/// yaml-cpp alone.
std::optional<YamlProblem> readAnyYaml(std::string_view yaml, Arena& arena, const Limits& limits,
                                       ValueTree& tree);

} // namespace cboard::formats
