// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/generate.h"

#include "core/generate/submission_maker.h"

#include <fmt/format.h>

#include <algorithm>

namespace cboard::generate {

namespace {

    constexpr std::int64_t MostTrees = 1'000;
    constexpr std::int64_t MostRevisions = 10'000;

    Result<void> checkOptions(const Options& options)
    {
        if (options.trees < 1 || options.trees > MostTrees) {
            return fail(ErrorKind::Invalid,
                        fmt::format("trees: expected 1 to {}, got {}", MostTrees, options.trees));
        }
        if (options.revisions < 1 || options.revisions > MostRevisions) {
            return fail(ErrorKind::Invalid,
                        fmt::format("revisions: expected 1 to {}, got {}", MostRevisions,
                                    options.revisions));
        }
        if (options.tests < 0) {
            return fail(ErrorKind::Invalid,
                        fmt::format("tests: expected 0 or more, got {}", options.tests));
        }
        return {};
    }

    /// One tree while it is made.
    struct Line {
        Line(const World& world, const Plan& treePlan, const Options& options, IdSource& ids,
             const Sinks& sinks, Totals& totals)
            : plan(treePlan)
            , history(makeHistory(world, treePlan))
            , truth(world, treePlan, history)
            , maker(world, treePlan, history, options, ids, sinks, totals)
        {
        }

        const Plan& plan;
        History history;
        TruthRecorder truth;
        SubmissionMaker maker;
        std::vector<std::string> commits;
    };

    struct Turn {
        Line* line = nullptr;
        RevisionFacts facts;
    };

    Result<void> makeRevision(const World& world, const Turn& turn)
    {
        Line& line = *turn.line;
        line.commits.push_back(turn.facts.commit);
        CBOARD_TRY_VOID(line.maker.beginRevision(turn.facts, line.truth));
        CBOARD_TRY_VOID(
            runRevision(world, line.plan, line.history, turn.facts.number, [&](const Run& run) {
                line.truth.addRun(run);
                return line.maker.addRun(run);
            }));
        line.truth.endRevision(turn.facts.number, turn.facts.commit);
        return line.maker.endRevision();
    }

} // namespace

Result<Outcome> generate(const Options& given, const Sinks& sinks, const TaskContext& task)
{
    CBOARD_TRY_VOID(checkOptions(given));
    Options options = given;
    if (options.tests == 0) {
        options.tests = naturalTests(options);
    }
    const World world = makeWorld(options.seed);
    const std::vector<Plan> plans = makePlans(world, options);
    Outcome outcome;
    IdSource ids(options.seed);
    std::vector<std::unique_ptr<Line>> lines;
    std::vector<Turn> turns;
    for (const Plan& plan : plans) {
        lines.push_back(std::make_unique<Line>(world, plan, options, ids, sinks, outcome.totals));
        for (std::int64_t r = 0; r < plan.revisions; ++r) {
            turns.push_back(
                {lines.back().get(), makeRevisionFacts(world, plan, r, options.endTime)});
        }
    }
    std::stable_sort(turns.begin(), turns.end(),
                     [](const Turn& a, const Turn& b) { return a.facts.time < b.facts.time; });
    CBOARD_TRY_VOID(lines.front()->maker.addIssues(turns.front().facts.time));
    for (const Turn& turn : turns) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY_VOID(makeRevision(world, turn));
        task.report({outcome.totals.tests, options.tests, "generate"});
    }
    auto truth = std::make_shared<Truth>();
    for (const auto& line : lines) {
        line->truth.finish(line->commits, *truth);
    }
    outcome.truth = std::move(truth);
    return outcome;
}

} // namespace cboard::generate
