// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <filesystem>
#include <memory>
#include <string>

namespace cboard::store {

class Database;

/// The right to write, held by one program at a time: a lock on `<store>.lock`, which the system
/// releases when the holder dies, and a row in the database that says who holds it.
class Lease {
public:
    /// Errors: Busy naming the holder; Storage or Io when the lock file cannot be made.
    static Result<std::unique_ptr<Lease>> take(Database& database, const std::string& program,
                                               Timestamp now);
    /// The lock alone, for migrating a store whose schema is not there yet. \p holder is what the
    /// message says when it is taken.
    static Result<std::unique_ptr<Lease>> lockFile(const std::filesystem::path& storeFile,
                                                   const std::string& holder);
    /// Whether some program holds the lock now.
    static bool isHeld(const std::filesystem::path& storeFile);
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease();

private:
    explicit Lease(int file)
        : m_file(file)
    {
    }
    int m_file = -1;
};

/// "checkerboard on host, process 12, since 2026-11-21T05:00:00Z"; empty when nobody is noted.
std::string leaseHolder(Database& database);

} // namespace cboard::store
