// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/arrivals.h"

#include "core/store/database.h"

#include <algorithm>
#include <map>

namespace cboard::store {

namespace {

    using std::chrono::microseconds;

    constexpr std::size_t GapCheckouts = 30;

    std::optional<Timestamp> timestamp(const Statement& row, int column)
    {
        return row.isNull(column) ? std::nullopt
                                  : std::optional(Timestamp{microseconds{row.integer(column)}});
    }

    /// By origin id.
    using Sources = std::map<std::int64_t, SourceReport>;

    Result<void> readCheckouts(Database& database, Sources& sources)
    {
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT origin.id, origin.text, count(*), max(last_arrival), max(start)
FROM checkout
JOIN origin ON origin.id = checkout.origin
WHERE is_placeholder = 0
GROUP BY origin.id, origin.text)"));
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return {};
            }
            SourceReport& source = sources[rows.integer(0)];
            source.origin = rows.text(1);
            source.checkouts = rows.integer(2);
            source.lastArrival = timestamp(rows, 3);
            source.newestStart = timestamp(rows, 4);
        }
    }

    Result<void> readResults(Database& database, Sources& sources)
    {
        constexpr int BuildKind = 0;
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT checkout.origin, kind, sum(count), sum(CASE WHEN status IN (1, 2) THEN count ELSE 0 END)
FROM rollup_checkout
JOIN checkout ON checkout.id = rollup_checkout.checkout
WHERE is_placeholder = 0
GROUP BY checkout.origin, kind)"));
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return {};
            }
            SourceReport& source = sources[rows.integer(0)];
            (rows.integer(1) == BuildKind ? source.builds : source.tests) += rows.integer(2);
            source.errors += rows.integer(3);
        }
    }

    Result<void> readGaps(Database& database, Sources& sources)
    {
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT DISTINCT origin, start
FROM checkout
WHERE is_placeholder = 0 AND start IS NOT NULL
ORDER BY origin, start DESC)"));
        std::map<std::int64_t, std::vector<Timestamp>> starts;
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                break;
            }
            auto& newestFirst = starts[rows.integer(0)];
            if (newestFirst.size() < GapCheckouts) {
                newestFirst.push_back(Timestamp{microseconds{rows.integer(1)}});
            }
        }
        for (const auto& [origin, newestFirst] : starts) {
            sources[origin].usualGap = query::usualGapOf(newestFirst);
        }
        return {};
    }

    Result<std::vector<StoredDocument>> readDocuments(Database& database, std::int64_t limit)
    {
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT document.id, folder.text || document.name, format, bytes, arrival, time
FROM document
JOIN name AS folder ON folder.dimension = 10 AND folder.id = document.folder
ORDER BY document.id DESC
LIMIT ?1)"));
        rows.bind(1, limit);
        std::vector<StoredDocument> documents;
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return documents;
            }
            documents.push_back({rows.integer(0), std::string(rows.text(1)),
                                 std::string(rows.text(2)), rows.integer(3),
                                 Timestamp{microseconds{rows.integer(4)}}, timestamp(rows, 5)});
        }
    }

    Result<std::vector<SourceCourse>> readCourses(Database& database, Timestamp since)
    {
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT origin.text, start, coalesce(sum(count), 0),
  coalesce(sum(CASE WHEN status IN (1, 2) THEN count ELSE 0 END), 0)
FROM checkout
JOIN origin ON origin.id = checkout.origin
LEFT JOIN rollup_checkout ON rollup_checkout.checkout = checkout.id
WHERE is_placeholder = 0 AND start IS NOT NULL
GROUP BY checkout.id
ORDER BY origin.text, start)"));
        std::vector<SourceCourse> sources;
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return sources;
            }
            if (sources.empty() || sources.back().origin != rows.text(0)) {
                sources.push_back({std::string(rows.text(0)), {}});
            }
            auto& checkouts = sources.back().checkouts;
            const Timestamp start{microseconds{rows.integer(1)}};
            if (start < since) {
                checkouts.clear(); // Of those before only the last is asked for.
            }
            checkouts.push_back({start, rows.integer(2), rows.integer(3)});
        }
    }

} // namespace

Result<ArrivalCourse> readArrivalCourse(const std::filesystem::path& storeFile, Timestamp now,
                                        std::chrono::hours window, const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope scope(*database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    ArrivalCourse course;
    course.since = now - window;
    course.until = now;
    CBOARD_TRY(course.counts, readArrivalCounts(*database, course.since));
    CBOARD_TRY(course.sources, readCourses(*database, course.since));
    return course;
}

SourceHealth healthOf(const SourceReport& source, Timestamp now)
{
    const auto quietFor =
        source.newestStart ? std::optional(now - *source.newestStart) : std::nullopt;
    return query::healthAfter(quietFor, source.usualGap);
}

Result<Arrivals> readArrivals(const std::filesystem::path& storeFile, std::int64_t documentLimit,
                              const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope scope(*database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    Sources byOrigin;
    CBOARD_TRY_VOID(readCheckouts(*database, byOrigin));
    CBOARD_TRY_VOID(readResults(*database, byOrigin));
    CBOARD_TRY_VOID(readGaps(*database, byOrigin));
    Arrivals arrivals;
    for (auto& [id, source] : byOrigin) {
        arrivals.sources.push_back(std::move(source));
    }
    std::sort(arrivals.sources.begin(), arrivals.sources.end(),
              [](const auto& a, const auto& b) { return a.origin < b.origin; });
    CBOARD_TRY(arrivals.documents, readDocuments(*database, documentLimit));
    CBOARD_TRY(arrivals.documentCount, database->scalar("SELECT count(*) FROM document"));
    return arrivals;
}

} // namespace cboard::store
