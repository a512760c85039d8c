// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a log: rows do not depend on how they arrive, what is shown is safe text, and the
// quick look at a level agrees with the full one.
#include "core/logs/find.h"
#include "core/logs/line_decoder.h"
#include "core/logs/log_text.h"
#include "tests/core/logs/log_test_support.h"
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

/// \p lead filler puts the border between two blocks into the bytes.
void checkIndex(std::string_view bytes, std::size_t lead)
{
    const std::string text = std::string(RowBlockBytes - lead, 'x').append(bytes);
    const LineIndex index = indexOf(text, 1);
    std::int64_t row = 0;
    std::int64_t number = 1;
    for (std::size_t at = 0; at < text.size(); ++row) {
        require(row < index.rowCount(), "each row that is walked is indexed");
        const LineIndex::RowGroup group = index.groupOf(row);
        require(group.firstRow <= row && group.begin <= at && at < group.end,
                "a row lies in its group");
        require(group.firstRow != row || group.begin == at, "a group begins with its first row");
        require(index.lineNumber(row) == number, "numbers are those of line feeds");
        require(index.lineNumber(index.rowOfLine(number)) == number, "a line is found by number");
        at = rowEnd(text, at);
        number += text[at - 1] == '\n' ? 1 : 0;
    }
    require(row == index.rowCount(), "walking and indexing find the same rows");
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
    checkIndex(bytes, data[0]);
    checkLog(bytes, RowFormat::Plain);
    checkLog(bytes, RowFormat::Lava);
    return 0;
}
