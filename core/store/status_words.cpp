// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/status_words.h"

#include "core/store/lease.h"
#include "core/store/revisions/query_context.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/record_codec.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/rows/test_columns.h"
#include "core/store/rows/test_extra.h"
#include "core/store/sqlite/database.h"
#include "core/store/writer/rollup_definitions.h"

#include <algorithm>
#include <set>
#include <vector>

namespace cboard::store {

namespace {

    /// "status_word:ORIGIN:WORD"; an origin holds no colon, a word may.
    constexpr std::string_view KeyPrefix = "status_word:";
    constexpr std::uint8_t StatusField = fieldNumber<Test>("status");

    class Rewriter {
    public:
        Rewriter(Database& database, const StatusWord& word, const TaskContext& task)
            : m_database(database)
            , m_decoder(database, m_names)
            , m_word(word)
            , m_task(task)
        {
        }

        /// Within a transaction of the writer. \p before: what the word meant till now.
        Result<std::int64_t> run(std::optional<Status> before)
        {
            CBOARD_TRY_VOID(m_names.refresh(m_database));
            CBOARD_TRY_VOID(keep());
            if (before) {
                CBOARD_TRY_VOID(findBuilds(*before));
                CBOARD_TRY_VOID(findTests(*before));
            } else {
                CBOARD_TRY_VOID(findUnfinished());
            }
            CBOARD_TRY_VOID(rewrite("UPDATE build SET status = ?2 WHERE id = ?1", m_builds));
            CBOARD_TRY_VOID(rewrite("UPDATE test SET status = ?2 WHERE key = ?1", m_tests));
            CBOARD_TRY_VOID(countAgain());
            return std::ssize(m_builds) + std::ssize(m_tests);
        }

    private:
        Result<void> keep()
        {
            const std::string key = std::string(KeyPrefix) + m_word.origin + ':' + m_word.word;
            if (!m_word.meaning) {
                CBOARD_TRY(auto row, m_database.prepare("DELETE FROM meta WHERE key = ?1"));
                return row.bind(1, key).run();
            }
            CBOARD_TRY(auto row,
                       m_database.prepare("INSERT OR REPLACE INTO meta (key, value)"
                                          " VALUES (?1, ?2)"));
            return row.bindAll(key, static_cast<std::int64_t>(*m_word.meaning)).run();
        }

        template <typename Record>
        bool isMeant(const Record& record) const
        {
            return record.status && !record.status->known && record.status->text == m_word.word
                && record.origin == m_word.origin;
        }

        /// Adds \p row to \p rows when the word is the status of its record.
        template <typename Record>
        Result<void> addIfMeant(const Record& record, std::int64_t row, std::int64_t checkout,
                                std::vector<std::int64_t>& rows)
        {
            if (isMeant(record)) {
                rows.push_back(row);
                m_checkouts.insert(checkout);
            }
            m_decoder.clear();
            return {};
        }

        Result<void> addBuild(std::int64_t id, std::int64_t checkout)
        {
            CBOARD_TRY(const Build build, m_decoder.build(id));
            return addIfMeant(build, id, checkout, m_builds);
        }

        Result<void> addTest(std::int64_t key, std::int64_t checkout)
        {
            CBOARD_TRY(const Test test, m_decoder.test(key));
            return addIfMeant(test, key, checkout, m_tests);
        }

        Result<void> findUnfinished()
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT build, key, checkout FROM unfinished"));
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                CBOARD_TRY_VOID(m_task.check());
                return row.integer(1) == 0 ? addBuild(row.integer(0), row.integer(2))
                                           : addTest(row.integer(1), row.integer(2));
            });
        }

        Result<void> findBuilds(Status status)
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT id, checkout FROM build"
                                          " WHERE is_placeholder = 0 AND status = ?1"));
            rows.bind(1, static_cast<std::int64_t>(status));
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                CBOARD_TRY_VOID(m_task.check());
                return addBuild(row.integer(0), row.integer(1));
            });
        }

        /// A word stands in the column `extra`, so that only few have to be decoded.
        Result<void> findTests(Status status)
        {
            CBOARD_TRY(auto rows,
                       m_database.prepare("SELECT test.key, build.checkout, test.extra FROM test"
                                          " JOIN build ON build.id = test.build"
                                          " WHERE test.status = ?1 AND test.extra IS NOT NULL"));
            rows.bind(1, static_cast<std::int64_t>(status));
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                CBOARD_TRY_VOID(m_task.check());
                CBOARD_TRY(const TestExtra extra, parseTestExtra(row.blob(2)));
                const bool hasWord = std::ranges::any_of(extra.fields, [this](const auto& field) {
                    return field.first == StatusField && field.second == m_word.word;
                });
                return hasWord ? addTest(row.integer(0), row.integer(1)) : Result<void>();
            });
        }

        Result<void> rewrite(std::string_view sql, const std::vector<std::int64_t>& ids)
        {
            CBOARD_TRY(auto row, m_database.prepare(sql));
            for (const std::int64_t id : ids) {
                CBOARD_TRY_VOID(m_task.check());
                row.bind(1, id);
                m_word.meaning ? row.bind(2, static_cast<std::int64_t>(*m_word.meaning))
                               : row.bind(2, std::nullopt);
                CBOARD_TRY_VOID(row.run());
            }
            return {};
        }

        /// No data came, yet what is kept of these revisions elsewhere holds no longer: it goes by
        /// the checkout's last arrival.
        Result<void> countAgain()
        {
            CBOARD_TRY_VOID(
                m_database.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'"));
            CBOARD_TRY_VOID(makePathKinds(m_database));
            CBOARD_TRY(auto stamp,
                       m_database.prepare("UPDATE checkout SET last_arrival = last_arrival + 1"
                                          " WHERE id = ?1"));
            CBOARD_TRY(
                auto change,
                m_database.prepare("INSERT OR IGNORE INTO change (generation, revision, kind, tree)"
                                   " SELECT meta.value, revision.id, kind.id, revision.tree"
                                   " FROM meta, checkout, (SELECT 1 AS id UNION SELECT 2) AS kind"
                                   " JOIN revision ON revision.id = checkout.revision"
                                   " WHERE meta.key = 'generation' AND checkout.id = ?1"));
            for (const std::int64_t checkout : m_checkouts) {
                CBOARD_TRY_VOID(m_task.check());
                CBOARD_TRY_VOID(rebuildRollupsOf(m_database, checkout));
                CBOARD_TRY_VOID(stamp.bind(1, checkout).run());
                CBOARD_TRY_VOID(change.bind(1, checkout).run());
            }
            return {};
        }

        Database& m_database;
        Dictionary m_names;
        RecordDecoder m_decoder;
        const StatusWord& m_word;
        const TaskContext& m_task;
        std::vector<std::int64_t> m_builds;
        std::vector<std::int64_t> m_tests; ///< Keys.
        std::set<std::int64_t> m_checkouts; ///< Placeholders among them.
    };

} // namespace

Result<StatusWords> StatusWords::read(Database& database)
{
    CBOARD_TRY(auto rows,
               database.prepare("SELECT substr(key, 13), value FROM meta"
                                " WHERE key >= 'status_word:' AND key < 'status_word;'"));
    StatusWords words;
    CBOARD_TRY_VOID(forEachRow(rows, [&words](const Statement& row) -> Result<void> {
        const std::string_view text = row.text(0);
        const std::size_t colon = text.find(':');
        const std::int64_t number = row.integer(1);
        if (colon != std::string_view::npos && number >= 0
            && number < static_cast<std::int64_t>(StatusCount)) {
            words.m_meanings.insert_or_assign(
                std::pair(std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))),
                static_cast<Status>(number));
        }
        return {};
    }));
    return words;
}

std::optional<Status> StatusWords::meaning(std::string_view origin, std::string_view word) const
{
    if (m_meanings.empty()) {
        return std::nullopt;
    }
    const auto place = m_meanings.find(std::pair(std::string(origin), std::string(word)));
    return place == m_meanings.end() ? std::nullopt : std::optional(place->second);
}

std::optional<Status> StatusWords::statusOf(std::string_view origin,
                                            const std::optional<StatusValue>& value) const
{
    if (!value) {
        return std::nullopt;
    }
    return value->known ? value->known : meaning(origin, value->text);
}

std::optional<std::int64_t> StatusWords::numberOf(std::string_view origin,
                                                  const std::optional<StatusValue>& value) const
{
    const auto status = statusOf(origin, value);
    return status ? std::optional(static_cast<std::int64_t>(*status)) : std::nullopt;
}

Result<std::int64_t> setStatusWord(const std::filesystem::path& storeFile, const StatusWord& word,
                                   const std::string& program, Timestamp now,
                                   const TaskContext& task)
{
    if (parseStatus(word.word)) {
        return fail(ErrorKind::Invalid, "\"" + word.word + "\" is a status by itself");
    }
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadWrite));
    const CancelScope cancel(*database, task);
    CBOARD_TRY(const auto lease, Lease::take(*database, program, now));
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Write));
    CBOARD_TRY(const StatusWords words, StatusWords::read(*database));
    const auto before = words.meaning(word.origin, word.word);
    std::int64_t changed = 0;
    if (before != word.meaning) {
        CBOARD_TRY(changed, Rewriter(*database, word, task).run(before));
    }
    CBOARD_TRY_VOID(database->execute("DELETE FROM lease"));
    CBOARD_TRY_VOID(transaction.commit());
    return changed;
}

} // namespace cboard::store
