// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/log_text.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace cboard::ui {

/// What a rule would do to a log.
struct RuleTrial {
    std::int64_t errorCount = 0;
    std::string firstTitle;
    std::int64_t firstLine = 0;
};

/// Lets the reader of a log write a rule for errors; says what it finds in that log, or where its
/// mistake is.
class RuleDialog : public QDialog {
    Q_OBJECT

public:
    /// \p draft sections of a rule file to begin with, \p file where they will be kept.
    RuleDialog(const Context& context, std::shared_ptr<const logs::LogText> text,
               const QString& draft, const QString& file, QWidget* parent);

signals:
    void wanted(const QString& sections);

private:
    void createLayout(const QString& file);
    void tryRule();
    void showTrial(const Result<RuleTrial>& trial);

    std::shared_ptr<const logs::LogText> m_text;
    QPlainTextEdit* m_rule;
    QLabel* m_finding;
    QPushButton* m_add = nullptr;
    QTimer m_delay;
    BackgroundTask<RuleTrial> m_trial;
};

} // namespace cboard::ui
