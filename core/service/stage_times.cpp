// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/stage_times.h"

#include "core/base/median.h"
#include "core/logs/stages/stage_finder.h"

#include <algorithm>
#include <map>

namespace cboard::service {

namespace {

    constexpr std::size_t MostCompared = 7;
    constexpr std::size_t FewestCompared = 3;
    constexpr std::size_t MostBytes = 8U << 20U; ///< Of a log; larger ones are for the viewer.

    using RulesPtr = std::shared_ptr<const logs::StageRules>;

    struct ReadStages {
        query::LogOrigin origin = query::LogOrigin::None;
        std::vector<StageTime> stages;
    };

    bool isPhase(const logs::Stage& stage, const logs::StageRules& rules)
    {
        return stage.depth == 0 && !stage.isOfDispatcher
            && std::ranges::any_of(rules.rules(), [&stage](const logs::StageRule& rule) {
                   return rule.kind == stage.kind && rule.level == logs::StageLevel::Phase;
               });
    }

    /// A phase that comes again, after a reboot, counts once with the sum.
    void addStage(std::vector<StageTime>& stages, const logs::Stage& stage)
    {
        auto place = std::ranges::find(stages, stage.kind, &StageTime::kind);
        if (place == stages.end()) {
            stages.push_back({stage.kind, stage.duration, stage.hasEnded, std::nullopt});
            return;
        }
        place->hasEnded = stage.hasEnded;
        if (stage.duration) {
            place->took = place->took.value_or(std::chrono::microseconds(0)) + *stage.duration;
        }
    }

    Result<ReadStages> readStages(query::Engine& engine, const std::string& id,
                                  const RulesPtr& rules, const TaskContext& task)
    {
        CBOARD_TRY(const auto log, engine.log({RecordKind::Test, id}, task));
        ReadStages read{log->origin, {}};
        if (log->text->empty() || log->text->size() > MostBytes) {
            return read;
        }
        const auto format =
            log->format == LogFormat::LavaYaml ? logs::RowFormat::Lava : logs::RowFormat::Plain;
        CBOARD_TRY(const auto stages,
                   logs::findStages(*logs::makeMemorySource(log->text), format, rules, task));
        for (const logs::Stage& stage : stages) {
            if (isPhase(stage, *rules)) {
                addStage(read.stages, stage);
            }
        }
        return read;
    }

} // namespace

Result<StageTimes> stageTimes(query::Engine& engine, const std::string& id,
                              const query::HistorySnapshot* history, const TaskContext& task)
{
    CBOARD_TRY(const RulesPtr rules, logs::StageRules::shipped(task));
    CBOARD_TRY(ReadStages own, readStages(engine, id, rules, task));
    StageTimes times{std::move(own.stages), 0};
    if (history == nullptr || times.stages.empty()) {
        return times;
    }
    std::map<std::string, std::vector<std::chrono::microseconds>> usual;
    std::size_t compared = 0;
    for (const query::HistoryRun& run : history->runs) {
        if (compared == MostCompared) {
            break;
        }
        if (run.id == id || run.status != StatusClass::Pass || !run.hasLog) {
            continue;
        }
        CBOARD_TRY(const ReadStages read, readStages(engine, run.id, rules, task));
        if (read.origin != own.origin) {
            continue; // An excerpt says nothing of how long a phase took.
        }
        ++compared;
        for (const StageTime& stage : read.stages) {
            if (stage.took) {
                usual[stage.kind].push_back(*stage.took);
            }
        }
    }
    if (compared < FewestCompared) {
        return times;
    }
    times.compared = static_cast<std::int64_t>(compared);
    for (StageTime& stage : times.stages) {
        stage.usual = medianOf(usual[stage.kind]);
    }
    return times;
}

} // namespace cboard::service
