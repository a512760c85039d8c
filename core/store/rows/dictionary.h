// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/base/hash.h"
#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cboard::store {

class Database;

/// The dimensions of table `name`; the value is the column `dimension`.
enum class NameKind : std::uint8_t {
    Tree = 1,
    Branch,
    Repository,
    Platform,
    Config,
    Compiler,
    Architecture,
    Lab,
    Origin,
    Folder,
};

constexpr std::size_t NameKindCount = 10;

/// One node of the tree of test paths.
struct PathNode {
    std::string_view text; ///< The whole dotted path down to here.
    std::int64_t parent = 0; ///< 0 for a suite (and for the row without path).
    std::int64_t suite = 0; ///< The first part; itself for a suite.
    bool isBoot = false; ///< `boot` or `boot.*`

    std::string_view leaf() const; ///< The last part.
};

/// Names and paths in memory. Both tables only grow, so a refresh reads what is new. Not
/// thread-safe; one per connection. Views stay valid as long as the dictionary lives.
class Dictionary {
public:
    Dictionary();

    /// Reads rows added since the last refresh, by whichever process.
    Result<void> refresh(Database& database);

    /// Empty for 0 and for unknown ids.
    std::string_view name(NameKind kind, std::int64_t id) const;
    /// 0 for the empty text; nothing when the word was never stored.
    std::optional<std::int64_t> findName(NameKind kind, std::string_view text) const;
    /// Ids are 0 ... nameCount - 1.
    std::int64_t nameCount(NameKind kind) const;

    /// Row 0 (no path) for unknown ids.
    const PathNode& path(std::int64_t id) const;
    std::optional<std::int64_t> findPath(std::string_view path) const;
    /// Ids are 0 ... pathCount - 1; ids of ancestors are lower.
    std::int64_t pathCount() const { return static_cast<std::int64_t>(m_paths.size()); }

    /// Writer only: the id of a word, stored when it is new.
    Result<std::int64_t> internName(Database& database, NameKind kind, std::string_view text);
    /// Writer only: the id of a path, with the paths above it. New ones are stored by storePaths().
    std::int64_t internPath(std::string_view path);
    /// Writes the new paths, packed together. Before each commit.
    Result<void> storePaths(Database& database);

    /// How much is known; for rollback() when a transaction that added rows was undone.
    struct Mark {
        std::array<std::size_t, NameKindCount> names{};
        std::size_t paths = 0;
    };
    Mark mark() const;
    void rollback(const Mark& mark);

private:
    struct Hasher {
        std::size_t operator()(std::string_view text) const { return hash64(text); }
    };
    using Index = std::unordered_map<std::string_view, std::int64_t, Hasher>;
    struct Names {
        std::vector<std::string_view> texts;
        Index index;
    };

    Names& names(NameKind kind) { return m_names[static_cast<std::size_t>(kind) - 1]; }
    const Names& names(NameKind kind) const { return m_names[static_cast<std::size_t>(kind) - 1]; }
    Result<void> refreshNames(Database& database);
    Result<void> refreshPaths(Database& database);
    Result<void> readPaths(std::string_view packed);
    std::int64_t rememberPath(std::string_view path);

    Arena m_arena;
    std::array<Names, NameKindCount> m_names;
    std::vector<PathNode> m_paths;
    std::int64_t m_storedPaths = 1; ///< Of m_paths, how many the table holds; row 0 is implied.
    Index m_pathIndex;
};

} // namespace cboard::store
