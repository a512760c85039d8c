// SPDX-License-Identifier: LGPL-2.1-or-later
// LAVA callbacks, dispatcher logs, and the YAML readers: where the reader of the regular subset
// takes a text, yaml-cpp must give the same tree.
#include "core/formats/yaml/yaml_text.h"
#include "tests/fuzz/fuzz_reading.h"

#include <cstdlib>

using namespace cboard;
using namespace cboard::formats;

namespace {

void compareYaml(std::string_view text)
{
    Arena arena;
    ValueTree regular;
    if (!readRegularYaml(text, arena, limits(), regular)) {
        return;
    }
    ValueTree any;
    if (readAnyYaml(text, arena, limits(), any)) {
        std::abort();
    }
    std::string one;
    std::string other;
    appendJson(one, regular.root());
    appendJson(other, any.root());
    if (one != other) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input = fuzz::inputOf(data, size);
    fuzz::readAndCheck("lava", input);
    fuzz::readAndCheck("lava-log", input);
    compareYaml(input.bytes);
    return 0;
}
