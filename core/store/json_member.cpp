// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/json_member.h"

namespace cboard::store {

namespace {

    /// The index behind the string that begins at `start` (a quote).
    std::size_t endOfString(std::string_view json, std::size_t start)
    {
        std::size_t i = start + 1;
        while (i < json.size() && json[i] != '"') {
            i += json[i] == '\\' ? 2U : 1U;
        }
        return i + 1;
    }

    std::optional<std::string> decoded(std::string_view quoted)
    {
        std::string text;
        for (std::size_t i = 0; i < quoted.size(); ++i) {
            if (quoted[i] != '\\') {
                text += quoted[i];
                continue;
            }
            if (++i >= quoted.size()) {
                return std::nullopt;
            }
            switch (quoted[i]) {
            case 'n':
                text += '\n';
                break;
            case 't':
                text += '\t';
                break;
            case '"':
            case '\\':
            case '/':
                text += quoted[i];
                break;
            default:
                return std::nullopt;
            }
        }
        return text;
    }

    bool isBlank(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

} // namespace

std::optional<std::string> jsonTextMember(std::string_view object, std::string_view key)
{
    std::optional<std::string> value; // The last of equal keys counts.
    int depth = 0;
    std::size_t i = 0;
    const auto skipBlanks = [&] {
        while (i < object.size() && isBlank(object[i])) {
            ++i;
        }
    };
    while (i < object.size()) {
        const char c = object[i];
        if (c != '"') {
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
            ++i;
            continue;
        }
        const std::size_t end = endOfString(object, i);
        if (end > object.size()) {
            break;
        }
        const std::string_view name = object.substr(i + 1, end - i - 2);
        i = end;
        skipBlanks();
        if (depth != 1 || i >= object.size() || object[i] != ':') {
            continue;
        }
        ++i;
        skipBlanks();
        if (name == key) {
            value.reset();
            if (i < object.size() && object[i] == '"') {
                const std::size_t valueEnd = endOfString(object, i);
                if (valueEnd <= object.size()) {
                    value = decoded(object.substr(i + 1, valueEnd - i - 2));
                }
                i = valueEnd;
            }
        } else if (i < object.size() && object[i] == '"') {
            i = endOfString(object, i);
        }
    }
    return value;
}

} // namespace cboard::store
