// SPDX-License-Identifier: GPL-3.0-or-later
// A rule for errors, made from what the reader sees.
#include "core/logs/rules/rule_draft.h"
#include "core/service/own_rules.h"
#include "core/service/workbench.h"
#include "ui/logview/log_view.h"
#include "ui/logview/rule_dialog.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"

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
                file ? tr("The rule is in %1. Logs are read by it when the store "
                          "is analysed next.")
                           .arg(*file)
                     : tr("The rule was not added: %1").arg(fromUtf8(describe(file.error()))));
        });
}

} // namespace cboard::ui
