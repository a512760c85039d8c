// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/test_key.h"

#include "core/base/hash.h"

#include <algorithm>
#include <array>
#include <optional>

namespace cboard::store {

namespace {

    constexpr std::size_t ObjectIdDigits = 24;
    constexpr std::size_t KsuidDigits = 27;
    constexpr std::size_t DecimalDigits = 9; ///< As many as fit into 32 bits.

    bool isDigit(char c)
    {
        return c >= '0' && c <= '9';
    }

    bool isAlnum(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    bool isLowerHex(char c)
    {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    std::uint32_t hexValue(std::string_view digits)
    {
        std::uint32_t value = 0;
        for (const char c : digits) {
            value = value << 4U | static_cast<std::uint32_t>(isDigit(c) ? c - '0' : c - 'a' + 10);
        }
        return value;
    }

    std::uint32_t base62Value(char c)
    {
        if (isDigit(c)) {
            return static_cast<std::uint32_t>(c - '0');
        }
        return static_cast<std::uint32_t>(c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36);
    }

    /// A KSUID is a 160-bit number in base 62 whose upper 32 bits are seconds.
    std::optional<std::uint32_t> ksuidTime(std::string_view local)
    {
        if (local.size() < KsuidDigits
            || (local.size() > KsuidDigits && isAlnum(local[KsuidDigits]))
            || !std::all_of(local.begin(), local.begin() + KsuidDigits, isAlnum)) {
            return std::nullopt;
        }
        std::array<std::uint32_t, 5> number{}; // Most significant first.
        for (std::size_t i = 0; i < KsuidDigits; ++i) {
            std::uint64_t carry = base62Value(local[i]);
            for (std::size_t word = number.size(); word-- > 0;) {
                carry += std::uint64_t{number[word]} * 62;
                number[word] = static_cast<std::uint32_t>(carry);
                carry >>= 32U;
            }
        }
        return number[0];
    }

    /// Upper halves of keys.
    struct Halves {
        std::uint32_t first = 0;
        std::uint32_t last = 0;
    };

    std::string padded(std::string_view prefix, std::size_t size, char with)
    {
        std::string text(prefix.substr(0, size));
        text.resize(size, with);
        return text;
    }

    /// A prefix of a number in base 62 whose digits may be too high for 160 bits ends at the
    /// highest time there is.
    Halves ksuidHalves(std::string_view prefix)
    {
        const Halves found{ksuidTime(padded(prefix, KsuidDigits, '0')).value_or(0),
                           ksuidTime(padded(prefix, KsuidDigits, 'z')).value_or(0)};
        return found.first <= found.last ? found : Halves{0, ~std::uint32_t{0}};
    }

    Halves decimalHalves(std::string_view prefix)
    {
        Halves found;
        for (std::size_t i = 0; i < DecimalDigits; ++i) {
            const bool isGiven = i < prefix.size();
            const auto digit = static_cast<std::uint32_t>(isGiven ? prefix[i] - '0' : 0);
            found.first = found.first * 10 + digit;
            found.last = found.last * 10 + (isGiven ? digit : 9);
        }
        return found;
    }

    Halves letterHalves(std::string_view prefix)
    {
        Halves found;
        for (std::size_t i = 0; i < 4; ++i) {
            const bool isGiven = i < prefix.size();
            const std::uint32_t letter =
                isGiven ? static_cast<unsigned char>(prefix[i]) : std::uint32_t{0};
            found.first = found.first << 8U | letter;
            found.last = found.last << 8U | (isGiven ? letter : 0xFFU);
        }
        return found;
    }

    std::uint32_t orderedPrefix(std::string_view local)
    {
        if (const auto time = ksuidTime(local)) {
            return *time;
        }
        const auto digits = static_cast<std::size_t>(
            std::find_if_not(local.begin(), local.end(), isDigit) - local.begin());
        std::uint32_t prefix = 0;
        if (digits >= DecimalDigits) {
            for (std::size_t i = 0; i < DecimalDigits; ++i) {
                prefix = prefix * 10 + static_cast<std::uint32_t>(local[i] - '0');
            }
            return prefix;
        }
        for (std::size_t i = 0; i < 4; ++i) {
            prefix = prefix << 8U | (i < local.size() ? static_cast<unsigned char>(local[i]) : 0U);
        }
        return prefix;
    }

} // namespace

std::string_view localPart(std::string_view externalId)
{
    const auto colon = externalId.find(':');
    return colon == std::string_view::npos ? externalId : externalId.substr(colon + 1);
}

bool isObjectId(std::string_view localId)
{
    return localId.size() == ObjectIdDigits
        && std::all_of(localId.begin(), localId.end(), isLowerHex);
}

std::vector<KeyRange> testKeyRanges(std::string_view localPrefix)
{
    if (localPrefix.empty()) {
        return {};
    }
    constexpr std::size_t TimeDigits = 8; // Of an ObjectId.
    const auto consistsOf = [](std::string_view text, bool (*isWanted)(char)) {
        return std::all_of(text.begin(), text.end(), isWanted);
    };
    std::vector<Halves> halves{letterHalves(localPrefix)};
    if (localPrefix.size() <= ObjectIdDigits && consistsOf(localPrefix, isLowerHex)) {
        halves.push_back({hexValue(padded(localPrefix, TimeDigits, '0')),
                          hexValue(padded(localPrefix, TimeDigits, 'f'))});
    }
    if (consistsOf(localPrefix.substr(0, DecimalDigits), isDigit)) {
        halves.push_back(decimalHalves(localPrefix));
    }
    if (consistsOf(localPrefix.substr(0, KsuidDigits), isAlnum)) {
        halves.push_back(ksuidHalves(localPrefix));
    }
    std::vector<KeyRange> ranges;
    constexpr std::uint32_t LastPositive = ~std::uint32_t{0} >> 1U;
    const auto add = [&ranges](std::uint32_t first, std::uint32_t last) {
        ranges.push_back({static_cast<std::int64_t>(std::uint64_t{first} << 32U),
                          static_cast<std::int64_t>(std::uint64_t{last} << 32U | 0xFFFFFFFFU)});
    };
    for (const Halves& half : halves) {
        if (half.first <= LastPositive && half.last > LastPositive) { // Keys are signed.
            add(half.first, LastPositive);
            add(LastPositive + 1, half.last);
        } else {
            add(half.first, half.last);
        }
    }
    return ranges;
}

std::int64_t wantedTestKey(std::string_view externalId)
{
    const std::string_view local = localPart(externalId);
    std::uint64_t key = 0;
    if (isObjectId(local)) {
        key = std::uint64_t{hexValue(local.substr(0, 8))} << 32U | hexValue(local.substr(16));
    } else {
        key = std::uint64_t{orderedPrefix(local)} << 32U
            | static_cast<std::uint32_t>(hash64(externalId));
    }
    return static_cast<std::int64_t>(key);
}

} // namespace cboard::store
