// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find_time.h"

#include <charconv>

namespace cboard::logs {

namespace {

    using std::chrono::microseconds;

    constexpr std::int64_t RowsAtOnce = 4096;
    constexpr std::int64_t PerSecond = 1'000'000;
    constexpr std::int64_t PerDay = 86'400 * PerSecond;

    /// Digits only, at most \p most of them; they go from the text.
    std::optional<std::int64_t> takeNumber(std::string_view& text, std::size_t most)
    {
        std::int64_t number = 0;
        const char* const end = text.data() + std::min(text.size(), most);
        const auto [stop, error] = std::from_chars(text.data(), end, number);
        if (error != std::errc() || text.front() == '-') {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
        return number;
    }

    /// ".789" or nothing at all, up to the end of the text.
    std::optional<std::int64_t> takeFraction(std::string_view text)
    {
        if (text.empty()) {
            return 0;
        }
        if (text.front() != '.' || text.size() == 1) {
            return std::nullopt;
        }
        std::int64_t fraction = 0;
        std::int64_t unit = PerSecond;
        for (const char digit : text.substr(1)) {
            if (digit < '0' || digit > '9') {
                return std::nullopt;
            }
            unit /= 10;
            fraction += (digit - '0') * unit;
        }
        return fraction;
    }

    std::optional<LogMoment> parseTimeOfDay(std::string_view text)
    {
        constexpr std::size_t TwoDigits = 2;
        const auto hours = takeNumber(text, TwoDigits);
        if (!hours || *hours > 23 || !text.starts_with(':')) {
            return std::nullopt;
        }
        text.remove_prefix(1);
        const auto minutes = takeNumber(text, TwoDigits);
        if (!minutes || *minutes > 59) {
            return std::nullopt;
        }
        std::int64_t seconds = 0;
        if (text.starts_with(':')) {
            text.remove_prefix(1);
            const auto taken = takeNumber(text, TwoDigits);
            if (!taken || *taken > 60) { // 60: a leap second.
                return std::nullopt;
            }
            seconds = *taken;
        }
        const auto fraction = takeFraction(text);
        if (!fraction) {
            return std::nullopt;
        }
        return LogMoment{
            LogMoment::Kind::TimeOfDay,
            microseconds(((*hours * 60 + *minutes) * 60 + seconds) * PerSecond + *fraction)};
    }

    /// On the clock of the rows: of LAVA logs since 1970, else since the kernel started.
    Result<microseconds> onClockOf(const LogText& text, const LogMoment& moment)
    {
        if (text.format() != RowFormat::Lava) {
            if (moment.kind == LogMoment::Kind::TimeOfDay) {
                return fail(ErrorKind::NotFound, "the lines of this log carry no time of day");
            }
            return moment.time;
        }
        if (!text.startTime()) {
            return fail(ErrorKind::NotFound, "no line of this log carries a time");
        }
        const microseconds start = text.startTime()->time_since_epoch();
        if (moment.kind == LogMoment::Kind::SinceStart) {
            return start + moment.time;
        }
        const microseconds midnight(start.count() - start.count() % PerDay);
        const microseconds sameDay = midnight + moment.time;
        // The first line may be one of the second asked for.
        return sameDay + std::chrono::seconds(1) > start ? sameDay : sameDay + microseconds(PerDay);
    }

} // namespace

std::optional<LogMoment> parseLogMoment(std::string_view text)
{
    if (!text.starts_with('+')) {
        return text.empty() ? std::nullopt : parseTimeOfDay(text);
    }
    text.remove_prefix(1);
    constexpr std::size_t MostDigits = 9; // 30 years.
    const auto seconds = text.empty() ? std::nullopt : takeNumber(text, MostDigits);
    const auto fraction = seconds ? takeFraction(text) : std::nullopt;
    if (!fraction) {
        return std::nullopt;
    }
    return LogMoment{LogMoment::Kind::SinceStart, microseconds(*seconds * PerSecond + *fraction)};
}

Result<std::optional<std::int64_t>> findMoment(const LogText& text, const LogMoment& moment,
                                               const TaskContext& task)
{
    CBOARD_TRY(const microseconds wanted, onClockOf(text, moment));
    RowDecoder decoder(text.format());
    DecodedRow decoded;
    std::optional<std::int64_t> found;
    bool hasTimes = false;
    for (std::int64_t first = 0; first < text.rowCount() && !found; first += RowsAtOnce) {
        CBOARD_TRY_VOID(task.check());
        task.report({first, text.rowCount(), "search"});
        CBOARD_TRY_VOID(
            text.forRows(first, RowsAtOnce, [&](std::int64_t row, std::string_view bytes) {
                decoder.decode(bytes, decoded);
                const auto time = decoded.time ? std::optional(decoded.time->time_since_epoch())
                                               : decoded.kernelTime;
                hasTimes = hasTimes || time.has_value();
                if (time && *time >= wanted) {
                    found = row;
                }
                return !found;
            }));
    }
    if (!hasTimes) {
        return fail(ErrorKind::NotFound, "no line of this log carries a time");
    }
    return found;
}

} // namespace cboard::logs
