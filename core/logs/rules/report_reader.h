// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/rules/found_error.h"

#include <optional>

namespace cboard::logs {

/// A line as the rules see it, and where it stands.
struct LogLine {
    std::string_view text; ///< Without line end; of LAVA logs the message.
    std::int64_t number = 0; ///< 1-based.
    std::uint64_t beginByte = 0;
    std::uint64_t endByte = 0; ///< Behind the line end.
    bool isDispatcher = false; ///< Written by the lab, not by the device.
};

/// One error while its lines are read.
class ReportReader {
public:
    ReportReader(const Rule& rule, const LogLine& first);

    const Rule& rule() const { return m_rule; }
    /// Whether the line is the end marker of the report.
    bool isEnd(const LogLine& line) const;

    enum class Step : std::uint8_t {
        Part, ///< And all lines before it.
        Doubtful, ///< A part of the report only if one follows.
        EndsHere,
        EndedBefore
    };
    /// Takes the next line, if it may belong to the report.
    Step take(const LogLine& line);

    /// The error with title and fingerprint.
    FoundError finish();

private:
    void readFields(std::string_view text);
    void readTrace(const LogLine& line, std::string_view message);
    void include(const LogLine& line);
    /// The text with fields in place of {field}; nothing when one of them was not found.
    std::optional<std::string> expand(std::string_view pattern) const;

    const Rule& m_rule;
    FoundError m_error;
    std::string m_firstMessage;
    std::size_t m_lineCount = 1;
    std::size_t m_gap = 0; ///< Lines since the last that belongs to the report for sure.
    std::size_t m_strangeInTrace = 0;
    bool m_isInTrace = false;
    bool m_hasHeading = false; ///< Of the trace that is known.
};

} // namespace cboard::logs
