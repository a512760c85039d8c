// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::store {

class Database;
class Dictionary;

/// Kinds and statuses as the roll-ups number them.
constexpr std::int64_t BuildKind = 0;
constexpr std::int64_t BootKind = 1;
constexpr std::int64_t TestKind = 2;
constexpr std::int64_t NoStatus = 6;

/// One result as the roll-ups see it.
struct RollupEntry {
    std::int64_t checkout = 0;
    std::int64_t kind = BuildKind;
    std::int64_t build = 0;
    std::int64_t key = 0; ///< test.key; 0 for a build.
    std::int64_t path = 0;
    std::int64_t suite = 0;
    std::int64_t platform = 0;
    std::int64_t lab = 0;
    std::int64_t status = NoStatus;
    std::optional<std::int64_t> start;
};

/// Collects changes of the roll-ups in memory and writes them once per commit.
///
/// The changes of a document are a journal until the document is accepted, so that one that fails
/// leaves no trace.
class RollupDeltas {
public:
    void add(const RollupEntry& entry) { m_journal.push_back({entry, 1}); }
    void remove(const RollupEntry& entry) { m_journal.push_back({entry, -1}); }
    /// A placeholder's rows move to the checkout that has come to be known.
    void moveCheckout(std::int64_t from, std::int64_t to) { m_journalMoves.emplace_back(from, to); }

    void acceptDocument();
    void dropDocument();

    /// Writes everything accepted; forgets it.
    Result<void> flush(Database& database, const Dictionary& names);
    /// Forgets everything, after a transaction was undone.
    void clear();

private:
    struct Change {
        RollupEntry entry;
        int sign = 1;
    };
    struct Sampled {
        std::int64_t count = 0;
        std::int64_t highestKey = 0;
        bool hasAdded = false;
        bool hasRemoved = false;
    };
    template <std::size_t Size>
    struct KeyHasher {
        std::size_t operator()(const std::array<std::int64_t, Size>& key) const
        {
            std::size_t hash = 0;
            for (const std::int64_t part : key) {
                hash = (hash ^ static_cast<std::size_t>(part)) * 0x9e3779b97f4a7c15U;
                hash ^= hash >> 29U;
            }
            return hash;
        }
    };
    template <std::size_t Size, typename Value>
    using Map = std::unordered_map<std::array<std::int64_t, Size>, Value, KeyHasher<Size>>;

    void apply(const Change& change);
    std::int64_t movedCheckout(std::int64_t checkout) const;
    void foldMoves();
    Result<void> flushMoves(Database& database);
    Result<void> flushCheckouts(Database& database);
    Result<void> flushPlatforms(Database& database);
    Result<void> sampleAgain(Database& database, const Dictionary& names);
    Result<void> flushSuites(Database& database);
    Result<void> flushUnfinished(Database& database);

    std::vector<Change> m_journal;
    std::vector<std::pair<std::int64_t, std::int64_t>> m_journalMoves;
    std::map<std::int64_t, std::int64_t> m_moves;
    Map<3, std::int64_t> m_checkouts; ///< checkout, kind, status
    Map<6, Sampled> m_platforms; ///< checkout, kind, platform, lab, build, status
    Map<4, std::int64_t> m_suites; ///< checkout, suite, platform, status
    std::map<std::array<std::int64_t, 4>, std::optional<RollupEntry>> m_unfinished; ///< By key.
};

} // namespace cboard::store
