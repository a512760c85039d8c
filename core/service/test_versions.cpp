// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/test_versions.h"

#include "core/store/rows/json_member.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cboard::service {

namespace {

    constexpr std::size_t ShortHash = 12;

    std::string inShort(const std::string& revision)
    {
        const bool isHash = revision.size() > ShortHash
            && revision.find_first_not_of("0123456789abcdef") == std::string::npos;
        return isHash ? revision.substr(0, ShortHash) : revision;
    }

    std::string textOf(std::string_view object, std::string_view key)
    {
        return store::jsonTextMember(object, key).value_or(std::string());
    }

    /// In the fewest words that differ.
    TestChange changeAt(std::size_t run, const TestVersion& before, const TestVersion& after)
    {
        if (before.name != after.name && !before.name.empty() && !after.name.empty()) {
            return {run, before.name, after.name};
        }
        if (before.revision != after.revision && !before.revision.empty()
            && !after.revision.empty()) {
            return {run, inShort(before.revision), inShort(after.revision)};
        }
        const auto whole = [](const TestVersion& version) {
            return version.name.empty()  ? version.source
                : version.source.empty() ? version.name
                                         : version.source + ' ' + version.name;
        };
        return {run, whole(before), whole(after)};
    }

} // namespace

TestVersion testVersionOf(std::string_view misc)
{
    TestVersion version;
    version.source = textOf(misc, "test_source");
    const auto revision = store::jsonObjectMember(misc, "test_revision");
    if (!revision) {
        version.revision = textOf(misc, "test_revision");
        version.name = inShort(version.revision);
        return version;
    }
    if (version.source.empty()) {
        version.source = textOf(*revision, "url");
    }
    version.revision = textOf(*revision, "commit");
    version.name = textOf(*revision, "describe");
    if (version.revision.empty()) {
        version.revision = version.name;
    }
    if (version.name.empty()) {
        version.name = inShort(version.revision);
    }
    return version;
}

Result<std::vector<TestVersion>> testVersions(query::Engine& engine,
                                              const std::vector<query::HistoryRun>& runs,
                                              std::size_t most, const TaskContext& task)
{
    std::vector<TestVersion> versions(runs.size());
    for (std::size_t i = 0; i < std::min(most, runs.size()); ++i) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY(const auto record, engine.record({{}, RecordKind::Test, runs[i].id}, task));
        const auto misc =
            std::find_if(record->fields.begin(), record->fields.end(),
                         [](const query::RecordField& field) { return field.key == "misc"; });
        if (misc != record->fields.end()) {
            versions[i] = testVersionOf(misc->value);
        }
    }
    return versions;
}

std::vector<TestChange> testChanges(const std::vector<query::HistoryRun>& runs,
                                    const std::vector<TestVersion>& versions)
{
    using Cell =
        std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>;
    std::map<Cell, std::size_t> newer; ///< The run of the cell that was seen last.
    std::vector<TestChange> changes;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (!versions[i].isKnown()) {
            continue;
        }
        const query::HistoryRun& run = runs[i];
        const auto [last, isFirst] = newer.try_emplace(
            Cell{run.path, run.platform, run.config, run.architecture, run.compiler, run.lab}, i);
        if (!isFirst && versions[last->second] != versions[i]) {
            changes.push_back(changeAt(last->second, versions[i], versions[last->second]));
        }
        last->second = i;
    }
    std::sort(changes.begin(), changes.end(),
              [](const TestChange& a, const TestChange& b) { return a.run < b.run; });
    return changes;
}

} // namespace cboard::service
