// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_decoder.h"

#include "core/logs/line_index.h"
#include "core/logs/terminal_text.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    /// `[   12.345678] ` with an optional caller `[    T1]` behind it.
    std::size_t readKernelTime(std::string_view text, std::optional<KernelTime>& time)
    {
        constexpr std::size_t LongestSeconds = 9;
        constexpr std::int64_t MicrosecondsPerSecond = 1'000'000;
        if (text.empty() || text[0] != '[') {
            return 0;
        }
        std::size_t at = text.find_first_not_of(' ', 1);
        std::int64_t seconds = 0;
        const std::size_t begin = at;
        while (at < text.size() && isDigit(text[at]) && at - begin < LongestSeconds) {
            seconds = seconds * 10 + (text[at++] - '0');
        }
        if (at == begin || at >= text.size() || text[at] != '.') {
            return 0;
        }
        std::int64_t scale = MicrosecondsPerSecond;
        std::int64_t fraction = 0;
        const std::size_t point = at++;
        while (at < text.size() && isDigit(text[at]) && at - point <= 6) {
            scale /= 10;
            fraction += (text[at++] - '0') * scale;
        }
        if (at == point + 1 || at >= text.size() || text[at] != ']') {
            return 0;
        }
        ++at;
        time = KernelTime(seconds * MicrosecondsPerSecond + fraction);
        if (at < text.size() && text[at] == '[') {
            const std::size_t close = text.find(']', at);
            const std::size_t word = text.find_first_not_of(' ', at + 1);
            constexpr std::size_t LongestCaller = 16;
            if (close != std::string_view::npos && close - at < LongestCaller && word < close
                && (text[word] == 'T' || text[word] == 'C')) {
                at = close + 1;
            }
        }
        return at < text.size() && text[at] == ' ' ? at + 1 : at;
    }

    void readKernelPrefix(DecodedRow& row)
    {
        const std::string_view text = row.text;
        std::size_t at = readKernelLevel(text, row.kernelLevel);
        at += readKernelTime(text.substr(at), row.kernelTime);
        row.messageBegin = at;
    }

} // namespace

std::size_t readKernelLevel(std::string_view text, std::optional<int>& level)
{
    constexpr std::size_t LongestLevel = 3;
    constexpr int Levels = 8;
    constexpr int HighestPriority = 191; // Of the last facility.
    const std::size_t close = text.substr(0, LongestLevel + 2).find('>');
    if (close == std::string_view::npos || close < 2 || text[0] != '<') {
        return 0;
    }
    int priority = 0;
    for (const char c : text.substr(1, close - 1)) {
        if (!isDigit(c)) {
            return 0;
        }
        priority = 10 * priority + (c - '0');
    }
    const bool isKernels = priority < Levels && close == 2;
    const bool isOthers =
        priority >= Levels && priority <= HighestPriority && text.substr(close + 1, 1) == "[";
    if (!isKernels && !isOthers) {
        return 0;
    }
    level = priority % Levels;
    return close + 1;
}

void RowDecoder::decode(std::string_view row, DecodedRow& out)
{
    out.text.clear();
    out.spans.clear();
    out.messageBegin = 0;
    out.kernelLevel.reset();
    out.kernelTime.reset();
    out.time.reset();
    out.lavaLevel.reset();
    out.deviceNamespace.clear();
    row = withoutLineEnd(row);
    if (m_format == RowFormat::Lava) {
        decodeLavaLine(row, m_lava);
        out.time = m_lava.time;
        out.lavaLevel = m_lava.level;
        out.deviceNamespace = m_lava.deviceNamespace;
        row = withoutLineEnd(m_lava.message);
    }
    appendTerminalText(row, out.text, out.spans);
    readKernelPrefix(out);
}

RowFormat detectRowFormat(std::string_view firstBytes)
{
    const std::size_t begin = firstBytes.find_first_not_of(" \r\n");
    if (begin == std::string_view::npos || firstBytes[begin] != '-') {
        return RowFormat::Plain;
    }
    const std::string_view line = firstBytes.substr(begin, firstBytes.find('\n', begin) - begin);
    return lavaLevelOf(withoutLineEnd(line)) == LavaLevel::Unparsed ? RowFormat::Plain
                                                                    : RowFormat::Lava;
}

bool isPlainAscii(std::string_view row)
{
    return std::all_of(row.begin(), row.end(),
                       [](char c) { return (c >= ' ' && c < '\x7F') || c == '\t'; });
}

} // namespace cboard::logs
