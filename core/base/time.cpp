// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/time.h"

#include <array>
#include <cstdio>

namespace cboard {

namespace {

    /// Reads digits from the front of a text, and remembers when something did not fit.
    class Scanner {
    public:
        explicit Scanner(std::string_view text)
            : m_text(text)
        {
        }

        int digits(std::size_t count)
        {
            int value = 0;
            for (std::size_t i = 0; i < count; ++i) {
                if (m_text.empty() || m_text.front() < '0' || m_text.front() > '9') {
                    m_isGood = false;
                    return 0;
                }
                value = value * 10 + (m_text.front() - '0');
                m_text.remove_prefix(1);
            }
            return value;
        }

        bool skip(std::string_view oneOf)
        {
            if (m_text.empty() || oneOf.find(m_text.front()) == std::string_view::npos) {
                return false;
            }
            m_text.remove_prefix(1);
            return true;
        }

        void expect(std::string_view oneOf) { m_isGood = skip(oneOf) && m_isGood; }

        /// Digits after the point as microseconds; further ones are cut.
        int fraction()
        {
            int micros = 0;
            int scale = 100000;
            bool any = false;
            while (!m_text.empty() && m_text.front() >= '0' && m_text.front() <= '9') {
                micros += (m_text.front() - '0') * scale;
                scale /= 10;
                any = true;
                m_text.remove_prefix(1);
            }
            m_isGood = m_isGood && any;
            return micros;
        }

        bool atEnd() const { return m_text.empty(); }
        char peek() const { return m_text.empty() ? '\0' : m_text.front(); }
        bool isGood() const { return m_isGood; }
        void invalidate() { m_isGood = false; }

    private:
        std::string_view m_text;
        bool m_isGood = true;
    };

    std::chrono::seconds readOffset(Scanner& scan, bool isZoneRequired)
    {
        using namespace std::chrono;
        if (scan.skip("Zz")) {
            return 0s;
        }
        const char sign = scan.peek();
        if (!scan.skip("+-")) {
            if (isZoneRequired) {
                scan.invalidate();
            }
            return 0s;
        }
        const hours h{scan.digits(2)};
        if (!scan.skip(":") && isZoneRequired) {
            scan.invalidate();
        }
        const minutes m{scan.digits(2)};
        if (h > 23h || m > 59min) {
            scan.invalidate();
        }
        const seconds offset = h + m;
        return sign == '-' ? -offset : offset;
    }

    std::optional<Timestamp> parse(std::string_view text, bool isStrict)
    {
        using namespace std::chrono;
        Scanner scan(text);
        const int y = scan.digits(4);
        scan.expect("-");
        const auto m = static_cast<unsigned>(scan.digits(2));
        scan.expect("-");
        const auto d = static_cast<unsigned>(scan.digits(2));
        const year_month_day date{year{y}, month{m}, day{d}};
        if (!scan.isGood() || y == 0 || !date.ok()) {
            return std::nullopt;
        }
        if (!isStrict && scan.atEnd()) {
            return Timestamp{sys_days{date}};
        }
        scan.expect("Tt ");
        const hours h{scan.digits(2)};
        scan.expect(":");
        const minutes min{scan.digits(2)};
        scan.expect(":");
        const seconds s{scan.digits(2)};
        microseconds micros{0};
        if (scan.skip(".")) {
            micros = microseconds{scan.fraction()};
        }
        const seconds offset = readOffset(scan, isStrict);
        if (!scan.isGood() || !scan.atEnd() || h > 23h || min > 59min || s > 60s) {
            return std::nullopt;
        }
        return Timestamp{sys_days{date} + h + min + s + micros - offset};
    }

} // namespace

std::optional<Timestamp> parseRfc3339(std::string_view text)
{
    return parse(text, true);
}

std::optional<Timestamp> parseLooseTime(std::string_view text)
{
    return parse(text, false);
}

std::string formatIso(Timestamp time)
{
    using namespace std::chrono;
    const auto days = floor<std::chrono::days>(time);
    const year_month_day date{days};
    const hh_mm_ss clock{time - days};
    std::array<char, 48> buffer{};
    const auto micros = static_cast<int>(clock.subseconds().count());
    int length = std::snprintf(
        buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    if (micros != 0) {
        length = std::snprintf(buffer.data(), buffer.size(), ".%06d", micros);
        text.append(buffer.data(), static_cast<std::size_t>(length));
    }
    return text + "Z";
}

} // namespace cboard
