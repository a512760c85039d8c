// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/logs/byte_source.h"
#include "core/logs/line_decoder.h"
#include "core/logs/rules/report_reader.h"

#include <functional>
#include <vector>

namespace cboard::logs {

/// Whether the lab wrote LAVA lines of this level, not the device. Rules for them are apart.
bool isOfDispatcher(LavaLevel level);

/// Whole lines of a log, as the rules see them.
struct LogBlock {
    std::string_view text; ///< Lines end with `\n`, perhaps except the last.
    std::int64_t firstLine = 1;
    std::uint64_t firstByte = 0;
    std::int64_t lastLine = 0;
    std::uint64_t endByte = 0; ///< Behind the last line, in the log.
    /// LAVA: where each line begins in the log, and where the last one ends. Else empty: the text
    /// is that of the log.
    std::vector<std::uint64_t> lineBegins;
    /// LAVA: which lines the dispatcher wrote itself, as "LEVEL: text".
    std::vector<bool> areDispatchers;

    /// Goes through the lines, jumping over those that nobody asks for.
    class Cursor {
    public:
        explicit Cursor(const LogBlock& block)
            : m_block(block)
            , m_line(block.firstLine)
        {
        }
        bool atEnd() const { return m_at >= m_block.text.size(); }
        /// To the line that holds the byte, unless that is behind.
        void skipTo(std::size_t byte);
        std::size_t lineEnd() const; ///< Behind the line end.
        /// Without escape sequences. The line is valid until the next one is taken.
        LogLine take();

    private:
        std::uint64_t logByte(std::size_t byte, std::int64_t line) const;

        const LogBlock& m_block;
        std::size_t m_at = 0; ///< Begin of a line.
        std::int64_t m_line;
        std::string m_plain; ///< Memory of a line.
    };
};

/// The begin of a line.
struct LogStart {
    std::uint64_t byte = 0;
    std::int64_t line = 1;
};

/// Reads a log from \p start to its end. A line that is longer than a block comes in parts, which
/// share its number. Errors: Cancelled, Io, and those of \p visit.
Result<void> forLogBlocks(const ByteSource& source, RowFormat format, const TaskContext& task,
                          const std::function<Result<void>(const LogBlock&)>& visit,
                          const LogStart& start = {});

} // namespace cboard::logs
