// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/stages/stage_finder.h"

#include "core/logs/line_index.h"

#include <algorithm>
#include <array>
#include <span>

namespace cboard::logs {

namespace {

    constexpr std::size_t LevelCount = 3;

    /// A begin or end that may stand in the line that holds the byte.
    struct Candidate {
        std::size_t byte = 0;
        std::size_t pattern = 0; ///< As StageRules::markOf().
    };

    /// What a dispatcher says about one of its actions: `debug: start: 1.1 name (timeout ...)`.
    struct ActionLine {
        bool isStart = false;
        std::string_view number;
        std::string_view name;
    };

    std::optional<ActionLine> readAction(std::string_view line)
    {
        const std::size_t level = line.find(": ");
        if (level == std::string_view::npos) {
            return {};
        }
        line.remove_prefix(level + 2);
        ActionLine action;
        action.isStart = line.starts_with("start: ");
        if (!action.isStart && !line.starts_with("end: ")) {
            return {};
        }
        line.remove_prefix(line.find(' ') + 1);
        action.number = line.substr(0, line.find_first_not_of("0123456789."));
        if (action.number.empty() || action.number.size() == line.size()
            || line[action.number.size()] != ' ') {
            return {};
        }
        line.remove_prefix(action.number.size() + 1);
        action.name = line.substr(0, line.find(' '));
        return action.name.empty() ? std::nullopt : std::optional(action);
    }

    /// A stage that is going on.
    struct Open {
        std::size_t stage = 0; ///< In the list.
        std::size_t rule = 0;
    };

} // namespace

struct StageFinder::State {
    explicit State(std::shared_ptr<const StageRules> stageRules)
        : rules(std::move(stageRules))
        , matchers(2 * rules->rules().size())
    {
    }

    /// Made when it is first needed: most logs need few of them.
    RegexMatcher& matcher(std::size_t pattern)
    {
        if (!matchers[pattern]) {
            const StageRule& rule = rules->rules()[pattern / 2];
            matchers[pattern].emplace(pattern % 2 == 0 ? rule.begin.regex : rule.end->regex);
        }
        return *matchers[pattern];
    }

    std::optional<std::size_t> add(Stage stage, const LogLine& line)
    {
        if (stages.size() == MaxStages) {
            return {};
        }
        stage.firstLine = line.number;
        stage.beginByte = line.beginByte;
        stages.push_back(std::move(stage));
        return stages.size() - 1;
    }

    void close(std::size_t stage, std::int64_t last, std::uint64_t end)
    {
        stages[stage].lastLine = std::max(last, stages[stage].firstLine);
        stages[stage].endByte = end;
        stages[stage].hasEnded = true;
    }

    /// Ends the stage of a level and those inside it.
    void closeFrom(std::size_t level, std::int64_t last, std::uint64_t end)
    {
        for (; level < LevelCount; ++level) {
            if (open[level]) {
                close(open[level]->stage, last, end);
                open[level].reset();
            }
        }
    }

    bool begins(const StageRule& rule) const
    {
        const auto& phase = open[0];
        if (rule.level != StageLevel::Phase || !phase) {
            return true;
        }
        const std::size_t now = rules->rules()[phase->rule].order;
        return rule.order > now || (rule.restarts && rule.order < now);
    }

    void readLine(const LogLine& line, std::span<const Candidate> inLine)
    {
        if (line.isDispatcher) {
            if (const auto action = readAction(line.text)) {
                readActionLine(line, *action);
            }
        }
        for (const Candidate& candidate : inLine) {
            const std::size_t number = candidate.pattern / 2;
            const StageRule& rule = rules->rules()[number];
            const auto level = static_cast<std::size_t>(rule.level);
            if (rule.isOfDispatcher != line.isDispatcher) {
                continue;
            }
            if (candidate.pattern % 2 == 1) {
                if (open[level] && open[level]->rule == number
                    && matcher(candidate.pattern).match(line.text)) {
                    closeFrom(level, line.number, line.endByte);
                }
            } else if (begins(rule) && matcher(candidate.pattern).match(line.text)) {
                beginStage(number, line);
                return;
            }
        }
    }

    void beginStage(std::size_t number, const LogLine& line)
    {
        const StageRule& rule = rules->rules()[number];
        const auto level = static_cast<std::size_t>(rule.level);
        closeFrom(level, line.number - 1, line.beginByte);
        Stage stage;
        stage.kind = rule.kind;
        for (const Regex::Group& group : rule.begin.regex.namedGroups()) {
            const auto match = matcher(2 * number).group(group.number);
            if (group.name == "name" && match) {
                stage.name = line.text.substr(match->begin, match->end - match->begin);
            }
        }
        stage.depth = static_cast<int>(
            std::count_if(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(level),
                          [](const auto& outer) { return outer.has_value(); }));
        if (const auto place = add(std::move(stage), line)) {
            open[level] = Open{*place, number};
        }
    }

    void readActionLine(const LogLine& line, const ActionLine& action)
    {
        const auto known =
            std::find_if(actions.begin(), actions.end(),
                         [&action](const auto& running) { return running.first == action.number; });
        if (known != actions.end()) {
            close(known->second, line.number - (action.isStart ? 1 : 0),
                  action.isStart ? line.beginByte : line.endByte);
            actions.erase(known);
        }
        if (!action.isStart) {
            return;
        }
        Stage stage;
        stage.kind = "action";
        stage.name = action.name;
        stage.isOfDispatcher = true;
        stage.depth = static_cast<int>(std::count(action.number.begin(), action.number.end(), '.'));
        if (const auto place = add(std::move(stage), line)) {
            actions.emplace_back(action.number, *place);
        }
    }

    std::shared_ptr<const StageRules> rules;
    std::vector<std::optional<RegexMatcher>> matchers; ///< By pattern.
    std::array<std::optional<Open>, LevelCount> open;
    std::vector<std::pair<std::string, std::size_t>> actions; ///< Running; by number.
    std::vector<Stage> stages;
    std::vector<Candidate> candidates;
    std::int64_t lastLine = 0;
    std::uint64_t endByte = 0;
};

StageFinder::StageFinder(std::shared_ptr<const StageRules> rules)
    : m_state(std::make_unique<State>(std::move(rules)))
{
}

StageFinder::~StageFinder() = default;

Result<void> StageFinder::read(const LogBlock& block)
{
    State& state = *m_state;
    state.candidates.clear();
    CBOARD_TRY_VOID(
        state.rules->marks().scan(block.text, [&state](std::size_t pattern, std::size_t end) {
            state.candidates.push_back({end == 0 ? 0 : end - 1, state.rules->markOf(pattern)});
            return true;
        }));
    const std::vector<Candidate>& candidates = state.candidates;
    // The dispatcher's actions may stand in each line of a LAVA log.
    const bool readsAll = !block.areDispatchers.empty();
    std::size_t next = 0;
    LogBlock::Cursor cursor(block);
    while (!cursor.atEnd() && (readsAll || next < candidates.size())) {
        if (!readsAll) {
            cursor.skipTo(candidates[next].byte);
        }
        const std::size_t lineEnd = cursor.lineEnd();
        const std::size_t first = next;
        while (next < candidates.size() && candidates[next].byte < lineEnd) {
            ++next;
        }
        // In the order of the rules, of which the first counts.
        std::sort(state.candidates.begin() + static_cast<std::ptrdiff_t>(first),
                  state.candidates.begin() + static_cast<std::ptrdiff_t>(next),
                  [](const Candidate& a, const Candidate& b) { return a.pattern < b.pattern; });
        state.readLine(cursor.take(), {candidates.data() + first, next - first});
    }
    state.lastLine = block.lastLine;
    state.endByte = block.endByte;
    return {};
}

std::vector<Stage> StageFinder::finish()
{
    State& state = *m_state;
    for (Stage& stage : state.stages) {
        if (!stage.hasEnded) {
            stage.lastLine = std::max(state.lastLine, stage.firstLine);
            stage.endByte = state.endByte;
        }
    }
    return std::move(state.stages);
}

Result<std::vector<Stage>> findStages(const ByteSource& source, RowFormat format,
                                      const std::shared_ptr<const StageRules>& rules,
                                      const TaskContext& task)
{
    StageFinder finder(rules);
    CBOARD_TRY_VOID(forLogBlocks(source, format, task,
                                 [&](const LogBlock& block) { return finder.read(block); }));
    std::vector<Stage> stages = finder.finish();
    CBOARD_TRY_VOID(readDurations(source, format, stages));
    return stages;
}

} // namespace cboard::logs
