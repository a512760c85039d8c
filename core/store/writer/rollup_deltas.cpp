// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/rollup_deltas.h"

#include "core/store/rows/dictionary.h"
#include "core/store/sqlite/database.h"

#include <algorithm>
#include <limits>
#include <type_traits>

namespace cboard::store {

namespace {

    /// Rows of a roll-up whose last result went away.
    Result<void> deleteEmpty(Database& database, std::string_view sql,
                             const std::vector<std::int64_t>& key)
    {
        CBOARD_TRY(auto row, database.prepare(sql));
        for (std::size_t i = 0; i < key.size(); ++i) {
            row.bind(static_cast<int>(i) + 1, key[i]);
        }
        return row.run();
    }

    constexpr std::string_view AddToCheckout =
        "INSERT INTO rollup_checkout (checkout, kind, status, count) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT DO UPDATE SET count = count + excluded.count";
    constexpr std::string_view AddToSuite =
        "INSERT INTO rollup_suite (checkout, suite, platform, status, count)"
        " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET count = count + excluded.count";
    constexpr std::string_view AddToPlatform =
        "INSERT INTO rollup_platform (checkout, kind, platform, lab, build, status, count, sample)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET"
        " count = count + excluded.count, sample = max(sample, excluded.sample)";
    /// Results of a group, of both kinds, newest first.
    constexpr std::string_view RunsOfGroup =
        "SELECT test.key, test.path FROM test JOIN job ON job.id = test.job"
        " WHERE test.build = ?1 AND test.platform = ?2 AND job.lab = ?3"
        " AND coalesce(test.status, 6) = ?4 ORDER BY test.key DESC";

} // namespace

void RollupDeltas::acceptDocument()
{
    for (const auto& [from, to] : m_journalMoves) {
        m_moves[from] = to;
    }
    for (const Change& change : m_journal) {
        apply(change);
    }
    m_journal.clear();
    m_journalMoves.clear();
}

void RollupDeltas::dropDocument()
{
    m_journal.clear();
    m_journalMoves.clear();
}

void RollupDeltas::clear()
{
    dropDocument();
    m_moves.clear();
    m_checkouts.clear();
    m_platforms.clear();
    m_suites.clear();
    m_unfinished.clear();
}

void RollupDeltas::apply(const Change& change)
{
    const RollupEntry& e = change.entry;
    m_checkouts[{e.checkout, e.kind, e.status}] += change.sign;
    if (e.kind != BuildKind) {
        Sampled& sampled = m_platforms[{e.checkout, e.kind, e.platform, e.lab, e.build, e.status}];
        sampled.count += change.sign;
        if (change.sign > 0) {
            sampled.highestKey = sampled.hasAdded ? std::max(sampled.highestKey, e.key) : e.key;
            sampled.hasAdded = true;
        } else {
            sampled.hasRemoved = true;
        }
    }
    if (e.kind == TestKind) {
        m_suites[{e.checkout, e.suite, e.platform, e.status}] += change.sign;
    }
    if (e.status == NoStatus) {
        auto& row = m_unfinished[{e.checkout, e.kind, e.build, e.key}];
        row = change.sign > 0 ? std::optional(e) : std::nullopt;
    }
}

std::int64_t RollupDeltas::movedCheckout(std::int64_t checkout) const
{
    const auto found = m_moves.find(checkout);
    return found == m_moves.end() ? checkout : found->second;
}

/// Brings the changes of a placeholder and those of the checkout it became under one key. Written
/// one after the other, a removal could come before the addition it undoes, which would leave a row
/// that counts nothing.
void RollupDeltas::foldMoves()
{
    if (m_moves.empty()) {
        return;
    }
    const auto foldCounts = [this](auto& counts) {
        std::remove_reference_t<decltype(counts)> folded;
        for (const auto& [from, count] : counts) {
            auto key = from;
            key[0] = movedCheckout(key[0]);
            folded[key] += count;
        }
        counts = std::move(folded);
    };
    foldCounts(m_checkouts);
    foldCounts(m_suites);
    decltype(m_platforms) platforms;
    for (const auto& [from, value] : m_platforms) {
        auto key = from;
        key[0] = movedCheckout(key[0]);
        Sampled& sampled = platforms[key];
        if (value.hasAdded) {
            sampled.highestKey = sampled.hasAdded ? std::max(sampled.highestKey, value.highestKey)
                                                  : value.highestKey;
        }
        sampled.count += value.count;
        sampled.hasAdded = sampled.hasAdded || value.hasAdded;
        sampled.hasRemoved = sampled.hasRemoved || value.hasRemoved;
    }
    m_platforms = std::move(platforms);
}

Result<void> RollupDeltas::flush(Database& database, const Dictionary& names)
{
    foldMoves();
    CBOARD_TRY_VOID(flushMoves(database));
    CBOARD_TRY_VOID(flushCheckouts(database));
    CBOARD_TRY_VOID(flushPlatforms(database));
    CBOARD_TRY_VOID(sampleAgain(database, names));
    CBOARD_TRY_VOID(flushSuites(database));
    CBOARD_TRY_VOID(flushUnfinished(database));
    clear();
    return {};
}

Result<void> RollupDeltas::flushMoves(Database& database)
{
    // One build hangs on a placeholder's checkout, so where `build` is in the key nothing meets.
    constexpr std::array<std::string_view, 6> Steps = {
        "INSERT INTO rollup_checkout (checkout, kind, status, count)"
        " SELECT ?2, kind, status, count FROM rollup_checkout WHERE checkout = ?1"
        " ON CONFLICT DO UPDATE SET count = count + excluded.count",
        "DELETE FROM rollup_checkout WHERE checkout = ?1 AND ?2 = ?2",
        "INSERT INTO rollup_suite (checkout, suite, platform, status, count)"
        " SELECT ?2, suite, platform, status, count FROM rollup_suite WHERE checkout = ?1"
        " ON CONFLICT DO UPDATE SET count = count + excluded.count",
        "DELETE FROM rollup_suite WHERE checkout = ?1 AND ?2 = ?2",
        "UPDATE rollup_platform SET checkout = ?2 WHERE checkout = ?1",
        "UPDATE unfinished SET checkout = ?2 WHERE checkout = ?1",
    };
    for (const auto& [from, to] : m_moves) {
        for (const std::string_view sql : Steps) {
            CBOARD_TRY(auto step, database.prepare(sql));
            CBOARD_TRY_VOID(step.bindAll(from, to).run());
        }
    }
    return {};
}

Result<void> RollupDeltas::flushCheckouts(Database& database)
{
    CBOARD_TRY(auto row, database.prepare(AddToCheckout));
    for (const auto& [key, count] : m_checkouts) {
        if (count == 0) {
            continue;
        }
        const std::int64_t checkout = movedCheckout(key[0]);
        CBOARD_TRY_VOID(row.bindAll(checkout, key[1], key[2], count).run());
        if (count < 0) {
            CBOARD_TRY_VOID(deleteEmpty(database,
                                        "DELETE FROM rollup_checkout WHERE checkout = ?1"
                                        " AND kind = ?2 AND status = ?3 AND count = 0",
                                        {checkout, key[1], key[2]}));
        }
    }
    return {};
}

Result<void> RollupDeltas::flushPlatforms(Database& database)
{
    CBOARD_TRY(auto row, database.prepare(AddToPlatform));
    for (const auto& [key, value] : m_platforms) {
        const std::int64_t checkout = movedCheckout(key[0]);
        if (value.count != 0) {
            // Without an addition the row exists, and its sample stays for now.
            row.bindAll(checkout, key[1], key[2], key[3], key[4], key[5], value.count);
            value.hasAdded ? row.bind(8, value.highestKey)
                           : row.bind(8, std::numeric_limits<std::int64_t>::min());
            CBOARD_TRY_VOID(row.run());
        }
        if (value.count < 0) {
            CBOARD_TRY_VOID(deleteEmpty(
                database,
                "DELETE FROM rollup_platform WHERE checkout = ?1 AND kind = ?2 AND platform = ?3"
                " AND lab = ?4 AND build = ?5 AND status = ?6 AND count = 0",
                {checkout, key[1], key[2], key[3], key[4], key[5]}));
        }
    }
    return {};
}

Result<void> RollupDeltas::sampleAgain(Database& database, const Dictionary& names)
{
    CBOARD_TRY(auto runs, database.prepare(RunsOfGroup));
    CBOARD_TRY(auto update,
               database.prepare("UPDATE rollup_platform SET sample = ?7 WHERE checkout = ?1"
                                " AND kind = ?2 AND platform = ?3 AND lab = ?4 AND build = ?5"
                                " AND status = ?6"));
    for (const auto& [key, value] : m_platforms) {
        if (!value.hasRemoved) {
            continue;
        }
        runs.reset();
        runs.bindAll(key[4], key[2], key[3], key[5]);
        while (true) {
            CBOARD_TRY(const bool hasRow, runs.step());
            if (!hasRow) {
                break;
            }
            if (names.path(runs.integer(1)).isBoot == (key[1] == BootKind)) {
                update.bindAll(movedCheckout(key[0]), key[1], key[2], key[3], key[4], key[5],
                               runs.integer(0));
                CBOARD_TRY_VOID(update.run());
                break;
            }
        }
    }
    return {};
}

Result<void> RollupDeltas::flushSuites(Database& database)
{
    CBOARD_TRY(auto row, database.prepare(AddToSuite));
    for (const auto& [key, count] : m_suites) {
        if (count == 0) {
            continue;
        }
        const std::int64_t checkout = movedCheckout(key[0]);
        CBOARD_TRY_VOID(row.bindAll(checkout, key[1], key[2], key[3], count).run());
        if (count < 0) {
            CBOARD_TRY_VOID(
                deleteEmpty(database,
                            "DELETE FROM rollup_suite WHERE checkout = ?1 AND suite = ?2"
                            " AND platform = ?3 AND status = ?4 AND count = 0",
                            {checkout, key[1], key[2], key[3]}));
        }
    }
    return {};
}

Result<void> RollupDeltas::flushUnfinished(Database& database)
{
    CBOARD_TRY(auto insert,
               database.prepare("INSERT OR REPLACE INTO unfinished"
                                " (checkout, kind, build, key, path, platform, lab, start)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
    CBOARD_TRY(auto remove,
               database.prepare("DELETE FROM unfinished WHERE checkout = ?1 AND kind = ?2"
                                " AND build = ?3 AND key = ?4"));
    for (const auto& [key, entry] : m_unfinished) {
        const std::int64_t checkout = movedCheckout(key[0]);
        if (entry) {
            insert.bindAll(checkout, key[1], key[2], key[3], entry->path, entry->platform,
                           entry->lab, entry->start);
            CBOARD_TRY_VOID(insert.run());
        } else {
            CBOARD_TRY_VOID(remove.bindAll(checkout, key[1], key[2], key[3]).run());
        }
    }
    return {};
}

} // namespace cboard::store
