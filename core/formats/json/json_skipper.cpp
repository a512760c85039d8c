// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/json/json_characters.h"
#include "core/formats/json/json_scanner.h"

#include <string>

namespace cboard::formats {

using namespace json;

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
    peek();
    const char* const start = m_at;
    Skipper skipper(*this);
    const bool isGood = skipper.run();
    raw = {start, static_cast<std::size_t>(m_at - start)};
    hasBlanks = skipper.hasBlanks();
    return isGood;
}

std::string_view minifyJson(std::string_view json, Arena& arena)
{
    char* const start = arena.allocate(json.size() + ChunkBytes);
    char* out = start;
    const char* at = json.data();
    const char* const end = at + json.size();
    while (at < end) {
        const char c = *at++;
        if (isBlank(c)) {
            continue;
        }
        *out++ = c;
        if (c != '"') {
            continue;
        }
        for (;;) {
            at = copyToSpecial(at, end, out);
            if (at == end) {
                break;
            }
            const char special = *at++;
            *out++ = special;
            if (special == '"') {
                break;
            }
            if (special == '\\' && at < end) {
                *out++ = *at++;
            }
        }
    }
    return {start, static_cast<std::size_t>(out - start)};
}

} // namespace cboard::formats
