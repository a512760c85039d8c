// SPDX-License-Identifier: GPL-3.0-or-later
// Rules for errors: made from what the reader sees, and what those that are there say of the log.
#include "core/logs/rules/rule_draft.h"
#include "core/service/own_rules.h"
#include "core/service/workbench.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/logview/log_view.h"
#include "ui/logview/rule_dialog.h"

#include <algorithm>

namespace cboard::ui {

/// From the selected part of a line, else from the line.
bool LogView::makeRule()
{
    if (!m_document || m_context.workbench == nullptr) {
        return false;
    }
    const std::string draft = logs::draftRule(m_canvas->selectedInLine().toStdString());
    if (draft.empty()) {
        return false;
    }
    const auto file = service::ownRulesFile(m_context.workbench->store().file());
    auto* dialog =
        new RuleDialog(m_context, m_document->text, fromUtf8(draft), fromUtf8(file.string()), this);
    connect(dialog, &RuleDialog::wanted, this, &LogView::addRule);
    dialog->open();
    return true;
}

void LogView::addRule(const QString& sections)
{
    m_addRule.start(
        tr("Adding a rule"),
        [store = m_context.workbench->store().file(),
         text = sections.toStdString()](const TaskContext& /*task*/) -> Result<QString> {
            CBOARD_TRY_VOID(service::addOwnRules(store, text));
            return fromUtf8(service::ownRulesFile(store).string());
        },
        [this](const Result<QString>& file) {
            m_panel->showContent(
                file ? tr("The rule is in %1. Lists of errors go by it when the store is analysed "
                          "next.")
                           .arg(*file)
                     : tr("The rule was not added: %1").arg(fromUtf8(describe(file.error()))));
            m_ownMarkedRows = 0;
            findOwnMarks();
        });
}

/// In what was not looked at yet. Their marks come a moment behind those that are built in.
void LogView::findOwnMarks()
{
    if (!m_document || m_context.workbench == nullptr || m_document->text->rowCount() == 0) {
        return;
    }
    // What was the last row may have been the begin of a longer one.
    const qint64 known = std::min<qint64>(m_ownMarkedRows, m_document->text->rowCount());
    const qint64 first = known > 0 ? m_document->text->index().groupOf(known - 1).firstRow : 0;
    m_ownMarks.start(
        tr("Looking for errors by own rules"),
        [document = m_document, first, store = m_context.workbench->store().file()](
            const TaskContext& task) { return markedByOwnRules(*document, store, first, task); },
        [this](const Result<std::shared_ptr<const LogDocument>>& marked) {
            showOwnMarks(marked);
            emit statusChanged();
        });
}

void LogView::showOwnMarks(const Result<std::shared_ptr<const LogDocument>>& marked)
{
    if (!marked) {
        m_panel->showContent(
            tr("The own rules do not count here: %1").arg(fromUtf8(describe(marked.error()))));
    } else if (*marked) {
        m_ownMarkedRows = (*marked)->text->rowCount();
        growDocument(*marked, isWhereOpened());
    }
}

} // namespace cboard::ui
