// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// The lines of a LAVA log: a YAML list with one flow mapping a line, `- {"dt": …, "lvl": …,
/// "msg": …}`, nearly always in JSON syntax.
namespace cboard::logs {

/// Who wrote a line, its source: the device (Target), another device (Feedback), what was typed
/// (Input), else the dispatcher. Other: a level word that is not known; Unparsed: no such mapping.
enum class LavaLevel : std::uint8_t {
    Target,
    Input,
    Feedback,
    Debug,
    Info,
    Results,
    Event,
    Warning,
    Error,
    Exception,
    Other,
    Unparsed,
};

constexpr std::size_t LavaLevelCount = 12;

/// "target" ... as LAVA spells them; "other" and "unparsed" for the last two.
std::string_view lavaLevelText(LavaLevel level);

/// How many lines of each level. Index with a LavaLevel.
struct LavaLevelCounts {
    std::array<std::int64_t, LavaLevelCount> byLevel{};

    std::int64_t& operator[](LavaLevel level) { return byLevel[static_cast<std::size_t>(level)]; }
    std::int64_t operator[](LavaLevel level) const
    {
        return byLevel[static_cast<std::size_t>(level)];
    }
    std::int64_t total() const;
    bool operator==(const LavaLevelCounts&) const = default;
};

/// One decoded line. Reuse one object for many lines: its memory is kept.
struct LavaLine {
    LavaLevel level = LavaLevel::Unparsed;
    std::string levelText; ///< As written; empty when unparsed.
    std::optional<Timestamp> time;
    std::string deviceNamespace; ///< "ns" of feedback lines, else empty.
    /// Text of the message; an object is `key: value` pairs divided by two blanks, a list keeps
    /// its spelling; the whole line when unparsed. Bytes as they came, except that lost escape
    /// characters are put back (restoreEscapes()): control characters, escape sequences and
    /// invalid UTF-8 may occur.
    std::string message;
    bool isObject = false;
};

/// Decodes one line (without its line end) and never fails: what is no mapping with level and
/// message becomes Unparsed with the line itself as message. Object tags are skipped, their value
/// is taken. Cost O(length), no recursion.
void decodeLavaLine(std::string_view line, LavaLine& out);

/// Only the level; cheap, for counting and filtering.
LavaLevel lavaLevelOf(std::string_view line);

struct LavaTextOptions {
    bool withTime = false;
    bool withLevel = false;
};

/// A whole LAVA log as plain text, line by line and in order: calls \p sink for each line without
/// line end. Blank lines between items are skipped. Nothing is filtered from the messages except
/// that line ends inside one become lines of their own. Stops when the sink returns false.
void lavaToText(std::string_view yaml, const LavaTextOptions& options,
                const std::function<bool(std::string_view line)>& sink);

/// The same with default options: the messages alone.
void lavaToText(std::string_view yaml, const std::function<void(std::string_view line)>& sink);

} // namespace cboard::logs
