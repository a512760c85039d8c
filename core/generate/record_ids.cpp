// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/record_ids.h"

#include "core/generate/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cboard::generate {

namespace {

    std::uint32_t secondsOf(Timestamp time)
    {
        return static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
    }

} // namespace

std::string IdSource::objectId(Timestamp time)
{
    const std::uint64_t counter = number();
    // A new process number whenever the counter wraps keeps the ids apart.
    const std::uint64_t process = keyOf(m_seed, 'O', counter >> 24U) >> 24U;
    return fmt::format("{:08x}{:010x}{:06x}", secondsOf(time), process, counter & 0xFFFFFFU);
}

std::string IdSource::sortableId(Timestamp time)
{
    constexpr std::string_view Digits =
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr std::uint32_t Epoch = 1'400'000'000;
    const std::uint64_t counter = number();
    const std::uint64_t high = keyOf(m_seed, 'k', counter);
    const std::uint64_t low = keyOf(m_seed, 'K', counter);
    std::array<std::uint32_t, 5> words = {
        secondsOf(time) - Epoch, static_cast<std::uint32_t>(high >> 32U),
        static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(low >> 32U),
        static_cast<std::uint32_t>(low)};
    std::string text(27, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
        std::uint64_t rest = 0;
        for (std::uint32_t& word : words) {
            const std::uint64_t value = (rest << 32U) | word;
            word = static_cast<std::uint32_t>(value / 62);
            rest = value % 62;
        }
        *digit = Digits[rest];
    }
    return text;
}

std::string hexDigits(std::uint64_t key, std::size_t count)
{
    std::string text = fmt::format("{:016x}{:016x}{:016x}", key, mix(key + 1), mix(key + 2));
    text.resize(std::min(count, text.size()));
    return text;
}

} // namespace cboard::generate
