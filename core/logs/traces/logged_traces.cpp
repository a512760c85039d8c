// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/logged_traces.h"

#include "core/logs/console_line.h"
#include "core/logs/rules/call_trace.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cboard::logs {

namespace {

    constexpr std::int64_t RowsPerCheck = 16'384;
    /// Registers and code lie between the program counter and the trace, 34 rows on arm64.
    constexpr std::int64_t WidestGap = 40;
    constexpr std::string_view Version = "Linux version ";
    constexpr std::string_view Offset = "Kernel Offset: 0x";
    constexpr std::string_view BuildId = "Build ID: ";
    constexpr std::string_view NewReport = "------------[ cut here ]";

    bool isHex(std::string_view text)
    {
        return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    }

    /// Most rows are told by their bytes: decoding takes ten times as long.
    bool mayMatter(std::string_view bytes)
    {
        static constexpr auto Words = std::to_array<std::string_view>(
            {"0x", "[<", "trace", "Trace", Version, " Comm: ", BuildId, NewReport});
        return std::any_of(Words.begin(), Words.end(), [bytes](std::string_view word) {
            return bytes.find(word) != std::string_view::npos;
        });
    }

    /// Of `CPU: 0 PID: 1 Comm: init Not tainted 6.12.0 #1 5d2a…` or `Build ID: 5d2a…`.
    std::string_view buildIdOf(std::string_view message)
    {
        constexpr std::size_t LeastDigits = 8;
        constexpr std::size_t DigitsOfSha1 = 40;
        if (const std::size_t at = message.find(BuildId); at != std::string_view::npos) {
            const std::string_view id = message.substr(at + BuildId.size());
            const auto end = std::min(id.find_first_not_of("0123456789abcdef"), id.size());
            return end >= LeastDigits ? id.substr(0, end) : std::string_view();
        }
        if (message.find(" Comm: ") == std::string_view::npos) {
            return {};
        }
        message = message.substr(0, message.find_last_not_of(" \t") + 1);
        const std::string_view last = message.substr(message.rfind(' ') + 1);
        return last.size() == DigitsOfSha1 && isHex(last) ? last : std::string_view();
    }

    class TraceReader {
    public:
        explicit TraceReader(const LogText& text)
            : m_text(text)
            , m_decoder(text.format())
        {
            m_found.kernels.emplace_back();
        }

        void read(std::int64_t row, std::string_view bytes)
        {
            if (!mayMatter(bytes)) {
                return;
            }
            m_decoder.decode(bytes, m_row);
            const std::string_view message = consoleMessage(m_row.text);
            readKernel(message);
            if (message.starts_with(NewReport)) {
                m_isOpen = false;
                return;
            }
            auto addresses = readTracedAddresses(message);
            if (!addresses.empty() || isTraceHeading(message)) {
                add(row, message, std::move(addresses));
            }
        }

        LoggedTraces found()
        {
            std::erase_if(m_found.traces, [](const LoggedTrace& trace) {
                return std::all_of(trace.lines.begin(), trace.lines.end(),
                                   [](const auto& line) { return line.addresses.empty(); });
            });
            return std::move(m_found);
        }

    private:
        void readKernel(std::string_view message)
        {
            if (const auto release = kernelRelease(message); !release.empty()) {
                if (m_found.traces.empty() && m_found.kernels.back() == LoggedKernel()) {
                    m_found.kernels.back().release = release;
                } else {
                    m_found.kernels.push_back({std::string(release), {}, 0});
                }
                m_isOpen = false;
            } else if (message.starts_with(Offset)) {
                const std::string_view digits = message.substr(Offset.size());
                std::from_chars(digits.data(), digits.data() + digits.size(),
                                m_found.kernels.back().offset, 16);
            } else if (const auto id = buildIdOf(message); !id.empty()) {
                m_found.kernels.back().buildId = id;
            }
        }

        void add(std::int64_t row, std::string_view message, std::vector<TracedAddress> addresses)
        {
            if (m_count + addresses.size() > LoggedTraces::MostAddresses) {
                m_found.leftOut += static_cast<std::int64_t>(addresses.size());
                return;
            }
            m_count += addresses.size();
            if (!m_isOpen || row - m_lastRow > WidestGap) {
                m_found.traces.push_back({{}, m_found.kernels.size() - 1});
            }
            m_isOpen = true;
            m_lastRow = row;
            m_found.traces.back().lines.push_back(
                {row, m_text.index().lineNumber(row), std::string(message), std::move(addresses)});
        }

        const LogText& m_text;
        RowDecoder m_decoder;
        DecodedRow m_row;
        LoggedTraces m_found;
        std::size_t m_count = 0;
        std::int64_t m_lastRow = 0;
        bool m_isOpen = false; ///< The last trace may go on.
    };

} // namespace

std::string_view kernelRelease(std::string_view message)
{
    constexpr std::size_t LongestRelease = 64; // __NEW_UTS_LEN
    if (!message.starts_with(Version)) {
        return {};
    }
    message.remove_prefix(Version.size());
    const std::string_view release = message.substr(0, message.find(' '));
    const bool isRelease = release.size() < message.size() && release.size() <= LongestRelease
        && !release.empty() && release.front() >= '0' && release.front() <= '9'
        && std::all_of(release.begin(), release.end(), [](char c) {
                               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                                   || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+'
                                   || c == '_' || c == '~';
                           });
    return isRelease ? release : std::string_view();
}

Result<LoggedTraces> readTraces(const LogText& text, const TaskContext& task)
{
    TraceReader reader(text);
    for (std::int64_t row = 0; row < text.rowCount(); row += RowsPerCheck) {
        CBOARD_TRY_VOID(task.check());
        task.report({row, text.rowCount(), "read"});
        CBOARD_TRY_VOID(
            text.forRows(row, RowsPerCheck, [&reader](std::int64_t at, std::string_view bytes) {
                reader.read(at, bytes);
                return true;
            }));
    }
    return reader.found();
}

} // namespace cboard::logs
