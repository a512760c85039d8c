// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a log: rows do not depend on how they arrive, what is shown is safe text, and the
// quick look at a level agrees with the full one.
#include "core/logs/find.h"
#include "core/logs/line_decoder.h"
#include "core/logs/log_text.h"
#include "tests/fuzz/fuzz_require.h"

#include <cstdint>
#include <string>

using namespace cboard;
using namespace cboard::logs;

namespace {

void checkShown(const DecodedRow& row)
{
    for (const char c : row.text) {
        require(static_cast<unsigned char>(c) >= ' ' || c == '\t', "no control character is shown");
        require(c != '\x7F', "no delete character is shown");
    }
    std::size_t last = 0;
    for (const StyledSpan& span : row.spans) {
        require(span.begin >= last && span.begin < span.end && span.end <= row.text.size(),
                "spans are ascending, apart and inside");
        last = span.end;
    }
    require(row.messageBegin <= row.text.size(), "the message begins inside the text");
}

void checkIndex(std::string_view bytes, std::size_t chunk)
{
    LineIndex whole;
    whole.append(bytes);
    whole.finish();
    LineIndex parts;
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
        parts.append(bytes.substr(at, chunk));
    }
    parts.finish();
    require(whole.rowCount() == parts.rowCount(), "rows do not depend on chunks");
    std::int64_t rows = 0;
    for (std::size_t at = 0; at < bytes.size(); at = rowEnd(bytes, at)) {
        ++rows;
    }
    require(rows == whole.rowCount(), "walking and indexing find the same rows");
    for (std::int64_t row = 0; row < rows; ++row) {
        require(whole.lineNumber(row) == parts.lineNumber(row), "numbers do not depend on chunks");
        require(whole.lineNumber(whole.rowOfLine(whole.lineNumber(row))) == whole.lineNumber(row),
                "a line is found by its number");
    }
}

void checkLog(std::string_view bytes, RowFormat format)
{
    const auto log = LogText::open(makeMemorySource(std::make_shared<const std::string>(bytes)),
                                   format, TaskContext{});
    require(log.has_value(), "any bytes open");
    RowDecoder decoder(format);
    DecodedRow row;
    std::int64_t rows = 0;
    const auto status = (*log)->forRows(0, (*log)->rowCount(), [&](auto, std::string_view line) {
        decoder.decode(line, row);
        checkShown(row);
        if (format == RowFormat::Lava) {
            require(lavaLevelOf(line) == *row.lavaLevel, "the quick level is the level");
        }
        ++rows;
        return true;
    });
    require(status.has_value() && rows == (*log)->rowCount(), "each row is read once");
    require((*log)->firstPlace().row <= rows, "a log opens inside");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    checkIndex(bytes, 1 + data[0]);
    checkLog(bytes, RowFormat::Plain);
    checkLog(bytes, RowFormat::Lava);
    return 0;
}
