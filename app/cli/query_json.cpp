// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/query_json.h"

#include <fmt/format.h>

namespace cboard::cli {

void writeInfo(JsonOutput& json, const query::SnapshotInfo& info)
{
    json.key("info").beginObject().member("generation", info.generation);
    json.member("newest_data", info.newestData).member("complete", info.isComplete);
    json.member("incomplete_reason", info.incompleteKey);
    json.member("total_rows", info.totalRows).member("shown_rows", info.shownRows).endObject();
}

void writeCounts(JsonOutput& json, const StatusCounts& counts)
{
    json.beginObject();
    for (std::size_t i = 0; i < StatusClassCount; ++i) {
        const auto statusClass = static_cast<StatusClass>(i);
        if (statusClass != StatusClass::None) {
            json.member(statusClassKey(statusClass), counts[statusClass]);
        }
    }
    json.endObject();
}

void writeResultCounts(JsonOutput& json, const query::ResultCounts& counts)
{
    json.key("counts").beginObject().key("builds");
    writeCounts(json, counts.builds);
    json.key("boots");
    writeCounts(json, counts.boots);
    json.key("tests");
    writeCounts(json, counts.tests);
    json.endObject();
}

void writeRevision(JsonOutput& json, const query::RevisionRef& revision)
{
    json.beginObject().member("id", revision.id).member("tree", revision.tree);
    json.member("branch", revision.branch).member("url", revision.repositoryUrl);
    json.member("commit", revision.commit).member("patchset", revision.patchset);
    json.member("name", revision.name);
    writeTexts(json, "tags", revision.tags);
    json.member("subject", revision.subject).member("time", revision.time).endObject();
}

void writeTexts(JsonOutput& json, const char* key, const std::vector<std::string>& texts)
{
    writeRows(json, key, texts, [](JsonOutput& out, const std::string& text) { out.value(text); });
}

std::string revisionName(const query::RevisionRef& revision)
{
    constexpr std::size_t ShortHash = 12;
    if (!revision.name.empty()) {
        return revision.name;
    }
    return revision.commit.empty() ? "-" : revision.commit.substr(0, ShortHash);
}

std::string timeText(const std::optional<Timestamp>& time)
{
    return time ? formatIso(*time) : std::string();
}

std::string percentText(const std::optional<double>& share)
{
    return share ? fmt::format("{:.0f} %", *share * 100) : std::string("-");
}

} // namespace cboard::cli
