// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cboard::store {

/// A handful of different ids, in the order in which they came; mostly the same one comes again.
class FewIds {
public:
    /// \returns whether it was not among them.
    bool add(std::int64_t id)
    {
        if (id == m_last || std::find(m_ids.begin(), m_ids.end(), id) != m_ids.end()) {
            m_last = id;
            return false;
        }
        m_last = id;
        m_ids.push_back(id);
        return true;
    }
    const std::vector<std::int64_t>& ids() const { return m_ids; }

private:
    std::vector<std::int64_t> m_ids;
    std::int64_t m_last = -1; ///< No id is negative.
};

} // namespace cboard::store
