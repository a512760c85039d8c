// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// The text of the search field: its sign, and how well a name answers it.
namespace cboard::query {

enum class SearchScope : std::uint8_t {
    All,
    Commands, ///< ">"
    Boards, ///< "@": platforms and compatibles
    Issues, ///< "#"
    Revisions, ///< ":"
    Paths, ///< "!"
    LogContent, ///< "%"
    Help, ///< "?"
};

struct SearchText {
    SearchScope scope = SearchScope::All;
    std::string_view text; ///< Without the sign and the blanks around.
};

SearchText parseSearchText(std::string_view text);

/// How well a name answers what was typed, best first.
enum class SearchRank : std::uint8_t {
    Exact,
    Prefix,
    WordStart, ///< A word of the name begins with it.
    WordParts, ///< Its parts begin words of the name, in order: "kse.net.tls", "sc7 lazor".
    Contains,
    Fuzzy, ///< Its letters are in the name, in order, the first at a word's start; 4 or more.
};

/// Ignores ASCII case. Nothing when the name does not answer. Words are separated by
/// blank - _ . / + : , ; an empty \p wanted answers nothing.
std::optional<SearchRank> rankName(std::string_view name, std::string_view wanted);

} // namespace cboard::query
