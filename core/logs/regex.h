// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// Bytes [begin, end) of a text.
struct TextMatch {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const TextMatch&) const = default;
};

/// How the bytes of a subject are read.
enum class RegexText : std::uint8_t {
    Bytes, ///< Each byte is a character; any content.
    Utf8, ///< The caller promises valid UTF-8; classes such as \d and \w are those of Unicode.
    UntrustedUtf8, ///< UTF-8 where it is valid; what is not matches nothing.
};

struct RegexOptions {
    RegexText text = RegexText::Bytes;
    bool isLiteral = false;
    bool isCaseSensitive = true;
    bool isWholeWord = false;
    bool isMultiline = false; ///< `^` and `$` at each line feed.
};

/// A compiled PCRE2 expression. `.` and `$` know only `\n` as a line end. Immutable; copies are
/// cheap and may be used from any thread, each through a matcher of its own.
class Regex {
public:
    /// Errors: Invalid with the position in the expression and the reason.
    static Result<Regex> compile(std::string_view expression, const RegexOptions& options = {});

    /// Names of groups with their numbers, in the order of the numbers.
    struct Group {
        std::string name;
        std::size_t number = 0;
    };
    std::vector<Group> namedGroups() const;

    struct Code;
    const Code& code() const { return *m_code; }

private:
    explicit Regex(std::shared_ptr<const Code> code)
        : m_code(std::move(code))
    {
    }
    std::shared_ptr<const Code> m_code;
};

/// Working memory for one expression on one thread.
class RegexMatcher {
public:
    /// Steps for one subject: far above honest patterns, some milliseconds for hostile ones.
    static constexpr std::uint32_t DefaultLimit = 200'000;

    explicit RegexMatcher(const Regex& regex, std::uint32_t matchLimit = DefaultLimit);
    RegexMatcher(RegexMatcher&&) noexcept;
    RegexMatcher& operator=(RegexMatcher&&) noexcept;
    RegexMatcher(const RegexMatcher&) = delete;
    RegexMatcher& operator=(const RegexMatcher&) = delete;
    ~RegexMatcher();

    /// The leftmost match at or behind \p from, empty ones only if asked for. An expression that
    /// costs too much on this subject counts as no match and sets hasHitLimit().
    std::optional<TextMatch> match(std::string_view subject, std::size_t from = 0,
                                   bool takesEmpty = true);

    /// A group of the last match; nothing when it took no part in it.
    std::optional<TextMatch> group(std::size_t number) const;

    bool hasHitLimit() const { return m_hasHitLimit; }

private:
    struct Memory;
    Regex m_regex;
    std::unique_ptr<Memory> m_memory;
    bool m_hasHitLimit = false;
};

} // namespace cboard::logs
