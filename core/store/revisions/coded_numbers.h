// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/store/revisions/clock_span.h"
#include "core/store/rows/varint.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Numbers and times in the bodies of the file of kept outcomes (outcome_file.h).
namespace cboard::store {

inline std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}

inline std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

/// Reads numbers one by one; after damage all are 0.
class CodedNumbers {
public:
    explicit CodedNumbers(std::string_view body)
        : m_bytes(body)
    {
    }

    std::uint64_t next()
    {
        const auto value = m_bytes.varint();
        m_isDamaged = m_isDamaged || !value;
        return value.value_or(0);
    }
    std::int64_t nextSigned() { return unzigzag(next()); }
    /// A count of things that take a byte each at least.
    std::size_t nextCount()
    {
        const std::uint64_t count = next();
        m_isDamaged = m_isDamaged || count > m_bytes.rest().size();
        return m_isDamaged ? 0 : static_cast<std::size_t>(count);
    }
    bool isWhole() const { return !m_isDamaged && m_bytes.isAtEnd(); }
    void setDamaged() { m_isDamaged = true; }

private:
    ByteReader m_bytes;
    bool m_isDamaged = false;
};

inline void appendTime(std::string& body, const std::optional<Timestamp>& time)
{
    appendVarint(body, time ? 1 : 0);
    if (time) {
        appendVarint(body, zigzag(time->time_since_epoch().count()));
    }
}

inline std::optional<Timestamp> readTime(CodedNumbers& numbers)
{
    return numbers.next() == 0
        ? std::nullopt
        : std::optional(Timestamp(std::chrono::microseconds(numbers.nextSigned())));
}

inline void appendClocks(std::string& body, const ClockSpan& clocks)
{
    appendVarint(body, zigzag(clocks.from.time_since_epoch().count()));
    appendTime(body, clocks.until);
}

inline ClockSpan readClocks(CodedNumbers& numbers)
{
    ClockSpan clocks;
    clocks.from = Timestamp(std::chrono::microseconds(numbers.nextSigned()));
    clocks.until = readTime(numbers);
    return clocks;
}

} // namespace cboard::store
