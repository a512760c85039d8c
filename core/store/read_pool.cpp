// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/read_pool.h"

namespace cboard::store {

Result<void> ReadConnection::refresh()
{
    CBOARD_TRY(const std::int64_t stored,
               database->scalar("SELECT value FROM meta WHERE key = 'generation'"));
    const auto newest = static_cast<std::uint64_t>(stored);
    // A rolled back file or a copy put in its place would count lower; ids are then not ours.
    if (newest < generation) {
        names = Dictionary();
        decoder = std::make_unique<RecordDecoder>(*database, names);
    }
    if (newest != generation) {
        CBOARD_TRY_VOID(names.refresh(*database));
        generation = newest;
    }
    return {};
}

ReadPool::Loan::Loan(ReadPool& pool, std::unique_ptr<ReadConnection> connection)
    : m_pool(&pool)
    , m_connection(std::move(connection))
{
}

ReadPool::Loan::~Loan()
{
    if (m_connection) {
        m_pool->giveBack(std::move(m_connection));
    }
}

ReadPool::ReadPool(std::filesystem::path file, std::size_t mostConnections)
    : m_file(std::move(file))
    , m_mostConnections(mostConnections)
{
}

Result<std::unique_ptr<ReadConnection>> ReadPool::open() const
{
    constexpr std::int64_t CacheBytes = 32 << 20;
    auto connection = std::make_unique<ReadConnection>();
    CBOARD_TRY(connection->database, Database::open(m_file, Database::Mode::ReadOnly, CacheBytes));
    connection->decoder = std::make_unique<RecordDecoder>(*connection->database, connection->names);
    return connection;
}

Result<ReadPool::Loan> ReadPool::take(const TaskContext& task)
{
    std::unique_lock lock(m_mutex);
    const bool isFree = m_returned.wait(lock, task.stopToken(), [this] {
        return !m_idle.empty() || m_openCount < m_mostConnections;
    });
    if (!isFree || task.stopRequested()) {
        return fail(ErrorKind::Cancelled, "cancelled");
    }
    if (!m_idle.empty()) {
        auto connection = std::move(m_idle.back());
        m_idle.pop_back();
        return Loan(*this, std::move(connection));
    }
    ++m_openCount;
    lock.unlock();
    auto connection = open();
    if (!connection) {
        lock.lock();
        --m_openCount;
        lock.unlock();
        m_returned.notify_one();
        return tl::unexpected(std::move(connection).error());
    }
    return Loan(*this, std::move(*connection));
}

void ReadPool::giveBack(std::unique_ptr<ReadConnection> connection)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_idle.push_back(std::move(connection));
    }
    m_returned.notify_one();
}

} // namespace cboard::store
