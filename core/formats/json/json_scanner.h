// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/formats/format.h"

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

/// One JSON reader for both paths of the KCIDB reader and for whoever needs the reference verdict.
///
/// It takes what Python's json takes: integers of any size, numbers that overflow, NaN and
/// Infinity as numbers, lone surrogates, any key twice. It refuses a byte order mark, invalid
/// UTF-8, control characters in strings. Nothing here recurses.
///
/// Text is UTF-8. A lone surrogate, which UTF-8 cannot say, is held as the three bytes that the
/// UTF-8 scheme would give it (ED A0..BF xx). Such bytes cannot come from a document in any other
/// way, since they are no valid UTF-8; appendJsonString() turns them back into an escape.
namespace cboard::formats {

/// Why a JSON text cannot be read. Where that is in terms of keys: see locateJson().
struct JsonProblem {
    std::size_t offset = 0; ///< In bytes.
    std::string_view rule; ///< "syntax", "encoding" or "limit"; empty: no problem.
    std::string_view message; ///< What was expected; lower case, no full stop.
};

struct JsonNumber {
    std::string_view text; ///< As spelled.
    double value = 0; ///< Rounded; infinite when too big.
    bool isIntegral = false; ///< Has an integral value, whatever its spelling (1.0, 2e3).
    bool isIntegerText = false; ///< Spelled without point and exponent.
};

struct JsonString {
    std::string_view text; ///< Decoded.
    bool hasNul = false;
};

/// Pulls tokens out of a JSON text. After the first false every further call is pointless;
/// problem() tells why.
class JsonScanner {
public:
    /// Strings without escapes become views into `json`, others copies in `arena`; both must
    /// outlive the results.
    JsonScanner(std::string_view json, Arena& arena, const Limits& limits);

    /// Refuses what only the beginning shows: nothing there, a byte order mark.
    bool begin();
    /// Nothing but blanks may follow the value.
    bool end();

    /// The next character that is not blank, without taking it; NUL at the end.
    char peek()
    {
        while (m_at < m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t')) {
            ++m_at;
        }
        return m_at < m_end ? *m_at : '\0';
    }
    /// Takes the next character if it is `c`.
    bool take(char c)
    {
        if (peek() != c || m_at == m_end) {
            return false;
        }
        ++m_at;
        return true;
    }
    /// Like take(), but a problem when something else stands there.
    bool expect(char c, std::string_view message) { return take(c) || failExpecting(message); }

    bool readString(JsonString& out);
    bool readNumber(JsonNumber& out);
    bool readLiteral(std::string_view word); ///< true, false, null.

    /// Passes over one value of any type and depth, checking every token. `raw` is the value
    /// word for word; `hasBlanks` tells whether it has blanks outside strings.
    bool skipValue(std::string_view& raw, bool& hasBlanks);

    /// Containers around the next token; callers that open and close brackets keep count.
    bool enter();
    void leave() { --m_depth; }

    bool fail(std::string_view rule, std::string_view message);
    bool failAt(std::size_t offset, std::string_view rule, std::string_view message);
    const JsonProblem& problem() const { return m_problem; }

    const char* position() const { return m_at; }
    const char* endPosition() const { return m_end; }
    std::size_t offset() const { return static_cast<std::size_t>(m_at - m_begin); }

    /// Takes `raw` if exactly these bytes come next. They must be a whole self-delimiting value
    /// (a string, an object or a list), which then needs no second look.
    bool takeSame(std::string_view raw)
    {
        // The last byte is a bracket or a quote; the one before tells texts apart quickly.
        if (raw.size() < 2 || static_cast<std::size_t>(m_end - m_at) < raw.size()
            || m_at[raw.size() - 2] != raw[raw.size() - 2]
            || std::memcmp(m_at, raw.data(), raw.size()) != 0) {
            return false;
        }
        m_at += raw.size();
        return true;
    }

private:
    class Skipper;

    bool failExpecting(std::string_view message);
    bool readEscapedString(const char* tail, JsonString& out);
    int decodeEscape(const char*& at);
    const char* checkSpecial(const char* at);
    void growScratch(std::size_t used, std::size_t needed);
    bool unterminated();
    bool readWordNumber(JsonNumber& out);
    bool skipString();

    const char* m_begin;
    const char* m_at;
    const char* m_end;
    Arena& m_arena;
    const Limits& m_limits;
    std::size_t m_depth = 0;
    std::unique_ptr<char[]> m_scratch; ///< Where strings with escapes are decoded.
    std::size_t m_scratchBytes = 0;
    JsonProblem m_problem;
};

/// The JSON text without blanks outside strings. The text must be well-formed.
std::string_view minifyJson(std::string_view json, Arena& arena);

} // namespace cboard::formats
