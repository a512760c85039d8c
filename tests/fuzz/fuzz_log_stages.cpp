// SPDX-License-Identifier: LGPL-2.1-or-later
// Any bytes are a log to the shipped stages, and any bytes are a stage file: one that is refused
// has a place, one that is taken finds stages inside the log.
#include "core/logs/stages/stage_finder.h"
#include "tests/fuzz/fuzz_require.h"

#include <algorithm>
#include <cstdint>

using namespace cboard;
using namespace cboard::logs;

namespace {

void checkStages(std::string_view bytes, RowFormat format,
                 const std::shared_ptr<const StageRules>& rules)
{
    const auto source = makeMemorySource(std::make_shared<const std::string>(bytes));
    const auto found = findStages(*source, format, rules, TaskContext{});
    require(found.has_value(), "any bytes have stages or none");
    const auto lines = static_cast<std::int64_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
    std::uint64_t last = 0;
    for (const Stage& stage : *found) {
        require(stage.beginByte >= last && stage.beginByte <= stage.endByte
                    && stage.endByte <= bytes.size(),
                "stages are in order and inside");
        require(stage.firstLine >= 1 && stage.firstLine <= stage.lastLine
                    && stage.lastLine <= lines,
                "lines are in order and inside");
        require(!stage.duration || stage.duration->count() >= 0, "no time runs backward");
        last = stage.beginByte;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    checkStages(bytes, RowFormat::Plain, *StageRules::shipped());
    checkStages(bytes, RowFormat::Lava, *StageRules::shipped());
    if (size < 256 && bytes.starts_with('[')) { // Compiling takes the time of many searches.
        const auto own = StageRules::parse(bytes);
        require(own.has_value() || own.error().message.starts_with("line ")
                    || own.error().message.starts_with("pattern "),
                "a mistake has a place");
        if (own) {
            checkStages(bytes, RowFormat::Plain, *own);
        }
    }
    return 0;
}
