// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/pattern_set.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace cboard::logs::logspec {

/// A text that stands in each match of a rule.
struct Literal {
    std::string_view text;
    bool isCaseSensitive = true;

    /// Where it begins first in `in` at `from` or behind; npos when it does not.
    std::size_t findIn(std::string_view in, std::size_t from) const;
};

/// Which of a few texts stand in which part of a log, found in one pass in place of one for each.
/// Takes 0.001 bytes for a byte of the log, however often they stand in it.
class LiteralMap {
public:
    static constexpr std::size_t MostLiterals = 64;

    /// \param set The texts, in the order of their numbers, each reported once.
    LiteralMap(std::string_view text, const PatternSet& set);

    /// As Literal::findIn() over the log, for the literal with this number.
    std::size_t find(std::size_t number, const Literal& literal, std::size_t from) const;

private:
    std::string_view m_text;
    std::vector<std::uint64_t> m_blocks; ///< Bit n: literal n begins in the block, or just behind.
};

} // namespace cboard::logs::logspec
