// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/test_tree_snapshot.h"

#include <cmath>

namespace cboard::query {

std::string TestTreeSnapshot::pathOf(std::int32_t node) const
{
    std::string path;
    for (auto at = node; at > 0; at = nodes[static_cast<std::size_t>(at)].parent) {
        const std::string& name = nodes[static_cast<std::size_t>(at)].name;
        path = path.empty() ? name : name + "." + path;
    }
    return path;
}

TestTreeRun TestTreeSnapshot::run(std::size_t place) const
{
    const TestTreeEntry& entry = runs[place];
    const RunTable::Run& stored = table->runs[entry.run];
    TestTreeRun run;
    run.id = runId(place);
    run.platform = table->names[stored.platform];
    run.config = table->names[stored.config];
    run.lab = table->names[stored.lab];
    run.status = entry.status;
    if (!std::isnan(stored.durationSeconds)) {
        run.durationSeconds = stored.durationSeconds;
    }
    run.hasLog = stored.hasLog;
    run.marks = entry.marks;
    return run;
}

std::string TestTreeSnapshot::runId(std::size_t place) const
{
    const std::size_t at = runs[place].run;
    return table->ids.empty() ? "#" + std::to_string(table->runs[at].number) : table->ids[at];
}

double TestTreeSnapshot::secondsOf(std::size_t place) const
{
    const double seconds = table->runs[runs[place].run].durationSeconds;
    return std::isnan(seconds) ? 0 : seconds;
}

} // namespace cboard::query
