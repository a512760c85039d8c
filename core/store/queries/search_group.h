// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/search_text.h"
#include "core/query/snapshots.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace cboard::store {

/// The best hits of one group, by rank, then text.
class SearchGroup {
public:
    SearchGroup(std::string_view name, std::int64_t limit)
        : m_name(name)
        , m_limit(static_cast<std::size_t>(std::max<std::int64_t>(limit, 0)))
    {
    }

    void add(query::SearchRank rank, std::string_view title)
    {
        m_found.push_back({rank, m_found.size(), std::string(title)});
    }
    void add(query::SearchRank rank, query::SearchHit hit)
    {
        m_found.push_back({rank, m_found.size(), hit.title, std::move(hit)});
    }

    void moveTo(query::SearchSnapshot& snapshot)
    {
        std::stable_sort(m_found.begin(), m_found.end(), [](const Found& a, const Found& b) {
            return std::tie(a.rank, a.title) < std::tie(b.rank, b.title);
        });
        snapshot.info.totalRows += static_cast<std::int64_t>(m_found.size());
        for (std::size_t i = 0; i < std::min(m_limit, m_found.size()); ++i) {
            Found& found = m_found[i];
            found.hit.group = m_name;
            found.hit.title = found.title;
            if (found.hit.target.empty()) {
                found.hit.target = found.title;
            }
            snapshot.hits.push_back(std::move(found.hit));
        }
    }

private:
    struct Found {
        query::SearchRank rank = query::SearchRank::Fuzzy;
        std::size_t order = 0;
        std::string title;
        query::SearchHit hit{};
    };
    std::string m_name;
    std::size_t m_limit;
    std::vector<Found> m_found;
};

} // namespace cboard::store
