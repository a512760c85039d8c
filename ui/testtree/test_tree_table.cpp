// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_table.h"

#include "ui/base/text_format.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"

namespace cboard::ui {

TableExport testTreeTable(const TestTreeLayout& layout, const QString& title,
                          const TaskContext& task)
{
    TableExport table;
    table.title = title;
    table.columns = {{TestTreeView::tr("Path")},         {TestTreeView::tr("New"), true},
                     {TestTreeView::tr("Fail"), true},   {TestTreeView::tr("Infra"), true},
                     {TestTreeView::tr("Pass"), true},   {TestTreeView::tr("Other"), true},
                     {TestTreeView::tr("Boards"), true}, {TestTreeView::tr("Time"), true}};
    for (const std::int32_t index : depthFirst(layout)) {
        if (task.stopRequested()) {
            break;
        }
        const query::TestTreeNode& node = layout.node(index);
        const std::int64_t fails = node.counts[StatusClass::Fail];
        const std::int64_t infra = node.counts.infrastructure();
        const std::int64_t passes = node.counts[StatusClass::Pass];
        auto& row = table.rows.emplace_back();
        row.push_back({fromUtf8(layout.snapshot->pathOf(index)), std::nullopt});
        for (const std::int64_t count :
             {static_cast<std::int64_t>(node.marks[query::CellMark::New]), fails, infra, passes,
              node.counts.total() - fails - infra - passes,
              static_cast<std::int64_t>(node.boardCount)}) {
            row.push_back({countText(count), std::nullopt});
        }
        const double seconds = layout.seconds[static_cast<std::size_t>(index)];
        row.push_back({seconds > 0 ? durationText(seconds) : QString(), std::nullopt});
        if (fails > 0) {
            row[2].status = StatusClass::Fail;
        }
    }
    return table;
}

TableSource TestTreeView::tableSource() const
{
    if (!m_model->layout()) {
        return {};
    }
    return [layout = m_model->layout(), title = caption()](const TaskContext& task) {
        return testTreeTable(*layout, title, task);
    };
}

} // namespace cboard::ui
