// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/sqlite/statement.h"

#include "core/store/sqlite/database.h"

#include <sqlite3.h>
#include <utility>

namespace cboard::store {

Statement::Statement(Statement&& other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_handle(std::exchange(other.m_handle, nullptr))
    , m_bindError(std::exchange(other.m_bindError, 0))
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    if (this != &other) {
        release();
        m_database = std::exchange(other.m_database, nullptr);
        m_handle = std::exchange(other.m_handle, nullptr);
        m_bindError = std::exchange(other.m_bindError, 0);
    }
    return *this;
}

Statement::~Statement()
{
    release();
}

void Statement::release()
{
    if (m_handle != nullptr) {
        m_database->giveBack(std::exchange(m_handle, nullptr));
    }
}

Statement& Statement::checked(int code)
{
    if (code != SQLITE_OK && m_bindError == 0) {
        m_bindError = code;
    }
    return *this;
}

Statement& Statement::bind(int parameter, std::int64_t value)
{
    return checked(sqlite3_bind_int64(m_handle, parameter, value));
}

Statement& Statement::bind(int parameter, double value)
{
    return checked(sqlite3_bind_double(m_handle, parameter, value));
}

Statement& Statement::bind(int parameter, std::string_view text)
{
    // A null pointer would bind NULL; an empty view is an empty text.
    const char* bytes = text.data() == nullptr ? "" : text.data();
    return checked(
        sqlite3_bind_text64(m_handle, parameter, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

Statement& Statement::bind(int parameter, std::nullopt_t)
{
    return checked(sqlite3_bind_null(m_handle, parameter));
}

Statement& Statement::bindBlob(int parameter, std::string_view bytes)
{
    const char* data = bytes.data() == nullptr ? "" : bytes.data();
    return checked(sqlite3_bind_blob64(m_handle, parameter, data, bytes.size(), SQLITE_STATIC));
}

Result<bool> Statement::step()
{
    if (m_bindError != 0) {
        return tl::unexpected(m_database->error(std::exchange(m_bindError, 0)));
    }
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW) {
        return true;
    }
    if (code == SQLITE_DONE) {
        return false;
    }
    Error error = m_database->error(code);
    sqlite3_reset(m_handle);
    return tl::unexpected(std::move(error));
}

Result<void> Statement::run()
{
    CBOARD_TRY([[maybe_unused]] const bool hasRow, step());
    sqlite3_reset(m_handle);
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

bool Statement::isReal(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_FLOAT;
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_handle, column);
}

std::string_view Statement::text(int column) const
{
    const auto* bytes = sqlite3_column_text(m_handle, column);
    if (bytes == nullptr) {
        return {};
    }
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
}

std::string_view Statement::blob(int column) const
{
    const void* bytes = sqlite3_column_blob(m_handle, column);
    if (bytes == nullptr) {
        return {};
    }
    return {static_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
}

std::optional<std::int64_t> Statement::optionalInteger(int column) const
{
    if (isNull(column)) {
        return std::nullopt;
    }
    return integer(column);
}

} // namespace cboard::store
