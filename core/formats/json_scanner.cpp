// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json_scanner.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace cboard::formats {

namespace {

    constexpr bool isBlank(char c)
    {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    constexpr bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    constexpr bool isAscii(char c)
    {
        return static_cast<unsigned char>(c) < 0x80;
    }

    constexpr bool isSpecial(char c)
    {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || !isAscii(c);
    }

    /// The first quote, backslash, control character or byte outside ASCII, else `end`.
    inline const char* findSpecial(const char* at, const char* end)
    {
#ifdef __SSE2__
        const __m128i quote = _mm_set1_epi8('"');
        const __m128i backslash = _mm_set1_epi8('\\');
        const __m128i lastControl = _mm_set1_epi8(0x1F);
        while (end - at >= 16) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
            const __m128i hits = _mm_or_si128(
                _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
                _mm_cmpeq_epi8(_mm_min_epu8(bytes, lastControl), bytes));
            // The sign bits of `bytes` themselves mark what is outside ASCII.
            const auto mask = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(hits, bytes)));
            if (mask != 0) {
                return at + __builtin_ctz(mask);
            }
            at += 16;
        }
#endif
        while (at < end && !isSpecial(*at)) {
            ++at;
        }
        return at;
    }

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

    void appendUtf8(std::string& out, unsigned code)
    {
        const auto put = [&out](unsigned byte) { out += static_cast<char>(byte); };
        if (code < 0x80) {
            put(code);
        } else if (code < 0x800) {
            put(0xC0U | (code >> 6U));
            put(0x80U | (code & 0x3FU));
        } else if (code < 0x10000) {
            put(0xE0U | (code >> 12U));
            put(0x80U | ((code >> 6U) & 0x3FU));
            put(0x80U | (code & 0x3FU));
        } else {
            put(0xF0U | (code >> 18U));
            put(0x80U | ((code >> 12U) & 0x3FU));
            put(0x80U | ((code >> 6U) & 0x3FU));
            put(0x80U | (code & 0x3FU));
        }
    }

    /// The character that a one-letter escape stands for, or NUL.
    constexpr char escapedCharacter(char letter)
    {
        switch (letter) {
        case '"':
            return '"';
        case '\\':
            return '\\';
        case '/':
            return '/';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case 'n':
            return '\n';
        case 'r':
            return '\r';
        case 't':
            return '\t';
        default:
            return '\0';
        }
    }

    double toDouble(std::string_view spelling, bool isIntegerText)
    {
        if (isIntegerText && spelling.size() < 16) {
            std::int64_t whole = 0;
            std::from_chars(spelling.data(), spelling.data() + spelling.size(), whole);
            return static_cast<double>(whole);
        }
        double value = 0;
        const auto result =
            std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
        if (result.ec != std::errc::result_out_of_range) {
            return value;
        }
        // Too small counts as zero, too big as infinite; the exponent's sign tells which.
        const bool isTiny = spelling.find("e-") != std::string_view::npos
            || spelling.find("E-") != std::string_view::npos
            || (isIntegerText ? false : spelling.substr(0, 3) == "0.0");
        const double size = isTiny ? 0.0 : std::numeric_limits<double>::infinity();
        return spelling.front() == '-' ? -size : size;
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

void JsonScanner::skipBlanks()
{
    while (m_at < m_end && isBlank(*m_at)) {
        ++m_at;
    }
}

char JsonScanner::peek()
{
    skipBlanks();
    return m_at < m_end ? *m_at : '\0';
}

bool JsonScanner::take(char c)
{
    if (m_at < m_end && *m_at == c) {
        ++m_at;
        return true;
    }
    skipBlanks();
    if (m_at < m_end && *m_at == c) {
        ++m_at;
        return true;
    }
    return false;
}

bool JsonScanner::expect(char c, std::string_view message)
{
    if (take(c)) {
        return true;
    }
    return m_at == m_end ? fail("syntax", "the text ends before its value is complete")
                         : fail("syntax", message);
}

bool JsonScanner::begin()
{
    if (m_end - m_at >= 3 && std::memcmp(m_at, "\xEF\xBB\xBF", 3) == 0) {
        return fail("encoding", "expected a value, got a byte order mark");
    }
    skipBlanks();
    return m_at < m_end || fail("syntax", "expected a value, got nothing");
}

bool JsonScanner::end()
{
    skipBlanks();
    return m_at == m_end || fail("syntax", "expected the end of the text after its value");
}

bool JsonScanner::enter()
{
    if (++m_depth > m_limits.nestingDepth) {
        return fail("limit", "lists and objects are nested too deeply");
    }
    return true;
}

bool JsonScanner::takeSame(std::string_view raw)
{
    if (raw.empty() || static_cast<std::size_t>(m_end - m_at) < raw.size()
        || std::memcmp(m_at, raw.data(), raw.size()) != 0) {
        return false;
    }
    m_at += raw.size();
    return true;
}

bool JsonScanner::unterminated()
{
    m_at = m_end;
    return fail("syntax", "the text ends inside a string");
}

/// Checks the UTF-8 character at `at`; one past it, or nullptr with a problem.
const char* JsonScanner::checkCharacter(const char* at)
{
    const std::size_t length =
        utf8Length({at, std::min<std::size_t>(4, static_cast<std::size_t>(m_end - at))});
    if (length == 0) {
        failAt(static_cast<std::size_t>(at - m_begin), "encoding",
               "expected UTF-8, got bytes that are none");
        return nullptr;
    }
    return at + length;
}

/// Takes the escape at `at` into m_scratch; one past it, or nullptr with a problem.
const char* JsonScanner::decodeEscape(const char* at, bool& hasNul)
{
    const auto wrong = [&](std::string_view message) -> const char* {
        failAt(static_cast<std::size_t>(at - m_begin), "syntax", message);
        return nullptr;
    };
    if (m_end - at < 2) {
        return wrong("the text ends inside a string");
    }
    if (at[1] != 'u') {
        const char c = escapedCharacter(at[1]);
        if (c == '\0') {
            return wrong("expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
        }
        m_scratch += c;
        return at + 2;
    }
    const int unit = readCodeUnit(at + 2, m_end);
    if (unit < 0) {
        return wrong("expected four hex digits after \\u");
    }
    hasNul = hasNul || unit == 0;
    auto code = static_cast<unsigned>(unit);
    at += 6;
    if (code >= 0xD800 && code < 0xDC00 && m_end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
        const int low = readCodeUnit(at + 2, m_end);
        if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000U + ((code - 0xD800U) << 10U) + (static_cast<unsigned>(low) - 0xDC00U);
            at += 6;
        }
    }
    appendUtf8(m_scratch, code);
    return at;
}

bool JsonScanner::readEscapedString(const char* tail, JsonString& out)
{
    m_scratch.assign(m_at, tail);
    const char* at = tail;
    for (;;) {
        if (at == m_end) {
            return unterminated();
        }
        const char* next = at;
        if (*at == '"') {
            break;
        }
        if (*at == '\\') {
            next = at = decodeEscape(at, out.hasNul);
        } else if (!isAscii(*at)) {
            next = checkCharacter(at);
        } else if (isSpecial(*at)) {
            return failAt(static_cast<std::size_t>(at - m_begin), "syntax",
                          "expected control characters to be escaped");
        }
        if (next == nullptr) {
            return false;
        }
        const char* stop = findSpecial(next, m_end);
        m_scratch.append(at, stop);
        at = stop;
    }
    if (static_cast<std::size_t>(at - m_at) > m_limits.stringBytes) {
        return fail("limit", "a string is too long");
    }
    m_at = at + 1;
    out.text = m_arena.copy(m_scratch);
    return true;
}

bool JsonScanner::readString(JsonString& out)
{
    out.hasNul = false;
    if (!expect('"', "expected a string")) {
        return false;
    }
    const char* at = findSpecial(m_at, m_end);
    while (at < m_end && !isAscii(*at)) {
        at = checkCharacter(at);
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
    if (*at != '"') {
        return failAt(static_cast<std::size_t>(at - m_begin), "syntax",
                      "expected control characters to be escaped");
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
    const char* at = start;
    for (;;) {
        at = findSpecial(at, m_end);
        if (at == m_end) {
            return unterminated();
        }
        if (*at == '"') {
            break;
        }
        if (*at == '\\') {
            bool hasNul = false;
            m_scratch.clear();
            at = decodeEscape(at, hasNul);
        } else if (!isAscii(*at)) {
            at = checkCharacter(at);
        } else {
            return failAt(static_cast<std::size_t>(at - m_begin), "syntax",
                          "expected control characters to be escaped");
        }
        if (at == nullptr) {
            return false;
        }
    }
    if (static_cast<std::size_t>(at - start) > m_limits.stringBytes) {
        return fail("limit", "a string is too long");
    }
    m_at = at + 1;
    return true;
}

bool JsonScanner::readWordNumber(JsonNumber& out)
{
    const std::string_view rest(m_at, static_cast<std::size_t>(m_end - m_at));
    for (const std::string_view word : {"NaN", "Infinity", "-Infinity"}) {
        if (rest.substr(0, word.size()) == word) {
            const double infinity = std::numeric_limits<double>::infinity();
            out.text = rest.substr(0, word.size());
            out.value = word[0] == 'N' ? std::numeric_limits<double>::quiet_NaN()
                : word[0] == '-'       ? -infinity
                                       : infinity;
            out.isIntegral = out.isIntegerText = false;
            m_at += word.size();
            return true;
        }
    }
    return fail("syntax", "expected a value");
}

bool JsonScanner::readNumber(JsonNumber& out)
{
    skipBlanks();
    const char* at = m_at;
    const auto digits = [&] {
        while (at < m_end && isDigit(*at)) {
            ++at;
        }
    };
    if (at < m_end && *at == '-') {
        ++at;
    }
    if (at == m_end || !isDigit(*at)) {
        return readWordNumber(out);
    }
    if (*at == '0') {
        ++at;
    } else {
        digits();
    }
    out.isIntegerText = true;
    if (m_end - at >= 2 && at[0] == '.' && isDigit(at[1])) {
        out.isIntegerText = false;
        ++at;
        digits();
    }
    if (at < m_end && (*at == 'e' || *at == 'E')) {
        const char* digit = at + 1;
        if (digit < m_end && (*digit == '+' || *digit == '-')) {
            ++digit;
        }
        if (digit < m_end && isDigit(*digit)) {
            out.isIntegerText = false;
            at = digit;
            digits();
        }
    }
    out.text = {m_at, static_cast<std::size_t>(at - m_at)};
    out.value = toDouble(out.text, out.isIntegerText);
    out.isIntegral =
        out.isIntegerText || (std::isfinite(out.value) && out.value == std::trunc(out.value));
    m_at = at;
    return true;
}

bool JsonScanner::readLiteral(std::string_view word)
{
    skipBlanks();
    if (static_cast<std::size_t>(m_end - m_at) >= word.size()
        && std::memcmp(m_at, word.data(), word.size()) == 0) {
        m_at += word.size();
        return true;
    }
    return fail("syntax", "expected a value");
}

/// The loop of skipValue(): brackets on a stack of its own instead of the call stack.
class JsonScanner::Skipper {
public:
    explicit Skipper(JsonScanner& scanner)
        : m_scan(scanner)
    {
    }

    bool run()
    {
        do {
            if (!value()) {
                return false;
            }
        } while (!m_open.empty());
        return true;
    }

    bool hasBlanks() const { return m_hasBlanks; }

private:
    char peek()
    {
        if (m_scan.m_at < m_scan.m_end && isBlank(*m_scan.m_at)) {
            m_hasBlanks = true;
        }
        return m_scan.peek();
    }

    bool key()
    {
        if (peek() != '"') {
            return m_scan.expect('"', "expected a key in quotes");
        }
        if (!m_scan.skipString()) {
            return false;
        }
        peek();
        return m_scan.expect(':', "expected a colon after the key");
    }

    /// One value up to and with everything that closes behind it; an opened bracket leaves the
    /// rest to the next turn.
    bool value()
    {
        const char c = peek();
        if (c == '{' || c == '[') {
            ++m_scan.m_at;
            if (!m_scan.enter()) {
                return false;
            }
            m_open.push_back(c);
            if (peek() != (c == '{' ? '}' : ']')) {
                return c == '[' || key();
            }
            return close();
        }
        return scalar(c) && close();
    }

    bool scalar(char c)
    {
        switch (c) {
        case '"':
            return m_scan.skipString();
        case 't':
            return m_scan.readLiteral("true");
        case 'f':
            return m_scan.readLiteral("false");
        case 'n':
            return m_scan.readLiteral("null");
        default:
            break;
        }
        if (m_scan.m_at == m_scan.m_end) {
            return m_scan.fail("syntax", "the text ends before its value is complete");
        }
        JsonNumber number;
        return m_scan.readNumber(number);
    }

    /// After a value: closing brackets, then a comma if something is still open.
    bool close()
    {
        while (!m_open.empty()) {
            const bool isObject = m_open.back() == '{';
            const char c = peek();
            if (c == (isObject ? '}' : ']')) {
                ++m_scan.m_at;
                m_scan.leave();
                m_open.pop_back();
                continue;
            }
            if (!m_scan.expect(',', "expected a comma or a closing bracket")) {
                return false;
            }
            return !isObject || key();
        }
        return true;
    }

    JsonScanner& m_scan;
    std::string m_open;
    bool m_hasBlanks = false;
};

bool JsonScanner::skipValue(std::string_view& raw, bool& hasBlanks)
{
    skipBlanks();
    const char* const start = m_at;
    Skipper skipper(*this);
    const bool isGood = skipper.run();
    raw = {start, static_cast<std::size_t>(m_at - start)};
    hasBlanks = skipper.hasBlanks();
    return isGood;
}

std::string minifyJson(std::string_view json)
{
    std::string out;
    out.reserve(json.size());
    bool isInString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (isInString && c == '\\' && i + 1 < json.size()) {
            out += c;
            out += json[++i];
            continue;
        }
        if (c == '"') {
            isInString = !isInString;
        }
        if (isInString || !isBlank(c)) {
            out += c;
        }
    }
    return out;
}

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
