// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/task_context.h"
#include "core/store/rows/dictionary.h"
#include "core/store/sqlite/database.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace cboard::store {

class RecordDecoder;
class LogPacks;
class OutcomeCache;
struct UserNames;

/// What every query works with: one connection inside a read transaction, the dictionary fresh to
/// it, the generation it sees, and what queries remember between each other.
struct QueryContext {
    Database& database;
    const Dictionary& names;
    RecordDecoder& decoder;
    OutcomeCache& outcomes;
    const TaskContext& task;
    std::uint64_t generation = 0;
    /// UserNames::of(): read once for a query.
    mutable std::shared_ptr<const UserNames> user = nullptr;
};

/// Rows of a statement one by one: `visit(statement)` returns Result<void>; an error ends it.
template <typename Visitor>
Result<void> forEachRow(Statement& statement, Visitor&& visit)
{
    while (true) {
        CBOARD_TRY(const bool hasRow, statement.step());
        if (!hasRow) {
            statement.reset();
            return {};
        }
        CBOARD_TRY_VOID(visit(statement));
    }
}

/// A set of row ids of a small table; without bits it holds every id.
class IdSet {
public:
    bool isAll() const { return m_isAll; }
    bool contains(std::int64_t id) const
    {
        return m_isAll
            || (id >= 0 && static_cast<std::size_t>(id) < m_bits.size()
                && m_bits[static_cast<std::size_t>(id)]);
    }
    /// Keeps only ids of both.
    void intersect(std::vector<bool> bits)
    {
        if (!m_isAll) {
            bits.resize(std::max(bits.size(), m_bits.size()));
            for (std::size_t i = 0; i < bits.size(); ++i) {
                bits[i] = bits[i] && i < m_bits.size() && m_bits[i];
            }
        }
        m_bits = std::move(bits);
        m_isAll = false;
    }
    /// The ids when it is not everything.
    std::vector<std::int64_t> ids() const
    {
        std::vector<std::int64_t> found;
        for (std::size_t i = 0; i < m_bits.size(); ++i) {
            if (m_bits[i]) {
                found.push_back(static_cast<std::int64_t>(i));
            }
        }
        return found;
    }

private:
    bool m_isAll = true;
    std::vector<bool> m_bits;
};

} // namespace cboard::store
