// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_keys.h"
#include "core/query/filter_values.h"
#include "core/query/pattern.h"

#include <initializer_list>
#include <span>

/// The grammar, in words:
///   filter  = term, separated by blanks
///   term    = [-] [key :] value {, value}
///   value   = [-] ( text | ~text | /regular expression/ | <text | >text | text..text | raw=WORD )
///   text    = plain characters, \x for a literal x, "quoted parts"; an unescaped * is a wildcard
namespace cboard::query {

namespace {

    constexpr std::size_t LongestFilter = 64UL * 1024;
    constexpr std::size_t MostTerms = 256; // A filter is typed; these bounds only stop abuse.
    constexpr std::size_t MostValues = 4096;

    bool isBlank(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    bool isKeyLetter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    }

    std::string joined(std::initializer_list<std::string_view> parts)
    {
        std::string text;
        for (const std::string_view part : parts) {
            text += part;
        }
        return text;
    }

    std::string listed(std::span<const std::string_view> words)
    {
        std::string text;
        for (const std::string_view word : words) {
            text += text.empty() ? "" : ", ";
            text += word;
        }
        return text;
    }

    /// The text between delimiters, with what was special about it.
    struct Literal {
        std::string plain; ///< Escapes resolved, stars as they are.
        std::string pattern; ///< For a wildcard: literal stars and backslashes escaped.
        bool hasWildcard = false;
        bool wasQuoted = false;
        std::size_t rangeDots = std::string::npos; ///< Offset in `plain` of an unquoted "..".
    };

    class Parser {
    public:
        explicit Parser(std::string_view text)
            : m_text(text)
        {
        }

        tl::expected<Filter, FilterError> parse()
        {
            Filter filter;
            filter.text = std::string(m_text);
            if (m_text.size() > LongestFilter) {
                return failAt(
                    LongestFilter, m_text.size() - LongestFilter,
                    joined({"filter is longer than ", std::to_string(LongestFilter), " bytes"}));
            }
            for (skipBlanks(); !atEnd(); skipBlanks()) {
                if (filter.terms.size() == MostTerms) {
                    return failAt(
                        m_at, m_text.size() - m_at,
                        joined({"filter has more than ", std::to_string(MostTerms), " terms"}));
                }
                FilterTerm term;
                if (!readTerm(term)) {
                    return tl::unexpected(m_error);
                }
                filter.terms.push_back(std::move(term));
            }
            return filter;
        }

    private:
        bool atEnd() const { return m_at >= m_text.size(); }
        char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
        bool atValueEnd() const { return atEnd() || isBlank(peek()) || peek() == ','; }

        bool take(char c)
        {
            if (atEnd() || peek() != c) {
                return false;
            }
            ++m_at;
            return true;
        }

        void skipBlanks()
        {
            while (!atEnd() && isBlank(peek())) {
                ++m_at;
            }
        }

        bool setError(std::size_t position, std::size_t length, std::string message)
        {
            m_error = {position, length, std::move(message)};
            return false;
        }

        static tl::unexpected<FilterError> failAt(std::size_t position, std::size_t length,
                                                  std::string message)
        {
            return tl::unexpected(FilterError{position, length, std::move(message)});
        }

        bool readTerm(FilterTerm& term)
        {
            term.position = m_at;
            term.isNegated = take('-');
            if (atEnd() || isBlank(peek())) {
                return setError(term.position, 1, "expected a term after \"-\"");
            }
            if (!readKey(term)) {
                return false;
            }
            do {
                if (term.values.size() == MostValues) {
                    return setError(m_at, 1,
                                    joined({"more than ", std::to_string(MostValues), " values"}));
                }
                FilterValue value;
                if (!readValue(term, value)) {
                    return false;
                }
                term.values.push_back(std::move(value));
            } while (take(','));
            if (!atEnd() && !isBlank(peek())) {
                return setError(m_at, 1, "expected a blank or a comma after the value");
            }
            term.length = m_at - term.position;
            return true;
        }

        /// Leaves the place alone when no key stands here: a bare word.
        bool readKey(FilterTerm& term)
        {
            std::size_t end = m_at;
            while (end < m_text.size() && isKeyLetter(m_text[end])) {
                ++end;
            }
            if (end == m_at || end >= m_text.size() || m_text[end] != ':') {
                return true;
            }
            const std::string_view name = m_text.substr(m_at, end - m_at);
            const auto key = findFilterKey(name);
            if (!key) {
                const auto meant = nearestFilterKey(name);
                return setError(
                    m_at, name.size(),
                    meant ? joined({"unknown term \"", name, "\"; did you mean \"", *meant, "\""})
                          : joined(
                              {"unknown term \"", name, "\"; put it in quotes to search for it"}));
            }
            term.key = *key;
            m_at = end + 1;
            return true;
        }

        bool readValue(const FilterTerm& term, FilterValue& value)
        {
            const std::size_t begin = m_at;
            value.isNegated = take('-');
            if (atValueEnd()) {
                return setError(begin, m_at > begin ? 1 : 0, missingValue(term.key));
            }
            const std::size_t signAt = m_at;
            if (peek() == '/') {
                value.match = MatchKind::Regex;
                return readRegex(value.text) && checkForm(term.key, value, begin);
            }
            if (take('~')) {
                value.match = MatchKind::Contains;
            } else if (take('<')) {
                value.match = MatchKind::Less;
            } else if (take('>')) {
                value.match = MatchKind::Greater;
            }
            Literal literal;
            if (!readLiteral(literal)) {
                return false;
            }
            if (literal.plain.empty() && !literal.wasQuoted) {
                return setError(signAt, m_at - signAt, missingValue(term.key));
            }
            settle(term.key, std::move(literal), value);
            return checkForm(term.key, value, begin);
        }

        static std::string missingValue(FilterKey key)
        {
            return key == FilterKey::Word
                ? std::string("expected a word")
                : joined({"expected a value after \"", filterKeyText(key), ":\""});
        }

        bool readRegex(std::string& pattern)
        {
            const std::size_t begin = m_at++;
            while (!atEnd() && peek() != '/') {
                if (peek() == '\\' && m_at + 1 < m_text.size()) {
                    if (m_text[m_at + 1] != '/') {
                        pattern += '\\';
                    }
                    ++m_at;
                }
                pattern += peek();
                ++m_at;
            }
            if (!take('/')) {
                return setError(begin, m_text.size() - begin,
                                "regular expression without closing \"/\"; put a text that begins "
                                "with \"/\" in quotes");
            }
            if (const auto problem = checkRegex(pattern)) {
                return setError(begin + 1 + std::min(problem->offset, pattern.size()), 1,
                                "regular expression: " + problem->message);
            }
            return true;
        }

        bool readLiteral(Literal& literal)
        {
            while (!atValueEnd()) {
                if (peek() == '"') {
                    literal.wasQuoted = true;
                    if (!readQuoted(literal)) {
                        return false;
                    }
                    continue;
                }
                if (m_text.substr(m_at, 2) == ".." && literal.rangeDots == std::string::npos) {
                    literal.rangeDots = literal.plain.size();
                }
                readCharacter(literal);
            }
            return true;
        }

        bool readQuoted(Literal& literal)
        {
            const std::size_t begin = m_at++;
            while (!atEnd() && peek() != '"') {
                readCharacter(literal);
            }
            return take('"')
                || setError(begin, m_text.size() - begin, R"(quote without closing """)");
        }

        void readCharacter(Literal& literal)
        {
            bool isEscaped = false;
            if (peek() == '\\' && m_at + 1 < m_text.size()) {
                isEscaped = true;
                ++m_at;
            }
            const char c = peek();
            ++m_at;
            literal.plain += c;
            if (c == '*' && !isEscaped) {
                literal.hasWildcard = true;
            } else if (c == '*' || c == '\\') {
                literal.pattern += '\\';
            }
            literal.pattern += c;
        }

        static void settle(FilterKey key, Literal literal, FilterValue& value)
        {
            if (value.match != MatchKind::Exact) {
                value.text = std::move(literal.plain);
                return;
            }
            if (valueForm(key) == ValueForm::Number && literal.rangeDots != std::string::npos) {
                value.match = MatchKind::Range;
                value.text = literal.plain.substr(0, literal.rangeDots);
                value.upper = literal.plain.substr(literal.rangeDots + 2);
                return;
            }
            if (literal.hasWildcard) {
                value.match = MatchKind::Wildcard;
                value.text = std::move(literal.pattern);
                return;
            }
            value.match = key == FilterKey::Word ? MatchKind::Contains : MatchKind::Exact;
            value.text = std::move(literal.plain);
        }

        /// Whether the key takes such a value; makes fixed words canonical.
        bool checkForm(FilterKey key, FilterValue& value, std::size_t begin)
        {
            switch (valueForm(key)) {
            case ValueForm::Text:
                if (value.match == MatchKind::Less || value.match == MatchKind::Greater) {
                    return setError(begin, m_at - begin,
                                    "\"<\" and \">\" compare only \"dur\" and \"age\"; put the "
                                    "text in quotes to search for it");
                }
                return true;
            case ValueForm::Word:
                return checkFixed(key, value, begin);
            case ValueForm::Time:
                if (value.match == MatchKind::Exact && parseTimeValue(value.text, Timestamp{})) {
                    return true;
                }
                return setError(
                    begin, m_at - begin,
                    joined({"\"", m_text.substr(begin, m_at - begin),
                            "\" is no time; expected for example 7d, 12h, 2025-07-01 or "
                            "2025-07-01T12:00:00Z"}));
            case ValueForm::Number:
                return checkNumber(key, value, begin);
            }
            return true;
        }

        bool checkNumber(FilterKey key, const FilterValue& value, std::size_t begin)
        {
            const bool isNumber = value.match != MatchKind::Wildcard
                && value.match != MatchKind::Contains && value.match != MatchKind::Regex
                && parseDurationValue(value.text, key)
                && (value.match != MatchKind::Range || parseDurationValue(value.upper, key));
            return isNumber
                || setError(begin, m_at - begin,
                            joined({"\"", m_text.substr(begin, m_at - begin),
                                    "\" is no duration; expected for example >300, <10m, 1h or "
                                    "5m..10m"}));
        }

        bool checkFixed(FilterKey key, FilterValue& value, std::size_t begin)
        {
            const std::string_view typed = m_text.substr(begin, m_at - begin);
            if (value.match == MatchKind::Exact) {
                if (const auto known = findFixedValue(key, value.text)) {
                    value.text = std::string(*known);
                    return true;
                }
            }
            const auto meant = nearestOf(value.text, fixedValues(key));
            std::string message =
                joined({"\"", typed, "\" is no value of \"", filterKeyText(key), "\""});
            return setError(
                begin, m_at - begin,
                meant ? joined({message, "; did you mean \"", *meant, "\""})
                      : joined({message, "; expected one of ", listed(fixedValues(key))}));
        }

        std::string_view m_text;
        std::size_t m_at = 0;
        FilterError m_error;
    };

} // namespace

tl::expected<Filter, FilterError> parseFilter(std::string_view text)
{
    return Parser(text).parse();
}

} // namespace cboard::query
