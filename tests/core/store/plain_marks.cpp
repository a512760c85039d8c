// SPDX-License-Identifier: LGPL-2.1-or-later
#include "plain_marks.h"

#include <algorithm>

namespace cboard::test {

using query::CellMark;
using query::CellMarks;

namespace {

    constexpr std::size_t LabPart = 6;

    std::string textOf(const PlainTest& test, const std::string& path)
    {
        return isPlainBoot(test) ? std::string() : path; // All boots of a board are one cell.
    }

} // namespace

PlainCell cellOfRun(const PlainRun& run)
{
    return {isPlainBoot(*run.test) ? "boot" : "test",
            textOf(*run.test, run.test->path),
            run.test->platform,
            run.build->config,
            run.build->arch,
            run.build->compiler,
            plainLab(*run.test)};
}

PlainCell cellOfBuild(const PlainResult& build)
{
    return {"build", "", "", build.build->config, build.build->arch, build.build->compiler, ""};
}

PlainMarks::PlainMarks(const PlainData& data, const std::string& tree, const std::string& branch)
    : m_commits(plainRevisions(data, tree, branch))
    , m_revisions(m_commits.size())
    , m_ill(m_commits.size())
{
    for (std::size_t i = 0; i < m_commits.size(); ++i) {
        std::string earliest;
        for (const PlainCheckout& checkout : data.checkouts) {
            if (checkout.commit == m_commits[i]) {
                earliest = earliest.empty() ? checkout.start : std::min(earliest, checkout.start);
            }
        }
        m_times.push_back(*parseRfc3339(earliest));
        for (const PlainResult& build : plainBuilds(data, m_commits[i])) {
            add(i, cellOfBuild(build), build.status, build.build->status, build.build->start);
        }
        for (const PlainRun& run : plainRuns(data, m_commits[i])) {
            add(i, cellOfRun(run), run.status, run.test->status, run.test->start);
        }
        findIllLabs(data, i);
    }
}

void PlainMarks::add(std::size_t revision, const PlainCell& cell, StatusClass status,
                     const std::string& rawStatus, const std::string& start)
{
    if (status == StatusClass::Skip || status == StatusClass::Done) {
        return;
    }
    Results& results = m_revisions[revision][cell];
    results.passes += status == StatusClass::Pass ? 1 : 0;
    results.fails += status == StatusClass::Fail ? 1 : 0;
    results.infrastructure += isInfrastructure(status) || rawStatus.empty() ? 1 : 0;
    if (!start.empty()) {
        const Timestamp began = *parseRfc3339(start);
        results.isStale = results.isStale || began + std::chrono::hours(12) < m_times[revision];
    }
}

void PlainMarks::findIllLabs(const PlainData& data, std::size_t revision)
{
    const auto runs = plainRuns(data, m_commits[revision]);
    std::set<std::string> labs;
    for (const PlainRun& run : runs) {
        labs.insert(plainLab(*run.test));
    }
    for (const std::string& lab : labs) {
        std::map<std::string, std::set<StatusClass>> boards;
        std::set<std::string> configs;
        for (const PlainRun& run : runs) {
            const bool counts = !run.test->platform.empty() && run.status != StatusClass::Pending;
            if (counts && plainLab(*run.test) == lab) {
                boards[run.test->platform].insert(run.status);
                configs.insert(run.build->config);
            }
        }
        std::size_t erring = 0;
        std::size_t failing = 0;
        for (const auto& entry : boards) {
            const auto has = [&entry](StatusClass c) { return entry.second.count(c) == 1; };
            const bool isConclusive = has(StatusClass::Pass) || has(StatusClass::Fail);
            const bool errs = has(StatusClass::Error) || has(StatusClass::Miss);
            erring += errs && !isConclusive ? 1U : 0U;
            failing += has(StatusClass::Fail) && !has(StatusClass::Pass) ? 1U : 0U;
        }
        const bool passesElsewhere =
            std::any_of(runs.begin(), runs.end(), [&](const PlainRun& run) {
                return run.status == StatusClass::Pass && plainLab(*run.test) != lab
                    && !run.test->platform.empty()
                    && (boards.count(run.test->platform) == 1
                        || configs.count(run.build->config) == 1);
            });
        const bool isIll = boards.size() >= 3
            && (erring * 2 > boards.size() || (failing == boards.size() && passesElsewhere));
        if (isIll) {
            m_ill[revision].insert(lab);
        }
    }
}

PlainMarks::Verdict PlainMarks::verdictOf(const PlainCell& cell, std::size_t revision) const
{
    const auto place = m_revisions[revision].find(cell);
    if (place == m_revisions[revision].end()) {
        return Verdict::None;
    }
    if (place->second.fails > 0 && m_ill[revision].count(cell[LabPart]) == 0) {
        return Verdict::Fail;
    }
    return place->second.passes > 0 ? Verdict::Pass : Verdict::None;
}

bool PlainMarks::isConflict(const PlainCell& cell, std::size_t revision) const
{
    const Verdict own = verdictOf(cell, revision);
    if (own == Verdict::Pass && m_ill[revision].count(cell[LabPart]) == 1) {
        return false;
    }
    return std::any_of(m_revisions[revision].begin(), m_revisions[revision].end(),
                       [&](const auto& entry) {
                           PlainCell other = entry.first;
                           const Verdict verdict = verdictOf(other, revision);
                           other[LabPart] = cell[LabPart];
                           return other == cell && verdict != Verdict::None && verdict != own;
                       });
}

bool PlainMarks::isFlaky(const PlainCell& cell, std::size_t revision) const
{
    std::vector<std::pair<bool, std::size_t>> runs; // Newest first: passed, revision.
    for (std::size_t i = revision; i < m_revisions.size(); ++i) {
        const auto place = m_revisions[i].find(cell);
        if (place == m_revisions[i].end()) {
            continue;
        }
        const int fails = m_ill[i].count(cell[LabPart]) == 1 ? 0 : place->second.fails;
        runs.insert(runs.end(), std::size_t(place->second.passes), {true, i});
        runs.insert(runs.end(), std::size_t(fails), {false, i});
    }
    runs.resize(std::min<std::size_t>(runs.size(), 30));
    int flips = 0;
    int passes = 0;
    bool disagree = false;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        passes += runs[i].first ? 1 : 0;
        const bool isFlip = i > 0 && runs[i].first != runs[i - 1].first;
        flips += isFlip ? 1 : 0;
        disagree = disagree || (isFlip && runs[i].second == runs[i - 1].second);
    }
    const double rate = runs.empty() ? 0 : double(passes) / double(runs.size());
    return disagree || flips >= 5 || (flips >= 4 && rate >= 0.2 && rate <= 0.8);
}

CellMarks PlainMarks::marksOf(const PlainCell& cell, std::size_t revision,
                              std::optional<std::size_t> asked) const
{
    CellMarks marks = 0;
    const auto set = [&marks](CellMark mark, bool isSet) {
        marks = static_cast<CellMarks>(marks | (isSet ? query::markBit(mark) : 0));
    };
    const auto place = m_revisions[revision].find(cell);
    if (place == m_revisions[revision].end()) {
        return marks;
    }
    const Results& results = place->second;
    const bool isIll = m_ill[revision].count(cell[LabPart]) == 1;
    set(CellMark::Stale, results.isStale);
    set(CellMark::Mixed, results.passes > 0 && results.fails > 0);
    set(CellMark::LabIncident, isIll && results.fails + results.infrastructure > 0);
    const Verdict now = verdictOf(cell, revision);
    if (now == Verdict::None) {
        return marks;
    }
    Verdict baseline = Verdict::None;
    bool everPassed = results.passes > 0;
    for (std::size_t i = revision + 1; i < m_revisions.size(); ++i) {
        baseline = baseline == Verdict::None ? verdictOf(cell, i) : baseline;
        const auto before = m_revisions[i].find(cell);
        everPassed = everPassed || (before != m_revisions[i].end() && before->second.passes > 0);
    }
    if (asked) {
        baseline = verdictOf(cell, *asked);
    }
    const bool conflicts = isConflict(cell, revision);
    set(CellMark::LabConflict, conflicts);
    set(CellMark::Flaky, isFlaky(cell, revision));
    if (hasMark(marks, CellMark::Flaky)) { // Is no news.
        set(CellMark::NeverPassed, now == Verdict::Fail && !everPassed);
        return marks;
    }
    if (now == Verdict::Pass) {
        set(CellMark::Fixed, baseline == Verdict::Fail);
        return marks;
    }
    set(CellMark::New, baseline == Verdict::Pass && !conflicts);
    set(CellMark::StillFailing, baseline == Verdict::Fail);
    set(CellMark::FirstSeenFailing, baseline == Verdict::None);
    set(CellMark::NeverPassed, !everPassed);
    return marks;
}

std::vector<PlainCell> PlainMarks::cells(std::size_t revision) const
{
    std::vector<PlainCell> cells;
    for (const auto& entry : m_revisions[revision]) {
        cells.push_back(entry.first);
    }
    return cells;
}

CellMarks bearable(CellMarks marks, StatusClass status)
{
    const auto drop = [&marks](CellMark mark) { marks = CellMarks(marks & ~query::markBit(mark)); };
    if (status != StatusClass::Fail) {
        drop(CellMark::New);
        drop(CellMark::StillFailing);
        drop(CellMark::FirstSeenFailing);
        drop(CellMark::NeverPassed);
    }
    if (status != StatusClass::Pass) {
        drop(CellMark::Fixed);
    }
    return marks;
}

} // namespace cboard::test
