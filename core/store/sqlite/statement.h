// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string_view>

struct sqlite3_stmt;

namespace cboard::store {

class Database;

/// A prepared statement: bind, step, read columns. Comes from Database::prepare and goes back to
/// the cache of that database when it is destroyed, so it must not outlive it.
///
/// Parameters are numbered from 1, columns from 0. Bound text and blobs are not copied: they must
/// stay valid until the next reset. A binding that fails makes the next step fail.
class Statement {
public:
    Statement() = default;
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&& other) noexcept;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, int value) { return bind(parameter, std::int64_t{value}); }
    Statement& bind(int parameter, double value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, const char* text)
    {
        return bind(parameter, std::string_view(text));
    }
    Statement& bind(int parameter, std::nullopt_t /*null*/);
    Statement& bindBlob(int parameter, std::string_view bytes);

    template <typename T>
    Statement& bind(int parameter, const std::optional<T>& value)
    {
        return value ? bind(parameter, *value) : bind(parameter, std::nullopt);
    }

    /// Binds parameters 1, 2, ... in order (text as text; blobs need bindBlob).
    template <typename... Values>
    Statement& bindAll(const Values&... values)
    {
        int parameter = 0;
        (bind(++parameter, values), ...);
        return *this;
    }

    /// \returns true when there is a row to read, false at the end.
    Result<bool> step();
    /// Steps once, expects no row, resets.
    Result<void> run();
    /// Makes the statement ready to be bound and stepped again; bindings stay.
    void reset();

    bool isNull(int column) const;
    bool isReal(int column) const;
    std::int64_t integer(int column) const; ///< 0 for NULL.
    double real(int column) const;
    std::string_view text(int column) const; ///< Valid until the next step or reset.
    std::string_view blob(int column) const; ///< Valid until the next step or reset.
    std::optional<std::int64_t> optionalInteger(int column) const;

private:
    friend class Database;
    Statement(Database& database, sqlite3_stmt* handle)
        : m_database(&database)
        , m_handle(handle)
    {
    }
    void release();
    Statement& checked(int code);

    Database* m_database = nullptr;
    sqlite3_stmt* m_handle = nullptr;
    int m_bindError = 0;
};

} // namespace cboard::store
