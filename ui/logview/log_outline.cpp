// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_outline.h"

#include "core/logs/line_selection.h"

namespace cboard::ui {

namespace {

    /// Sets the parents by depth, and counts the outermost ones up. What a LAVA dispatcher did is a
    /// list of its own: it lies around the stages of the device.
    void nest(std::vector<LogOutline::Part>& parts)
    {
        std::vector<int> open;
        int outermost = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            LogOutline::Part& part = parts[i];
            while (!open.empty()
                   && parts[static_cast<std::size_t>(open.back())].rows.end <= part.rows.begin) {
                open.pop_back();
            }
            const bool hasParent = !open.empty()
                && parts[static_cast<std::size_t>(open.back())].rows.end >= part.rows.end;
            part.parent = hasParent ? open.back() : -1;
            part.color =
                hasParent && !parts[static_cast<std::size_t>(open.back())].stage.isOfDispatcher
                ? parts[static_cast<std::size_t>(open.back())].color
                : outermost++;
            open.push_back(static_cast<int>(i));
        }
    }

} // namespace

int LogOutline::partAt(std::int64_t row) const
{
    int found = -1;
    for (std::size_t i = 0; i < parts.size() && parts[i].rows.begin <= row; ++i) {
        if (row < parts[i].rows.end) {
            found = static_cast<int>(i);
        }
    }
    return found;
}

QString partName(const logs::Stage& stage)
{
    return stage.name.empty()
        ? QString::fromStdString(stage.kind).replace(QLatin1Char('_'), QLatin1Char(' '))
        : QString::fromStdString(stage.name);
}

Result<std::shared_ptr<const LogOutline>> readOutline(const logs::LogText& text,
                                                      const TaskContext& task)
{
    CBOARD_TRY(const auto rules, logs::StageRules::shipped(task));
    CBOARD_TRY(auto stages, logs::findStages(*text.source(), text.format(), rules, task));
    auto outline = std::make_shared<LogOutline>();
    const logs::LineIndex& index = text.index();
    for (logs::Stage& stage : stages) {
        const logs::RowRange rows{index.rowOfLine(stage.firstLine),
                                  index.rowOfLine(stage.lastLine + 1)};
        const bool isLast = stage.lastLine >= index.lineNumber(text.rowCount() - 1);
        outline->parts.push_back(
            {std::move(stage), {rows.begin, isLast ? text.rowCount() : rows.end}, -1, 0});
    }
    nest(outline->parts);
    CBOARD_TRY(outline->traces, logs::findTraces(text, task));
    return std::shared_ptr<const LogOutline>(std::move(outline));
}

} // namespace cboard::ui
