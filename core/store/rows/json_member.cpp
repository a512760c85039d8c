// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/json_member.h"

#include <algorithm>
#include <charconv>

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

    int depthChange(char c)
    {
        return c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    }

    /// The index behind the list or object that begins at `start`.
    std::size_t endOfNest(std::string_view json, std::size_t start)
    {
        int depth = 0;
        std::size_t i = start;
        while (i < json.size()) {
            if (json[i] == '"') {
                i = endOfString(json, i);
                continue;
            }
            depth += depthChange(json[i++]);
            if (depth == 0) {
                break;
            }
        }
        return std::min(i, json.size());
    }

    std::size_t endOfValue(std::string_view json, std::size_t start)
    {
        if (start >= json.size() || depthChange(json[start]) > 0) {
            return endOfNest(json, start);
        }
        if (json[start] == '"') {
            return std::min(endOfString(json, start), json.size());
        }
        return std::min(json.find_first_of(",}] \t\r\n", start), json.size());
    }

    std::size_t skipBlanks(std::string_view json, std::size_t at)
    {
        return std::min(json.find_first_not_of(" \t\r\n", at), json.size());
    }

    /// The value of a member at the top as it is spelled, quotes and all.
    std::optional<std::string_view> memberOf(std::string_view object, std::string_view key)
    {
        std::optional<std::string_view> value; // The last of equal keys counts.
        int depth = 0;
        std::size_t i = 0;
        while (i < object.size()) {
            if (object[i] != '"') {
                depth += depthChange(object[i++]);
                continue;
            }
            const std::size_t end = endOfString(object, i);
            if (end > object.size()) {
                break;
            }
            const std::string_view name = object.substr(i + 1, end - i - 2);
            i = skipBlanks(object, end);
            if (depth != 1 || i >= object.size() || object[i] != ':') {
                continue;
            }
            i = skipBlanks(object, i + 1);
            const std::size_t valueEnd = endOfValue(object, i);
            if (name == key) {
                value = valueEnd > i ? std::optional(object.substr(i, valueEnd - i)) : std::nullopt;
            }
            i = valueEnd;
        }
        return value;
    }

} // namespace

std::optional<std::string> jsonTextMember(std::string_view object, std::string_view key)
{
    const auto value = memberOf(object, key);
    return value && value->front() == '"' ? decoded(value->substr(1, value->size() - 2))
                                          : std::nullopt;
}

std::optional<std::int64_t> jsonIntegerMember(std::string_view object, std::string_view key)
{
    const auto value = memberOf(object, key);
    std::int64_t number = 0;
    if (!value) {
        return std::nullopt;
    }
    const char* end = value->data() + value->size();
    const auto [rest, problem] = std::from_chars(value->data(), end, number);
    return problem == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

std::optional<std::string_view> jsonObjectMember(std::string_view object, std::string_view key)
{
    const auto value = memberOf(object, key);
    return value && value->front() == '{' ? value : std::nullopt;
}

} // namespace cboard::store
