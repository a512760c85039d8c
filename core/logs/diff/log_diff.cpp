// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/log_diff.h"

#include "core/base/hash.h"
#include "core/logs/diff/line_table.h"
#include "core/logs/rules/log_blocks.h"

#include <algorithm>
#include <variant>

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

namespace {

    using KnownLines = LineTable<std::monostate>;

    Result<KnownLines> linesOf(const ComparedLog& log, const TaskContext& task)
    {
        constexpr std::size_t LinesPerCheck = 1UL << 14;
        KnownLines known(log.hashes.size());
        for (std::size_t i = 0; i < log.hashes.size(); ++i) {
            if (i % LinesPerCheck == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            known[log.hashes[i]] = {};
        }
        return known;
    }

    bool hasOther(const ComparedLog& log, std::size_t begin, std::size_t end, KnownLines& known)
    {
        return std::any_of(log.hashes.begin() + static_cast<std::ptrdiff_t>(begin),
                           log.hashes.begin() + static_cast<std::ptrdiff_t>(end),
                           [&known](std::uint64_t hash) { return known.find(hash) == nullptr; });
    }

} // namespace

Result<const DiffHunk*> firstMeaningful(const std::vector<DiffHunk>& hunks, const ComparedLog& a,
                                        const ComparedLog& b, const TaskContext& task)
{
    CBOARD_TRY(KnownLines ofA, linesOf(a, task));
    CBOARD_TRY(KnownLines ofB, linesOf(b, task));
    for (const DiffHunk& hunk : hunks) {
        CBOARD_TRY_VOID(task.check());
        if (hasOther(a, hunk.beginA, hunk.endA, ofB) || hasOther(b, hunk.beginB, hunk.endB, ofA)) {
            return &hunk;
        }
    }
    return nullptr;
}

} // namespace cboard::logs
