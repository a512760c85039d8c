// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/row_scan.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cboard::logs {

namespace {

    constexpr std::size_t WordBytes = 64;

    /// Which byte of 64 is `\n` or `\r`.
    struct EndMasks {
        std::uint64_t feeds = 0;
        std::uint64_t returns = 0;
    };

    /// What one word tells the next: its last byte.
    struct Carry {
        std::uint64_t feed = 0;
        std::uint64_t carriageReturn = 0;
    };

    struct Output {
        std::uint64_t* begins;
        std::uint64_t* continued;
        std::uint32_t count = 0;
        std::uint64_t anyContinued = 0;
    };

    /// A row begins behind `\n`, and behind `\r` unless that is part of a longer line end.
    [[gnu::always_inline]] inline void takeWord(const EndMasks& ends, Carry& carry,
                                                std::uint64_t bytes, std::size_t word, Output& out)
    {
        const std::uint64_t behindFeed = (ends.feeds << 1U | carry.feed) & bytes;
        const std::uint64_t behindReturn =
            (ends.returns << 1U | carry.carriageReturn) & ~(ends.feeds | ends.returns) & bytes;
        carry = {ends.feeds >> 63U, ends.returns >> 63U};
        out.begins[word] = behindFeed | behindReturn;
        out.continued[word] = behindReturn;
        out.anyContinued |= behindReturn;
        out.count += static_cast<std::uint32_t>(std::popcount(behindFeed | behindReturn));
    }

    using ScanWords = void (*)(const char*, std::size_t, Carry&, Output&);

#if defined(__x86_64__)

    void scanWordsSse2(const char* bytes, std::size_t words, Carry& carry, Output& out)
    {
        const __m128i feed = _mm_set1_epi8('\n');
        const __m128i carriageReturn = _mm_set1_epi8('\r');
        for (std::size_t word = 0; word < words; ++word, bytes += WordBytes) {
            EndMasks ends;
            for (std::size_t i = 0; i < 4; ++i) {
                const __m128i part =
                    _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
                const auto feeds =
                    static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(part, feed)));
                const auto returns =
                    static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(part, carriageReturn)));
                ends.feeds |= static_cast<std::uint64_t>(feeds) << (16 * i);
                ends.returns |= static_cast<std::uint64_t>(returns) << (16 * i);
            }
            takeWord(ends, carry, ~0ULL, word, out);
        }
    }

    [[gnu::target("avx2,popcnt")]] void scanWordsAvx2(const char* bytes, std::size_t words,
                                                      Carry& carry, Output& out)
    {
        const __m256i feed = _mm256_set1_epi8('\n');
        const __m256i carriageReturn = _mm256_set1_epi8('\r');
        for (std::size_t word = 0; word < words; ++word, bytes += WordBytes) {
            EndMasks ends;
            for (std::size_t i = 0; i < 2; ++i) {
                const __m256i part =
                    _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + 32 * i));
                const auto feeds =
                    static_cast<unsigned>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(part, feed)));
                const auto returns = static_cast<unsigned>(
                    _mm256_movemask_epi8(_mm256_cmpeq_epi8(part, carriageReturn)));
                ends.feeds |= static_cast<std::uint64_t>(feeds) << (32 * i);
                ends.returns |= static_cast<std::uint64_t>(returns) << (32 * i);
            }
            takeWord(ends, carry, ~0ULL, word, out);
        }
    }

    ScanWords fastestScan()
    {
        return __builtin_cpu_supports("avx2") != 0 ? scanWordsAvx2 : scanWordsSse2;
    }

#else

    void scanWordsAnywhere(const char* bytes, std::size_t words, Carry& carry, Output& out)
    {
        for (std::size_t word = 0; word < words; ++word, bytes += WordBytes) {
            EndMasks ends;
            for (unsigned i = 0; i < WordBytes; ++i) {
                ends.feeds |= static_cast<std::uint64_t>(bytes[i] == '\n') << i;
                ends.returns |= static_cast<std::uint64_t>(bytes[i] == '\r') << i;
            }
            takeWord(ends, carry, ~0ULL, word, out);
        }
    }

    ScanWords fastestScan()
    {
        return scanWordsAnywhere;
    }

#endif

    const ScanWords FastestScan = fastestScan();

} // namespace

void PieceRows::clear()
{
    blocks.clear();
    continued.clear();
    bytes = 0;
}

void RowBlockScan::scan(char before, std::string_view block)
{
    Carry carry{before == '\n', before == '\r'};
    Output out{m_begins.data(), m_continued.data()};
    m_words = block.size() / WordBytes;
    FastestScan(block.data(), m_words, carry, out);
    if (const std::size_t rest = block.size() % WordBytes; rest > 0) {
        EndMasks ends;
        for (unsigned i = 0; i < rest; ++i) {
            const char byte = block[m_words * WordBytes + i];
            ends.feeds |= static_cast<std::uint64_t>(byte == '\n') << i;
            ends.returns |= static_cast<std::uint64_t>(byte == '\r') << i;
        }
        takeWord(ends, carry, (1ULL << rest) - 1, m_words, out);
        ++m_words;
    }
    m_hasContinued = out.anyContinued != 0;
    m_rows = {out.count, static_cast<std::uint32_t>(RowBlockBytes), 0, 0};
    if (out.count == 0) {
        return;
    }
    std::size_t word = 0;
    while (m_begins[word] == 0) {
        ++word;
    }
    m_rows.firstBegin = static_cast<std::uint32_t>(word * WordBytes)
        + static_cast<std::uint32_t>(std::countr_zero(m_begins[word]));
    for (word = m_words - 1; m_begins[word] == 0;) {
        --word;
    }
    m_rows.lastBegin = static_cast<std::uint32_t>(word * WordBytes + WordBytes - 1)
        - static_cast<std::uint32_t>(std::countl_zero(m_begins[word]));
}

void RowBlockScan::appendTo(PieceRows& piece) const
{
    const std::size_t before = piece.continued.size();
    std::uint32_t row = 0;
    for (std::size_t word = 0; m_hasContinued && word < m_words; ++word) {
        for (std::uint64_t bits = m_continued[word]; bits != 0; bits &= bits - 1) {
            const std::uint64_t below = (bits & (~bits + 1)) - 1;
            const int inWord = std::popcount(m_begins[word] & below);
            piece.continued.push_back(
                static_cast<std::uint16_t>(row + static_cast<std::uint32_t>(inWord)));
        }
        row += static_cast<std::uint32_t>(std::popcount(m_begins[word]));
    }
    piece.blocks.push_back(m_rows);
    piece.blocks.back().continuedCount =
        static_cast<std::uint32_t>(piece.continued.size() - before);
}

std::uint32_t RowBlockScan::beginsUpTo(std::size_t offset) const
{
    std::uint32_t count = 0;
    for (std::size_t word = 0; word < offset / WordBytes; ++word) {
        count += static_cast<std::uint32_t>(std::popcount(m_begins[word]));
    }
    const std::uint64_t upTo = ~0ULL >> (WordBytes - 1 - offset % WordBytes);
    return count + static_cast<std::uint32_t>(std::popcount(m_begins[offset / WordBytes] & upTo));
}

} // namespace cboard::logs
