// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_scanner.h"

#include "core/base/utf8.h"
#include "core/formats/json/json_characters.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace cboard::formats {

using namespace json;

namespace {

    constexpr std::ptrdiff_t EscapeWindow = 4096; ///< Bytes decoded between checks for room.

    int hexValue(char c)
    {
        if (isDigit(c)) {
            return c - '0';
        }
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /// The code unit of the four hex digits at `at`, or -1.
    int readCodeUnit(const char* at, const char* end)
    {
        if (end - at < 4) {
            return -1;
        }
        int unit = 0;
        for (int i = 0; i < 4; ++i) {
            const int digit = hexValue(at[i]);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

} // namespace

JsonScanner::JsonScanner(std::string_view json, Arena& arena, const Limits& limits)
    : m_begin(json.data())
    , m_at(json.data())
    , m_end(json.data() + json.size())
    , m_arena(arena)
    , m_limits(limits)
{
}

bool JsonScanner::fail(std::string_view rule, std::string_view message)
{
    return failAt(offset(), rule, message);
}

bool JsonScanner::failAt(std::size_t offset, std::string_view rule, std::string_view message)
{
    if (!m_problem.rule.empty()) {
        return false;
    }
    m_problem = {offset, rule, message};
    const std::string_view rest(m_begin + offset,
                                static_cast<std::size_t>(m_end - m_begin) - offset);
    if (rule == "syntax" && !rest.empty() && !isAscii(rest.front()) && utf8Length(rest) == 0) {
        m_problem = {offset, "encoding", "expected UTF-8, got bytes that are none"};
    }
    return false;
}

bool JsonScanner::failExpecting(std::string_view message)
{
    return m_at == m_end ? fail("syntax", "the text ends before its value is complete")
                         : fail("syntax", message);
}

bool JsonScanner::begin()
{
    if (m_end - m_at >= 3 && std::memcmp(m_at, "\xEF\xBB\xBF", 3) == 0) {
        return fail("encoding", "expected a value, got a byte order mark");
    }
    peek();
    return m_at < m_end || fail("syntax", "expected a value, got nothing");
}

bool JsonScanner::end()
{
    peek();
    return m_at == m_end || fail("syntax", "expected the end of the text after its value");
}

bool JsonScanner::enter()
{
    if (++m_depth > m_limits.nestingDepth) {
        return fail("limit", "lists and objects are nested too deeply");
    }
    return true;
}

bool JsonScanner::unterminated()
{
    m_at = m_end;
    return fail("syntax", "the text ends inside a string");
}

/// Passes the UTF-8 character at `at`; nullptr with a problem when it is none or a control.
const char* JsonScanner::checkSpecial(const char* at)
{
    const auto offset = static_cast<std::size_t>(at - m_begin);
    if (isAscii(*at)) {
        failAt(offset, "syntax", "expected control characters to be escaped");
        return nullptr;
    }
    const std::size_t length =
        utf8Length({at, std::min<std::size_t>(4, static_cast<std::size_t>(m_end - at))});
    if (length == 0) {
        failAt(offset, "encoding", "expected UTF-8, got bytes that are none");
        return nullptr;
    }
    return at + length;
}

/// The character of the escape at `at`, which `at` then stands behind; -1 with a problem.
int JsonScanner::decodeEscape(const char*& at)
{
    const auto wrong = [&](std::string_view message) {
        failAt(static_cast<std::size_t>(at - m_begin), "syntax", message);
        return -1;
    };
    if (m_end - at < 2) {
        return wrong("the text ends inside a string");
    }
    if (at[1] != 'u') {
        const char c = escapedCharacter(at[1]);
        if (c == '\0') {
            return wrong(R"(expected one of the escapes \" \\ \/ \b \f \n \r \t \u)");
        }
        at += 2;
        return c;
    }
    const int unit = readCodeUnit(at + 2, m_end);
    if (unit < 0) {
        return wrong("expected four hex digits after \\u");
    }
    at += 6;
    if (unit >= 0xD800 && unit < 0xDC00 && m_end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
        const int low = readCodeUnit(at + 2, m_end);
        if (low >= 0xDC00 && low < 0xE000) {
            at += 6;
            return 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00);
        }
    }
    return unit;
}

/// Room for so many bytes in m_scratch, keeping the first `used`.
void JsonScanner::growScratch(std::size_t used, std::size_t needed)
{
    if (needed <= m_scratchBytes) {
        return;
    }
    const std::size_t bytes = std::max(2 * m_scratchBytes, needed);
    std::unique_ptr<char[]> larger(new char[bytes]);
    if (used > 0) {
        std::memcpy(larger.get(), m_scratch.get(), used);
    }
    m_scratch = std::move(larger);
    m_scratchBytes = bytes;
}

/// The rest of a string from its first escape on; `tail` is where the part without ends.
bool JsonScanner::readEscapedString(const char* tail, JsonString& out)
{
    auto used = static_cast<std::size_t>(tail - m_at);
    growScratch(0, used + EscapeWindow + 2 * ChunkBytes);
    std::memcpy(m_scratch.get(), m_at, used);
    const char* at = tail;
    for (;;) {
        growScratch(used, used + EscapeWindow + 2 * ChunkBytes);
        char* to = m_scratch.get() + used;
        const char* const windowEnd = at + std::min<std::ptrdiff_t>(m_end - at, EscapeWindow);
        at = copyToSpecial(at, windowEnd, to);
        if (at < windowEnd && *at == '"') {
            used = static_cast<std::size_t>(to - m_scratch.get());
            break;
        }
        if (at < windowEnd && *at == '\\') {
            const int code = decodeEscape(at);
            if (code < 0) {
                return false;
            }
            out.hasNul = out.hasNul || code == 0;
            to = putUtf8(to, static_cast<unsigned>(code));
        } else if (at < windowEnd) {
            const char* const next = checkSpecial(at);
            if (next == nullptr) {
                return false;
            }
            to = std::copy(at, next, to);
            at = next;
        } else if (at == m_end) {
            return unterminated();
        }
        used = static_cast<std::size_t>(to - m_scratch.get());
    }
    if (static_cast<std::size_t>(at - m_at) > m_limits.stringBytes) {
        return fail("limit", "a string is too long");
    }
    m_at = at + 1;
    out.text = m_arena.copy({m_scratch.get(), used});
    return true;
}

bool JsonScanner::readString(JsonString& out)
{
    out.hasNul = false;
    if (!expect('"', "expected a string")) {
        return false;
    }
    const char* at = findSpecial(m_at, m_end);
    while (at < m_end && *at != '"' && *at != '\\') {
        at = checkSpecial(at);
        if (at == nullptr) {
            return false;
        }
        at = findSpecial(at, m_end);
    }
    if (at == m_end) {
        return unterminated();
    }
    if (*at == '\\') {
        return readEscapedString(at, out);
    }
    out.text = {m_at, static_cast<std::size_t>(at - m_at)};
    if (out.text.size() > m_limits.stringBytes) {
        return fail("limit", "a string is too long");
    }
    m_at = at + 1;
    return true;
}

bool JsonScanner::skipString()
{
    const char* const start = ++m_at;
    const char* at = findSpecial(start, m_end);
    while (at < m_end && *at != '"') {
        if (*at == '\\') {
            if (decodeEscape(at) < 0) {
                return false;
            }
        } else {
            at = checkSpecial(at);
            if (at == nullptr) {
                return false;
            }
        }
        at = findSpecial(at, m_end);
    }
    if (at == m_end) {
        return unterminated();
    }
    if (static_cast<std::size_t>(at - start) > m_limits.stringBytes) {
        return fail("limit", "a string is too long");
    }
    m_at = at + 1;
    return true;
}

bool JsonScanner::readLiteral(std::string_view word)
{
    peek();
    if (static_cast<std::size_t>(m_end - m_at) >= word.size()
        && std::memcmp(m_at, word.data(), word.size()) == 0) {
        m_at += word.size();
        return true;
    }
    return fail("syntax", "expected a value");
}

} // namespace cboard::formats
