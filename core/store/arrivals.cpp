// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/arrivals.h"

#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/database.h"

#include <algorithm>
#include <map>

namespace cboard::store {

namespace {

    using std::chrono::microseconds;

    constexpr std::size_t GapCheckouts = 30;
    constexpr std::size_t GapReads = 30;

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

    Result<void> readFormats(Database& database, Sources& sources)
    {
        // The bare column is of the row that has the maximum.
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT origin, format, max(document.id)
FROM checkout
JOIN document ON document.id = checkout.document
WHERE is_placeholder = 0
GROUP BY origin)"));
        return forEachRow(rows, [&sources](const Statement& row) -> Result<void> {
            sources[row.integer(0)].format = row.text(1);
            return {};
        });
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

    using Folders = std::map<std::string, FolderReport, std::less<>>;

    FolderReport& folderAt(Folders& folders, std::string_view path)
    {
        const auto place = folders.try_emplace(std::string(path)).first;
        place->second.folder = place->first;
        return place->second;
    }

    Result<void> readAccepted(Database& database, Timestamp dayBegin, Folders& folders)
    {
        // Bare columns are of the row that has the maximum.
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT folder.text, format, max(arrival), count(*), sum(bytes), sum(arrival > ?1),
  sum(CASE WHEN arrival > ?1 THEN bytes ELSE 0 END)
FROM document
JOIN name AS folder ON folder.dimension = 10 AND folder.id = document.folder
GROUP BY folder.id)"));
        rows.bind(1, dayBegin.time_since_epoch().count());
        return forEachRow(rows, [&folders](const Statement& row) -> Result<void> {
            FolderReport& report = folderAt(folders, row.text(0));
            report.format = row.text(1);
            report.lastAccepted = timestamp(row, 2);
            report.documents = row.integer(3);
            report.bytes = row.integer(4);
            report.documentsOfDay = row.integer(5);
            report.bytesOfDay = row.integer(6);
            return {};
        });
    }

    Result<void> readRefused(Database& database, Timestamp dayBegin, Folders& folders)
    {
        CBOARD_TRY(auto rows, database.prepare("SELECT path, arrival FROM reject"));
        return forEachRow(rows, [&folders, dayBegin](const Statement& row) -> Result<void> {
            const std::string_view path = row.text(0);
            FolderReport& report = folderAt(folders, path.substr(0, path.rfind('/') + 1));
            const Timestamp arrival{microseconds{row.integer(1)}};
            ++report.refused;
            report.refusedOfDay += arrival > dayBegin ? 1 : 0;
            report.lastRefused = std::max(report.lastRefused, std::optional(arrival));
            return {};
        });
    }

    Result<void> readFolderGaps(Database& database, Folders& folders)
    {
        CBOARD_TRY(auto rows, database.prepare(R"(
SELECT DISTINCT folder.text, arrival
FROM document
JOIN name AS folder ON folder.dimension = 10 AND folder.id = document.folder
ORDER BY folder.text, arrival DESC)"));
        std::map<std::string, std::vector<Timestamp>, std::less<>> reads;
        CBOARD_TRY_VOID(forEachRow(rows, [&reads](const Statement& row) -> Result<void> {
            auto& newestFirst = reads.try_emplace(std::string(row.text(0))).first->second;
            if (newestFirst.size() < GapReads) {
                newestFirst.push_back(Timestamp{microseconds{row.integer(1)}});
            }
            return {};
        }));
        for (const auto& [folder, newestFirst] : reads) {
            folderAt(folders, folder).usualGap = query::usualGapOf(newestFirst);
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

SourceHealth healthOf(const FolderReport& folder, Timestamp now)
{
    const auto quietFor =
        folder.lastAccepted ? std::optional(now - *folder.lastAccepted) : std::nullopt;
    return query::healthAfter(quietFor, folder.usualGap);
}

Result<std::vector<FolderReport>> readFolders(const std::filesystem::path& storeFile, Timestamp now,
                                              const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope scope(*database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    const Timestamp dayBegin = now - std::chrono::hours(24);
    Folders folders;
    CBOARD_TRY_VOID(readAccepted(*database, dayBegin, folders));
    CBOARD_TRY_VOID(readRefused(*database, dayBegin, folders));
    CBOARD_TRY_VOID(readFolderGaps(*database, folders));
    std::vector<FolderReport> reports;
    for (auto& [path, report] : folders) {
        reports.push_back(std::move(report));
    }
    return reports;
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
    CBOARD_TRY_VOID(readFormats(*database, byOrigin));
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
