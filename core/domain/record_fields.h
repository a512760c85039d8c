// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/records.h"

#include <tuple>

/// The fields of each record as data, so that merging, writing, digesting and showing a record
/// are one loop each. A new field is a row here plus its place in the readers.
namespace cboard {

/// Where a field stands in the JSON document: at the top of the record, or inside one of the
/// three nested objects of the schema.
enum class FieldParent : std::uint8_t { None, Environment, Number, Culprit };

template <typename Record, typename Member>
struct Field {
    std::string_view key; ///< KCIDB name inside its parent.
    Member Record::*member;
    FieldParent parent = FieldParent::None;
    bool isRequired = false; ///< Identity and links: set once, never changed by a merge.
};

template <typename Record, typename Member>
constexpr Field<Record, Member> field(std::string_view key, Member Record::*member,
                                      FieldParent parent = FieldParent::None)
{
    return {key, member, parent, false};
}

template <typename Record, typename Member>
constexpr Field<Record, Member> required(std::string_view key, Member Record::*member)
{
    return {key, member, FieldParent::None, true};
}

template <typename Record>
struct RecordFields;

template <>
struct RecordFields<Checkout> {
    static constexpr RecordKind Kind = RecordKind::Checkout;
    static constexpr std::string_view ListKey = "checkouts";
    static constexpr auto All = std::make_tuple(
        required("id", &Checkout::id), required("origin", &Checkout::origin),
        field("tree_name", &Checkout::treeName),
        field("git_repository_url", &Checkout::gitRepositoryUrl),
        field("git_commit_hash", &Checkout::gitCommitHash),
        field("git_commit_name", &Checkout::gitCommitName),
        field("git_commit_tags", &Checkout::gitCommitTags),
        field("git_commit_message", &Checkout::gitCommitMessage),
        field("git_repository_branch", &Checkout::gitRepositoryBranch),
        field("git_repository_branch_tip", &Checkout::gitRepositoryBranchTip),
        field("patchset_files", &Checkout::patchsetFiles),
        field("patchset_hash", &Checkout::patchsetHash), field("message_id", &Checkout::messageId),
        field("comment", &Checkout::comment), field("start_time", &Checkout::startTime),
        field("origin_builds_finish_time", &Checkout::originBuildsFinishTime),
        field("origin_tests_finish_time", &Checkout::originTestsFinishTime),
        field("log_url", &Checkout::logUrl), field("log_excerpt", &Checkout::logExcerpt),
        field("valid", &Checkout::valid), field("misc", &Checkout::misc));
};

template <>
struct RecordFields<Build> {
    static constexpr RecordKind Kind = RecordKind::Build;
    static constexpr std::string_view ListKey = "builds";
    static constexpr auto All = std::make_tuple(
        required("id", &Build::id), required("origin", &Build::origin),
        required("checkout_id", &Build::checkoutId), field("comment", &Build::comment),
        field("start_time", &Build::startTime), field("duration", &Build::duration),
        field("architecture", &Build::architecture), field("command", &Build::command),
        field("compiler", &Build::compiler), field("input_files", &Build::inputFiles),
        field("output_files", &Build::outputFiles), field("config_name", &Build::configName),
        field("config_url", &Build::configUrl), field("log_url", &Build::logUrl),
        field("log_excerpt", &Build::logExcerpt), field("status", &Build::status),
        field("misc", &Build::misc));
};

template <>
struct RecordFields<Test> {
    static constexpr RecordKind Kind = RecordKind::Test;
    static constexpr std::string_view ListKey = "tests";
    static constexpr auto All = std::make_tuple(
        required("id", &Test::id), required("origin", &Test::origin),
        required("build_id", &Test::buildId),
        field("comment", &Test::environmentComment, FieldParent::Environment),
        field("compatible", &Test::environmentCompatible, FieldParent::Environment),
        field("misc", &Test::environmentMisc, FieldParent::Environment), field("path", &Test::path),
        field("comment", &Test::comment), field("log_url", &Test::logUrl),
        field("log_excerpt", &Test::logExcerpt), field("status", &Test::status),
        field("value", &Test::numberValue, FieldParent::Number),
        field("unit", &Test::numberUnit, FieldParent::Number),
        field("prefix", &Test::numberPrefix, FieldParent::Number),
        field("start_time", &Test::startTime), field("duration", &Test::duration),
        field("input_files", &Test::inputFiles), field("output_files", &Test::outputFiles),
        field("misc", &Test::misc));
};

template <>
struct RecordFields<Issue> {
    static constexpr RecordKind Kind = RecordKind::Issue;
    static constexpr std::string_view ListKey = "issues";
    static constexpr auto All = std::make_tuple(
        required("id", &Issue::id), required("version", &Issue::version),
        required("origin", &Issue::origin), field("categories", &Issue::categories),
        field("report_url", &Issue::reportUrl), field("report_subject", &Issue::reportSubject),
        field("code", &Issue::culpritCode, FieldParent::Culprit),
        field("tool", &Issue::culpritTool, FieldParent::Culprit),
        field("harness", &Issue::culpritHarness, FieldParent::Culprit),
        field("comment", &Issue::comment), field("misc", &Issue::misc));
};

template <>
struct RecordFields<Incident> {
    static constexpr RecordKind Kind = RecordKind::Incident;
    static constexpr std::string_view ListKey = "incidents";
    static constexpr auto All = std::make_tuple(
        required("id", &Incident::id), required("origin", &Incident::origin),
        required("issue_id", &Incident::issueId),
        required("issue_version", &Incident::issueVersion), field("build_id", &Incident::buildId),
        field("test_id", &Incident::testId), field("present", &Incident::present),
        field("comment", &Incident::comment), field("misc", &Incident::misc));
};

/// Calls `visit(field)` for each field of the record type, in document order.
template <typename Record, typename Visitor>
constexpr void forEachField(Visitor&& visit)
{
    std::apply([&visit](const auto&... fields) { (visit(fields), ...); },
               RecordFields<Record>::All);
}

} // namespace cboard
