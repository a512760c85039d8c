// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/literal_map.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <cstring>

namespace cboard::logs::logspec {

namespace {

    constexpr std::size_t BlockBytes = 8UL * 1024;
    /// Behind a block: the rest of a literal that begins in it.
    constexpr std::size_t MostLiteralBytes = 64;
    constexpr std::uint64_t Everything = ~0ULL;

} // namespace

std::size_t Literal::findIn(std::string_view in, std::size_t from) const
{
    if (from > in.size()) {
        return std::string_view::npos;
    }
    const char* const begin = in.data() + from;
    const char* const end = in.data() + in.size();
    if (isCaseSensitive) {
        // Several times faster than string_view::find().
        const void* const at = memmem(begin, in.size() - from, text.data(), text.size());
        return at == nullptr ? std::string_view::npos
                             : static_cast<std::size_t>(static_cast<const char*>(at) - in.data());
    }
    const char* const at = std::search(begin, end, text.begin(), text.end(), [](char a, char b) {
        return asciiLower(a) == asciiLower(b);
    });
    return at == end ? std::string_view::npos : static_cast<std::size_t>(at - in.data());
}

LiteralMap::LiteralMap(std::string_view text, const PatternSet& set)
    : m_text(text)
    , m_blocks((text.size() + BlockBytes - 1) / BlockBytes)
{
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        const auto found =
            set.scan(text.substr(i * BlockBytes, BlockBytes + MostLiteralBytes),
                     [&block = m_blocks[i]](std::size_t number, std::size_t /*end*/) {
                         block |= 1ULL << number;
                         return true;
                     });
        if (!found) {
            m_blocks[i] = Everything; // Out of memory: each is looked for.
        }
    }
}

std::size_t LiteralMap::find(std::size_t number, const Literal& literal, std::size_t from) const
{
    for (std::size_t i = from / BlockBytes; i < m_blocks.size(); ++i) {
        if ((m_blocks[i] >> number & 1U) == 0) {
            continue;
        }
        const std::size_t end = (i + 1) * BlockBytes + literal.text.size() - 1;
        const std::size_t at =
            literal.findIn(m_text.substr(0, end), std::max(from, i * BlockBytes));
        if (at != std::string_view::npos) {
            return at;
        }
    }
    return std::string_view::npos;
}

} // namespace cboard::logs::logspec
