// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_values.h"

#include "core/base/time.h"

#include <utility>

namespace cboard::formats::kcidb {

namespace {

    bool isAllowed(Rule rule, const JsonString& string)
    {
        if (rule == Rule::Text) {
            return !string.hasNul;
        }
        return checkText(rule, string.text, string.hasNul).keyword.empty();
    }

    bool isAllowedText(JsonScanner& scan, Rule rule)
    {
        JsonString string;
        return scan.peek() == '"' && scan.readString(string) && isAllowed(rule, string);
    }

    bool isFile(JsonScanner& scan)
    {
        if (!scan.take('{')) {
            return false;
        }
        bool hasName = false;
        bool hasUrl = false;
        do {
            scan.peek();
            const bool isName = scan.takeSame("\"name\"");
            if (!isName && !scan.takeSame("\"url\"")) {
                return false;
            }
            bool& has = isName ? hasName : hasUrl;
            if (std::exchange(has, true) || !scan.take(':')
                || !isAllowedText(scan, isName ? Rule::FileName : Rule::Uri)) {
                return false;
            }
        } while (scan.take(','));
        return scan.take('}') && hasName && hasUrl;
    }

} // namespace

ValueReader::ValueReader(JsonScanner& scanner, Arena& arena, const Limits& limits, bool isChecked)
    : m_scan(scanner)
    , m_arena(arena)
    , m_limits(limits)
    , m_isChecked(isChecked)
{
}

bool ValueReader::read(char c, Rule rule, Memo& memo, std::string_view& out)
{
    if (c != '"') {
        return false;
    }
    if (m_scan.takeSame(memo.raw)) {
        out = memo.text;
        return true;
    }
    const char* const start = m_scan.position();
    JsonString string;
    if (!m_scan.readString(string) || (m_isChecked && !isAllowed(rule, string))) {
        return false;
    }
    out = string.text;
    memo.raw = {start, static_cast<std::size_t>(m_scan.position() - start)};
    memo.text = out;
    return true;
}

bool ValueReader::read(char c, Rule rule, Memo& memo, Text& out)
{
    return read(c, rule, memo, out.emplace());
}

bool ValueReader::read(char c, Rule /*rule*/, Memo& memo, std::optional<Time>& out)
{
    // The rule of times is that they can be read, so they are read once, not twice.
    std::string_view text;
    if (!read(c, Rule::AnyText, memo, text)) {
        return false;
    }
    const std::optional<Timestamp> time = parseRfc3339(text);
    if (!time) {
        return false;
    }
    out = Time{*time, text};
    return true;
}

bool ValueReader::read(char c, Rule rule, Memo& memo, std::optional<StatusValue>& out)
{
    std::string_view text;
    if (!read(c, rule, memo, text)) {
        return false;
    }
    out = StatusValue{parseStatus(text), text};
    return true;
}

bool ValueReader::read(char c, Rule /*rule*/, Memo& /*memo*/, std::optional<bool>& out)
{
    if (c != 't' && c != 'f') {
        return false;
    }
    out = c == 't';
    return m_scan.readLiteral(c == 't' ? "true" : "false");
}

bool ValueReader::read(char c, Rule /*rule*/, Memo& /*memo*/, std::optional<Number>& out)
{
    JsonNumber number;
    if (!beginsNumber(c) || !m_scan.readNumber(number)) {
        return false;
    }
    out = Number{number.value, number.text};
    return true;
}

bool ValueReader::read(char c, Rule /*rule*/, Memo& /*memo*/, Number& out)
{
    JsonNumber number;
    if (!beginsNumber(c) || !m_scan.readNumber(number) || !number.isIntegral || number.value < 0) {
        return false;
    }
    out = Number{number.value, number.text};
    return true;
}

bool ValueReader::read(char c, Rule rule, Memo& memo, std::optional<Json>& out)
{
    if (c != (rule == Rule::FreeForm ? '{' : '[')) {
        return false;
    }
    if (!m_scan.takeSame(memo.raw)) {
        std::string_view raw;
        bool hasBlanks = false;
        if (!m_scan.skipValue(raw, hasBlanks) || !isAllowedList(rule, raw)) {
            return false;
        }
        memo.raw = raw;
        memo.text = hasBlanks ? minifyJson(raw, m_arena) : raw;
        memo.names = rule == Rule::FreeForm ? findNames(memo.text) : MiscNames{};
    }
    out = Json{memo.text};
    return true;
}

/// Whether the elements of a well-formed list obey its rule.
bool ValueReader::isAllowedList(Rule rule, std::string_view raw)
{
    if (!m_isChecked || rule == Rule::FreeForm) {
        return true;
    }
    JsonScanner scan(raw, m_arena, m_limits);
    scan.take('[');
    if (scan.peek() == ']') {
        return true;
    }
    do {
        const bool isGood =
            rule == Rule::Files ? isFile(scan) : isAllowedText(scan, elementRule(rule));
        if (!isGood) {
            return false;
        }
    } while (scan.take(','));
    return true;
}

/// Looks through a well-formed object; of a key that comes twice the last value counts.
MiscNames ValueReader::findNames(std::string_view misc)
{
    MiscNames names;
    JsonScanner scan(misc, m_arena, m_limits);
    scan.take('{');
    if (scan.peek() == '}') {
        return names;
    }
    do {
        JsonString key;
        scan.peek();
        scan.readString(key);
        scan.take(':');
        JsonString value;
        std::string_view raw;
        bool hasBlanks = false;
        if (scan.peek() == '"') {
            scan.readString(value);
        } else {
            scan.skipValue(raw, hasBlanks);
        }
        if (key.text == "platform") {
            names.platform = value.text;
        } else if (key.text == "runtime") {
            names.runtime = value.text;
        } else if (key.text == "lab") {
            names.lab = value.text;
        }
    } while (scan.take(','));
    return names;
}

} // namespace cboard::formats::kcidb
