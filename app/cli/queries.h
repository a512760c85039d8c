// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"

/// The verbs below "query".
namespace cboard::cli {

Action setupQueryBisect(CLI::App& app);
Action setupQueryBoots(CLI::App& app);
Action setupQueryBuildHealth(CLI::App& app);
Action setupQueryBuilds(CLI::App& app);
Action setupQueryCommits(CLI::App& app);
Action setupQueryCompare(CLI::App& app);
Action setupQueryCoverage(CLI::App& app);
Action setupQueryFlaky(CLI::App& app);
Action setupQueryHardware(CLI::App& app);
Action setupQueryHistory(CLI::App& app);
Action setupQueryHome(CLI::App& app);
Action setupQueryIssues(CLI::App& app);
Action setupQueryMatrix(CLI::App& app);
Action setupQueryMeasurements(CLI::App& app);
Action setupQueryRegressions(CLI::App& app);
Action setupQueryRevisions(CLI::App& app);
Action setupQuerySearch(CLI::App& app);
Action setupQueryTests(CLI::App& app);
Action setupQueryTrees(CLI::App& app);

} // namespace cboard::cli
