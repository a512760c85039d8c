// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/status.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The filter language of every filter bar, saved view, command line and export: terms separated
/// by blanks are AND, commas inside a value are OR, `-` negates, quotes allow blanks, `*` is a
/// wildcard, /.../ a regular expression, `~` means contains.
namespace cboard::query {

enum class FilterKey : std::uint8_t {
    Word, ///< Bare word: tree, branch, path, board, config, commit name, tag, hash.
    Status,
    Is,
    Tree,
    Branch,
    Revision,
    Since,
    Until,
    Arch,
    Config,
    Compiler,
    Board,
    Compatible,
    Lab,
    Soc,
    Path,
    Origin,
    Source,
    Issue,
    Culprit,
    Signature,
    Log,
    Duration,
    Age,
    Note,
    Mark,
};

/// "tree", "rev" ... as typed before the colon; empty for Word.
std::string_view filterKeyText(FilterKey key);

enum class MatchKind : std::uint8_t { Exact, Wildcard, Contains, Regex, Less, Greater, Range };

/// One alternative of a term.
struct FilterValue {
    MatchKind match = MatchKind::Exact;
    /// Without quotes, slashes, ~ or comparison sign; for Range the lower end. In a Wildcard `*`
    /// is the wildcard and `\x` a literal x; fixed words ("fail", "raw=MISS") are canonical.
    std::string text;
    std::string upper; ///< For Range.
    bool isNegated = false; ///< lab:-broken*

    bool operator==(const FilterValue&) const = default;
};

struct FilterTerm {
    FilterKey key = FilterKey::Word;
    bool isNegated = false;
    std::vector<FilterValue> values; ///< OR; negated values are AND NOT.
    std::size_t position = 0; ///< Byte offset in the text.
    std::size_t length = 0;
};

struct Filter {
    std::string text; ///< As typed.
    std::vector<FilterTerm> terms;

    bool isEmpty() const { return terms.empty(); }
};

/// Where and why a text is no filter. Positions are byte offsets into the text.
struct FilterError {
    std::size_t position = 0;
    std::size_t length = 0;
    std::string message; ///< "unknown term \"arhc\"; did you mean \"arch\""
};

tl::expected<Filter, FilterError> parseFilter(std::string_view text);

/// The text that parses to the same filter; one term, and all of them with single blanks. (A Word
/// term that begins with a negated value must be negated itself, as the parser makes it.)
std::string formatTerm(const FilterTerm& term);
std::string formatFilter(const Filter& filter);

/// Whether one text satisfies the term's values (ASCII case ignored except in regular
/// expressions); the negation of the term itself is left to the caller. Compiled once per query,
/// thread-safe; a regular expression that runs into its match limit does not match.
class TextMatcher {
public:
    static Result<TextMatcher> create(const FilterTerm& term);
    bool matches(std::string_view text) const;
    /// The same for a thing with several texts: one text must hold a wanted value, none an
    /// unwanted one.
    bool matchesAnyOf(std::span<const std::string_view> texts) const;

private:
    struct Impl;
    std::shared_ptr<const Impl> m_impl;
};

} // namespace cboard::query
