// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/store/sqlite/statement.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;

namespace cboard::store {

/// One SQLite connection. Not thread-safe: one thread at a time, a connection per thread.
///
/// Errors carry SQLite's extended code. Kinds: Busy (another connection holds the lock), Cancelled
/// (a task was stopped), Storage for the rest (disk full, read-only, damaged, not a database).
class Database {
public:
    enum class Mode : std::uint8_t {
        ReadOnly, ///< For queries: cannot write, fails when there is no file.
        ReadWrite,
        Create, ///< ReadWrite that makes the file when there is none.
    };

    /// Opens with foreign keys on and a busy timeout of 5 s. \p cacheBytes is the page cache.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, Mode mode,
                                                  std::int64_t cacheBytes = 16 << 20);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// A statement for \p sql, from the cache when one is idle there.
    Result<Statement> prepare(std::string_view sql);
    /// Runs one or more statements without parameters and ignores their rows.
    Result<void> execute(std::string_view sql);
    /// First column of the first row; 0 when there is no row.
    Result<std::int64_t> scalar(std::string_view sql);

    std::int64_t lastInsertId() const;
    std::int64_t changedRows() const; ///< Of the last statement.
    sqlite3* handle() const { return m_handle; }
    const std::filesystem::path& file() const { return m_file; }

    /// The error for a code that SQLite returned on this connection.
    Error error(int code) const;

private:
    friend class Statement;
    friend class CancelScope;

    Database(std::filesystem::path file, sqlite3* handle);
    void giveBack(sqlite3_stmt* statement);

    std::filesystem::path m_file;
    sqlite3* m_handle = nullptr;
    std::unordered_map<std::string, std::vector<sqlite3_stmt*>> m_idle;
};

/// While it lives, statements of the database end with Cancelled once the task is stopped.
class CancelScope {
public:
    CancelScope(Database& database, const TaskContext& task);
    CancelScope(const CancelScope&) = delete;
    CancelScope& operator=(const CancelScope&) = delete;
    ~CancelScope();

private:
    Database& m_database;
    TaskContext m_task;
};

/// BEGIN ... COMMIT; rolls back when it is destroyed without commit.
class Transaction {
public:
    enum class Kind : std::uint8_t { Read, Write };

    /// Read: a stable view until the end. Write: takes the write lock at once.
    static Result<Transaction> begin(Database& database, Kind kind);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    Result<void> commit();

private:
    explicit Transaction(Database& database)
        : m_database(&database)
    {
    }
    Database* m_database = nullptr;
};

/// `text` as a pattern for LIKE ... ESCAPE '\' that matches it literally.
std::string escapeLike(std::string_view text);

} // namespace cboard::store
