// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/logs/pattern_set.h"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// What a line that tells of trouble says; the worst first. A log opens at the first line of the
/// worst kind that it has.
enum class MarkKind : std::uint8_t {
    KernelPanic,
    Oops,
    Bug,
    Warning,
    CallTrace,
    Error, ///< "error:" in any case, as compilers and tools write it.
    NotOk, ///< TAP.
    LavaError, ///< Level error or exception of a LAVA log.
};

constexpr std::size_t MarkKindCount = 8;

/// Stable key: "kernel_panic" ...
std::string_view markKindKey(MarkKind kind);

/// One row with trouble; the worst kind when it shows several.
struct ErrorMark {
    std::int64_t row = 0;
    MarkKind kind = MarkKind::Error;
    /// Found by a rule, and which: from 1, see LogText::ruleKindOf(). 0: built in.
    std::uint16_t rule = 0;
    bool operator==(const ErrorMark&) const = default;
};

/// What rules say of the rows of a log; a row that several name stands several times.
struct RuleMarks {
    std::vector<std::string> kinds; ///< Of the rules that found something.
    std::vector<ErrorMark> marks; ///< Ascending; their rule counts from 1 in `kinds`.
    /// Behind the last row of what each mark names: built-in marks up to there are a part of it.
    std::vector<std::int64_t> ends;
    std::vector<std::int64_t> quietRows; ///< Ascending: rows that tell of no trouble.
};

/// Number of a kind of rule among \p kinds, from 1; a new one is added.
std::uint16_t numberOfKind(const std::string& kind, std::vector<std::string>& kinds);

using MarkCounts = std::array<std::int64_t, MarkKindCount>;

/// Finds the texts of all kinds (LavaError has none) in one pass, over bytes of any content.
/// Thread-safe; one is enough for a program.
class MarkScanner {
public:
    static Result<std::shared_ptr<const MarkScanner>> create();

    /// No text of a mark is longer; pieces must overlap by it, and by the one
    /// byte behind their end that a mark may look at.
    static constexpr std::size_t OverlapBytes = 32;

    /// Calls \p hit with the offset behind each find, ascending. \p bytes up to 4 GB.
    Result<void> scan(std::string_view bytes,
                      const std::function<void(std::size_t end, MarkKind kind)>& hit) const;

private:
    explicit MarkScanner(std::shared_ptr<const PatternSet> set)
        : m_set(std::move(set))
    {
    }
    std::shared_ptr<const PatternSet> m_set;
};

} // namespace cboard::logs
