// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/queries.h"

#include <CLI/CLI.hpp>

#include <array>

namespace cboard::cli {

Action setupQuery(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"trees", "Trees and branches with their newest revision", "cboard query trees",
             setupQueryTrees},
        Verb{"revisions", "Revisions of a branch, newest first",
             "cboard query revisions --tree mainline --last 10", setupQueryRevisions},
        Verb{"builds", "Builds of a revision",
             "cboard query builds --tree mainline --filter \"status:fail\"", setupQueryBuilds},
        Verb{"build-health", "New and fixed errors and warnings of builds, sizes, durations",
             "cboard query build-health --tree mainline --baseline v6.18", setupQueryBuildHealth},
        Verb{"boots", "Boots of a revision", "cboard query boots --tree mainline --revision HEAD~1",
             setupQueryBoots},
        Verb{"tests", "Tests of a revision, without boots",
             "cboard query tests --tree mainline --filter \"path:kselftest.net*\" --csv",
             setupQueryTests},
        Verb{"matrix", "Rows by columns with the worst status of each cell",
             "cboard query matrix --tree mainline --kind boot --rows platform --columns revision",
             setupQueryMatrix},
        Verb{"history", "One cell through revisions",
             "cboard query history --tree mainline --path boot --platform rk3399-gru-kevin",
             setupQueryHistory},
        Verb{"measurements", "Values that a test measured: usual range, changes of level",
             "cboard query measurements --tree mainline --path bench.boot", setupQueryMeasurements},
        Verb{"regressions", "What broke, since when, what became of it, and ill labs",
             "cboard query regressions --tree mainline --baseline v6.18", setupQueryRegressions},
        Verb{"commits", "What was committed between good and bad; marks what touches the failure",
             "cboard query commits --tree mainline --filter \"board:rk3399*\"", setupQueryCommits},
        Verb{"bisect", "A folder or archive with all that git bisect needs",
             "cboard query bisect --tree mainline --filter \"path:boot\" -o pack.tar.gz",
             setupQueryBisect},
        Verb{"flaky", "Cells that alternate between pass and fail",
             "cboard query flaky --tree mainline --filter \"board:rk3399*\"", setupQueryFlaky},
        Verb{"compare", "Cell by cell what changed between two to eight revisions",
             "cboard query compare v6.18 v6.19-rc1", setupQueryCompare},
        Verb{"coverage", "What ran before and not in this revision",
             "cboard query coverage --tree next --revision HEAD", setupQueryCoverage},
        Verb{"home", "What changed since a time: branches, new regressions, labs",
             "cboard query home --since 2026-11-20", setupQueryHome},
        Verb{"hardware", "Boards and how they do; one of them with --board",
             "cboard query hardware --board rk3399-gru-kevin", setupQueryHardware},
        Verb{"issues", "Known issues and how often they were seen; with --revision: there",
             "cboard query issues --tree mainline --revision HEAD", setupQueryIssues},
        Verb{"search", "Anything by name, hash, tag or board", "cboard query search rk3399",
             setupQuerySearch},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
