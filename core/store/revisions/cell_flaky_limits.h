// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/limits.h"
#include "core/store/revisions/cell_index.h"
#include "core/store/rows/dictionary.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace cboard::store {

/// By which limits each cell counts as flaky: the usual ones, but for what the user excepts. One
/// per query; costs nothing where nothing is excepted.
class CellFlakyLimits {
public:
    /// \p names and \p limits outlive it.
    CellFlakyLimits(const Dictionary& names, const query::Limits& limits);

    const query::FlakyLimits& of(const CellKey& key)
    {
        return m_exceptions.empty() ? m_usual : exceptionOf(key);
    }

private:
    struct Exception {
        const query::FlakyException* words = nullptr;
        std::int64_t lab = 0; ///< 0 for any.
    };

    const query::FlakyLimits& exceptionOf(const CellKey& key);
    std::vector<const Exception*> exceptionsOfPath(const CellKey& key) const;

    const Dictionary& m_names;
    const query::FlakyLimits& m_usual;
    std::vector<Exception> m_exceptions; ///< Those of labs that are stored, and of any.
    /// By path and whether it is a build, whose path is 0 as that of boots is.
    std::unordered_map<std::int64_t, std::vector<const Exception*>> m_byPath;
};

} // namespace cboard::store
