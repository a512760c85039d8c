// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/test_extra.h"

#include "core/store/rows/record_codec.h"
#include "core/store/rows/varint.h"

namespace cboard::store {

namespace {

    constexpr std::string_view Digits = "0123456789abcdef";
    constexpr std::uint8_t StartField = fieldNumber<Test>("start_time");

} // namespace

void appendExtra(std::string& out, std::uint8_t tag, std::string_view bytes)
{
    appendVarint(out, tag);
    appendBytes(out, bytes);
}

std::optional<std::string> packedHex(std::string_view text)
{
    if (text.empty() || text.size() % 2 != 0) {
        return std::nullopt;
    }
    std::string packed;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = Digits.find(text[i]);
        const auto low = Digits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) {
            return std::nullopt;
        }
        packed += static_cast<char>(high * 16 + low);
    }
    return packed;
}

void appendHex(std::string& out, std::string_view bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += Digits[byte >> 4U];
        out += Digits[byte & 15U];
    }
}

Result<TestExtra> parseTestExtra(std::string_view bytes)
{
    TestExtra extra;
    ByteReader reader(bytes);
    while (!reader.isAtEnd()) {
        const auto tag = reader.varint();
        const auto value = reader.bytes();
        if (!tag || !value) {
            return fail(ErrorKind::Storage, "the extra of a test is damaged");
        }
        switch (*tag) {
        case IdTailTag:
            extra.idTail = *value;
            break;
        case IdTextTag:
            extra.idText = value;
            break;
        case IdHexTag:
            extra.idHex = value;
            break;
        case StartField:
            extra.start = value;
            break;
        default:
            extra.fields.emplace_back(static_cast<std::uint8_t>(*tag), *value);
        }
    }
    return extra;
}

} // namespace cboard::store
