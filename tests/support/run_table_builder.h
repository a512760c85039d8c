// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/test_tree_snapshot.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

namespace cboard::test {

/// Makes the table of runs of a small tree of tests; ids are external ones.
class RunTableBuilder {
public:
    /// Adds the run; the entry shows it.
    query::TestTreeEntry add(const query::TestTreeRun& run)
    {
        query::RunTable::Run stored;
        stored.platform = placeOf(run.platform);
        stored.config = placeOf(run.config);
        stored.lab = placeOf(run.lab);
        stored.hasLog = run.hasLog;
        if (run.durationSeconds) {
            stored.durationSeconds = *run.durationSeconds;
        }
        m_table.runs.push_back(stored);
        m_table.ids.push_back(run.id);
        return {static_cast<std::uint32_t>(m_table.runs.size() - 1), run.marks, run.status};
    }
    std::shared_ptr<const query::RunTable> take()
    {
        return std::make_shared<const query::RunTable>(std::move(m_table));
    }

private:
    std::uint32_t placeOf(const std::string& name)
    {
        auto place = std::find(m_table.names.begin(), m_table.names.end(), name);
        if (place == m_table.names.end()) {
            place = m_table.names.insert(place, name);
        }
        return static_cast<std::uint32_t>(place - m_table.names.begin());
    }

    query::RunTable m_table{{std::string()}, {}, {}};
};

} // namespace cboard::test
