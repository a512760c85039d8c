// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/log_diff.h"

#include "core/base/hash.h"
#include "core/logs/rules/log_blocks.h"

#include <algorithm>
#include <unordered_set>

namespace cboard::logs {

Result<ComparedLog> readCompared(const ByteSource& source, RowFormat format,
                                 const NormaliseOptions& options, const TaskContext& task)
{
    ComparedLog log;
    std::string text;
    std::uint64_t endByte = 0;
    CBOARD_TRY_VOID(forLogBlocks(source, format, task, [&](const LogBlock& block) -> Result<void> {
        LogBlock::Cursor cursor(block);
        while (!cursor.atEnd()) {
            const LogLine line = cursor.take();
            endByte = line.endByte;
            if (static_cast<std::int64_t>(log.hashes.size()) == line.number) {
                // A line in parts counts as its first part.
                continue;
            }
            text.clear();
            appendNormalised(line.text, options, text);
            log.hashes.push_back(hash64(text));
            log.beginBytes.push_back(line.beginByte);
        }
        return {};
    }));
    log.beginBytes.push_back(endByte);
    return log;
}

Result<std::vector<DiffHunk>> diffLogs(const ComparedLog& a, const ComparedLog& b,
                                       const TaskContext& task)
{
    return diffSequences(a.hashes, b.hashes, task);
}

const DiffHunk* firstMeaningful(const std::vector<DiffHunk>& hunks, const ComparedLog& a,
                                const ComparedLog& b)
{
    const std::unordered_set<std::uint64_t> ofA(a.hashes.begin(), a.hashes.end());
    const std::unordered_set<std::uint64_t> ofB(b.hashes.begin(), b.hashes.end());
    const auto hasOther = [](const std::vector<std::uint64_t>& hashes, std::size_t begin,
                             std::size_t end, const std::unordered_set<std::uint64_t>& known) {
        return std::any_of(hashes.begin() + static_cast<std::ptrdiff_t>(begin),
                           hashes.begin() + static_cast<std::ptrdiff_t>(end),
                           [&known](std::uint64_t hash) { return !known.contains(hash); });
    };
    const auto found = std::find_if(hunks.begin(), hunks.end(), [&](const DiffHunk& hunk) {
        return hasOther(a.hashes, hunk.beginA, hunk.endA, ofB)
            || hasOther(b.hashes, hunk.beginB, hunk.endB, ofA);
    });
    return found == hunks.end() ? nullptr : &*found;
}

} // namespace cboard::logs
