// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector asks the engine for, away from the window's thread.
#include "ui/base/record_field.h"
#include "ui/inspector/inspector.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    /// The id of the build that a test ran.
    std::string buildIdOf(const query::RecordSnapshot& record)
    {
        const auto place =
            std::find_if(record.fields.begin(), record.fields.end(),
                         [](const query::RecordField& field) { return field.key == "build_id"; });
        return place == record.fields.end() ? std::string() : place->value;
    }

    bool mayHaveFinding(const query::RecordSnapshot& record)
    {
        return record.kind == RecordKind::Build || record.kind == RecordKind::Test;
    }

    /// Nothing from engines that keep no errors, nor when the log was not read yet. The record is
    /// shown even where this fails.
    Result<query::RunError> findingOf(query::Engine& engine, const query::RecordSnapshot& record,
                                      const TaskContext& task)
    {
        const auto found = engine.runErrors({record.kind, {record.id}}, task);
        CBOARD_TRY_VOID(task.check());
        return found && !(*found)->errors.empty() ? (*found)->errors.front() : query::RunError();
    }

} // namespace

Result<Inspector::Loaded> Inspector::read(query::Engine& engine,
                                          const query::RecordRequest& request,
                                          const std::optional<query::HistoryRequest>& history,
                                          const TaskContext& task)
{
    Loaded loaded;
    if (!request.id.empty()) {
        CBOARD_TRY(loaded.record, engine.record(request, task));
        if (loaded.record->kind == RecordKind::Build) {
            loaded.build = loaded.record;
        } else if (const std::string id = buildIdOf(*loaded.record); !id.empty()) {
            // A test may name a build that never came.
            loaded.build =
                engine.record({request.common, RecordKind::Build, id}, task).value_or(nullptr);
        }
        if (mayHaveFinding(*loaded.record)) {
            CBOARD_TRY(loaded.finding, findingOf(engine, *loaded.record, task));
        }
    }
    if (history) {
        CBOARD_TRY(loaded.history, engine.history(*history, task));
    }
    if (loaded.record && loaded.record->kind == RecordKind::Build && loaded.record->revision) {
        auto use = readUse(engine, request.common, loaded, task);
        CBOARD_TRY_VOID(task.check());
        loaded.use = use ? std::optional(std::move(*use)) : std::nullopt; // Shown without, too.
    }
    return loaded;
}

Result<BuildUse> Inspector::readUse(query::Engine& engine, const query::Common& common,
                                    const Loaded& loaded, const TaskContext& task)
{
    BuildUse use;
    const query::RecordSnapshot& record = *loaded.record;
    CBOARD_TRY(const auto builds, engine.builds({common, record.revision->id}, task));
    const auto own = std::find_if(builds->rows.begin(), builds->rows.end(),
                                  [&record](const auto& row) { return row.id == record.id; });
    if (own != builds->rows.end()) {
        use.boots = own->boots;
        use.tests = own->tests;
    }
    const QString now = recordField(record, "config_url");
    use.hasConfig = !now.isEmpty();
    const auto* before = loaded.history ? runBefore(*loaded.history, record) : nullptr;
    if (before == nullptr) {
        return use;
    }
    CBOARD_TRY(const auto old, engine.record({common, RecordKind::Build, before->id}, task));
    const QString then = recordField(*old, "config_url");
    use.hadConfig = !then.isEmpty();
    use.configBefore = before->revision;
    if (use.hasConfig && use.hadConfig) {
        use.config = service::configDiff(then.toStdString(), now.toStdString());
    }
    return use;
}

} // namespace cboard::ui
