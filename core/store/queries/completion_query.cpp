// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/pattern.h"
#include "core/store/queries/queries.h"
#include "core/store/queries/result_groups.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace cboard::store {

namespace {

    using query::FilterKey;

    constexpr std::int64_t CountedRevisions = 3;

    std::optional<NameKind> nameKindOf(FilterKey key)
    {
        switch (key) {
        case FilterKey::Tree:
            return NameKind::Tree;
        case FilterKey::Branch:
            return NameKind::Branch;
        case FilterKey::Arch:
            return NameKind::Architecture;
        case FilterKey::Config:
            return NameKind::Config;
        case FilterKey::Compiler:
            return NameKind::Compiler;
        case FilterKey::Board:
            return NameKind::Platform;
        case FilterKey::Lab:
            return NameKind::Lab;
        case FilterKey::Origin:
            return NameKind::Origin;
        default: // The other keys have no list of names.
            return std::nullopt;
        }
    }

    std::int64_t valueOf(FilterKey key, const ResultFacts& facts)
    {
        switch (key) {
        case FilterKey::Arch:
            return facts.build->architecture;
        case FilterKey::Config:
            return facts.build->config;
        case FilterKey::Compiler:
            return facts.build->compiler;
        case FilterKey::Board:
            return facts.platform;
        case FilterKey::Lab:
            return facts.lab;
        case FilterKey::Origin:
            return facts.build->origin;
        default:
            return 0;
        }
    }

    using Counts = std::unordered_map<std::int64_t, std::int64_t>;

    Result<Counts> countValues(const QueryContext& context, const query::CompletionRequest& request)
    {
        query::Common unfiltered = request.common;
        unfiltered.filter = {};
        CBOARD_TRY(const auto plan, FilterPlan::create(context, unfiltered));
        std::vector<RevisionEntry> revisions;
        if (request.revision) {
            CBOARD_TRY(auto revision, loadRevision(context, *request.revision));
            revisions.push_back(std::move(revision));
        } else if (const auto branch = findBranch(context.names, request.branch)) {
            CBOARD_TRY(revisions,
                       loadRevisions(context, *branch, plan, {.limit = CountedRevisions}));
        }
        Counts counts;
        const auto count = [&](const ResultGroup& group) {
            counts[valueOf(request.key, group.facts)] += group.count;
        };
        ResultReader reader(context, plan);
        for (const RevisionEntry& revision : revisions) {
            CBOARD_TRY_VOID(context.task.check());
            CBOARD_TRY_VOID(reader.builds(revision, count));
            CBOARD_TRY_VOID(reader.runs(revision, {}, count));
        }
        return counts;
    }

    struct Candidate {
        query::Completion completion;
        bool isPrefix = false;
    };

    void addIfMatching(std::vector<Candidate>& found, std::string_view text, std::int64_t count,
                       std::string_view prefix)
    {
        if (text.empty() || !query::containsIgnoringCase(text, prefix)) {
            return;
        }
        const bool isPrefix = query::equalsIgnoringCase(text.substr(0, prefix.size()), prefix);
        found.push_back({{std::string(text), count}, isPrefix});
    }

} // namespace

Result<query::CompletionSnapshot> queryCompletion(const QueryContext& context,
                                                  const query::CompletionRequest& request)
{
    std::vector<Candidate> found;
    if (const auto kind = nameKindOf(request.key)) {
        CBOARD_TRY(const auto counts, countValues(context, request));
        for (std::int64_t id = 1; id < context.names.nameCount(*kind); ++id) {
            const auto place = counts.find(id);
            addIfMatching(found, context.names.name(*kind, id),
                          place == counts.end() ? 0 : place->second, request.prefix);
        }
    } else if (request.key == FilterKey::Path) {
        for (std::int64_t id = 1; id < context.names.pathCount(); ++id) {
            addIfMatching(found, context.names.path(id).text, 0, request.prefix);
        }
    }
    std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.isPrefix, b.completion.count, a.completion.text)
            < std::tie(a.isPrefix, a.completion.count, b.completion.text);
    });
    query::CompletionSnapshot snapshot;
    snapshot.info.totalRows = static_cast<std::int64_t>(found.size());
    found.resize(
        std::min(found.size(), static_cast<std::size_t>(std::max<std::int64_t>(request.limit, 0))));
    for (Candidate& candidate : found) {
        snapshot.values.push_back(std::move(candidate.completion));
    }
    snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.values.size());
    return snapshot;
}

} // namespace cboard::store
