// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/rule_maker.h"

#include "core/service/own_rules.h"
#include "core/service/workbench.h"
#include "ui/base/text_format.h"

namespace cboard::ui {

RuleMaker::RuleMaker(const Context& context, QWidget* parent)
    : QObject(parent)
    , m_context(context)
    , m_window(parent)
    , m_add(*context.jobs, *context.tasks)
{
}

bool RuleMaker::make(const std::string& draft, const RuleSample& sample)
{
    if (draft.empty() || m_context.workbench == nullptr) {
        return false;
    }
    const auto file = service::ownRulesFile(m_context.workbench->store().file());
    auto* dialog =
        new RuleDialog(m_context, sample, fromUtf8(draft), fromUtf8(file.string()), m_window);
    connect(dialog, &RuleDialog::wanted, this, &RuleMaker::add);
    dialog->open();
    return true;
}

void RuleMaker::add(const QString& sections)
{
    m_add.start(
        tr("Adding a rule"),
        [store = m_context.workbench->store().file(),
         text = sections.toStdString()](const TaskContext& /*task*/) -> Result<QString> {
            CBOARD_TRY_VOID(service::addOwnRules(store, text));
            return fromUtf8(service::ownRulesFile(store).string());
        },
        [this](const Result<QString>& file) {
            emit said(
                file ? tr("The rule is in %1. Lists of errors go by it when the store is analysed "
                          "next.")
                           .arg(*file)
                     : tr("The rule was not added: %1").arg(fromUtf8(describe(file.error()))));
            emit added();
        });
}

} // namespace cboard::ui
