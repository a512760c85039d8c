// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/first_error.h"

#include <algorithm>
#include <array>

namespace cboard::analysis {

namespace {

    constexpr std::size_t LongestLine = 200;
    constexpr std::array<std::string_view, 8> Signs = {
        "error:",           "Error:",          "ERROR:",       "undefined reference",
        "undefined symbol", "No rule to make", "No such file", "multiple definition"};

    bool saysWhatIsWrong(std::string_view line)
    {
        return std::any_of(Signs.begin(), Signs.end(), [line](std::string_view sign) {
            return line.find(sign) != std::string_view::npos;
        });
    }

    std::string_view trimmed(std::string_view line)
    {
        const std::size_t begin = line.find_first_not_of(" \t\r");
        if (begin == std::string_view::npos) {
            return {};
        }
        line = line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
        if (line.size() <= LongestLine) {
            return line;
        }
        std::size_t end = LongestLine;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) {
            --end; // Not within a character of UTF-8.
        }
        return line.substr(0, end);
    }

} // namespace

std::string firstErrorLine(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const std::string_view line = text.substr(0, end); saysWhatIsWrong(line)) {
            return std::string(trimmed(line));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

} // namespace cboard::analysis
