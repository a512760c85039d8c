// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/read_pool.h"
#include "core/store/retention.h"
#include "core/store/revisions/query_context.h"
#include "core/store/revisions/user_words.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

namespace cboard::store {

namespace {

    constexpr std::array RevisionKinds = {RetiredKind::Revisions, RetiredKind::Tests,
                                          RetiredKind::Excerpts, RetiredKind::Logs};

    std::size_t indexOf(RetiredKind kind)
    {
        return static_cast<std::size_t>(kind);
    }

    struct Amount {
        std::int64_t records = 0;
        double bytes = 0;
    };

    struct RevisionFacts {
        std::int64_t id = 0;
        std::string tree;
        std::string branch;
        std::string hash;
        Timestamp time; ///< By which it sorts.
        std::array<Amount, RetiredKindCount> amounts; ///< By kind.
    };

    Timestamp timeOf(std::int64_t microseconds)
    {
        return Timestamp(std::chrono::microseconds(microseconds));
    }

    /// Adds the first column.
    Result<void> addIds(Statement& rows, std::set<std::int64_t>& ids)
    {
        return forEachRow(rows, [&ids](const Statement& row) -> Result<void> {
            ids.insert(row.integer(0));
            return {};
        });
    }

    class Planner {
    public:
        Planner(Database& database, RecordDecoder& decoder, const RetentionPolicy& policy,
                Timestamp now)
            : m_database(database)
            , m_decoder(decoder)
            , m_policy(policy)
            , m_now(now)
        {
        }

        Result<RetentionPlan> run()
        {
            CBOARD_TRY_VOID(readRevisions());
            CBOARD_TRY_VOID(readExcerpts());
            CBOARD_TRY_VOID(readLogs());
            CBOARD_TRY_VOID(readPins());
            CBOARD_TRY_VOID(readLastRows());
            choose();
            CBOARD_TRY_VOID(chooseRejects());
            for (auto& [key, line] : m_lines) {
                m_plan.lines.push_back(std::move(line));
            }
            return std::move(m_plan);
        }

    private:
        Result<void> readRevisions()
        {
            CBOARD_TRY(const std::int64_t pages, m_database.scalar("PRAGMA page_count"));
            CBOARD_TRY(const std::int64_t pageBytes, m_database.scalar("PRAGMA page_size"));
            CBOARD_TRY(const std::int64_t excerpts,
                       m_database.scalar("SELECT coalesce(sum(length(body)), 0) FROM excerpt"));
            CBOARD_TRY(const std::int64_t tests,
                       m_database.scalar("SELECT coalesce(sum(count), 0) FROM rollup_checkout"));
            const double testBytes = static_cast<double>(pages * pageBytes - excerpts)
                / static_cast<double>(std::max<std::int64_t>(tests, 1));
            CBOARD_TRY(
                auto rows,
                m_database.prepare(
                    "SELECT revision.id, tree.text, branch.text, hash, order_time,"
                    " (SELECT coalesce(sum(count), 0) FROM checkout JOIN rollup_checkout"
                    "  ON rollup_checkout.checkout = checkout.id"
                    "  WHERE checkout.revision = revision.id AND kind = 0),"
                    " (SELECT coalesce(sum(count), 0) FROM checkout JOIN rollup_checkout"
                    "  ON rollup_checkout.checkout = checkout.id"
                    "  WHERE checkout.revision = revision.id AND kind <> 0)"
                    " FROM revision JOIN tree ON tree.id = tree JOIN branch ON branch.id = branch"
                    " ORDER BY order_time DESC, revision.id DESC"));
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                RevisionFacts facts;
                facts.id = row.integer(0);
                facts.tree = row.text(1);
                facts.branch = row.text(2);
                facts.hash = row.text(3);
                facts.time = timeOf(row.integer(4));
                const std::int64_t count = row.integer(6);
                const std::int64_t withBuilds = count + row.integer(5);
                facts.amounts[indexOf(RetiredKind::Tests)] = {
                    count, testBytes * static_cast<double>(count)};
                facts.amounts[indexOf(RetiredKind::Revisions)] = {
                    withBuilds, testBytes * static_cast<double>(withBuilds)};
                m_places.emplace(facts.id, m_revisions.size());
                m_revisions.push_back(std::move(facts));
                return {};
            });
        }

        /// Reads every test: only where a rule asks for it.
        Result<void> readExcerpts()
        {
            if (!m_policy.of(RetiredKind::Excerpts).isSet()) {
                return {};
            }
            CBOARD_TRY(const std::int64_t bytes,
                       m_database.scalar("SELECT coalesce(sum(length(body)), 0) FROM excerpt"));
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT checkout.revision, count(*) FROM test"
                                          " JOIN build ON build.id = test.build"
                                          " JOIN checkout ON checkout.id = build.checkout"
                                          " WHERE test.excerpt IS NOT NULL"
                                          " AND checkout.revision IS NOT NULL GROUP BY 1"));
            std::int64_t all = 0;
            CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
                amountOf(row.integer(0), RetiredKind::Excerpts).records = row.integer(1);
                all += row.integer(1);
                return {};
            }));
            for (RevisionFacts& facts : m_revisions) {
                Amount& amount = facts.amounts[indexOf(RetiredKind::Excerpts)];
                amount.bytes = static_cast<double>(bytes) * static_cast<double>(amount.records)
                    / static_cast<double>(std::max<std::int64_t>(all, 1));
            }
            return {};
        }

        /// A log that records share counts in parts.
        Result<void> readLogs()
        {
            CBOARD_TRY(
                auto rows,
                m_database.prepare(
                    "WITH owner AS (SELECT log, count(*) AS count FROM record_log GROUP BY log),"
                    " part AS (SELECT record_log.kind, record, 1.0 * stored / count AS bytes"
                    "  FROM record_log JOIN owner USING (log) JOIN log ON log.id = record_log.log)"
                    " SELECT checkout.revision, count(*), sum(bytes) FROM part"
                    " JOIN build ON build.id = record JOIN checkout ON checkout.id = build.checkout"
                    " WHERE part.kind = 1 AND revision IS NOT NULL GROUP BY 1"
                    " UNION ALL SELECT checkout.revision, count(*), sum(bytes) FROM part"
                    " JOIN test ON test.key = record JOIN build ON build.id = test.build"
                    " JOIN checkout ON checkout.id = build.checkout"
                    " WHERE part.kind = 2 AND revision IS NOT NULL GROUP BY 1"));
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                Amount& amount = amountOf(row.integer(0), RetiredKind::Logs);
                amount.records += row.integer(1);
                amount.bytes += row.real(2);
                return {};
            });
        }

        Amount& amountOf(std::int64_t revision, RetiredKind kind)
        {
            return m_revisions[m_places.at(revision)].amounts[indexOf(kind)];
        }

        /// Revisions that hold what the user wrote something on.
        Result<void> readPins()
        {
            constexpr std::string_view Revision = "revision:";
            constexpr std::string_view Test = "test:";
            constexpr std::string_view Build = "build:";
            std::set<std::string, std::less<>> commits;
            for (const auto kind : {UserWordKind::Mark, UserWordKind::Note}) {
                CBOARD_TRY(const auto words, loadUserWords(m_database.file(), kind));
                for (const UserWord& word : words) {
                    const std::string_view target = word.target;
                    if (target.starts_with(Revision)) {
                        commits.emplace(target.substr(Revision.size()));
                    } else if (target.starts_with(Build)) {
                        CBOARD_TRY_VOID(pin("SELECT checkout.revision FROM build JOIN checkout"
                                            " ON checkout.id = build.checkout"
                                            " WHERE build.ext_id = ?1",
                                            target.substr(Build.size())));
                    } else if (target.starts_with(Test)) {
                        CBOARD_TRY(const auto key, m_decoder.findTest(target.substr(Test.size())));
                        CBOARD_TRY_VOID(pin("SELECT checkout.revision FROM test JOIN build"
                                            " ON build.id = test.build JOIN checkout"
                                            " ON checkout.id = build.checkout WHERE test.key = ?1",
                                            key.value_or(0)));
                    }
                }
            }
            for (const RevisionFacts& facts : m_revisions) {
                if (!facts.hash.empty() && commits.contains(facts.hash)) {
                    m_pinned.insert(facts.id);
                }
            }
            return {};
        }

        /// Numbers of rows are given in order and never twice: the last ones stay.
        Result<void> readLastRows()
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT max(id) FROM revision"
                                          " UNION SELECT revision FROM checkout"
                                          "  WHERE id = (SELECT max(id) FROM checkout)"
                                          " UNION SELECT checkout.revision FROM build JOIN checkout"
                                          "  ON checkout.id = build.checkout"
                                          "  WHERE build.id = (SELECT max(id) FROM build)"));
            return addIds(rows, m_lastRows);
        }

        template <typename Value>
        Result<void> pin(std::string_view sql, const Value& value)
        {
            CBOARD_TRY(auto rows, m_database.prepare(sql));
            rows.bind(1, value);
            return addIds(rows, m_pinned);
        }

        bool isOver(RetiredKind kind, Timestamp time, double bytesWithNewer) const
        {
            const RetentionRule& rule = m_policy.of(kind);
            return (rule.age && time < m_now - *rule.age)
                || (rule.bytes && bytesWithNewer > static_cast<double>(*rule.bytes));
        }

        void choose()
        {
            std::array<double, RetiredKindCount> bytes{};
            std::map<std::pair<std::string, std::string>, std::int64_t> seen;
            for (const RevisionFacts& facts : m_revisions) {
                RetentionPlan::Item item;
                item.revision = facts.id;
                bool isAny = false;
                for (const RetiredKind kind : RevisionKinds) {
                    bytes[indexOf(kind)] += facts.amounts[indexOf(kind)].bytes;
                    const bool isAll = item.goes[indexOf(RetiredKind::Revisions)];
                    const bool isHeld = kind == RetiredKind::Revisions
                        ? !m_lastRows.contains(facts.id)
                        : facts.amounts[indexOf(kind)].records > 0;
                    item.goes[indexOf(kind)] =
                        !isAll && isHeld && isOver(kind, facts.time, bytes[indexOf(kind)]);
                    isAny = isAny || item.goes[indexOf(kind)];
                }
                const std::int64_t place = seen[{facts.tree, facts.branch}]++;
                if (!isAny || place < m_policy.keepNewest) {
                    continue;
                }
                if (m_pinned.contains(facts.id)) {
                    ++m_plan.pinned;
                    continue;
                }
                note(facts, item);
                m_plan.items.push_back(item);
            }
            std::reverse(m_plan.items.begin(), m_plan.items.end());
        }

        void note(const RevisionFacts& facts, const RetentionPlan::Item& item)
        {
            for (const RetiredKind kind : RevisionKinds) {
                if (item.goes[indexOf(kind)]) {
                    const Amount& amount = facts.amounts[indexOf(kind)];
                    RetentionLine& line = lineOf(kind, facts.tree, facts.branch);
                    ++line.revisions;
                    line.records += amount.records;
                    line.bytes += static_cast<std::int64_t>(amount.bytes);
                }
            }
        }

        RetentionLine& lineOf(RetiredKind kind, const std::string& tree, const std::string& branch)
        {
            RetentionLine& line = m_lines[{kind, tree, branch}];
            line.kind = kind;
            line.tree = tree;
            line.branch = branch;
            return line;
        }

        Result<void> chooseRejects()
        {
            if (!m_policy.of(RetiredKind::Rejects).isSet()) {
                return {};
            }
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT id, arrival, length(content) FROM reject"
                                          " ORDER BY arrival DESC, id DESC"));
            double bytes = 0;
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                bytes += row.real(2);
                if (isOver(RetiredKind::Rejects, timeOf(row.integer(1)), bytes)) {
                    m_plan.rejects.push_back(row.integer(0));
                    RetentionLine& line = lineOf(RetiredKind::Rejects, {}, {});
                    ++line.records;
                    line.bytes += row.integer(2);
                }
                return {};
            });
        }

        Database& m_database;
        RecordDecoder& m_decoder;
        const RetentionPolicy& m_policy;
        const Timestamp m_now;
        std::vector<RevisionFacts> m_revisions; ///< Newest first, of all branches.
        std::unordered_map<std::int64_t, std::size_t> m_places; ///< By revision.id.
        std::set<std::int64_t> m_pinned;
        std::set<std::int64_t> m_lastRows; ///< Never go whole.
        std::map<std::tuple<RetiredKind, std::string, std::string>, RetentionLine> m_lines;
        RetentionPlan m_plan;
    };

} // namespace

std::string_view retiredKindKey(RetiredKind kind)
{
    switch (kind) {
    case RetiredKind::Revisions:
        return "revisions";
    case RetiredKind::Tests:
        return "tests";
    case RetiredKind::Excerpts:
        return "excerpts";
    case RetiredKind::Logs:
        return "logs";
    case RetiredKind::Rejects:
        return "rejects";
    }
    return "";
}

Result<RetentionPlan> planRetention(const std::filesystem::path& storeFile,
                                    const RetentionPolicy& policy, Timestamp now,
                                    const TaskContext& task)
{
    ReadPool pool(storeFile, 1);
    return readAtOnce(pool, task, [&](ReadConnection& connection) {
        return Planner(*connection.database, *connection.decoder, policy, now).run();
    });
}

} // namespace cboard::store
