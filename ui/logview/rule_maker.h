// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/logview/rule_dialog.h"

#include <QObject>

#include <string>

namespace cboard::ui {

/// Lets the user make a rule for errors out of a draft, and keeps it with the own rules of the
/// store.
class RuleMaker : public QObject {
    Q_OBJECT

public:
    RuleMaker(const Context& context, QWidget* parent);

    /// Opens the dialog. \returns false without a store or a draft.
    bool make(const std::string& draft, const RuleSample& sample);
    bool isRunning() const { return m_add.isRunning(); }

signals:
    void added();
    void said(const QString& sentence); ///< What became of the rule.

private:
    void add(const QString& sections);

    const Context m_context;
    QWidget* m_window; ///< That the dialog belongs to.
    BackgroundTask<QString> m_add;
};

} // namespace cboard::ui
