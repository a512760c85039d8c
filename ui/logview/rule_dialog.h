// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/byte_source.h"
#include "core/logs/line_decoder.h"
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

/// What a rule is tried on.
struct RuleSample {
    std::shared_ptr<const logs::ByteSource> bytes;
    logs::RowFormat format = logs::RowFormat::Plain;
    QString name; ///< "this log", as it stands in a sentence.
};

/// Lets a reader write a rule for errors; says what it finds in the sample, or where its mistake
/// is.
class RuleDialog : public QDialog {
    Q_OBJECT

public:
    /// \p draft sections of a rule file to begin with, \p file where they will be kept.
    RuleDialog(const Context& context, RuleSample sample, const QString& draft, const QString& file,
               QWidget* parent);

signals:
    void wanted(const QString& sections);

private:
    void createLayout(const QString& file);
    void tryRule();
    void showTrial(const Result<RuleTrial>& trial);

    const RuleSample m_sample;
    QPlainTextEdit* m_rule;
    QLabel* m_finding;
    QPushButton* m_add = nullptr;
    QTimer m_delay;
    BackgroundTask<RuleTrial> m_trial;
};

} // namespace cboard::ui
