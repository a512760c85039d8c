// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/home_snapshots.h"
#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/result_groups.h"

#include <map>
#include <vector>

namespace cboard::store {

/// Sums what labs and origins sent, revision by revision, from the roll-ups.
class SourceRows {
public:
    /// \p labs: what the user calls them.
    SourceRows(const QueryContext& context, const NameAliases& labs)
        : m_context(context)
        , m_labNames(labs)
    {
    }

    /// Looked at are so many days.
    static constexpr std::chrono::days Seen{30};

    Result<void> add(ResultReader& reader, const RevisionEntry& revision);
    /// Labs, then origins, by name.
    std::vector<query::SourceRow> rows(Timestamp now) const;

private:
    struct Day {
        std::int64_t runs = 0;
        std::int64_t errors = 0; ///< Error and miss.
    };
    struct Source {
        std::vector<Timestamp> starts; ///< Of the revisions that it has results of.
        std::optional<Timestamp> lastData;
        std::map<std::chrono::sys_days, Day> days; ///< By the start of the revision.
    };
    using Sources = std::map<std::int64_t, Source>; ///< By lab.id, origin.id.

    static void note(const RevisionEntry& revision, Timestamp start, const SourceSums& sum,
                     Source& source);
    static query::SourceRow rowOf(const Source& source, Timestamp now);

    const QueryContext& m_context;
    const NameAliases& m_labNames;
    Sources m_labs;
    Sources m_origins;
};

} // namespace cboard::store
