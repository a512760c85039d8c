// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/engine.h"

#include <QString>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

/// Which version of its test each run was of, where its source says that.
namespace cboard::ui {

struct RunTest {
    QString version;
    QString change; ///< "a → b" where another version ran before, else empty.
};

/// By external ids of runs; those of unknown version are left out.
using RunTests = std::unordered_map<std::string, RunTest>;
using RunTestsPtr = std::shared_ptr<const RunTests>;

/// Of the first thousand of \p runs, which are newest first. Blocking; errors as for
/// service::testVersions().
Result<RunTestsPtr> readRunTests(query::Engine& engine, const std::vector<query::HistoryRun>& runs,
                                 const TaskContext& task);

/// The change at the run; empty for none. \p tests may be null.
QString testChangeOf(const RunTests* tests, const std::string& run);

/// What a line at a change means.
QString testChangedText(const QString& change);

} // namespace cboard::ui
