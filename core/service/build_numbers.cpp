// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/build_numbers.h"

#include "core/analysis/build_health.h"
#include "core/service/build_reading.h"

#include <algorithm>
#include <utility>

namespace cboard::service {

namespace {

    /// The builds of one revision, those with one key behind each other.
    struct Builds {
        std::vector<std::pair<BuildKey, BuildReading>> all;
        std::map<BuildKey, std::size_t> last; ///< Of each key, in `all`.
    };

    query::BuildNumbers numbersOf(const query::BuildHealthRow& row)
    {
        query::BuildNumbers numbers;
        numbers.id = row.now.id;
        numbers.hasLog = row.now.hasLog;
        numbers.isExcerpt = row.now.isExcerpt;
        numbers.isCompared = row.now.hasLog && row.before.hasLog;
        numbers.errors = row.now.errors;
        numbers.warnings = row.now.warnings;
        numbers.newErrors = analysis::countOf(row.added, true);
        numbers.newWarnings = analysis::countOf(row.added, false);
        numbers.fixedErrors = analysis::countOf(row.fixed, true);
        numbers.fixedWarnings = analysis::countOf(row.fixed, false);
        numbers.durationSeconds = row.now.durationSeconds;
        numbers.sizeBytes = row.now.sizeBytes;
        return numbers;
    }

    /// Reads builds and counts how many were read of how many there will be, as far as is known.
    class Reader {
    public:
        Reader(query::Engine& engine, const query::Common& common, const TaskContext& task)
            : m_engine(engine)
            , m_common(common)
            , m_task(task)
        {
        }

        Result<Builds> read(std::int64_t revision, std::int64_t revisionsLeft)
        {
            CBOARD_TRY(const auto found, m_engine.builds({m_common, revision}, m_task));
            Builds builds;
            std::map<BuildKey, std::optional<Timestamp>> newest;
            for (const query::BuildRow& row : found->rows) {
                CBOARD_TRY_VOID(m_task.check());
                m_task.report({m_done, m_done + std::ssize(found->rows) * revisionsLeft, "builds"});
                CBOARD_TRY(auto reading, readBuild(m_engine, row, m_task));
                ++m_done;
                const BuildKey key = keyOf(row);
                if (!builds.last.contains(key) || row.startTime >= newest[key]) {
                    builds.last[key] = builds.all.size();
                    newest[key] = row.startTime;
                }
                builds.all.emplace_back(key, std::move(reading));
            }
            return builds;
        }

    private:
        query::Engine& m_engine;
        const query::Common& m_common;
        const TaskContext& m_task;
        std::int64_t m_done = 0;
    };

    void compare(query::BuildNumbersSnapshot& snapshot, const Builds& now, const Builds& before)
    {
        for (const auto& [key, reading] : now.all) {
            const auto other = before.last.find(key);
            snapshot.builds.push_back(numbersOf(compareReadings(
                key, reading,
                other == before.last.end() ? BuildReading() : before.all[other->second].second)));
        }
    }

} // namespace

query::Answer<query::BuildNumbersSnapshot> buildNumbers(query::Engine& engine,
                                                        const query::BuildNumbersRequest& request,
                                                        const TaskContext& task)
{
    auto snapshot = std::make_shared<query::BuildNumbersSnapshot>();
    Reader reader(engine, request.common, task);
    std::optional<std::int64_t> oldest = request.baseline; // The last to compare with.
    if (!oldest && !request.revisions.empty()) {
        CBOARD_TRY(const auto pair,
                   revisionPair(engine, request.common, request.revisions.back(), {}, task));
        oldest = pair.before ? std::optional(pair.before->id) : std::nullopt;
    }
    Builds before;
    std::int64_t left = std::ssize(request.revisions);
    if (oldest) {
        CBOARD_TRY(before, reader.read(*oldest, left + 1));
    }
    for (auto revision = request.revisions.rbegin(); revision != request.revisions.rend();
         ++revision) {
        CBOARD_TRY(Builds now, reader.read(*revision, left--));
        compare(*snapshot, now, before);
        if (!request.baseline) {
            before = std::move(now);
        }
    }
    std::sort(snapshot->builds.begin(), snapshot->builds.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    return std::shared_ptr<const query::BuildNumbersSnapshot>(std::move(snapshot));
}

} // namespace cboard::service
