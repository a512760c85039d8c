// SPDX-License-Identifier: GPL-3.0-or-later
// Rules for errors: made from what the reader sees, and what those that are there say of the log.
#include "core/logs/rules/log_blocks.h"
#include "core/logs/rules/rule_draft.h"
#include "core/service/own_rules.h"
#include "core/service/workbench.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/logview/log_file_watch.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_view.h"
#include "ui/logview/own_rules_watch.h"
#include "ui/logview/rule_maker.h"

namespace cboard::ui {

/// From the selected part of a line, else from the line.
bool LogView::makeRule()
{
    if (!m_document) {
        return false;
    }
    const qint64 row = m_canvas->currentRow();
    const bool isOfDispatcher =
        m_document->isLava() && row >= 0 && logs::isOfDispatcher(m_document->text->level(row));
    return m_ruleMaker->make(
        logs::draftRule(m_canvas->selectedInLine().toStdString(), isOfDispatcher),
        {m_document->text->source(), m_document->text->format(), tr("this log")});
}

void LogView::showEvent(QShowEvent* event)
{
    View::showEvent(event);
    watchOwnRules(true);
}

void LogView::hideEvent(QHideEvent* event)
{
    View::hideEvent(event);
    watchOwnRules(false);
}

void LogView::watchOwnRules(bool isWatched)
{
    if (m_rulesWatch == nullptr && m_context.workbench != nullptr) {
        m_rulesWatch = new OwnRulesWatch(*m_context.queries, *m_context.tasks,
                                         m_context.workbench->store().file(), this);
        connect(m_rulesWatch, &OwnRulesWatch::read, this, &LogView::onOwnRulesRead);
    }
    if (m_rulesWatch != nullptr) {
        m_rulesWatch->setRunning(isWatched);
    }
}

/// Somebody may have edited them.
void LogView::onOwnRulesRead(const std::string& rules)
{
    if (!m_document || m_loader->isRunning() || m_ownMarks.isRunning() || m_ruleMaker->isRunning()
        || rules == m_ownRules) {
        return;
    }
    const bool wasRefused = m_ownRules && *m_ownRules != m_document->ownRules;
    m_ownRules = rules;
    if (rules != m_document->ownRules) {
        findOwnMarks(tr("The own rules were changed; the marks of this log go by them now. Lists "
                        "of errors do when the store is analysed next."));
    } else if (wasRefused) {
        m_panel->showContent(fileNote(logs::FileChange::None));
    }
}

/// In what was not looked at yet. Their marks come a moment behind those that are built in.
void LogView::findOwnMarks(const QString& said)
{
    if (!m_document || m_context.workbench == nullptr || m_document->text->rowCount() == 0) {
        return;
    }
    m_ownMarks.start(
        tr("Looking for errors by own rules"),
        [document = m_document, store = m_context.workbench->store().file()](
            const TaskContext& task) { return markedByOwnRules(*document, store, task); },
        [this, said](const Result<std::shared_ptr<const LogDocument>>& marked) {
            showOwnMarks(marked, said);
            emit statusChanged();
        });
}

void LogView::showOwnMarks(const Result<std::shared_ptr<const LogDocument>>& marked,
                           const QString& said)
{
    if (!marked) {
        m_panel->showContent(
            tr("The own rules do not count here: %1").arg(fromUtf8(describe(marked.error()))));
        return;
    }
    if (!*marked) {
        return;
    }
    growDocument(*marked, isWhereOpened());
    if (!said.isEmpty()) {
        m_panel->showContent(said);
    }
}

} // namespace cboard::ui
