// SPDX-License-Identifier: LGPL-2.1-or-later
// The numbers of JsonScanner: any size, each with its spelling.
#include "core/formats/json/json_characters.h"
#include "core/formats/json/json_scanner.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

namespace cboard::formats {

using namespace json;

namespace {

    const char* skipDigits(const char* at, const char* end)
    {
        while (at < end && isDigit(*at)) {
            ++at;
        }
        return at;
    }

    /// Behind "e+12"; `at` itself when there is no whole exponent.
    const char* skipExponent(const char* at, const char* end)
    {
        if (at == end || (*at != 'e' && *at != 'E')) {
            return at;
        }
        const char* digit = at + 1;
        if (digit < end && (*digit == '+' || *digit == '-')) {
            ++digit;
        }
        return digit < end && isDigit(*digit) ? skipDigits(digit, end) : at;
    }

    /// Roughly the power of ten of a number that is not zero; tells too big from too small.
    std::int64_t decimalMagnitude(std::string_view spelling)
    {
        constexpr std::size_t ExponentDigits = 12; // More make no difference any longer.
        const std::size_t mantissaEnd = std::min(spelling.find_first_of("eE"), spelling.size());
        const std::string_view mantissa = spelling.substr(0, mantissaEnd);
        const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
        const std::size_t first = mantissa.find_first_of("123456789");
        std::int64_t exponent = 0;
        if (mantissaEnd < spelling.size()) {
            std::string_view text = spelling.substr(mantissaEnd + 1);
            text.remove_prefix(text.front() == '+' ? 1 : 0);
            text = text.substr(0, ExponentDigits);
            std::from_chars(text.data(), text.data() + text.size(), exponent);
        }
        return static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first) + exponent;
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
        const double size =
            decimalMagnitude(spelling) > 0 ? std::numeric_limits<double>::infinity() : 0.0;
        return spelling.front() == '-' ? -size : size;
    }

} // namespace

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
    peek();
    const char* at = m_at;
    if (at < m_end && *at == '-') {
        ++at;
    }
    if (at == m_end || !isDigit(*at)) {
        return readWordNumber(out);
    }
    at = *at == '0' ? at + 1 : skipDigits(at, m_end);
    const char* const integerEnd = at;
    if (m_end - at >= 2 && at[0] == '.' && isDigit(at[1])) {
        at = skipDigits(at + 1, m_end);
    }
    at = skipExponent(at, m_end);
    out.text = {m_at, static_cast<std::size_t>(at - m_at)};
    out.isIntegerText = at == integerEnd;
    out.value = toDouble(out.text, out.isIntegerText);
    out.isIntegral =
        out.isIntegerText || (std::isfinite(out.value) && out.value == std::trunc(out.value));
    m_at = at;
    return true;
}

} // namespace cboard::formats
