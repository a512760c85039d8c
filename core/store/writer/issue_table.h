// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/records.h"
#include "core/store/writer/writer_context.h"

#include <string>

namespace cboard::store {

/// Writes issues, each version a row of its own, and incidents.
class IssueTable {
public:
    explicit IssueTable(WriterContext& context)
        : m_context(context)
    {
    }

    /// \returns whether a row is new or changed.
    Result<bool> add(const Issue& issue);
    Result<bool> add(const Incident& incident);

private:
    /// \p row selects id and document of the record where it is stored; \p load decodes it.
    template <typename Record, typename Load>
    Result<bool> addOrMerge(Statement& row, std::string_view nextId, const Record& record,
                            Load load);
    Result<void> write(std::int64_t id, const Issue& issue, std::int64_t document);
    Result<void> write(std::int64_t id, const Incident& incident, std::int64_t document);

    WriterContext& m_context;
    std::string m_body;
};

/// An issue's version as a column: an integer where it fits, clamped where not.
std::int64_t versionColumn(const Number& version);

} // namespace cboard::store
