// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the search in all logs do, and what it exports.
#include "core/logs/rules/rule_draft.h"
#include "ui/base/navigator.h"
#include "ui/logsearch/log_search_view.h"
#include "ui/logview/log_state.h"
#include "ui/logview/rule_maker.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

namespace cboard::ui {

void LogSearchView::open(ActionId action)
{
    const QModelIndex index = m_tree->currentIndex();
    const FoundLog* log = m_model->logOf(index);
    if (log == nullptr) {
        m_tree->setExpanded(index.siblingAtColumn(0),
                            !m_tree->isExpanded(index.siblingAtColumn(0)));
        return;
    }
    ViewState state = logState({}, log->kind, log->id);
    state.options.insert(QStringLiteral("line"), QString::number(m_model->lineNumberOf(index)));
    m_context.navigator->open(state, openModeOf(action));
}

void LogSearchView::select()
{
    Selection selection;
    if (const FoundLog* log = m_model->logOf(m_tree->currentIndex())) {
        selection.kind = log->kind;
        selection.id = log->id;
        selection.caption = log->title;
    } else if (const QModelIndex group = m_tree->currentIndex(); group.isValid()) {
        selection.caption = m_model->groupText(group.row());
        selection.facts = m_model->factsOf(group.row());
    }
    emit selectionChanged(selection);
}

QList<ActionId> LogSearchView::actions() const
{
    return {ActionId::RowDown, ActionId::RowUp,        ActionId::Left,         ActionId::Right,
            ActionId::Open,    ActionId::OpenInNewTab, ActionId::OpenInSplit,  ActionId::CopyId,
            ActionId::Find,    ActionId::FindNext,     ActionId::FindPrevious, ActionId::ExpandAll,
            ActionId::MakeRule};
}

bool LogSearchView::perform(ActionId action)
{
    const QModelIndex current = m_tree->currentIndex();
    switch (action) {
    case ActionId::RowDown:
    case ActionId::RowUp: {
        const QModelIndex next =
            action == ActionId::RowDown ? m_tree->indexBelow(current) : m_tree->indexAbove(current);
        if (next.isValid()) {
            m_tree->setCurrentIndex(next);
        }
        return true;
    }
    case ActionId::Left:
        m_tree->setCurrentIndex(current.parent().isValid() ? current.parent() : current);
        m_tree->collapse(m_tree->currentIndex().siblingAtColumn(0));
        return true;
    case ActionId::Right:
        m_tree->expand(current.siblingAtColumn(0));
        return true;
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        open(action);
        return true;
    case ActionId::CopyId:
        if (const FoundLog* log = m_model->logOf(current)) {
            QApplication::clipboard()->setText(log->id);
        }
        return true;
    case ActionId::Find:
        m_field->setFocus(Qt::ShortcutFocusReason);
        m_field->selectAll();
        return true;
    case ActionId::FindNext:
    case ActionId::FindPrevious:
        stepLine(action == ActionId::FindNext);
        return true;
    case ActionId::ExpandAll:
        m_tree->expandAll();
        return true;
    case ActionId::MakeRule:
        return makeRule();
    default:
        return false;
    }
}

/// To the next line that was found, around the end; opens its group.
void LogSearchView::stepLine(bool isForward)
{
    const int groups = m_model->rowCount();
    const QModelIndex current = m_tree->currentIndex();
    const bool isLine = current.parent().isValid();
    int group = isLine ? current.parent().row() : std::max(current.row(), 0);
    int line = isLine ? current.row() + (isForward ? 1 : -1) : isForward ? 0 : -1;
    for (int passed = 0; passed <= groups && groups > 0; ++passed) {
        const QModelIndex parent = m_model->index(group, 0);
        if (line >= 0 && line < m_model->rowCount(parent)) {
            m_tree->setCurrentIndex(m_model->index(line, 0, parent));
            return;
        }
        group = (group + (isForward ? 1 : groups - 1)) % groups;
        line = isForward ? 0 : m_model->rowCount(m_model->index(group, 0)) - 1;
    }
}

/// A rule that finds what was looked for; tried on the lines that were found.
bool LogSearchView::makeRule()
{
    const service::LogGrepRequest request =
        logGrepRequest(m_searched, m_case->isChecked(), m_word->isChecked());
    return m_ruleMaker->make(
        logs::draftRule(request.search.linePatterns()),
        {logs::makeMemorySource(std::make_shared<const std::string>(m_model->keptText())),
         logs::RowFormat::Plain, tr("the lines that were found")});
}

TableSource LogSearchView::tableSource() const
{
    return m_model->table(caption());
}

} // namespace cboard::ui
