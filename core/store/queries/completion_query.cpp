// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/pattern.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/result_groups.h"
#include "core/store/revisions/run_texts.h"
#include "core/store/revisions/user_words.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace cboard::store {

namespace {

    using query::FilterKey;

    constexpr std::int64_t CountedRevisions = 3;
    constexpr std::int64_t NamedRevisions = 50;

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

    /// Values with how many results have them.
    using Counts = std::map<std::string, std::int64_t, std::less<>>;

    class ValueCounter {
    public:
        ValueCounter(const QueryContext& context, const query::CompletionRequest& request,
                     const FilterPlan& plan)
            : m_context(context)
            , m_request(request)
            , m_plan(plan)
            , m_reader(context, plan)
        {
        }

        Result<Counts> count()
        {
            switch (m_request.key) {
            case FilterKey::Revision:
                CBOARD_TRY_VOID(countRevisions());
                break;
            case FilterKey::Issue:
                CBOARD_TRY_VOID(countRows("SELECT issue_id, count(*) FROM incident"
                                          " WHERE present IS NOT 0 GROUP BY issue_id"));
                break;
            case FilterKey::Signature:
                CBOARD_TRY_VOID(countRows("SELECT issue.subject, count(*) FROM incident JOIN issue"
                                          " ON issue.ext_id = incident.issue_id"
                                          " AND issue.version = incident.issue_version"
                                          " WHERE incident.present IS NOT 0"
                                          " GROUP BY issue.subject"));
                break;
            case FilterKey::Source:
                CBOARD_TRY_VOID(countRows("SELECT name.text, count(*) FROM document JOIN name"
                                          " ON name.dimension = 10 AND name.id = document.folder"
                                          " GROUP BY document.folder"));
                break;
            case FilterKey::Mark:
                CBOARD_TRY_VOID(countMarks());
                break;
            case FilterKey::Path:
            case FilterKey::Compatible:
            case FilterKey::Soc:
                CBOARD_TRY_VOID(countRuns());
                break;
            default:
                if (const auto kind = nameKindOf(m_request.key)) {
                    CBOARD_TRY_VOID(countNames(*kind));
                }
            }
            return std::move(m_counts);
        }

    private:
        Result<std::vector<RevisionEntry>> revisions(std::int64_t limit)
        {
            std::vector<RevisionEntry> found;
            if (m_request.revision) {
                CBOARD_TRY(auto revision, loadRevision(m_context, *m_request.revision));
                found.push_back(std::move(revision));
            } else if (const auto branch = findBranch(m_context.names, m_request.branch)) {
                CBOARD_TRY(found, loadRevisions(m_context, *branch, m_plan, {.limit = limit}));
            }
            return found;
        }

        Result<void> countRows(std::string_view sql)
        {
            CBOARD_TRY(auto rows, m_context.database.prepare(sql));
            return forEachRow(rows, [this](const Statement& row) -> Result<void> {
                m_counts[std::string(row.text(0))] += row.integer(1);
                return {};
            });
        }

        Result<void> countMarks()
        {
            CBOARD_TRY(const auto words,
                       loadUserWords(m_context.database.file(), UserWordKind::Mark));
            for (const UserWord& word : words) {
                ++m_counts[word.text];
            }
            return {};
        }

        Result<void> countRevisions()
        {
            CBOARD_TRY(const auto found, revisions(NamedRevisions));
            for (const RevisionEntry& revision : found) {
                CBOARD_TRY(const auto counts, m_reader.counts(revision, false));
                const std::int64_t results =
                    counts.builds.total() + counts.boots.total() + counts.tests.total();
                for (const std::string& tag : revision.ref.tags) {
                    m_counts[tag] = results;
                }
                m_counts[revision.ref.name.empty() ? revision.ref.commit : revision.ref.name] =
                    results;
            }
            return {};
        }

        /// All names of the store, counted where the roll-ups of some revisions have them.
        Result<void> countNames(NameKind kind)
        {
            std::unordered_map<std::int64_t, std::int64_t> byId;
            const auto add = [&](const ResultGroup& group) {
                byId[valueOf(m_request.key, group.facts)] += group.count;
            };
            CBOARD_TRY(const auto found, revisions(CountedRevisions));
            for (const RevisionEntry& revision : found) {
                CBOARD_TRY_VOID(m_context.task.check());
                CBOARD_TRY_VOID(m_reader.builds(revision, add));
                CBOARD_TRY_VOID(m_reader.runs(revision, {}, add));
            }
            for (std::int64_t id = 1; id < m_context.names.nameCount(kind); ++id) {
                const auto place = byId.find(id);
                m_counts[std::string(m_context.names.name(kind, id))] =
                    place == byId.end() ? 0 : place->second;
            }
            return {};
        }

        /// What no roll-up tells: by the runs of the newest revision.
        Result<void> countRuns()
        {
            if (m_request.key == FilterKey::Path) {
                for (std::int64_t id = 1; id < m_context.names.pathCount(); ++id) {
                    m_counts[std::string(m_context.names.path(id).text)];
                }
            }
            std::unordered_map<std::int64_t, std::int64_t> byPath;
            RunTexts texts(m_context, m_plan);
            CBOARD_TRY(const auto found, revisions(1));
            for (const RevisionEntry& revision : found) {
                CBOARD_TRY_VOID(m_reader.singleRuns(
                    revision, {},
                    [&](const TestColumns& columns, const ResultFacts& facts) -> Result<void> {
                        if (m_request.key == FilterKey::Path) {
                            ++byPath[facts.path];
                            return {};
                        }
                        CBOARD_TRY(const auto* all, texts.compatibles(columns));
                        for (const std::string& text :
                             m_request.key == FilterKey::Soc ? socOf(*all) : *all) {
                            ++m_counts[text];
                        }
                        return {};
                    }));
            }
            for (const auto& [id, count] : byPath) {
                for (auto path = id; path != 0; path = m_context.names.path(path).parent) {
                    m_counts[std::string(m_context.names.path(path).text)] += count;
                }
            }
            return {};
        }

        const QueryContext& m_context;
        const query::CompletionRequest& m_request;
        const FilterPlan& m_plan;
        ResultReader m_reader;
        Counts m_counts;
    };

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
    query::Common unfiltered = request.common;
    unfiltered.filter = {};
    CBOARD_TRY(const auto plan, FilterPlan::create(context, unfiltered));
    CBOARD_TRY(const auto counts, ValueCounter(context, request, plan).count());
    std::vector<Candidate> found;
    for (const auto& [text, count] : counts) {
        addIfMatching(found, text, count, request.prefix);
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
