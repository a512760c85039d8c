// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_reader.h"

#include <algorithm>

namespace cboard::formats {

namespace {

    constexpr int Certain = 98;

    std::string_view skipBlanks(std::string_view text)
    {
        const std::size_t at = text.find_first_not_of(" \t\r\n");
        return at == std::string_view::npos ? std::string_view() : text.substr(at);
    }

    /// The size of the string at the front of a text with its quotes; all of it when it is cut.
    std::size_t stringSize(std::string_view text)
    {
        for (std::size_t i = 1; i < text.size(); ++i) {
            if (text[i] == '\\') {
                ++i;
            } else if (text[i] == '"') {
                return i + 1;
            }
        }
        return text.size();
    }

    /// The object has a key "major" or "minor" first.
    bool isVersionObject(std::string_view value)
    {
        if (value.empty() || value.front() != '{') {
            return false;
        }
        const std::string_view key = skipBlanks(value.substr(1));
        return key.substr(0, 7) == "\"major\"" || key.substr(0, 7) == "\"minor\"";
    }

    /// What a member of the document, with its value as far as it is there, says for KCIDB.
    int pointsOf(std::string_view quotedKey, std::string_view value)
    {
        struct ListPoints {
            std::string_view quotedKey;
            int points;
        };
        constexpr ListPoints Lists[] = {{"\"checkouts\"", 75}, {"\"revisions\"", 60},
                                        {"\"incidents\"", 60}, {"\"tests\"", 45},
                                        {"\"builds\"", 35},    {"\"issues\"", 35}};
        if (quotedKey == "\"version\"") {
            return isVersionObject(value) ? 92 : value.substr(0, 2) == "\"1" ? 25 : 0;
        }
        if (value.empty() || value.front() != '[') {
            return 0;
        }
        const auto found = std::ranges::find(Lists, quotedKey, &ListPoints::quotedKey);
        return found != std::end(Lists) ? found->points : 0;
    }

} // namespace

int sniffKcidb(std::string_view firstBytes, std::string_view /*fileName*/)
{
    std::string_view rest = skipBlanks(firstBytes);
    if (rest.empty() || rest.front() != '{') {
        return 0;
    }
    int points = 0;
    int depth = 0;
    while (!rest.empty() && points < Certain) {
        const char c = rest.front();
        if (c == '"') {
            const std::string_view text = rest.substr(0, stringSize(rest));
            rest = skipBlanks(rest.substr(text.size()));
            if (depth == 1 && !rest.empty() && rest.front() == ':') {
                points += pointsOf(text, skipBlanks(rest.substr(1)));
            }
            continue;
        }
        if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
        rest.remove_prefix(1);
    }
    return std::min(points, Certain);
}

} // namespace cboard::formats
