// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What a filter field offers while a user types. Keys and fixed words are known here; values
/// with counts come from an engine (CompleteRequest).
namespace cboard::query {

enum class CompletionPlace : std::uint8_t {
    Key, ///< A key or a bare word.
    Value, ///< A value of `key`.
    None, ///< Inside a regular expression: nothing to offer.
};

/// What is being typed at the cursor.
struct CompletionContext {
    CompletionPlace place = CompletionPlace::Key;
    FilterKey key = FilterKey::Word;
    std::string prefix; ///< Typed so far, quotes and signs removed.
    std::size_t replaceBegin = 0; ///< Byte range that an accepted completion replaces.
    std::size_t replaceEnd = 0;
};

/// One offer; `count` is how many results have the value, 0 when not counted.
struct Completion {
    std::string text; ///< To be put in place as it is; keys end with ":".
    std::int64_t count = 0;
};

/// Where the cursor (a byte offset, cut to the text) stands. Works on unfinished text.
CompletionContext completionContext(std::string_view text, std::size_t cursor);

/// Keys that begin with the prefix, or the fixed words of the key; empty where only an engine
/// knows.
std::vector<Completion> staticCompletions(const CompletionContext& context);

/// A value as it must be written to be read as itself: quoted or escaped where needed.
std::string quoteValue(FilterKey key, std::string_view value);

} // namespace cboard::query
