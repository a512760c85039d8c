// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/filter_plan.h"

#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <array>

namespace cboard::store {

namespace {

    using query::FilterKey;
    using query::FilterTerm;
    using query::FilterValue;
    using query::TextMatcher;

    constexpr std::size_t MostWords = 64; // One bit each.

    std::vector<bool> matchingNames(const Dictionary& names, NameKind kind,
                                    const TextMatcher& matcher, bool isNegated)
    {
        const auto count = static_cast<std::size_t>(names.nameCount(kind));
        std::vector<bool> bits(count);
        for (std::size_t id = 0; id < count; ++id) {
            bits[id] =
                matcher.matches(names.name(kind, static_cast<std::int64_t>(id))) != isNegated;
        }
        return bits;
    }

    /// Those of all boards or labs that match by any of their names.
    Result<std::vector<bool>> matchingThings(const QueryContext& context, NameKind kind,
                                             const TextMatcher& matcher)
    {
        CBOARD_TRY(const auto user, UserNames::of(context));
        auto ids = matchingNames(context.names, kind, matcher, false);
        (kind == NameKind::Lab ? user->labs : user->boards).widen(ids, matcher);
        return ids;
    }

    std::vector<bool> matchingPaths(const Dictionary& names, const TextMatcher& matcher,
                                    bool isNegated)
    {
        const auto count = static_cast<std::size_t>(names.pathCount());
        std::vector<bool> bits(count);
        for (std::size_t id = 0; id < count; ++id) {
            bits[id] = matcher.matches(names.path(static_cast<std::int64_t>(id)).text) != isNegated;
        }
        return bits;
    }

    bool isHashPrefix(const FilterValue& value)
    {
        constexpr std::size_t ShortestHash = 4;
        return value.match == query::MatchKind::Exact && value.text.size() >= ShortestHash
            && value.text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    }

    bool beginsWith(std::string_view text, std::string_view lowerPrefix)
    {
        return text.size() >= lowerPrefix.size()
            && std::equal(lowerPrefix.begin(), lowerPrefix.end(), text.begin(),
                          [](char a, char b) { return (a | 0x20) == (b | 0x20); });
    }

    template <typename Visitor>
    void forEachText(const RevisionEntry& revision, Visitor&& visit)
    {
        const query::RevisionRef& ref = revision.ref;
        for (const std::string* text :
             {&ref.name, &ref.subject, &ref.commit, &ref.tree, &ref.branch}) {
            visit(std::string_view(*text));
        }
        for (const std::string& tag : ref.tags) {
            visit(std::string_view(tag));
        }
    }

    /// `rev:` means the hash (a prefix will do), the describe name or a tag.
    bool matchesRevisionTerm(const TextMatcher& matcher, const FilterTerm& term,
                             const query::RevisionRef& ref)
    {
        std::vector<std::string_view> texts = {ref.name, ref.commit};
        texts.insert(texts.end(), ref.tags.begin(), ref.tags.end());
        bool isMatch = matcher.matchesAnyOf(texts);
        for (const FilterValue& value : term.values) {
            if (isHashPrefix(value) && beginsWith(ref.commit, value.text)) {
                if (value.isNegated) {
                    return term.isNegated;
                }
                isMatch = true;
            }
        }
        return isMatch != term.isNegated;
    }

} // namespace

Result<FilterPlan> FilterPlan::create(const QueryContext& context, const query::Common& common)
{
    FilterPlan plan;
    plan.m_now = common.now;
    plan.m_window = common.window;
    for (const FilterTerm& term : common.filter.terms) {
        CBOARD_TRY_VOID(plan.add(context, term));
    }
    if (!plan.m_paths.isAll()) {
        const auto paths = plan.m_paths.ids();
        plan.m_pathsHoldBoots = std::ranges::any_of(
            paths, [&context](std::int64_t id) { return context.names.path(id).isBoot; });
    }
    return plan;
}

void FilterPlan::limitToPlatforms(std::span<const std::int64_t> platforms)
{
    std::vector<bool> bits;
    for (const std::int64_t platform : platforms) {
        bits.resize(std::max(bits.size(), static_cast<std::size_t>(platform) + 1));
        bits[static_cast<std::size_t>(platform)] = true;
    }
    m_platforms.intersect(std::move(bits));
}

void FilterPlan::limitTo(const CellKey& cell)
{
    const std::array<std::pair<IdSet*, std::int64_t>, 6> limits = {{
        {&m_configs, cell.config},
        {&m_architectures, cell.architecture},
        {&m_compilers, cell.compiler},
        {&m_platforms, cell.platform},
        {&m_paths, cell.path},
        {&m_labs, cell.lab},
    }};
    for (const auto& [set, id] : limits) {
        if (id != 0) {
            std::vector<bool> bits(static_cast<std::size_t>(id) + 1);
            bits.back() = true;
            set->intersect(std::move(bits));
        }
    }
}

Result<void> FilterPlan::add(const QueryContext& context, const FilterTerm& term)
{
    switch (term.key) {
    case FilterKey::Word:
        return addWord(context, term);
    case FilterKey::Status:
        m_outcomes = m_outcomes & query::outcomesOf(term);
        return {};
    case FilterKey::Is:
        addMarks(term);
        return {};
    case FilterKey::Tree:
        return addNames(context, term, NameKind::Tree, m_trees);
    case FilterKey::Branch:
        return addNames(context, term, NameKind::Branch, m_branches);
    case FilterKey::Arch:
        return addNames(context, term, NameKind::Architecture, m_architectures);
    case FilterKey::Config:
        return addNames(context, term, NameKind::Config, m_configs);
    case FilterKey::Compiler:
        return addNames(context, term, NameKind::Compiler, m_compilers);
    case FilterKey::Board:
        return addNames(context, term, NameKind::Platform, m_platforms);
    case FilterKey::Lab:
        return addNames(context, term, NameKind::Lab, m_labs);
    case FilterKey::Origin:
        return addNames(context, term, NameKind::Origin, m_origins);
    case FilterKey::Path:
        return addPaths(context, term);
    case FilterKey::Revision: {
        CBOARD_TRY(auto matcher, TextMatcher::create(term));
        m_revisions.push_back({std::move(matcher), term});
        return {};
    }
    case FilterKey::Since:
    case FilterKey::Until:
        addTimes(term);
        return {};
    case FilterKey::Duration:
        m_durations.push_back(term);
        return {};
    case FilterKey::Age:
        m_ages.push_back(term);
        return {};
    case FilterKey::Issue:
    case FilterKey::Culprit:
    case FilterKey::Signature:
        return addIssues(context, term);
    case FilterKey::Note:
    case FilterKey::Mark:
        return addUserWords(context, term);
    case FilterKey::Compatible:
    case FilterKey::Soc:
    case FilterKey::Source:
    case FilterKey::Log:
        return addTexts(term);
    }
    return {};
}

Result<void> FilterPlan::addNames(const QueryContext& context, const FilterTerm& term,
                                  NameKind kind, IdSet& set)
{
    CBOARD_TRY(const auto matcher, TextMatcher::create(term));
    if (kind == NameKind::Platform || kind == NameKind::Lab) {
        CBOARD_TRY(auto ids, matchingThings(context, kind, matcher));
        if (term.isNegated) {
            ids.flip();
        }
        set.intersect(std::move(ids));
    } else {
        set.intersect(matchingNames(context.names, kind, matcher, term.isNegated));
    }
    return {};
}

Result<void> FilterPlan::addPaths(const QueryContext& context, const FilterTerm& term)
{
    CBOARD_TRY(const auto matcher, TextMatcher::create(term));
    m_paths.intersect(matchingPaths(context.names, matcher, term.isNegated));
    return {};
}

Result<void> FilterPlan::addWord(const QueryContext& context, const FilterTerm& term)
{
    if (m_words.size() == MostWords) {
        return fail(ErrorKind::Limit, "more than 64 bare words in a filter");
    }
    CBOARD_TRY(auto matcher, TextMatcher::create(term));
    Word word{matcher, term.isNegated, {}, {}, {}};
    word.paths.intersect(matchingPaths(context.names, matcher, false));
    CBOARD_TRY(auto platforms, matchingThings(context, NameKind::Platform, matcher));
    word.platforms.intersect(std::move(platforms));
    word.configs.intersect(matchingNames(context.names, NameKind::Config, matcher, false));
    m_words.push_back(std::move(word));
    return {};
}

void FilterPlan::addTimes(const FilterTerm& term)
{
    for (const FilterValue& value : term.values) {
        const auto time = query::parseTimeValue(value.text, m_now);
        if (!time) {
            continue; // The parser refuses such text.
        }
        const bool isLower = (term.key == FilterKey::Since) != (term.isNegated != value.isNegated);
        if (isLower) {
            m_since = m_since ? std::max(*m_since, *time) : *time;
        } else {
            m_until = m_until ? std::min(*m_until, *time) : *time;
        }
    }
}

bool FilterPlan::matchesRevision(const RevisionEntry& revision) const
{
    const Timestamp time = *toTimestamp(revision.orderTime);
    if (!m_trees.contains(revision.tree) || !m_branches.contains(revision.branch)
        || (m_since && time < *m_since) || (m_until && time > *m_until)) {
        return false;
    }
    const double age = std::chrono::duration<double>(m_now - time).count();
    return std::all_of(m_ages.begin(), m_ages.end(),
                       [age](const FilterTerm& term) {
                           return query::matchesNumber(term, age) != term.isNegated;
                       })
        && std::all_of(m_revisions.begin(), m_revisions.end(), [&revision](const TextTerm& term) {
               return matchesRevisionTerm(term.matcher, term.term, revision.ref);
           });
}

std::uint64_t FilterPlan::revisionWords(const RevisionEntry& revision) const
{
    if (m_words.empty()) {
        return 0;
    }
    std::vector<std::string_view> texts;
    forEachText(revision, [&texts](std::string_view text) { texts.push_back(text); });
    std::uint64_t words = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (m_words[i].matcher.matchesAnyOf(texts)) {
            words |= std::uint64_t{1} << i;
        }
    }
    return words;
}

bool FilterPlan::matchesRevisionWords(const RevisionEntry& revision) const
{
    std::vector<std::string_view> texts = {revision.ref.repositoryUrl};
    forEachText(revision, [&texts](std::string_view text) { texts.push_back(text); });
    return std::all_of(m_words.begin(), m_words.end(), [&texts](const Word& word) {
        return word.matcher.matchesAnyOf(texts) != word.isNegated;
    });
}

bool FilterPlan::limitsResults(bool withWords) const
{
    return !m_paths.isAll() || limitsRunsOfPath(withWords);
}

bool FilterPlan::limitsRunsOfPath(bool withWords) const
{
    const std::array<const IdSet*, 6> sets = {&m_configs,   &m_architectures, &m_compilers,
                                              &m_platforms, &m_labs,          &m_origins};
    return (withWords && !m_words.empty()) || !m_outcomes.isAll() || !m_durations.empty()
        || !m_targets.empty() || !m_texts.empty() || !m_markTerms.empty()
        || std::any_of(sets.begin(), sets.end(), [](const IdSet* set) { return !set->isAll(); });
}

bool FilterPlan::needsRuns(bool withWords) const
{
    const bool hasPathWords = withWords
        && std::any_of(m_words.begin(), m_words.end(),
                       [](const Word& word) { return !word.paths.ids().empty(); });
    return hasPathWords || !m_paths.isAll() || !m_origins.isAll() || !m_durations.empty()
        || !m_targets.empty() || !m_texts.empty() || !m_markTerms.empty();
}

bool FilterPlan::matchesBuildOfRuns(const BuildFacts& build) const
{
    return m_configs.contains(build.config) && m_architectures.contains(build.architecture)
        && m_compilers.contains(build.compiler);
}

bool FilterPlan::matchesNames(const ResultFacts& facts) const
{
    return m_platforms.contains(facts.platform) && m_labs.contains(facts.lab)
        && m_outcomes.contains(facts.status, facts.statusClass) && matchesBuildOfRuns(*facts.build);
}

bool FilterPlan::matchesWords(const ResultFacts& facts, RevisionWords words, bool isRun) const
{
    for (std::size_t i = 0; words && i < m_words.size(); ++i) {
        const Word& word = m_words[i];
        const bool isMatch = (*words >> i & 1U) != 0 || word.configs.contains(facts.build->config)
            || (isRun
                && (word.platforms.contains(facts.platform) || word.paths.contains(facts.path)));
        if (isMatch == word.isNegated) {
            return false;
        }
    }
    return true;
}

bool FilterPlan::matchesGroup(const ResultFacts& group, RevisionWords words) const
{
    return matchesNames(group) && matchesWords(group, words, true);
}

bool FilterPlan::matchesRun(const ResultFacts& run, RevisionWords words) const
{
    return matchesNames(run) && m_origins.contains(run.origin) && m_paths.contains(run.path)
        && matchesWords(run, words, true) && matchesDurations(run) && matchesTargets(run, true)
        && matchesMarks(run.marks);
}

bool FilterPlan::matchesBuild(const ResultFacts& build, RevisionWords words) const
{
    // Boards and paths are no property of a build: terms that ask for them match none.
    return m_platforms.contains(0) && m_paths.contains(0) && m_labs.contains(build.lab)
        && m_outcomes.contains(build.status, build.statusClass) && matchesBuildOfRuns(*build.build)
        && m_origins.contains(build.origin) && matchesWords(build, words, false)
        && matchesDurations(build) && matchesTargets(build, false) && matchesMarks(build.marks);
}

bool FilterPlan::matchesDurations(const ResultFacts& facts) const
{
    return std::all_of(m_durations.begin(), m_durations.end(), [&facts](const FilterTerm& term) {
        return facts.durationSeconds
            && query::matchesNumber(term, *facts.durationSeconds) != term.isNegated;
    });
}

FilterPlan FilterPlan::withoutOutcomes() const
{
    FilterPlan plan = *this;
    plan.m_outcomes = query::OutcomeSet::all();
    return plan;
}

} // namespace cboard::store
