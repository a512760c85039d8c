// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/view.h"

#include <QObject>

namespace cboard::ui {

/// The revision that the user compares others with: their choice, kept in the state of the view as
/// the option "compare", else the revision before.
class Baseline : public QObject {
    Q_OBJECT

public:
    static const QString Option;

    explicit Baseline(const Context& context, QObject* parent = nullptr);

    /// Makes the revision of the selection the baseline of the view.
    void choose(View& view, const Selection& selection);
    /// Shows the revision of the selection, and the baseline in the split beside it.
    void showBeside(const View& view, const Selection& selection);

signals:
    void said(const QString& sentence);

private:
    void openBoth(const ViewState& shown, bool isShown, const QString& baseline);

    Context m_context;
    BackgroundTask<QString> m_before;
};

} // namespace cboard::ui
