// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

/// Ends the program, which libFuzzer reports with its input, unless \p isTrue.
inline void require(bool isTrue, const char* what)
{
    if (!isTrue) {
        std::fprintf(stderr, "not so: %s\n", what);
        std::abort();
    }
}
