// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/heap.h"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace cboard {

void prepareHeapForWindow()
{
#ifdef __GLIBC__
    // Setting the first of them ends the learning.
    constexpr int LeastMappedBytes = 256 * 1024;
    constexpr int MostFreeBytesAtTop = 512 * 1024;
    mallopt(M_MMAP_THRESHOLD, LeastMappedBytes);
    mallopt(M_TRIM_THRESHOLD, MostFreeBytesAtTop);
    mallopt(M_MXFAST, 0);
#endif
}

} // namespace cboard
