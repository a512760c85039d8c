// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/revision_runs.h"

#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/test_columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace cboard::store {

namespace {

    /// By parts: a dot sorts before any other byte, so that a subtree stays together.
    bool comesBefore(std::string_view a, std::string_view b)
    {
        const auto [placeA, placeB] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
        if (placeA == a.end() || placeB == b.end()) {
            return placeA == a.end() && placeB != b.end();
        }
        const auto rank = [](char c) { return c == '.' ? -1 : static_cast<unsigned char>(c); };
        return rank(*placeA) < rank(*placeB);
    }

    template <typename T>
    void reorder(std::vector<T>& values, const std::vector<std::uint32_t>& order)
    {
        std::vector<T> sorted;
        sorted.reserve(values.size());
        for (const std::uint32_t from : order) {
            sorted.push_back(values[from]);
        }
        values = std::move(sorted);
    }

    template <typename T>
    std::size_t bytesOf(const std::vector<T>& values)
    {
        return values.capacity() * sizeof(T);
    }

} // namespace

/// Fills the columns in order of the table, then sorts them.
class RevisionRuns::Reading {
public:
    Reading(const QueryContext& context, RevisionRuns& runs)
        : m_context(context)
        , m_runs(runs)
        , m_table(std::make_shared<query::RunTable>())
        , m_rangeOf(static_cast<std::size_t>(context.names.pathCount()), NoRange)
    {
    }

    Result<void> read(const RevisionEntry& revision)
    {
        m_runs.m_revision = revision.ref.id;
        copyNames();
        CBOARD_TRY_VOID(reserve(revision));
        CBOARD_TRY(m_areLogsStored, hasAnyRunLog(m_context));
        for (const CheckoutEntry& checkout : revision.checkouts) {
            m_runs.m_checkouts.push_back(checkout.id);
            CBOARD_TRY(auto builds, loadBuilds(m_context, checkout.id));
            for (BuildFacts& build : builds) {
                CBOARD_TRY_VOID(m_context.task.check());
                CBOARD_TRY_VOID(readBuild(std::move(build)));
            }
        }
        sort();
        m_runs.m_table = std::move(m_table);
        return {};
    }

private:
    static constexpr std::uint32_t NoRange = UINT32_MAX;

    /// All names of the store: a few thousand short texts, so that places are sums of ids.
    void copyNames()
    {
        for (const NameKind kind : {NameKind::Platform, NameKind::Config, NameKind::Lab}) {
            m_firstName.push_back(static_cast<std::int64_t>(m_table->names.size()));
            for (std::int64_t id = 0; id < m_context.names.nameCount(kind); ++id) {
                m_table->names.emplace_back(m_context.names.name(kind, id));
            }
        }
    }

    std::uint32_t nameOf(std::size_t kind, std::int64_t id) const
    {
        return static_cast<std::uint32_t>(m_firstName[kind] + id);
    }

    Result<void> reserve(const RevisionEntry& revision)
    {
        CBOARD_TRY(const auto stored, storedRuns(m_context, revision, query::RunKind::All));
        const auto count = static_cast<std::size_t>(stored);
        m_table->runs.reserve(count);
        m_runs.m_buildOf.reserve(count);
        m_runs.m_jobOf.reserve(count);
        m_runs.m_starts.reserve(count);
        m_runs.m_excerpts.reserve(count);
        m_runs.m_documents.reserve(count);
        m_runs.m_statuses.reserve(count);
        m_pathOf.reserve(count);
        return {};
    }

    Result<void> readBuild(BuildFacts build)
    {
        const auto place = static_cast<std::uint32_t>(m_runs.m_builds.size());
        CBOARD_TRY(auto rows,
                   m_context.database.prepare("SELECT path, key, platform, job, status, start,"
                                              " duration, excerpt, document FROM test"
                                              " WHERE build = ?1"));
        rows.bind(1, build.id);
        CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
            CBOARD_TRY(const std::uint32_t job, placeOfJob(row.integer(3)));
            m_runs.m_buildOf.push_back(place);
            m_runs.m_jobOf.push_back(job);
            const auto status = toStatus(row.optionalInteger(4));
            m_runs.m_statuses.push_back(status ? static_cast<std::uint8_t>(*status) : NoStatus);
            m_runs.m_starts.push_back(row.optionalInteger(5).value_or(NoStart));
            m_runs.m_excerpts.push_back(static_cast<std::uint32_t>(row.integer(7)));
            m_runs.m_documents.push_back(static_cast<std::uint32_t>(row.integer(8)));
            m_pathOf.push_back(rangeOf(row.integer(0)));
            return addShown(row, build, job);
        }));
        m_runs.m_builds.push_back(std::move(build));
        return {};
    }

    Result<void> addShown(const Statement& row, const BuildFacts& build, std::uint32_t job)
    {
        query::RunTable::Run shown;
        shown.number = row.integer(1);
        if (row.isReal(6)) {
            shown.durationSeconds = row.real(6);
        } else if (const auto whole = row.optionalInteger(6)) {
            shown.durationSeconds = static_cast<double>(*whole);
        }
        shown.platform = nameOf(0, row.integer(2));
        shown.config = nameOf(1, build.config);
        shown.lab = nameOf(2, m_runs.m_jobs[job].lab);
        shown.hasLog = m_runs.m_excerpts.back() != 0;
        if (!shown.hasLog && m_areLogsStored) {
            CBOARD_TRY(shown.hasLog, hasRunLog(m_context, shown.number));
        }
        m_table->runs.push_back(shown);
        return {};
    }

    Result<std::uint32_t> placeOfJob(std::int64_t id)
    {
        const auto [place, isNew] =
            m_placeOfJob.try_emplace(id, static_cast<std::uint32_t>(m_runs.m_jobs.size()));
        if (isNew) {
            CBOARD_TRY(const JobFacts job, loadJob(m_context, id));
            m_runs.m_jobIds.push_back(id);
            m_runs.m_jobs.push_back(job);
        }
        return place->second;
    }

    /// The place of a path among m_paths, in order of first sight.
    std::uint32_t rangeOf(std::int64_t path)
    {
        std::uint32_t& range = m_rangeOf[static_cast<std::size_t>(path)];
        if (range == NoRange) {
            range = static_cast<std::uint32_t>(m_runs.m_paths.size());
            m_runs.m_paths.push_back({path, 0, 0, m_context.names.path(path).isBoot});
        }
        ++m_runs.m_paths[range].end; // Counts for now.
        return range;
    }

    void sort()
    {
        auto& paths = m_runs.m_paths;
        std::vector<std::uint32_t> byText(paths.size());
        std::iota(byText.begin(), byText.end(), 0U);
        std::sort(byText.begin(), byText.end(), [&](std::uint32_t a, std::uint32_t b) {
            return comesBefore(m_context.names.path(paths[a].path).text,
                               m_context.names.path(paths[b].path).text);
        });
        std::size_t next = 0;
        for (const std::uint32_t range : byText) {
            paths[range].begin = next;
            next += paths[range].end;
            paths[range].end = next;
        }
        std::vector<std::size_t> place(paths.size());
        std::transform(paths.begin(), paths.end(), place.begin(),
                       [](const PathRange& range) { return range.begin; });
        std::vector<std::uint32_t> order(m_pathOf.size());
        for (std::size_t run = 0; run < m_pathOf.size(); ++run) {
            order[place[m_pathOf[run]]++] = static_cast<std::uint32_t>(run);
        }
        reorder(paths, byText);
        reorder(m_runs.m_buildOf, order);
        reorder(m_runs.m_jobOf, order);
        reorder(m_runs.m_starts, order);
        reorder(m_runs.m_excerpts, order);
        reorder(m_runs.m_documents, order);
        reorder(m_runs.m_statuses, order);
        reorder(m_table->runs, order);
    }

    const QueryContext& m_context;
    RevisionRuns& m_runs;
    std::shared_ptr<query::RunTable> m_table;
    std::vector<std::int64_t> m_firstName; ///< Of platforms, configs, labs among the names.
    std::vector<std::uint32_t> m_rangeOf; ///< By path id.
    std::vector<std::uint32_t> m_pathOf; ///< By run: place in m_paths.
    std::unordered_map<std::int64_t, std::uint32_t> m_placeOfJob;
    bool m_areLogsStored = false;
};

Result<std::shared_ptr<const RevisionRuns>> RevisionRuns::kept(const QueryContext& context,
                                                               const RevisionEntry& revision)
{
    if (auto known = context.outcomes.runs(context, revision)) {
        return known;
    }
    CBOARD_TRY(auto runs, read(context, revision));
    context.outcomes.keep(context, runs);
    return runs;
}

Result<std::shared_ptr<const RevisionRuns>> RevisionRuns::read(const QueryContext& context,
                                                               const RevisionEntry& revision)
{
    auto runs = std::make_shared<RevisionRuns>();
    CBOARD_TRY_VOID(Reading(context, *runs).read(revision));
    return std::shared_ptr<const RevisionRuns>(std::move(runs));
}

ResultFacts RevisionRuns::factsOf(const PathRange& path, std::size_t run,
                                  const FilterPlan& plan) const
{
    const query::RunTable::Run& shown = m_table->runs[run];
    const JobFacts& job = m_jobs[m_jobOf[run]];
    ResultFacts facts;
    facts.build = &m_builds[m_buildOf[run]];
    facts.platform = shown.platform; // Platforms stand first among the names.
    facts.lab = job.lab;
    facts.origin = job.origin;
    facts.path = path.path;
    facts.key = shown.number;
    if (!std::isnan(shown.durationSeconds)) {
        facts.durationSeconds = shown.durationSeconds;
    }
    if (m_statuses[run] != NoStatus) {
        facts.status = static_cast<Status>(m_statuses[run]);
        facts.statusClass = plan.classOf(facts.status, {});
    } else {
        facts.statusClass = plan.classOf({}, toTimestamp(startOf(run)));
    }
    return facts;
}

std::optional<std::int64_t> RevisionRuns::startOf(std::size_t run) const
{
    return m_starts[run] == NoStart ? std::nullopt
                                    : std::optional(m_starts[run] + m_jobs[m_jobOf[run]].start);
}

TestColumns RevisionRuns::columnsOf(const PathRange& path, std::size_t run) const
{
    const auto known = [](std::uint32_t id) {
        return id == 0 ? std::nullopt : std::optional<std::int64_t>(id);
    };
    const query::RunTable::Run& shown = m_table->runs[run];
    TestColumns columns;
    columns.build = m_builds[m_buildOf[run]].id;
    columns.path = path.path;
    columns.key = shown.number;
    columns.platform = shown.platform;
    columns.job = m_jobIds[m_jobOf[run]];
    if (m_statuses[run] != NoStatus) {
        columns.status = m_statuses[run];
    }
    if (m_starts[run] != NoStart) {
        columns.start = m_starts[run];
    }
    if (!std::isnan(shown.durationSeconds)) {
        columns.durationReal = shown.durationSeconds;
    }
    columns.excerpt = known(m_excerpts[run]);
    columns.document = known(m_documents[run]);
    return columns;
}

bool RevisionRuns::hasCheckoutsOf(const RevisionEntry& revision) const
{
    return std::equal(m_checkouts.begin(), m_checkouts.end(), revision.checkouts.begin(),
                      revision.checkouts.end(), [](std::int64_t id, const CheckoutEntry& checkout) {
                          return id == checkout.id;
                      });
}

std::size_t RevisionRuns::sizeBytes() const
{
    return sizeof(*this) + bytesOf(m_paths) + bytesOf(m_builds) + bytesOf(m_jobIds)
        + bytesOf(m_jobs) + bytesOf(m_buildOf) + bytesOf(m_jobOf) + bytesOf(m_starts)
        + bytesOf(m_excerpts) + bytesOf(m_documents) + bytesOf(m_statuses) + bytesOf(m_table->runs)
        + bytesOf(m_table->names);
}

} // namespace cboard::store
