// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/sqlite/database.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace cboard::store {

/// A connection for queries with what it remembers between them.
struct ReadConnection {
    std::unique_ptr<Database> database;
    Dictionary names;
    std::unique_ptr<RecordDecoder> decoder;
    std::uint64_t generation = 0; ///< To which the dictionary is fresh.

    /// Inside a read transaction: reads what commits since the last call added.
    Result<void> refresh();
};

/// Read-only connections for the threads that ask. Thread-safe.
class ReadPool {
public:
    /// A connection on loan; goes back when it is destroyed.
    class Loan {
    public:
        Loan(ReadPool& pool, std::unique_ptr<ReadConnection> connection);
        Loan(Loan&&) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan();

        ReadConnection& operator*() const { return *m_connection; }
        ReadConnection* operator->() const { return m_connection.get(); }

    private:
        ReadPool* m_pool;
        std::unique_ptr<ReadConnection> m_connection;
    };

    ReadPool(std::filesystem::path file, std::size_t mostConnections);
    ReadPool(const ReadPool&) = delete;
    ReadPool& operator=(const ReadPool&) = delete;
    ~ReadPool() = default;

    /// Waits while all connections are on loan. Errors: Cancelled, Storage.
    Result<Loan> take(const TaskContext& task);

    const std::filesystem::path& file() const { return m_file; }

private:
    Result<std::unique_ptr<ReadConnection>> open() const;
    void giveBack(std::unique_ptr<ReadConnection> connection);

    const std::filesystem::path m_file;
    const std::size_t m_mostConnections;
    std::mutex m_mutex;
    std::condition_variable_any m_returned;
    std::size_t m_openCount = 0; // guarded by m_mutex
    std::vector<std::unique_ptr<ReadConnection>> m_idle; // guarded by m_mutex
};

/// Returns `visit(connection)` of a connection that shows the store as it is at one instant. What
/// its decoder hands out is gone afterwards. Errors: as ReadPool::take(), and those of \p visit.
template <typename Visit>
auto readAtOnce(ReadPool& pool, const TaskContext& task, Visit&& visit)
    -> decltype(visit(std::declval<ReadConnection&>()))
{
    CBOARD_TRY(const auto connection, pool.take(task));
    const CancelScope cancel(*connection->database, task);
    CBOARD_TRY(auto transaction,
               Transaction::begin(*connection->database, Transaction::Kind::Read));
    CBOARD_TRY_VOID(connection->refresh());
    auto result = visit(*connection);
    connection->decoder->clear();
    return result;
}

} // namespace cboard::store
