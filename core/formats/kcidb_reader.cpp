// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_reader.h"

#include "core/formats/json/json_place.h"
#include "core/formats/json/json_value.h"
#include "core/formats/kcidb/kcidb_records.h"
#include "core/formats/kcidb/kcidb_upgrade.h"
#include "core/formats/kcidb/kcidb_validate.h"
#include "core/formats/kcidb/kcidb_version.h"

#include <memory>

namespace cboard::formats {

namespace {

    using namespace kcidb;

    constexpr std::string_view FormatName = "kcidb";

    Refusal refuse(std::string_view rule, std::string message)
    {
        Refusal refusal;
        refusal.format = FormatName;
        refusal.rule = rule;
        refusal.message = std::move(message);
        return refusal;
    }

    Refusal refuse(std::string_view json, const JsonProblem& problem)
    {
        const JsonPlace place = locateJson(json, problem.offset);
        Refusal refusal = refuse(problem.rule,
                                 (place.pointer.empty() ? "document" : place.pointer) + ": "
                                     + std::string(problem.message));
        refusal.pointer = place.pointer;
        refusal.line = place.line;
        return refusal;
    }

    Refusal refuse(JsonError error)
    {
        Refusal refusal = refuse(error.rule, std::move(error.message));
        refusal.pointer = std::move(error.pointer);
        refusal.line = error.line;
        return refusal;
    }

    Refusal refuse(std::string_view json, SchemaError error)
    {
        Refusal refusal = refuse(error.rule, std::move(error.message));
        refusal.pointer = std::move(error.pointer);
        if (error.at != nullptr) {
            refusal.line = lineOfByte(json, static_cast<std::size_t>(error.at - json.data()));
        }
        return refusal;
    }

    /// A document whose JSON and schema are good, as a tree of schema 5.3.
    struct UpgradedTree {
        JsonValue root;
        SchemaVersion version; ///< As submitted.
    };

    tl::expected<UpgradedTree, Refusal> readTree(std::string_view json, Arena& arena)
    {
        auto parsed = parseJson(json, arena, limits(), "misc");
        if (!parsed) {
            return tl::unexpected(refuse(std::move(parsed).error()));
        }
        UpgradedTree tree{std::move(*parsed), NewestVersion};
        const std::optional<SchemaVersion> version = recognizeVersion(tree.root);
        tree.version = version.value_or(NewestVersion);
        const auto withVersion = [&](Refusal refusal) {
            refusal.version = version ? version->text() : std::string();
            return tl::unexpected(std::move(refusal));
        };
        if (auto error = validate(tree.root, tree.version)) {
            return withVersion(refuse(json, std::move(*error)));
        }
        if (!version) {
            // 5.0 for 5: the schema takes it, but no step of the upgrade begins there.
            Refusal refusal = refuse("upgrade", "/version: expected integers without a point");
            refusal.pointer = "/version";
            const char* const at = tree.root.find("version")->raw.data();
            refusal.line = lineOfByte(json, static_cast<std::size_t>(at - json.data()));
            return withVersion(std::move(refusal));
        }
        if (auto error = upgrade(tree.root, tree.version, arena)) {
            return withVersion(refuse(json, std::move(*error)));
        }
        return tree;
    }

    ReadResult readByTree(const Input& input, const TaskContext& task)
    {
        Document document;
        const auto text = std::make_shared<std::string>();
        {
            Arena arena;
            const auto tree = readTree(input.bytes, arena);
            if (!tree) {
                return tl::unexpected(tree.error());
            }
            document.version = tree->version.text();
            appendJson(*text, tree->root);
        }
        const RecordsResult result =
            readRecords(*text, RecordChecks::ShapeOnly, limits(), task, document);
        switch (result.outcome) {
        case RecordsOutcome::Read:
            break;
        case RecordsOutcome::Cancelled:
            return tl::unexpected(refuse("cancelled", "cancelled"));
        case RecordsOutcome::BadJson:
            return tl::unexpected(refuse(*text, result.problem));
        case RecordsOutcome::NeedsTree:
            return tl::unexpected(
                refuse("upgrade", "document: upgraded to something that is not schema 5"));
        }
        document.format = FormatName;
        document.keepAlive = text;
        return document;
    }

} // namespace

ReadResult readKcidbBy(KcidbPath path, const Input& input, const TaskContext& task)
{
    if (input.bytes.size() > limits().documentBytes) {
        return tl::unexpected(refuse("limit", "document: larger than the limit for documents"));
    }
    if (task.stopRequested()) {
        return tl::unexpected(refuse("cancelled", "cancelled"));
    }
    if (path == KcidbPath::Tolerant) {
        return readByTree(input, task);
    }
    Document document;
    const RecordsResult result =
        readRecords(input.bytes, RecordChecks::All, limits(), task, document);
    switch (result.outcome) {
    case RecordsOutcome::Read:
        document.format = FormatName;
        document.version = SchemaVersion{NewestVersion.major, result.minor}.text();
        document.keepAlive = input.owner;
        return document;
    case RecordsOutcome::BadJson:
        return tl::unexpected(refuse(input.bytes, result.problem));
    case RecordsOutcome::Cancelled:
        return tl::unexpected(refuse("cancelled", "cancelled"));
    case RecordsOutcome::NeedsTree:
        break;
    }
    return readByTree(input, task);
}

ReadResult readKcidb(const Input& input, const ReadOptions& /*options*/, const TaskContext& task)
{
    return readKcidbBy(KcidbPath::Fast, input, task);
}

tl::expected<std::string, Refusal> upgradeKcidb(std::string_view bytes)
{
    if (bytes.size() > limits().documentBytes) {
        return tl::unexpected(refuse("limit", "document: larger than the limit for documents"));
    }
    Arena arena;
    const auto tree = readTree(bytes, arena);
    if (!tree) {
        return tl::unexpected(tree.error());
    }
    std::string out;
    appendJson(out, tree->root);
    return out;
}

} // namespace cboard::formats
