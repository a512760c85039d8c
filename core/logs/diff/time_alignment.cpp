// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/diff/time_alignment.h"

#include <algorithm>
#include <limits>

namespace cboard::logs {

namespace {

    using std::chrono::microseconds;

    constexpr std::int64_t RowsPerCheck = 4096;
    constexpr std::int64_t MicrosecondsPerStep = 100'000;
    /// Above all steps of one start.
    constexpr std::int64_t StepsOfAStart = 1LL << 40;
    /// Lines of several processors are printed in another order than they were stamped in.
    constexpr microseconds MostDisorder{1'000'000};

    /// Which step each row belongs to, ascending.
    Result<std::vector<std::int64_t>> stepsOf(const LogText& text, const TaskContext& task)
    {
        std::vector<std::int64_t> steps;
        steps.reserve(static_cast<std::size_t>(text.rowCount()));
        RowDecoder decoder(text.format());
        DecodedRow decoded;
        std::int64_t start = 0;
        microseconds latest{0};
        bool hasTimes = false;
        CBOARD_TRY_VOID(
            text.forRows(0, text.rowCount(), [&](std::int64_t row, std::string_view bytes) {
                decoder.decode(bytes, decoded);
                std::optional<microseconds> time = decoded.kernelTime;
                if (decoded.time && text.startTime()) {
                    time = *decoded.time - *text.startTime();
                }
                if (time) {
                    hasTimes = true;
                    const bool isNewStart = *time + MostDisorder < latest;
                    start += isNewStart ? 1 : 0;
                    latest = isNewStart ? *time : std::max(latest, *time);
                }
                steps.push_back(start * StepsOfAStart + latest.count() / MicrosecondsPerStep);
                return row % RowsPerCheck != 0 || !task.stopRequested();
            }));
        CBOARD_TRY_VOID(task.check());
        if (!hasTimes) {
            return fail(ErrorKind::NotFound, "no line of one of these logs carries a time");
        }
        return steps;
    }

    /// Behind the rows from \p first on that belong to \p step.
    std::size_t endOfStep(const std::vector<std::int64_t>& steps, std::size_t first,
                          std::int64_t step)
    {
        while (first < steps.size() && steps[first] == step) {
            ++first;
        }
        return first;
    }

} // namespace

Result<AlignedRows> alignByTime(const LogText& a, const LogText& b, const TaskContext& task)
{
    if (a.format() != b.format()) {
        return fail(ErrorKind::Unsupported,
                    "one log has times of the lab, the other those of the kernel");
    }
    CBOARD_TRY(const auto stepsA, stepsOf(a, task));
    CBOARD_TRY(const auto stepsB, stepsOf(b, task));
    constexpr std::int64_t None = std::numeric_limits<std::int64_t>::max();
    AlignedRows rows;
    std::size_t atA = 0;
    std::size_t atB = 0;
    while (atA < stepsA.size() || atB < stepsB.size()) {
        CBOARD_TRY_VOID(task.check());
        const std::int64_t step = std::min(atA < stepsA.size() ? stepsA[atA] : None,
                                           atB < stepsB.size() ? stepsB[atB] : None);
        const std::size_t endA = endOfStep(stepsA, atA, step);
        const std::size_t endB = endOfStep(stepsB, atB, step);
        rows.a.append(static_cast<std::int64_t>(atA), static_cast<std::int64_t>(endA));
        rows.b.append(static_cast<std::int64_t>(atB), static_cast<std::int64_t>(endB));
        rows.a.appendBlank(rows.b.size() - rows.a.size());
        rows.b.appendBlank(rows.a.size() - rows.b.size());
        atA = endA;
        atB = endB;
    }
    return rows;
}

} // namespace cboard::logs
