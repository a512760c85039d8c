// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_place.h"

#include "core/formats/json/json_scanner.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace cboard::formats {

std::string pointerPart(std::string_view key)
{
    std::string out;
    for (const char c : key) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

std::int64_t lineOfByte(std::string_view text, std::size_t offset)
{
    return 1 + std::ranges::count(text.substr(0, offset), '\n');
}

namespace {

    /// One open container on the way to the place.
    struct OpenContainer {
        bool isObject = false;
        std::int64_t index = 0;
        std::string_view key; ///< As spelled, with quotes; empty: none yet.
        bool isAtValue = false; ///< Behind the colon.
    };

    std::string decodedKey(std::string_view spelled)
    {
        Arena arena;
        const Limits none{.stringBytes = std::numeric_limits<std::size_t>::max()};
        JsonScanner scanner(spelled, arena, none);
        JsonString key;
        return scanner.readString(key) ? std::string(key.text) : std::string(spelled);
    }

    std::size_t endOfString(std::string_view json, std::size_t at, std::size_t stop)
    {
        for (std::size_t i = at + 1; i < stop; ++i) {
            if (json[i] == '\\') {
                ++i;
            } else if (json[i] == '"') {
                return i + 1;
            }
        }
        return stop;
    }

    std::string pointerOf(const std::vector<OpenContainer>& open)
    {
        std::string pointer;
        for (const OpenContainer& container : open) {
            if (!container.isObject) {
                pointer += '/' + std::to_string(container.index);
            } else if (container.isAtValue) {
                pointer += '/' + pointerPart(decodedKey(container.key));
            }
        }
        return pointer;
    }

} // namespace

JsonPlace locateJson(std::string_view json, std::size_t offset)
{
    offset = std::min(offset, json.size());
    std::vector<OpenContainer> open;
    for (std::size_t i = 0; i < offset; ++i) {
        switch (json[i]) {
        case '{':
        case '[':
            open.emplace_back().isObject = json[i] == '{';
            break;
        case '}':
        case ']':
            if (!open.empty()) {
                open.pop_back();
            }
            break;
        case ':':
            if (!open.empty()) {
                open.back().isAtValue = true;
            }
            break;
        case ',':
            if (!open.empty()) {
                ++open.back().index;
                open.back().isAtValue = false;
            }
            break;
        case '"': {
            const std::size_t end = endOfString(json, i, offset);
            if (!open.empty() && open.back().isObject && !open.back().isAtValue) {
                open.back().key = json.substr(i, end - i);
            }
            i = end - 1;
            break;
        }
        default:
            break;
        }
    }
    JsonPlace place;
    place.pointer = pointerOf(open);
    place.line +=
        std::count(json.begin(), json.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
    return place;
}

} // namespace cboard::formats
