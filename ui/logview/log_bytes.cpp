// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_bytes.h"

#include "core/logs/sources/hex_source.h"

#include <limits>

namespace cboard::ui {

namespace {

    constexpr auto BytesPerRow = static_cast<std::int64_t>(logs::HexSource::BytesPerRow);

} // namespace

std::shared_ptr<const LogDocument> bytesOf(const std::shared_ptr<const LogDocument>& document)
{
    auto bytes = std::make_shared<LogDocument>();
    bytes->log = document->log;
    bytes->record = document->record;
    bytes->path = document->path;
    bytes->file = document->file;
    bytes->damage = document->damage;
    bytes->looksBinary = document->looksBinary;
    bytes->asText = document;
    bytes->showBytesOf(document->content());
    return bytes;
}

Result<LogPlace> placeInBytes(const LogPlace& inText)
{
    const logs::LogText& text = *inText.document->text;
    const logs::LineIndex::RowGroup group = text.index().groupOf(inText.row);
    std::uint64_t byte = group.begin;
    CBOARD_TRY_VOID(text.forRows(group.firstRow, inText.row - group.firstRow,
                                 [&byte](std::int64_t, std::string_view bytes) {
                                     byte += bytes.size();
                                     return true;
                                 }));
    return LogPlace{bytesOf(inText.document), static_cast<std::int64_t>(byte) / BytesPerRow};
}

Result<LogPlace> placeInText(const LogPlace& inBytes)
{
    LogPlace place{inBytes.document->asText, 0};
    const logs::LogText& text = *place.document->text;
    const auto wanted = static_cast<std::uint64_t>(inBytes.row * BytesPerRow);
    const std::int64_t first = rowAround(text, wanted);
    std::uint64_t behind = text.index().groupOf(first).begin;
    CBOARD_TRY_VOID(text.forRows(first, std::numeric_limits<std::int32_t>::max(),
                                 [&](std::int64_t row, std::string_view bytes) {
                                     place.row = row;
                                     behind += bytes.size();
                                     return behind <= wanted;
                                 }));
    return place;
}

} // namespace cboard::ui
