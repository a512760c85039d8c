// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <immintrin.h>
#endif

/// Characters of JSON texts, for the scanner's own files.
namespace cboard::formats::json {

constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isAscii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

/// What ends a plain run inside a string: quote, backslash, control character, not ASCII.
constexpr bool isSpecial(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || !isAscii(c);
}

/// How many bytes are looked at in one go.
constexpr std::ptrdiff_t ChunkBytes = 16;

#ifdef __SSE2__
/// A bit for each special byte of a chunk.
inline unsigned specialBits(__m128i bytes)
{
    const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    // The sign bits of `bytes` themselves mark what is outside ASCII.
    const __m128i hits =
        _mm_or_si128(_mm_or_si128(quotes, backslashes), _mm_or_si128(controls, bytes));
    return static_cast<unsigned>(_mm_movemask_epi8(hits));
}
#endif

/// The first special character, else `end`.
inline const char* findSpecial(const char* at, const char* end)
{
#ifdef __SSE2__
    while (end - at >= ChunkBytes) {
        const unsigned bits = specialBits(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
        if (bits != 0) {
            return at + __builtin_ctz(bits);
        }
        at += ChunkBytes;
    }
#endif
    while (at < end && !isSpecial(*at)) {
        ++at;
    }
    return at;
}

/// Like findSpecial(), copying what it passes to `out` (room for all of it and a chunk more).
inline const char* copyToSpecial(const char* at, const char* end, char*& out)
{
#ifdef __SSE2__
    while (end - at >= ChunkBytes) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(out), bytes);
        const unsigned bits = specialBits(bytes);
        if (bits != 0) {
            const int plain = __builtin_ctz(bits);
            out += plain;
            return at + plain;
        }
        at += ChunkBytes;
        out += ChunkBytes;
    }
#endif
    while (at < end && !isSpecial(*at)) {
        *out++ = *at++;
    }
    return at;
}

constexpr std::array<char, 256> makeEscapes()
{
    std::array<char, 256> escapes{};
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    escapes['/'] = '/';
    escapes['b'] = '\b';
    escapes['f'] = '\f';
    escapes['n'] = '\n';
    escapes['r'] = '\r';
    escapes['t'] = '\t';
    return escapes;
}

/// The character that a one-letter escape stands for, NUL for none.
constexpr std::array<char, 256> Escapes = makeEscapes();

constexpr char escapedCharacter(char letter)
{
    return Escapes[static_cast<unsigned char>(letter)];
}

} // namespace cboard::formats::json
