// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/run_tests.h"

#include "core/service/test_versions.h"
#include "ui/base/text_format.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {
    constexpr std::size_t MostRuns = 1000; ///< Each is a record that is read.
} // namespace

Result<RunTestsPtr> readRunTests(query::Engine& engine, const std::vector<query::HistoryRun>& runs,
                                 const TaskContext& task)
{
    CBOARD_TRY(const auto versions, service::testVersions(engine, runs, MostRuns, task));
    auto tests = std::make_shared<RunTests>();
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (versions[i].isKnown()) {
            const std::string& name =
                versions[i].name.empty() ? versions[i].source : versions[i].name;
            tests->insert_or_assign(runs[i].id, RunTest{fromUtf8(name), {}});
        }
    }
    for (const service::TestChange& change : service::testChanges(runs, versions)) {
        (*tests)[runs[change.run].id].change =
            QStringLiteral("%1 → %2").arg(fromUtf8(change.before), fromUtf8(change.after));
    }
    return RunTestsPtr(std::move(tests));
}

QString testChangeOf(const RunTests* tests, const std::string& run)
{
    if (tests == nullptr) {
        return {};
    }
    const auto found = tests->find(run);
    return found == tests->end() ? QString() : found->second.change;
}

QString testChangedText(const QString& change)
{
    return QCoreApplication::translate("History", "test changed here: %1").arg(change);
}

} // namespace cboard::ui
