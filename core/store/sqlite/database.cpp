// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

#include <sqlite3.h>
#include <utility>

namespace cboard::store {

namespace {

    constexpr int BusyTimeoutMs = 5000;
    constexpr int StepsBetweenChecks = 2000; ///< Virtual machine steps; about 50 µs.
    constexpr std::size_t IdlePerText = 4;

    ErrorKind kindOf(int code)
    {
        switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorKind::Busy;
        case SQLITE_INTERRUPT:
            return ErrorKind::Cancelled;
        default:
            return ErrorKind::Storage;
        }
    }

    /// What the user can do something about gets a sentence of its own.
    std::string sentence(int code, const std::filesystem::path& file, const char* detail)
    {
        switch (code & 0xff) {
        case SQLITE_FULL:
            return fmt::format("no space left for the store {}", file.string());
        case SQLITE_READONLY:
            return fmt::format("the store {} is read-only", file.string());
        case SQLITE_CANTOPEN:
            return fmt::format("the store {} cannot be opened", file.string());
        case SQLITE_NOTADB:
            return fmt::format("{} is not a store", file.string());
        case SQLITE_CORRUPT:
            return fmt::format("the store {} is damaged: {}", file.string(), detail);
        case SQLITE_BUSY:
            return fmt::format("the store {} is in use by another program", file.string());
        case SQLITE_INTERRUPT:
            return "cancelled";
        default:
            return fmt::format("the store {} failed: {}", file.string(), detail);
        }
    }

    /// Opens a file that nobody can change at present: in a folder where SQLite cannot make the
    /// shared memory of its log. Only when there is no log whose pages would be missed.
    int openImmutable(const std::filesystem::path& file, int flags, sqlite3** handle)
    {
        std::error_code error;
        const auto logBytes = std::filesystem::file_size(file.string() + "-wal", error);
        if (!error && logBytes > 0) {
            return SQLITE_CANTOPEN;
        }
        std::string uri = "file:";
        for (const char c : file.string()) {
            uri += c == '%' || c == '?' || c == '#'
                ? fmt::format("%{:02x}", static_cast<unsigned char>(c))
                : std::string(1, c);
        }
        uri += "?immutable=1";
        return sqlite3_open_v2(uri.c_str(), handle, flags | SQLITE_OPEN_URI, nullptr);
    }

    /// Opening reads nothing yet: whether the first read works.
    int tryRead(sqlite3* handle)
    {
        return sqlite3_exec(handle, "PRAGMA schema_version", nullptr, nullptr, nullptr);
    }

    bool isFolderReadOnly(int code)
    {
        return (code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY;
    }

    int onProgress(void* task)
    {
        return static_cast<const TaskContext*>(task)->stopRequested() ? 1 : 0;
    }

} // namespace

Database::Database(std::filesystem::path file, sqlite3* handle)
    : m_file(std::move(file))
    , m_handle(handle)
{
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, Mode mode,
                                                 std::int64_t cacheBytes)
{
    // Counting its memory takes a lock for every allocation. Only before the first connection.
    [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= mode == Mode::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    flags |= mode == Mode::Create ? SQLITE_OPEN_CREATE : 0;
    sqlite3* handle = nullptr;
    int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    if (mode == Mode::ReadOnly && code == SQLITE_OK && isFolderReadOnly(tryRead(handle))) {
        sqlite3_close(std::exchange(handle, nullptr));
        code = openImmutable(file, flags, &handle);
    }
    std::unique_ptr<Database> database(new Database(file, handle));
    if (code != SQLITE_OK) {
        return tl::unexpected(database->error(code));
    }
    sqlite3_busy_timeout(handle, BusyTimeoutMs);
    // cell_size_check finds damage early; secure_delete would write zeros for nothing.
    CBOARD_TRY_VOID(database->execute(fmt::format("PRAGMA foreign_keys = ON;"
                                                  "PRAGMA secure_delete = OFF;"
                                                  "PRAGMA trusted_schema = OFF;"
                                                  "PRAGMA temp_store = MEMORY;"
                                                  "PRAGMA cache_size = -{};",
                                                  cacheBytes / 1024)));
    return database;
}

Database::~Database()
{
    for (const auto& [text, statements] : m_idle) {
        for (sqlite3_stmt* statement : statements) {
            sqlite3_finalize(statement);
        }
    }
    sqlite3_close_v2(m_handle);
}

Result<Statement> Database::prepare(std::string_view sql)
{
    if (const auto found = m_idle.find(std::string(sql));
        found != m_idle.end() && !found->second.empty()) {
        sqlite3_stmt* statement = found->second.back();
        found->second.pop_back();
        return Statement(*this, statement);
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) {
        return tl::unexpected(error(code));
    }
    return Statement(*this, statement);
}

void Database::giveBack(sqlite3_stmt* statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    auto& idle = m_idle[sqlite3_sql(statement)];
    if (idle.size() < IdlePerText) {
        idle.push_back(statement);
    } else {
        sqlite3_finalize(statement);
    }
}

Result<void> Database::execute(std::string_view sql)
{
    const int code = sqlite3_exec(m_handle, std::string(sql).c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return tl::unexpected(error(code));
    }
    return {};
}

Result<std::int64_t> Database::scalar(std::string_view sql)
{
    CBOARD_TRY(Statement statement, prepare(sql));
    CBOARD_TRY(const bool hasRow, statement.step());
    return hasRow ? statement.integer(0) : 0;
}

std::int64_t Database::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

std::int64_t Database::changedRows() const
{
    return sqlite3_changes64(m_handle);
}

Error Database::error(int code) const
{
    const char* detail = m_handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(m_handle);
    return Error{kindOf(code), code, sentence(code, m_file, detail), {}};
}

CancelScope::CancelScope(Database& database, const TaskContext& task)
    : m_database(database)
    , m_task(task)
{
    sqlite3_progress_handler(m_database.m_handle, StepsBetweenChecks, onProgress, &m_task);
}

CancelScope::~CancelScope()
{
    sqlite3_progress_handler(m_database.m_handle, 0, nullptr, nullptr);
}

Result<Transaction> Transaction::begin(Database& database, Kind kind)
{
    CBOARD_TRY_VOID(database.execute(kind == Kind::Read ? "BEGIN" : "BEGIN IMMEDIATE"));
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database != nullptr && sqlite3_get_autocommit(m_database->handle()) == 0) {
        // Fails only when SQLite has rolled back already, which is what is wanted.
        [[maybe_unused]] const auto result = m_database->execute("ROLLBACK");
    }
}

Result<void> Transaction::commit()
{
    CBOARD_TRY_VOID(m_database->execute("COMMIT"));
    m_database = nullptr;
    return {};
}

std::string escapeLike(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '\\' || c == '%' || c == '_') {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

} // namespace cboard::store
