// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/lava_line.h"

#include "core/logs/flow_cursor.h"
#include "core/logs/lava_escapes.h"
#include "core/logs/line_index.h"

#include <algorithm>
#include <numeric>

namespace cboard::logs {

namespace {

    constexpr std::array<std::string_view, LavaLevelCount> LevelTexts{
        "target", "input",   "feedback", "debug",     "info",  "results",
        "event",  "warning", "error",    "exception", "other", "unparsed",
    };

    LavaLevel levelFromText(std::string_view text)
    {
        for (std::size_t i = 0; i < static_cast<std::size_t>(LavaLevel::Other); ++i) {
            if (LevelTexts[i] == text) {
                return static_cast<LavaLevel>(i);
            }
        }
        return LavaLevel::Other;
    }

    /// Reads a key or a scalar, decoded; a nested value keeps its spelling.
    bool readScalar(FlowCursor& cursor, bool isKey, std::string& out)
    {
        out.clear();
        cursor.skipBlanks();
        cursor.skipTags();
        const char c = cursor.peek();
        if (c == '"' || c == '\'') {
            return cursor.quoted(&out);
        }
        if (c == '[' || c == '{') {
            const std::size_t begin = cursor.position();
            if (!cursor.bracketed()) {
                return false;
            }
            out = cursor.since(begin);
            return true;
        }
        out = cursor.plain(isKey);
        return !isKey || !out.empty();
    }

    /// Calls `visit(key, cursor)` for each pair of the flow mapping at the cursor; `visit` reads
    /// the value.
    template <typename Visit>
    bool readMapping(FlowCursor& cursor, const Visit& visit)
    {
        std::string key;
        if (!cursor.take('{')) {
            return false;
        }
        cursor.skipBlanks();
        while (!cursor.take('}')) {
            if (!readScalar(cursor, true, key)) {
                return false;
            }
            cursor.skipBlanks();
            if (!cursor.take(':')) {
                return false;
            }
            cursor.skipBlanks();
            if (!visit(key)) {
                return false;
            }
            cursor.skipBlanks();
            if (!cursor.take(',') && cursor.peek() != '}') {
                return false;
            }
            cursor.skipBlanks();
        }
        return true;
    }

    /// An object message as `key: value` pairs.
    bool readObjectMessage(FlowCursor& cursor, std::string& message)
    {
        std::string value;
        return readMapping(cursor, [&](const std::string& key) {
            cursor.skipBlanks();
            const bool isTagged = cursor.peek() == '!';
            if (!readScalar(cursor, false, value)) {
                return false;
            }
            if (isTagged && value.size() > 4 && value.starts_with("[\"")
                && value.ends_with("\"]")) {
                value = value.substr(2, value.size() - 4);
            }
            if (!message.empty()) {
                message += "  ";
            }
            message += key;
            message += ": ";
            message += value;
            return true;
        });
    }

    bool decodeFields(std::string_view line, LavaLine& out, std::string& dt)
    {
        FlowCursor cursor(line);
        cursor.skipBlanks();
        if (cursor.take('-')) {
            cursor.skipBlanks();
        }
        bool hasLevel = false;
        bool hasMessage = false;
        std::string ignored;
        const bool isMapping = readMapping(cursor, [&](const std::string& key) {
            if (key == "dt") {
                return readScalar(cursor, false, dt);
            }
            if (key == "lvl") {
                hasLevel = true;
                return readScalar(cursor, false, out.levelText);
            }
            if (key == "msg") {
                hasMessage = true;
                cursor.skipTags();
                out.isObject = cursor.peek() == '{';
                out.message.clear();
                return out.isObject ? readObjectMessage(cursor, out.message)
                                    : readScalar(cursor, false, out.message);
            }
            return readScalar(cursor, false, key == "ns" ? out.deviceNamespace : ignored);
        });
        cursor.skipBlanks();
        return isMapping && hasLevel && hasMessage && (cursor.atEnd() || cursor.peek() == '#');
    }

    void sinkMessage(std::string_view prefix, std::string_view message, std::string& buffer,
                     const std::function<bool(std::string_view)>& sink, bool& mayGoOn)
    {
        message = withoutLineEnd(message);
        do {
            const std::size_t end = std::min(message.find('\n'), message.size());
            buffer.assign(prefix);
            buffer += withoutLineEnd(message.substr(0, end));
            mayGoOn = sink(buffer);
            message.remove_prefix(std::min(end + 1, message.size()));
        } while (mayGoOn && !message.empty());
    }

} // namespace

std::string_view lavaLevelText(LavaLevel level)
{
    return LevelTexts[static_cast<std::size_t>(level)];
}

std::int64_t LavaLevelCounts::total() const
{
    return std::accumulate(byLevel.begin(), byLevel.end(), std::int64_t{0});
}

void decodeLavaLine(std::string_view line, LavaLine& out)
{
    line = withoutLineEnd(line);
    out.time.reset();
    out.deviceNamespace.clear();
    out.levelText.clear();
    out.isObject = false;
    std::string dt;
    if (!decodeFields(line, out, dt)) {
        out.level = LavaLevel::Unparsed;
        out.levelText.clear();
        out.deviceNamespace.clear();
        out.isObject = false;
        out.message.assign(line);
        return;
    }
    if (!out.isObject) {
        restoreEscapes(out.message);
    }
    out.level = levelFromText(out.levelText);
    out.time = parseLooseTime(dt);
}

LavaLevel lavaLevelOf(std::string_view line)
{
    // The form that LAVA writes, when nothing in it is escaped; anything else is decoded.
    constexpr std::string_view Begin = R"(- {"dt": ")";
    constexpr std::string_view LevelMark = R"(", "lvl": ")";
    constexpr std::string_view MessageMark = R"(", "msg": ")";
    constexpr std::size_t LongestTime = 64;
    line = withoutLineEnd(line);
    const std::size_t at = line.substr(0, LongestTime).find(LevelMark);
    if (line.starts_with(Begin) && at != std::string_view::npos && at >= Begin.size()
        && line.find('\\') == std::string_view::npos
        && line.substr(Begin.size(), at - Begin.size()).find('"') == std::string_view::npos) {
        const std::size_t begin = at + LevelMark.size();
        const std::size_t end = std::min(line.find('"', begin), line.size());
        const std::string_view rest = line.substr(end);
        if (rest.starts_with(MessageMark) && rest.find('"', MessageMark.size()) + 2 == rest.size()
            && rest.back() == '}') {
            return levelFromText(line.substr(begin, end - begin));
        }
    }
    LavaLine decoded;
    decodeLavaLine(line, decoded);
    return decoded.level;
}

void lavaToText(std::string_view yaml, const LavaTextOptions& options,
                const std::function<bool(std::string_view line)>& sink)
{
    LavaLine line;
    std::string prefix;
    std::string buffer;
    bool mayGoOn = true;
    while (mayGoOn && !yaml.empty()) {
        const std::size_t end = std::min(yaml.find('\n'), yaml.size());
        const std::string_view raw = withoutLineEnd(yaml.substr(0, end));
        yaml.remove_prefix(std::min(end + 1, yaml.size()));
        if (raw.empty()) {
            continue;
        }
        decodeLavaLine(raw, line);
        prefix.clear();
        if (options.withTime) {
            prefix += line.time ? formatIso(*line.time) : std::string("-");
            prefix += ' ';
        }
        if (options.withLevel) {
            prefix += lavaLevelText(line.level);
            prefix += ' ';
        }
        sinkMessage(prefix, line.message, buffer, sink, mayGoOn);
    }
}

void lavaToText(std::string_view yaml, const std::function<void(std::string_view line)>& sink)
{
    lavaToText(yaml, LavaTextOptions{}, [&sink](std::string_view line) {
        sink(line);
        return true;
    });
}

} // namespace cboard::logs
