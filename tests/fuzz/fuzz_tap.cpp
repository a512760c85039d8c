// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/fuzz/fuzz_reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    cboard::fuzz::readAndCheck("tap", cboard::fuzz::inputOf(data, size));
    return 0;
}
