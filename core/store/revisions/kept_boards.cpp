// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/kept_boards.h"

#include "core/store/rows/varint.h"

#include <map>
#include <vector>

namespace cboard::store {

std::string encodeBoards(const KeptBoards& kept)
{
    std::string body;
    appendVarint(body, kept.generation);
    appendVarint(body, static_cast<std::uint64_t>(kept.newestCheckout));
    appendVarint(body, kept.boards.size());
    // In the order of their numbers, so that the same boards give the same bytes.
    for (const auto& [platform, texts] : std::map(kept.boards.begin(), kept.boards.end())) {
        appendVarint(body, static_cast<std::uint64_t>(platform));
        appendVarint(body, texts.size());
        for (const std::string& text : texts) {
            appendBytes(body, text);
        }
    }
    return body;
}

std::optional<KeptBoards> decodeBoards(std::string_view body)
{
    ByteReader reader(body);
    KeptBoards kept;
    kept.generation = reader.varint().value_or(0);
    kept.newestCheckout = static_cast<std::int64_t>(reader.varint().value_or(0));
    const auto count = reader.varint();
    for (std::uint64_t i = 0; i < count.value_or(0) && !reader.isAtEnd(); ++i) {
        const auto platform = reader.varint().value_or(0);
        auto& texts = kept.boards[static_cast<std::int64_t>(platform)];
        for (auto left = reader.varint().value_or(0); left > 0 && !reader.isAtEnd(); --left) {
            texts.emplace_back(reader.bytes().value_or(std::string_view()));
        }
    }
    const bool isWhole = count && reader.isAtEnd() && kept.boards.size() == *count;
    return isWhole ? std::optional(std::move(kept)) : std::nullopt;
}

} // namespace cboard::store
