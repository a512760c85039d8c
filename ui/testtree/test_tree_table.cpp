// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/testtree/test_tree_table.h"

#include "ui/base/text_format.h"
#include "ui/testtree/test_tree_model.h"
#include "ui/testtree/test_tree_view.h"

namespace cboard::ui {

std::vector<QString> testTreeNumbers(const TestTreeLayout& layout, std::int32_t node)
{
    const query::TestTreeNode& at = layout.node(node);
    const std::int64_t fails = at.counts[StatusClass::Fail];
    const std::int64_t infra = at.counts.infrastructure();
    const std::int64_t passes = at.counts[StatusClass::Pass];
    std::vector<QString> numbers;
    for (const std::int64_t count :
         {static_cast<std::int64_t>(at.marks[query::CellMark::New]), fails, infra, passes,
          at.counts.total() - fails - infra - passes, static_cast<std::int64_t>(at.boardCount)}) {
        numbers.push_back(countText(count));
    }
    const double seconds = layout.seconds[static_cast<std::size_t>(node)];
    numbers.push_back(seconds > 0 ? durationText(seconds) : QString());
    return numbers;
}

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
        auto& row = table.rows.emplace_back();
        row.push_back({fromUtf8(layout.snapshot->pathOf(index)), std::nullopt});
        for (const QString& number : testTreeNumbers(layout, index)) {
            row.push_back({number, std::nullopt});
        }
        if (layout.node(index).counts[StatusClass::Fail] > 0) {
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
