// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/store/compression.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace cboard::store {

class Database;
struct PreparedExcerpt;

/// Interns log excerpts by content. Writer only.
class ExcerptTable {
public:
    ExcerptTable(Database& database, Compressor& compressor);

    /// The excerpt's id; stored when it is new.
    Result<std::int64_t> intern(std::string_view text);
    Result<std::int64_t> intern(const PreparedExcerpt& excerpt);
    /// Drops what is cached, after a transaction was undone.
    void forget();

private:
    /// \p coded may be empty: it is made when it is needed.
    Result<std::int64_t> intern(std::string_view text, const Hash128& hash, std::string_view coded);
    Result<std::int64_t> find(const Hash128& hash, std::string_view text); ///< 0 when not stored.

    Database& m_database;
    Compressor& m_compressor;
    std::unordered_map<Hash128, std::int64_t, Hash128Hasher> m_known;
};

} // namespace cboard::store
