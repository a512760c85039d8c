// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/cell_marks.h"

#include <string>

namespace cboard::test {

/// The keys of a set of marks, for comparing and showing: "new flaky".
inline std::string keysOf(query::CellMarks marks)
{
    std::string keys;
    for (std::size_t i = 0; i < query::CellMarkCount; ++i) {
        const auto mark = static_cast<query::CellMark>(i);
        if (query::hasMark(marks, mark)) {
            keys += (keys.empty() ? "" : " ") + std::string(query::cellMarkKey(mark));
        }
    }
    return keys;
}

} // namespace cboard::test
