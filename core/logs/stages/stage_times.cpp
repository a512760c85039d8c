// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/stages/stage_finder.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    /// How far from a border a line with a time is looked for.
    constexpr std::uint64_t WindowBytes = 16UL << 10;

    using Microseconds = std::chrono::microseconds;

    class Clock {
    public:
        Clock(const ByteSource& source, RowFormat format)
            : m_source(source)
            , m_format(format)
            , m_decoder(format)
        {
        }

        /// The time of the first line with one in [begin, end).
        Result<std::optional<Microseconds>> first(std::uint64_t begin, std::uint64_t end)
        {
            return look(begin, std::min(end, begin + WindowBytes), true);
        }

        /// That of the last one.
        Result<std::optional<Microseconds>> last(std::uint64_t begin, std::uint64_t end)
        {
            return look(end - std::min(end - begin, WindowBytes), end, false);
        }

    private:
        Result<std::optional<Microseconds>> look(std::uint64_t begin, std::uint64_t end,
                                                 bool isFirst)
        {
            CBOARD_TRY(std::string_view rest,
                       m_source.read(begin, static_cast<std::size_t>(end - begin), m_scratch));
            std::optional<Microseconds> found;
            while (!rest.empty() && !(isFirst && found)) {
                const std::size_t feed = std::min(rest.find('\n'), rest.size());
                if (const auto time = timeOf(rest.substr(0, feed))) {
                    found = time;
                }
                rest.remove_prefix(std::min(feed + 1, rest.size()));
            }
            return found;
        }

        std::optional<Microseconds> timeOf(std::string_view line)
        {
            m_decoder.decode(line, m_row);
            if (m_format == RowFormat::Lava) {
                return m_row.time ? std::optional<Microseconds>(m_row.time->time_since_epoch())
                                  : std::nullopt;
            }
            return m_row.kernelTime;
        }

        const ByteSource& m_source;
        RowFormat m_format;
        RowDecoder m_decoder;
        DecodedRow m_row;
        std::string m_scratch;
    };

} // namespace

Result<void> readDurations(const ByteSource& source, RowFormat format, std::vector<Stage>& stages)
{
    Clock clock(source, format);
    for (Stage& stage : stages) {
        CBOARD_TRY(const auto begin, clock.first(stage.beginByte, stage.endByte));
        if (!begin) {
            continue;
        }
        CBOARD_TRY(const auto inside, clock.last(stage.beginByte, stage.endByte));
        // An action says itself when it ends; a phase lasts until the next begins. The clock of
        // the kernel starts anew when the device does.
        std::optional<Microseconds> end = inside;
        if (!stage.isOfDispatcher && stage.hasEnded) {
            CBOARD_TRY(const auto behind, clock.first(stage.endByte, source.size()));
            end = behind && behind >= end ? behind : end;
        }
        if (end && *end >= *begin) {
            stage.duration = *end - *begin;
        }
    }
    return {};
}

} // namespace cboard::logs
