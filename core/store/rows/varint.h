// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Little-endian base-128 numbers and length-prefixed bytes, the alphabet of the coded bodies.
namespace cboard::store {

inline void appendVarint(std::string& out, std::uint64_t value)
{
    while (value >= 0x80) {
        out += static_cast<char>(value | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

inline void appendBytes(std::string& out, std::string_view bytes)
{
    appendVarint(out, bytes.size());
    out += bytes;
}

/// Reads what the functions above wrote; after damage everything reads as nothing.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes)
        : m_left(bytes)
    {
    }
    bool isAtEnd() const { return m_left.empty(); }
    std::string_view rest() const { return m_left; }

    std::optional<std::uint64_t> varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_left.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_left.front());
            m_left.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7fU} << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        m_left = {};
        return std::nullopt;
    }

    std::optional<std::string_view> bytes()
    {
        const auto length = varint();
        if (!length || *length > m_left.size()) {
            m_left = {};
            return std::nullopt;
        }
        const std::string_view bytes = m_left.substr(0, *length);
        m_left.remove_prefix(*length);
        return bytes;
    }

private:
    std::string_view m_left;
};

} // namespace cboard::store
