// SPDX-License-Identifier: LGPL-2.1-or-later
// The tree, the skipping scanner and the minifier must agree; what is written reads back the same;
// each error has a place.
#include "core/formats/json/json_scanner.h"
#include "core/formats/json/json_value.h"
#include "core/formats/json/json_writer.h"
#include "tests/fuzz/fuzz_require.h"

#include <cstdint>
#include <string>

using namespace cboard;
using namespace cboard::formats;

namespace {

std::string written(const JsonValue& value)
{
    std::string out;
    appendJson(out, value);
    return out;
}

bool skips(std::string_view json, Arena& arena, const Limits& limits, bool& hasBlanks)
{
    JsonScanner scanner(json, arena, limits);
    std::string_view raw;
    return scanner.begin() && scanner.skipValue(raw, hasBlanks) && scanner.end();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view json(reinterpret_cast<const char*>(data), size);
    Arena arena;
    const Limits limits;
    const auto value = parseJson(json, arena, limits);
    bool hasBlanks = false;
    require(skips(json, arena, limits, hasBlanks) == value.has_value(), "skipping checks as much");
    if (!value) {
        require(value.error().offset <= size && value.error().line >= 1, "an error has a place");
        require(!value.error().rule.empty(), "an error has a rule");
        return 0;
    }
    const std::string text = written(*value);
    const auto back = parseJson(text, arena, limits);
    require(back.has_value() && written(*back) == text, "what is written reads back the same");
    const std::string_view small = minifyJson(json, arena);
    const auto same = parseJson(small, arena, limits);
    require(same.has_value() && written(*same) == text, "minifying changes no value");
    skips(small, arena, limits, hasBlanks);
    require(!hasBlanks, "minified text has no blanks");
    const std::string indented = indentJson(small);
    const auto readable = parseJson(indented, arena, limits);
    require(readable.has_value() && written(*readable) == text, "indenting changes no value");
    return 0;
}
