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
    if (!m_document || m_document->showsBytes()) {
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
    if (!m_document || m_document->showsBytes() || m_loader->isRunning() || m_analysis.isRunning()
        || m_ruleMaker->isRunning() || rules == m_ownRules) {
        return;
    }
    const std::string current = m_document->ownRules.value_or(std::string());
    const bool wasRefused = m_ownRules && *m_ownRules != current;
    m_ownRules = rules;
    if (rules != current) {
        findErrors(tr("The own rules were changed; the errors of this log go by them now. Lists "
                      "of errors do when the store is analysed next."));
    } else if (wasRefused) {
        m_panel->showContent(fileNote(logs::FileChange::None));
    }
}

/// By the shipped rules and the own ones, in what was not looked at yet; until that is done the
/// built-in marks serve.
void LogView::findErrors(const QString& said)
{
    m_analysis.cancel();
    if (!m_document || m_document->text->rowCount() == 0 || m_document->showsBytes()) {
        return;
    }
    const auto store = m_context.workbench != nullptr ? m_context.workbench->store().file()
                                                      : std::filesystem::path();
    m_analysis.start(
        tr("Looking for errors"),
        [document = m_document, store](const TaskContext& task) {
            return analysed(*document, store, task);
        },
        [this, said](const Result<std::shared_ptr<const LogDocument>>& found) {
            showErrors(found, said);
            emit statusChanged();
        });
    showErrorTitle();
}

void LogView::showErrors(const Result<std::shared_ptr<const LogDocument>>& found,
                         const QString& said)
{
    // Who has waited for a large log so long has begun to read.
    constexpr std::uint64_t MovesUpTo = 32UL << 20;
    if (found && *found) {
        growDocument(*found, isWhereOpened() && m_document->text->byteCount() <= MovesUpTo);
    } else {
        showErrorTitle();
    }
    if (!found) {
        m_panel->showContent(
            found.error().kind == ErrorKind::Cancelled
                ? tr("Looking for errors was stopped: lines with words of trouble are listed. "
                     "{refresh} looks again.")
                : tr("Errors are not looked for: %1").arg(fromUtf8(describe(found.error()))));
    } else if (*found && !said.isEmpty()) {
        m_panel->showContent(said);
    }
}

} // namespace cboard::ui
