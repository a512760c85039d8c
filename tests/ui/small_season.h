// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/store_fixture.h"

#include <memory>

namespace cboard::test {

/// Two branches of six revisions with 400 tests each: something of each kind, made in a moment.
inline std::unique_ptr<StoreFixture> smallSeason()
{
    constexpr int Revisions = 6;
    constexpr int Tests = 400;
    generate::Options options;
    options.trees = 2;
    options.revisions = Revisions;
    options.tests = Revisions * Tests;
    return StoreFixture::create(options);
}

} // namespace cboard::test
