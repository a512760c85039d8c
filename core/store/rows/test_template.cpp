// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/test_template.h"

#include "core/store/rows/test_key.h"
#include "core/store/rows/varint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace cboard::store {

namespace {

    // Open places. Their numbers are stored.
    constexpr char OwnId = '\x01';
    constexpr char Leaf = '\x02';
    constexpr char Path = '\x03';
    constexpr char Tail = '\x04';
    constexpr char KeyHigh = '\x05';
    constexpr char KeyLow = '\x06';
    constexpr char Escape = '\x1b';

    constexpr std::size_t ShortestId = 6; ///< Shorter ones would be found by chance.
    constexpr std::size_t ShortestLeaf = 4;

    bool isReserved(char c)
    {
        return (c >= OwnId && c <= KeyLow) || c == Escape;
    }

    std::string_view leafOf(std::string_view path)
    {
        const auto dot = path.rfind('.');
        return dot == std::string_view::npos ? path : path.substr(dot + 1);
    }

    void appendEscaped(std::string& out, std::string_view text)
    {
        for (const char c : text) {
            if (isReserved(c)) {
                out += Escape;
            }
            out += c;
        }
    }

    void appendLiteral(std::string& out, std::string_view text)
    {
        const bool isClean = isPlain(text);
        isClean ? static_cast<void>(out += text) : appendEscaped(out, text);
    }

    /// Appends text with each occurrence of `needle` replaced by `slot`; the rest goes through
    /// `next`.
    template <typename Next>
    void replaceAll(std::string& out, std::string_view text, std::string_view needle, char slot,
                    Next&& next)
    {
        while (!text.empty()) {
            const void* found = memmem(text.data(), text.size(), needle.data(), needle.size());
            if (found == nullptr) {
                break;
            }
            const auto offset =
                static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
            next(out, text.substr(0, offset));
            out += slot;
            text.remove_prefix(offset + needle.size());
        }
        next(out, text);
    }

    void appendTemplate(std::string& out, std::string_view text, std::string_view ownId,
                        std::string_view leaf)
    {
        const auto withoutLeaf = [leaf](std::string& target, std::string_view part) {
            if (leaf.size() >= ShortestLeaf && part.size() >= leaf.size()) {
                replaceAll(target, part, leaf, Leaf, appendLiteral);
            } else {
                appendLiteral(target, part);
            }
        };
        if (ownId.size() >= ShortestId && text.size() >= ownId.size()) {
            replaceAll(out, text, ownId, OwnId, withoutLeaf);
        } else {
            withoutLeaf(out, text);
        }
    }

    /// Days since 1970 to a civil date, by the usual era arithmetic.
    struct Civil {
        std::int64_t year;
        unsigned month;
        unsigned day;
    };

    Civil civilOf(std::int64_t days)
    {
        const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
        return {int{date.year()}, unsigned{date.month()}, unsigned{date.day()}};
    }

    void appendDigits(std::string& out, std::uint64_t value, int digits)
    {
        std::array<char, 20> text{};
        for (int i = digits; i-- > 0;) {
            text[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
            value /= 10;
        }
        out.append(text.data(), static_cast<std::size_t>(digits));
    }

    constexpr char AutoDigits = '7'; ///< Six digits, none when they are zero.
    constexpr std::size_t DateSize = 10;
    constexpr std::size_t SecondsSize = 19;

    /// Minutes east of UTC; 0 for Z, no zone and what is not understood.
    std::int64_t zoneMinutes(std::string_view zone)
    {
        if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-')) {
            return 0;
        }
        const auto digit = [zone](std::size_t i) { return std::int64_t{zone[i] - '0'}; };
        const std::int64_t minutes = (digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5);
        return zone[0] == '-' ? -minutes : minutes;
    }

} // namespace

bool isPlain(std::string_view pattern)
{
    bool isReservedSeen = false;
    for (const char c : pattern) {
        isReservedSeen |= isReserved(c);
    }
    return !isReservedSeen;
}

void encodeJobFields(const Test& test, std::string& out)
{
    const std::string_view ownId = localPart(test.id);
    const std::string_view leaf = leafOf(test.path.value_or(std::string_view()));
    std::uint8_t number = 0;
    thread_local std::string value;
    forEachField<Test>([&](const auto& field) {
        const std::uint8_t current = number++;
        if ((OwnTestFields & maskOf(current)) != 0) {
            return;
        }
        const auto bytes = fieldBytes(test.*field.member);
        if (!bytes) {
            return;
        }
        out += static_cast<char>(current);
        value.clear();
        if (field.parent == FieldParent::None) {
            appendTemplate(value, *bytes, ownId, leaf);
        } else {
            appendLiteral(value, *bytes); // The environment is that of the whole job.
        }
        appendBytes(out, value);
    });
    if (test.hasEnvironment && !test.environmentComment && !test.environmentCompatible
        && !test.environmentMisc) {
        out += static_cast<char>(EmptyObjectField);
        appendBytes(out, {});
    }
}

std::string_view fillSlots(std::string_view pattern, const TestSlots& slots, Arena& arena)
{
    thread_local std::string text;
    text.clear();
    const auto key = static_cast<std::uint64_t>(slots.key);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        switch (pattern[i]) {
        case OwnId:
            text += slots.localId;
            break;
        case Leaf:
            text += leafOf(slots.path);
            break;
        case Path:
            text += slots.path;
            break;
        case Tail:
            text += slots.idTail;
            break;
        case KeyHigh:
            fmt::format_to(std::back_inserter(text), "{:08x}", key >> 32U);
            break;
        case KeyLow:
            fmt::format_to(std::back_inserter(text), "{:08x}", key & 0xffffffffU);
            break;
        case Escape:
            ++i;
            text += i < pattern.size() ? pattern[i] : Escape;
            break;
        default:
            text += pattern[i];
        }
    }
    return arena.copy(text);
}

IdPattern idPattern(std::string_view externalId, std::string_view path, bool hasWantedKey)
{
    const std::string_view local = localPart(externalId);
    IdPattern result;
    appendLiteral(result.pattern, externalId.substr(0, externalId.size() - local.size()));
    if (isObjectId(local)) {
        if (hasWantedKey) {
            result.pattern += KeyHigh;
            result.pattern += local.substr(8, 8);
            result.pattern += KeyLow;
        } else {
            result.pattern += Tail;
            result.tail = local;
        }
        return result;
    }
    const std::string_view leaf = leafOf(path);
    const std::string_view needle =
        path.size() > leaf.size() && local.find(path) != std::string_view::npos ? path : leaf;
    if (const auto at = local.rfind(needle);
        needle.size() >= ShortestLeaf && at != std::string_view::npos) {
        appendLiteral(result.pattern, local.substr(0, at));
        result.pattern += needle.size() == leaf.size() ? Leaf : Path;
        appendLiteral(result.pattern, local.substr(at + needle.size()));
        return result;
    }
    const auto isWordCharacter = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    const auto tailStart = std::find_if_not(local.rbegin(), local.rend(), isWordCharacter).base();
    const auto head = static_cast<std::size_t>(tailStart - local.begin());
    appendLiteral(result.pattern, local.substr(0, head));
    result.pattern += Tail;
    result.tail = local.substr(head);
    return result;
}

void formatTime(Timestamp time, std::string_view style, std::string& out)
{
    const std::string_view zone = style.substr(2);
    const std::int64_t local = time.time_since_epoch().count() + zoneMinutes(zone) * 60'000'000;
    constexpr std::int64_t MicrosecondsPerDay = 86'400'000'000;
    const std::int64_t days =
        (local >= 0 ? local : local - MicrosecondsPerDay + 1) / MicrosecondsPerDay;
    const auto inDay = static_cast<std::uint64_t>(local - days * MicrosecondsPerDay);
    const Civil date = civilOf(days);
    appendDigits(out, static_cast<std::uint64_t>(date.year), 4);
    out += '-';
    appendDigits(out, date.month, 2);
    out += '-';
    appendDigits(out, date.day, 2);
    out += style[0];
    const std::uint64_t seconds = inDay / 1'000'000;
    appendDigits(out, seconds / 3600, 2);
    out += ':';
    appendDigits(out, seconds / 60 % 60, 2);
    out += ':';
    appendDigits(out, seconds % 60, 2);
    const std::uint64_t fraction = inDay % 1'000'000;
    int digits = style[1] - '0';
    if (style[1] == AutoDigits) {
        digits = fraction == 0 ? 0 : 6;
    }
    if (digits > 0) {
        out += '.';
        const auto end = out.size() + static_cast<std::size_t>(digits);
        appendDigits(out, fraction, 6);
        out.resize(end);
    }
    out += zone;
}

std::optional<std::string> timeStyle(const Time& time)
{
    const std::string_view text = time.text;
    if (text.size() < SecondsSize) {
        return std::nullopt;
    }
    std::size_t zoneStart = SecondsSize;
    if (text.size() > SecondsSize && text[SecondsSize] == '.') {
        ++zoneStart;
        while (zoneStart < text.size() && text[zoneStart] >= '0' && text[zoneStart] <= '9') {
            ++zoneStart;
        }
    }
    const std::size_t digits = zoneStart - std::min(zoneStart, SecondsSize + 1);
    const bool isZero = time.value.time_since_epoch().count() % 1'000'000 == 0;
    if (digits > 6) {
        return std::nullopt;
    }
    std::string style{text[DateSize], static_cast<char>('0' + digits)};
    if ((digits == 6 && !isZero) || (zoneStart == SecondsSize && isZero)) {
        style[1] = AutoDigits;
    }
    style += text.substr(zoneStart);
    thread_local std::string spelled;
    spelled.clear();
    formatTime(time.value, style, spelled);
    return spelled == text ? std::optional(std::move(style)) : std::nullopt;
}

std::optional<ColumnNumber> columnNumber(const Number& number)
{
    ColumnNumber column;
    std::int64_t integer = 0;
    const char* end = number.text.data() + number.text.size();
    const auto [stop, code] = std::from_chars(number.text.data(), end, integer);
    if (code == std::errc() && stop == end) {
        column.integer = integer;
    } else {
        column.real = number.value;
    }
    return spell(column) == number.text ? std::optional(column) : std::nullopt;
}

std::string spell(const ColumnNumber& number)
{
    if (number.integer) {
        return fmt::format("{}", *number.integer);
    }
    std::string text = fmt::format("{}", number.real.value_or(0));
    if (text.find_first_of(".e") == std::string::npos) {
        text += ".0";
    }
    return text;
}

} // namespace cboard::store
