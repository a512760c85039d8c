// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/fuzz/fuzz_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    cboard::formats::Input input = cboard::fuzz::inputOf(data, size);
    cboard::fuzz::readAndCheck("kernelci-build", input);
    cboard::fuzz::readAndCheck("kernelci-boot", input);
    input.companions.emplace_back("steps.json", input.bytes);
    cboard::fuzz::readAndCheck("kernelci-bmeta", input);
    return 0;
}
