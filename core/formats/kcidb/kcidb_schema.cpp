// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_schema.h"

#include <algorithm>
#include <array>

namespace cboard::formats::kcidb {

namespace {

    constexpr std::array Versions{SchemaVersion{1, 1}, SchemaVersion{2, 0}, SchemaVersion{3, 0},
                                  SchemaVersion{4, 0}, SchemaVersion{4, 1}, SchemaVersion{4, 2},
                                  SchemaVersion{4, 3}, SchemaVersion{4, 4}, SchemaVersion{4, 5},
                                  SchemaVersion{5, 0}, SchemaVersion{5, 1}, SchemaVersion{5, 2},
                                  SchemaVersion{5, 3}};

    // Owner, key, rule, first version, last version (the newest if not given), required.
    constexpr Property Properties[] = {
        {Owner::Checkout, "_timestamp", Rule::DateTime, {4, 3}},
        {Owner::Checkout, "id", Rule::IdPrefix, {2, 0}, {2, 0}, true},
        {Owner::Checkout, "id", Rule::RevisionId, {3, 0}, {3, 0}, true},
        {Owner::Checkout, "id", Rule::IdLine, {4, 0}, {4, 5}, true},
        {Owner::Checkout, "id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Checkout, "origin", Rule::OriginOrEmpty, {1, 1}, {1, 1}, true},
        {Owner::Checkout, "origin", Rule::Origin, {3, 0}, NewestVersion, true},
        {Owner::Checkout, "origin_id", Rule::AnyText, {1, 1}, {1, 1}, true},
        {Owner::Checkout, "tree_name", Rule::AnyText, {3, 0}, {4, 5}},
        {Owner::Checkout, "tree_name", Rule::Text, {5, 0}},
        {Owner::Checkout, "git_repository_url", Rule::Uri, {1, 1}, {2, 0}},
        {Owner::Checkout, "git_repository_url", Rule::GitOrHttpsUrl, {3, 0}, {4, 5}},
        {Owner::Checkout, "git_repository_url", Rule::HttpsUrl, {5, 0}},
        {Owner::Checkout, "git_repository_commit_hash", Rule::AnyText, {1, 1}, {2, 0}},
        {Owner::Checkout, "git_commit_hash", Rule::CommitHash, {3, 0}},
        {Owner::Checkout, "git_repository_commit_name", Rule::AnyText, {1, 1}, {2, 0}},
        {Owner::Checkout, "git_commit_name", Rule::AnyText, {3, 0}, {4, 5}},
        {Owner::Checkout, "git_commit_name", Rule::Text, {5, 0}},
        {Owner::Checkout, "git_commit_tags", Rule::AnyTextList, {4, 5}, {4, 5}},
        {Owner::Checkout, "git_commit_tags", Rule::TextList, {5, 0}},
        {Owner::Checkout, "git_commit_message", Rule::AnyText, {4, 5}, {4, 5}},
        {Owner::Checkout, "git_commit_message", Rule::Text, {5, 0}},
        {Owner::Checkout, "git_repository_branch", Rule::AnyText, {1, 1}, {4, 5}},
        {Owner::Checkout, "git_repository_branch", Rule::Text, {5, 0}},
        {Owner::Checkout, "git_repository_branch_tip", Rule::Boolean, {4, 5}},
        {Owner::Checkout, "patch_mboxes", Rule::Files, {1, 1}, {3, 0}},
        {Owner::Checkout, "patchset_files", Rule::Files, {4, 0}},
        {Owner::Checkout, "patchset_hash", Rule::PatchsetHash, {4, 0}},
        {Owner::Checkout, "message_id", Rule::Email, {1, 1}},
        {Owner::Checkout, "description", Rule::AnyText, {1, 1}, {3, 0}},
        {Owner::Checkout, "comment", Rule::AnyText, {4, 0}, {4, 5}},
        {Owner::Checkout, "comment", Rule::Text, {5, 0}},
        {Owner::Checkout, "publishing_time", Rule::DateTime, {1, 1}, {3, 0}},
        {Owner::Checkout, "discovery_time", Rule::DateTime, {1, 1}, {3, 0}},
        {Owner::Checkout, "start_time", Rule::DateTime, {4, 0}},
        {Owner::Checkout, "origin_builds_finish_time", Rule::DateTime, {5, 1}},
        {Owner::Checkout, "origin_tests_finish_time", Rule::DateTime, {5, 1}},
        {Owner::Checkout, "contacts", Rule::AnyTextList, {1, 1}, {4, 5}},
        {Owner::Checkout, "log_url", Rule::Uri, {1, 1}},
        {Owner::Checkout, "log_excerpt", Rule::AnyExcerpt, {4, 0}, {4, 5}},
        {Owner::Checkout, "log_excerpt", Rule::Excerpt, {5, 0}},
        {Owner::Checkout, "valid", Rule::Boolean, {1, 1}},
        {Owner::Checkout, "misc", Rule::FreeForm, {1, 1}},
        {Owner::Build, "_timestamp", Rule::DateTime, {4, 3}},
        {Owner::Build, "revision_origin", Rule::OriginOrEmpty, {1, 1}, {1, 1}, true},
        {Owner::Build, "revision_origin_id", Rule::AnyText, {1, 1}, {1, 1}, true},
        {Owner::Build, "revision_id", Rule::IdPrefix, {2, 0}, {2, 0}, true},
        {Owner::Build, "revision_id", Rule::RevisionId, {3, 0}, {3, 0}, true},
        {Owner::Build, "checkout_id", Rule::IdLine, {4, 0}, {4, 5}, true},
        {Owner::Build, "checkout_id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Build, "id", Rule::IdPrefix, {2, 0}, {2, 0}, true},
        {Owner::Build, "id", Rule::IdLine, {3, 0}, {4, 5}, true},
        {Owner::Build, "id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Build, "origin", Rule::OriginOrEmpty, {1, 1}, {1, 1}, true},
        {Owner::Build, "origin", Rule::Origin, {3, 0}, NewestVersion, true},
        {Owner::Build, "origin_id", Rule::AnyText, {1, 1}, {1, 1}, true},
        {Owner::Build, "description", Rule::AnyText, {1, 1}, {3, 0}},
        {Owner::Build, "comment", Rule::AnyText, {4, 0}, {4, 5}},
        {Owner::Build, "comment", Rule::Text, {5, 0}},
        {Owner::Build, "start_time", Rule::DateTime, {1, 1}},
        {Owner::Build, "duration", Rule::Number, {1, 1}},
        {Owner::Build, "architecture", Rule::Architecture, {1, 1}},
        {Owner::Build, "command", Rule::AnyText, {1, 1}, {4, 5}},
        {Owner::Build, "command", Rule::Text, {5, 0}},
        {Owner::Build, "compiler", Rule::AnyText, {1, 1}, {4, 5}},
        {Owner::Build, "compiler", Rule::Text, {5, 0}},
        {Owner::Build, "input_files", Rule::Files, {1, 1}},
        {Owner::Build, "output_files", Rule::Files, {1, 1}},
        {Owner::Build, "config_name", Rule::AnyText, {1, 1}, {4, 5}},
        {Owner::Build, "config_name", Rule::Text, {5, 0}},
        {Owner::Build, "config_url", Rule::Uri, {1, 1}},
        {Owner::Build, "log_url", Rule::Uri, {1, 1}},
        {Owner::Build, "log_excerpt", Rule::AnyExcerpt, {4, 0}, {4, 5}},
        {Owner::Build, "log_excerpt", Rule::Excerpt, {5, 0}},
        {Owner::Build, "valid", Rule::Boolean, {1, 1}, {4, 5}},
        {Owner::Build, "status", Rule::Status, {5, 0}},
        {Owner::Build, "misc", Rule::FreeForm, {1, 1}},
        {Owner::Test, "_timestamp", Rule::DateTime, {4, 3}},
        {Owner::Test, "build_origin", Rule::OriginOrEmpty, {1, 1}, {1, 1}, true},
        {Owner::Test, "build_origin_id", Rule::AnyText, {1, 1}, {1, 1}, true},
        {Owner::Test, "build_id", Rule::IdPrefix, {2, 0}, {2, 0}, true},
        {Owner::Test, "build_id", Rule::IdLine, {3, 0}, {4, 5}, true},
        {Owner::Test, "build_id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Test, "id", Rule::IdPrefix, {2, 0}, {2, 0}, true},
        {Owner::Test, "id", Rule::IdLine, {3, 0}, {4, 5}, true},
        {Owner::Test, "id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Test, "origin", Rule::OriginOrEmpty, {1, 1}, {1, 1}, true},
        {Owner::Test, "origin", Rule::Origin, {3, 0}, NewestVersion, true},
        {Owner::Test, "origin_id", Rule::AnyText, {1, 1}, {1, 1}, true},
        {Owner::Test, "environment", Rule::Environment, {1, 1}},
        {Owner::Test, "path", Rule::LoosePath, {1, 1}, {4, 5}},
        {Owner::Test, "path", Rule::Path, {5, 0}},
        {Owner::Test, "description", Rule::AnyText, {1, 1}, {3, 0}},
        {Owner::Test, "comment", Rule::AnyText, {4, 0}, {4, 5}},
        {Owner::Test, "comment", Rule::Text, {5, 0}},
        {Owner::Test, "log_url", Rule::Uri, {4, 0}},
        {Owner::Test, "log_excerpt", Rule::AnyExcerpt, {4, 0}, {4, 5}},
        {Owner::Test, "log_excerpt", Rule::Excerpt, {5, 0}},
        {Owner::Test, "status", Rule::StatusWithoutMiss, {1, 1}, {4, 1}},
        {Owner::Test, "status", Rule::Status, {4, 2}},
        {Owner::Test, "number", Rule::NumberObject, {4, 4}},
        {Owner::Test, "waived", Rule::Boolean, {1, 1}, {4, 5}},
        {Owner::Test, "start_time", Rule::DateTime, {1, 1}},
        {Owner::Test, "duration", Rule::Number, {1, 1}},
        {Owner::Test, "input_files", Rule::Files, {5, 3}},
        {Owner::Test, "output_files", Rule::Files, {1, 1}},
        {Owner::Test, "misc", Rule::FreeForm, {1, 1}},
        {Owner::Issue, "_timestamp", Rule::DateTime, {4, 3}},
        {Owner::Issue, "id", Rule::IdLine, {4, 1}, {4, 5}, true},
        {Owner::Issue, "id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Issue, "version", Rule::RecordVersion, {4, 1}, NewestVersion, true},
        {Owner::Issue, "origin", Rule::Origin, {4, 1}, NewestVersion, true},
        {Owner::Issue, "categories", Rule::PathList, {5, 2}},
        {Owner::Issue, "report_url", Rule::Uri, {4, 1}},
        {Owner::Issue, "report_subject", Rule::AnyText, {4, 1}, {4, 5}},
        {Owner::Issue, "report_subject", Rule::Text, {5, 0}},
        {Owner::Issue, "culprit", Rule::Culprit, {4, 1}},
        {Owner::Issue, "build_valid", Rule::Boolean, {4, 1}, {4, 5}},
        {Owner::Issue, "test_status", Rule::StatusWithoutMiss, {4, 1}, {4, 1}},
        {Owner::Issue, "test_status", Rule::Status, {4, 2}, {4, 5}},
        {Owner::Issue, "comment", Rule::AnyText, {4, 1}, {4, 5}},
        {Owner::Issue, "comment", Rule::Text, {5, 0}},
        {Owner::Issue, "misc", Rule::FreeForm, {4, 1}},
        {Owner::Incident, "_timestamp", Rule::DateTime, {4, 3}},
        {Owner::Incident, "id", Rule::IdLine, {4, 1}, {4, 5}, true},
        {Owner::Incident, "id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Incident, "origin", Rule::Origin, {4, 1}, NewestVersion, true},
        {Owner::Incident, "issue_id", Rule::IdLine, {4, 1}, {4, 5}, true},
        {Owner::Incident, "issue_id", Rule::Id, {5, 0}, NewestVersion, true},
        {Owner::Incident, "issue_version", Rule::RecordVersion, {4, 1}, NewestVersion, true},
        {Owner::Incident, "build_id", Rule::IdLine, {4, 1}, {4, 5}},
        {Owner::Incident, "build_id", Rule::Id, {5, 0}},
        {Owner::Incident, "test_id", Rule::IdLine, {4, 1}, {4, 5}},
        {Owner::Incident, "test_id", Rule::Id, {5, 0}},
        {Owner::Incident, "present", Rule::Boolean, {4, 1}},
        {Owner::Incident, "comment", Rule::AnyText, {4, 1}, {4, 5}},
        {Owner::Incident, "comment", Rule::Text, {5, 0}},
        {Owner::Incident, "misc", Rule::FreeForm, {4, 1}},
        {Owner::Environment, "compatible", Rule::LooseCompatibleList, {4, 4}, {4, 5}},
        {Owner::Environment, "compatible", Rule::CompatibleList, {5, 0}},
        {Owner::Environment, "description", Rule::AnyText, {1, 1}, {3, 0}},
        {Owner::Environment, "comment", Rule::AnyText, {4, 0}, {4, 5}},
        {Owner::Environment, "comment", Rule::Text, {5, 0}},
        {Owner::Environment, "misc", Rule::FreeForm, {1, 1}},
        {Owner::Number, "value", Rule::Number, {4, 4}, NewestVersion, true},
        {Owner::Number, "unit", Rule::AnyText, {4, 4}, {4, 5}},
        {Owner::Number, "unit", Rule::Text, {5, 0}},
        {Owner::Number, "prefix", Rule::NumberPrefix, {4, 4}},
        {Owner::Culprit, "code", Rule::Boolean, {4, 1}},
        {Owner::Culprit, "tool", Rule::Boolean, {4, 1}},
        {Owner::Culprit, "harness", Rule::Boolean, {4, 1}},
        {Owner::File, "name", Rule::AnyText, {1, 1}, {1, 1}, true},
        {Owner::File, "name", Rule::LooseFileName, {2, 0}, {4, 5}, true},
        {Owner::File, "name", Rule::FileName, {5, 0}, NewestVersion, true},
        {Owner::File, "url", Rule::Uri, {1, 1}, NewestVersion, true},
    };

    constexpr RecordList Lists[] = {
        {"revisions", Owner::Checkout, {1, 1}, {3, 0}},
        {"checkouts", Owner::Checkout, {4, 0}},
        {"builds", Owner::Build, {1, 1}},
        {"tests", Owner::Test, {1, 1}},
        {"issues", Owner::Issue, {4, 1}},
        {"incidents", Owner::Incident, {4, 1}},
    };

} // namespace

std::string SchemaVersion::text() const
{
    return std::to_string(major) + "." + std::to_string(minor);
}

std::optional<SchemaVersion> findVersion(std::int64_t major, std::int64_t minor)
{
    for (const SchemaVersion version : Versions) {
        if (version.major == major && version.minor == minor) {
            return version;
        }
    }
    return std::nullopt;
}

std::span<const Property> propertiesOf(Owner owner)
{
    return {std::ranges::lower_bound(Properties, owner, {}, &Property::owner),
            std::ranges::upper_bound(Properties, owner, {}, &Property::owner)};
}

const Property* findProperty(Owner owner, std::string_view key, SchemaVersion version)
{
    const std::span<const Property> properties = propertiesOf(owner);
    const auto found = std::ranges::find_if(properties, [&](const Property& property) {
        return property.key == key && property.isIn(version);
    });
    return found != properties.end() ? &*found : nullptr;
}

std::span<const RecordList> recordLists()
{
    return Lists;
}

} // namespace cboard::formats::kcidb
