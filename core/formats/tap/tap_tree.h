// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/tap/tap_lines.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace cboard::formats {

constexpr std::size_t NoTapParent = static_cast<std::size_t>(-1);

/// A piece of the text: lines and bytes, end not included.
struct TapSpan {
    std::int64_t firstLine = 0;
    std::int64_t endLine = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct TapNode {
    TapLine line;
    bool hasResult = true; ///< Else announced only, or its own result never came.
    std::size_t parent = NoTapParent;
    TapSpan before; ///< Between the result before and this one.
    TapSpan own;
    std::size_t afterEnd = 0; ///< Where the next result begins.
};

/// Finds the results of a text and which stand below which.
class TapTree {
public:
    explicit TapTree(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<TapNode> nodes;
    bool isKtap = false; ///< Messages come before the result they belong to.
    std::int64_t bailOuts = 0;
    bool isPlanCut = false; ///< More was announced than is made up as missing.
    bool isTooLarge = false;

    void parse(std::size_t maxNodes);

private:
    void takeLine(const TapLine& line, const TapSpan& span);

    std::size_t add(const TapLine& line, const TapSpan& span);

    void takeResult(const TapLine& line, const TapSpan& span);

    /// What stands deeper and is not claimed yet belongs to the result.
    bool claim(std::size_t parent, int indent);

    /// For each plan deeper than `indent`: results that were announced and did not come.
    void addMissing(int indent, const TapSpan& where);

    void takeBailOut(const TapLine& line, const TapSpan& span);

    /// At the end: subtests whose own result never came get a node of their name.
    void close();

    std::string_view m_text;
    std::vector<std::size_t> m_pending; ///< Not below any result yet.
    std::map<int, std::int64_t> m_plans; ///< By indentation.
    std::map<int, std::int64_t> m_counts; ///< Number of the last result, by indentation.
    std::map<int, TapLine> m_subtests; ///< Begun and not closed, by indentation.
    TapSpan m_last;
    std::size_t m_lastResult = NoTapParent;
    std::int64_t m_missing = 0;
};

} // namespace cboard::formats
