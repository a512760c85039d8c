// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstdio>

int main()
{
    std::puts("cboard 0.1.0");
    return 0;
}
