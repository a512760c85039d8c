// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/queries.h"
#include "core/store/queries/revision_summary.h"
#include "core/store/revisions/revision_progress.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace cboard::store {

namespace {

    /// Counts results by the values of one dimension.
    class FacetCounter {
    public:
        FacetCounter(std::string_view dimension, NameKind kind,
                     std::int64_t (*valueOf)(const ResultFacts&))
            : m_dimension(dimension)
            , m_kind(kind)
            , m_valueOf(valueOf)
        {
        }

        void add(const ResultGroup& group)
        {
            m_counts[m_valueOf(group.facts)][group.facts.statusClass] += group.count;
        }

        query::Facet facet(const Dictionary& names) const
        {
            query::Facet facet;
            facet.dimension = m_dimension;
            for (const auto& [id, counts] : m_counts) {
                if (id != 0) {
                    facet.values.push_back({std::string(names.name(m_kind, id)), counts});
                }
            }
            std::sort(facet.values.begin(), facet.values.end(), comesFirst);
            return facet;
        }

    private:
        static bool comesFirst(const query::FacetValue& a, const query::FacetValue& b)
        {
            const auto failsA = a.counts[StatusClass::Fail];
            const auto failsB = b.counts[StatusClass::Fail];
            const auto totalA = a.counts.total();
            const auto totalB = b.counts.total();
            return std::tie(failsB, totalB, a.value) < std::tie(failsA, totalA, b.value);
        }

        std::string_view m_dimension;
        NameKind m_kind;
        std::int64_t (*m_valueOf)(const ResultFacts&);
        std::map<std::int64_t, StatusCounts> m_counts;
    };

    std::array<FacetCounter, 6> facetCounters()
    {
        using Facts = const ResultFacts&;
        return {{
            {"arch", NameKind::Architecture, [](Facts facts) { return facts.build->architecture; }},
            {"config", NameKind::Config, [](Facts facts) { return facts.build->config; }},
            {"compiler", NameKind::Compiler, [](Facts facts) { return facts.build->compiler; }},
            {"lab", NameKind::Lab, [](Facts facts) { return facts.lab; }},
            {"origin", NameKind::Origin, [](Facts facts) { return facts.build->origin; }},
            {"board", NameKind::Platform, [](Facts facts) { return facts.platform; }},
        }};
    }

    /// The revision next to it on its branch; nothing at the end.
    Result<std::optional<query::RevisionRef>> neighbour(const QueryContext& context,
                                                        const RevisionEntry& revision, bool isNewer)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare(
                       isNewer ? "SELECT id FROM revision WHERE tree = ?1 AND branch = ?2"
                                 " AND (order_time, id) > (?3, ?4) AND url = ?5"
                                 " ORDER BY order_time, id"
                               : "SELECT id FROM revision WHERE tree = ?1 AND branch = ?2"
                                 " AND (order_time, id) < (?3, ?4) AND url = ?5"
                                 " ORDER BY order_time DESC, id DESC"));
        rows.bindAll(revision.tree, revision.branch, revision.orderTime, revision.ref.id,
                     revision.url);
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                return std::nullopt;
            }
            CBOARD_TRY(auto found, loadRevision(context, rows.integer(0)));
            if (!found.checkouts.empty()) {
                return std::optional(std::move(found.ref));
            }
        }
    }

} // namespace

Result<query::RevisionSnapshot> queryRevision(const QueryContext& context,
                                              const query::RevisionRequest& request)
{
    CBOARD_TRY(const auto plan, FilterPlan::create(context, request.common));
    CBOARD_TRY(const auto revision, loadRevision(context, request.revision));
    ResultReader reader(context, plan);
    CBOARD_TRY_VOID(reader.readMarksIfAsked(request.common));
    query::RevisionSnapshot snapshot;
    CBOARD_TRY(snapshot.row, revisionRow(context, reader, revision, true));
    for (const CheckoutEntry& checkout : revision.checkouts) {
        snapshot.checkoutIds.push_back(checkout.extId);
    }
    auto counters = facetCounters();
    const auto count = [&counters](const ResultGroup& group) {
        for (FacetCounter& counter : counters) {
            counter.add(group);
        }
    };
    CBOARD_TRY_VOID(reader.builds(revision, count));
    CBOARD_TRY_VOID(reader.runs(revision, {}, count));
    for (const FacetCounter& counter : counters) {
        snapshot.facets.push_back(counter.facet(context.names));
    }
    CBOARD_TRY(snapshot.newer, neighbour(context, revision, true));
    CBOARD_TRY(snapshot.older, neighbour(context, revision, false));
    CBOARD_TRY(snapshot.progress, revisionProgress(context, request.common, revision));
    snapshot.info.newestData = snapshot.row.lastData;
    snapshot.info.totalRows = 1;
    snapshot.info.shownRows = 1;
    return snapshot;
}

namespace {

    /// How many revisions back "HEAD", "HEAD~3" or "HEAD~" is; nothing for other names.
    std::optional<std::int64_t> stepsBack(std::string_view name)
    {
        constexpr std::string_view Head = "HEAD";
        if (!name.starts_with(Head)) {
            return std::nullopt;
        }
        name.remove_prefix(Head.size());
        if (name.empty()) {
            return 0;
        }
        std::int64_t steps = 1;
        if (name.front() != '~') {
            return std::nullopt;
        }
        name.remove_prefix(1);
        const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), steps);
        const bool isNumber = problem == std::errc{} && end == name.data() + name.size();
        return name.empty() || (isNumber && steps >= 0) ? std::optional(steps) : std::nullopt;
    }

    tl::unexpected<Error> noRevision(const query::FindRevisionRequest& request)
    {
        const query::BranchKey& branch = request.branch;
        const std::string where =
            branch.tree.empty() ? std::string() : " of " + branch.tree + "/" + branch.branch;
        return fail(ErrorKind::NotFound,
                    "no revision \"" + request.name + "\"" + where + " is stored");
    }

    std::string quotedTerm(std::string_view name)
    {
        query::FilterTerm term;
        term.key = query::FilterKey::Revision;
        term.values.push_back({query::MatchKind::Exact, std::string(name), {}, false});
        return query::formatTerm(term);
    }

} // namespace

Result<query::RevisionRef> queryFindRevision(const QueryContext& context,
                                             const query::FindRevisionRequest& request)
{
    const auto branch = findBranch(context.names, request.branch);
    if (!branch) {
        return noRevision(request);
    }
    const auto steps = stepsBack(request.name);
    query::Common common = request.common;
    common.filter = {};
    if (!steps) { // A name: that is what the term `rev:` means.
        if (auto filter = query::parseFilter(quotedTerm(request.name))) {
            common.filter = std::move(*filter);
        }
    }
    CBOARD_TRY(const auto plan, FilterPlan::create(context, common));
    const std::int64_t wanted = steps.value_or(0);
    CBOARD_TRY(const auto found, loadRevisions(context, *branch, plan, {.limit = wanted + 1}));
    if (static_cast<std::int64_t>(found.size()) <= wanted) {
        return noRevision(request);
    }
    return found.back().ref;
}

} // namespace cboard::store
