// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/rule_dialog.h"

#include "core/logs/rules/error_finder.h"
#include "ui/base/text_format.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace cboard::ui {

namespace {

    constexpr int TypingDelayMs = 250;
    constexpr QSize UsualSize(640, 300);

    Result<RuleTrial> tried(const RuleSample& sample, const std::string& sections,
                            const TaskContext& task)
    {
        CBOARD_TRY(const auto rules, logs::RuleSet::parse(sections));
        CBOARD_TRY(const auto found, logs::findErrors(*sample.bytes, sample.format, rules, task));
        RuleTrial trial;
        for (const std::int64_t count : found.countBySeverity) {
            trial.errorCount += count;
        }
        if (!found.errors.empty()) {
            trial.firstTitle = found.errors.front().title;
            trial.firstLine = found.errors.front().firstLine;
        }
        return trial;
    }

} // namespace

RuleDialog::RuleDialog(const Context& context, RuleSample sample, const QString& draft,
                       const QString& file, QWidget* parent)
    : QDialog(parent)
    , m_sample(std::move(sample))
    , m_rule(new QPlainTextEdit(draft, this))
    , m_finding(new QLabel(this))
    , m_trial(*context.jobs, *context.tasks)
{
    setWindowTitle(tr("Make a rule"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_rule->setFont(context.theme->monospace());
    createLayout(file);
    m_delay.setSingleShot(true);
    m_delay.setInterval(TypingDelayMs);
    connect(&m_delay, &QTimer::timeout, this, &RuleDialog::tryRule);
    connect(m_rule, &QPlainTextEdit::textChanged, this, [this] {
        m_add->setEnabled(false);
        m_delay.start();
    });
    tryRule();
}

void RuleDialog::createLayout(const QString& file)
{
    m_rule->setAccessibleName(tr("Rule"));
    m_rule->setTabChangesFocus(true);
    m_rule->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_finding->setTextFormat(Qt::PlainText);
    m_finding->setWordWrap(true);
    auto* place = new QLabel(tr("Kept in %1, before the rules that are shipped; there it can be "
                                "edited and removed. \u201cextent = report\u201d takes the lines "
                                "that follow, \u201ctitle = text\u201d names the error.")
                                 .arg(file),
                             this);
    place->setTextFormat(Qt::PlainText);
    place->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("Add the rule"), QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(m_rule, 1);
    layout->addWidget(m_finding);
    layout->addWidget(place);
    layout->addWidget(buttons);
    resize(UsualSize);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::accepted, this, [this] { emit wanted(m_rule->toPlainText()); });
}

void RuleDialog::tryRule()
{
    m_add->setEnabled(false);
    m_finding->setText(tr("Looking through %1 \u2026").arg(m_sample.name));
    m_trial.start(
        tr("Trying a rule"),
        [sample = m_sample, sections = m_rule->toPlainText().toStdString()](
            const TaskContext& task) { return tried(sample, sections, task); },
        [this](const Result<RuleTrial>& trial) { showTrial(trial); });
}

void RuleDialog::showTrial(const Result<RuleTrial>& trial)
{
    if (!trial) {
        m_finding->setText(fromUtf8(trial.error().message));
        return;
    }
    m_add->setEnabled(true);
    if (trial->errorCount == 0) {
        m_finding->setText(tr("Finds nothing in %1.").arg(m_sample.name));
        return;
    }
    m_finding->setText(tr("Finds %1 in %2, first in line %3: %4")
                           .arg(countedText(trial->errorCount, tr("%1 error"), tr("%1 errors")),
                                m_sample.name, QString::number(trial->firstLine),
                                fromUtf8(trial->firstTitle)));
}

} // namespace cboard::ui
