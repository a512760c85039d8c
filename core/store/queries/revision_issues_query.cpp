// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/revisions/issue_matcher.h"
#include "core/store/revisions/outcome_reader.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/rows/test_columns.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_set>

namespace cboard::store {

namespace {

    using query::RevisionIssueRow;

    /// A run of the revision that the filter selects.
    struct TouchableRun {
        std::int64_t key = 0;
        std::int64_t platform = 0;
        bool isBoot = false;
        bool isFail = false;
        bool hasExcerpt = false;
    };

    /// What the incidents of one version of an issue name.
    struct Touched {
        std::set<std::int64_t> builds; ///< build.id
        std::set<std::int64_t> runs; ///< test.key
        std::set<std::int64_t> platforms;
        std::int64_t boots = 0;
        int bestRank = -1;
        RecordKind recordKind = RecordKind::Test;
        std::string recordId;

        /// Keeps the record that is best to read.
        void offer(RecordKind kind, std::string_view id, bool isFail, bool hasText)
        {
            const int rank = (hasText ? 2 : 0) + (isFail ? 1 : 0);
            if (rank > bestRank) {
                bestRank = rank;
                recordKind = kind;
                recordId = id;
            }
        }
    };

    class IssueReader {
    public:
        IssueReader(const QueryContext& context, const FilterPlan& plan)
            : m_context(context)
            , m_reader(context, plan)
        {
        }

        Result<void> read(const query::Common& common, const RevisionEntry& revision)
        {
            CBOARD_TRY_VOID(m_reader.readMarksIfAsked(common));
            CBOARD_TRY_VOID(readBuilds(revision));
            CBOARD_TRY_VOID(readRuns(revision));
            return matchRuns(common);
        }

        /// In order of id and version; without what the terms leave out.
        Result<std::vector<RevisionIssueRow>> rows(const std::vector<IssueMatcher>& terms)
        {
            std::vector<RevisionIssueRow> rows;
            for (const auto& [identity, touched] : m_touched) {
                RevisionIssueRow row;
                std::tie(row.id, row.version) = identity;
                CBOARD_TRY(const std::int64_t culprit, describe(row));
                const bool isWanted = std::all_of(terms.begin(), terms.end(), [&](const auto& one) {
                    return one.matches(row.id, culprit, row.subject) != one.isNegated();
                });
                if (!isWanted) {
                    continue;
                }
                row.builds = std::ssize(touched.builds);
                row.boots = touched.boots;
                row.tests = std::ssize(touched.runs) - touched.boots;
                row.boards = std::ssize(touched.platforms);
                row.recordKind = touched.recordKind;
                row.recordId = touched.recordId;
                rows.push_back(std::move(row));
            }
            return rows;
        }

    private:
        using Identity = std::pair<std::string, std::int64_t>;

        Result<void> readBuilds(const RevisionEntry& revision)
        {
            CBOARD_TRY(auto incidents,
                       m_context.database.prepare("SELECT issue_id, issue_version FROM incident"
                                                  " WHERE build_id = ?1 AND present IS NOT 0"));
            std::vector<const BuildFacts*> builds;
            CBOARD_TRY_VOID(m_reader.builds(revision, [&builds](const ResultGroup& group) {
                builds.push_back(group.facts.build);
            }));
            for (const BuildFacts* build : builds) {
                incidents.bind(1, build->extId);
                CBOARD_TRY_VOID(forEachRow(incidents, [&](const Statement& row) -> Result<void> {
                    Touched& touched =
                        m_touched[Identity(std::string(row.text(0)), row.integer(1))];
                    touched.builds.insert(build->id);
                    touched.offer(RecordKind::Build, build->extId, build->status == Status::Fail,
                                  build->hasLog);
                    return {};
                }));
            }
            return {};
        }

        Result<void> readRuns(const RevisionEntry& revision)
        {
            const RunSelection all{.isSingle = true};
            CBOARD_TRY_VOID(m_reader.singleRuns(
                revision, all,
                [this](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
                    m_runs.push_back(
                        {columns.key, columns.platform, m_context.names.path(facts.path).isBoot,
                         facts.statusClass == StatusClass::Fail, columns.excerpt.has_value()});
                    return {};
                }));
            std::ranges::sort(m_runs, {}, &TouchableRun::key);
            return {};
        }

        /// The table knows runs by keys, incidents by external ids; only tests whose wanted key has
        /// a run near by are looked up.
        Result<void> matchRuns(const query::Common& common)
        {
            CBOARD_TRY(const auto outcomes, OutcomeReader::create(m_context, common));
            CBOARD_TRY(const auto incidents, outcomes->incidents());
            constexpr std::int64_t MostTakenKeys = 64;
            for (const IncidentTargets::NamedTest& test : incidents->tests) {
                const auto next = runFrom(test.wantedKey);
                if (next != m_runs.end() && next->key - test.wantedKey <= MostTakenKeys
                    && m_seen.insert(test.id).second) {
                    CBOARD_TRY_VOID(m_context.task.check());
                    CBOARD_TRY_VOID(addRun(test.id));
                }
            }
            return {};
        }

        std::vector<TouchableRun>::const_iterator runFrom(std::int64_t key) const
        {
            return std::ranges::lower_bound(m_runs, key, {}, &TouchableRun::key);
        }

        Result<void> addRun(const std::string& id)
        {
            CBOARD_TRY(const auto key, m_context.decoder.findTest(id));
            const auto run = key ? runFrom(*key) : m_runs.end();
            if (run == m_runs.end() || run->key != *key) {
                return {};
            }
            CBOARD_TRY(const bool hasLog, hasRunLog(m_context, run->key));
            CBOARD_TRY(auto incidents,
                       m_context.database.prepare("SELECT issue_id, issue_version FROM incident"
                                                  " WHERE test_id = ?1 AND present IS NOT 0"));
            incidents.bind(1, id);
            return forEachRow(incidents, [&](const Statement& row) -> Result<void> {
                Touched& touched = m_touched[Identity(std::string(row.text(0)), row.integer(1))];
                if (touched.runs.insert(run->key).second) {
                    touched.boots += run->isBoot ? 1 : 0;
                    if (run->platform != 0) {
                        touched.platforms.insert(run->platform);
                    }
                    touched.offer(RecordKind::Test, id, run->isFail, hasLog || run->hasExcerpt);
                }
                return {};
            });
        }

        /// \returns issue.culprit, 0 for none.
        Result<std::int64_t> describe(RevisionIssueRow& row)
        {
            CBOARD_TRY(
                auto issue,
                m_context.database.prepare("SELECT id, origin, subject, report_url, culprit,"
                                           " (SELECT max(version) FROM issue AS other"
                                           "  WHERE other.ext_id = issue.ext_id)"
                                           " FROM issue WHERE ext_id = ?1 AND version = ?2"));
            CBOARD_TRY(row.isStored, issue.bindAll(row.id, row.version).step());
            if (!row.isStored) {
                return 0;
            }
            row.origin = m_context.names.name(NameKind::Origin, issue.integer(1));
            row.subject = issue.text(2);
            row.url = issue.text(3);
            row.isLatest = issue.integer(5) == row.version;
            const std::int64_t culprit = issue.integer(4);
            row.culprits = {(culprit & 1) != 0, (culprit & 2) != 0, (culprit & 4) != 0};
            CBOARD_TRY(const Issue whole, m_context.decoder.issue(issue.integer(0)));
            row.comment = whole.comment.value_or(std::string_view());
            m_context.decoder.clear();
            return culprit;
        }

        const QueryContext& m_context;
        ResultReader m_reader;
        std::vector<TouchableRun> m_runs; ///< By key.
        std::unordered_set<std::string> m_seen; ///< External ids of runs that incidents name.
        std::map<Identity, Touched> m_touched;
    };

} // namespace

Result<query::RevisionIssuesSnapshot>
queryRevisionIssues(const QueryContext& context, const query::RevisionIssuesRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    std::vector<IssueMatcher> terms;
    for (const query::FilterTerm& term : request.common.filter.terms) {
        if (IssueMatcher::isKnown(term.key)) {
            CBOARD_TRY(auto matcher, IssueMatcher::create(term));
            terms.push_back(std::move(matcher));
        }
    }
    IssueReader reader(context, plan);
    CBOARD_TRY_VOID(reader.read(request.common, revision));
    query::RevisionIssuesSnapshot snapshot;
    CBOARD_TRY(snapshot.rows, reader.rows(terms));
    std::stable_sort(snapshot.rows.begin(), snapshot.rows.end(),
                     [](const auto& a, const auto& b) { return a.touched() > b.touched(); });
    snapshot.info.newestData = revision.lastData();
    snapshot.info.totalRows = std::ssize(snapshot.rows);
    snapshot.info.shownRows = snapshot.info.totalRows;
    return snapshot;
}

} // namespace cboard::store
