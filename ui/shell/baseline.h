// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"

#include <QObject>

namespace cboard::ui {

/// What the keys do with the baseline (ui/base/baseline_choice.h) of a view. Shown beside is the
/// revision that was chosen, else the revision before.
class Baseline : public QObject {
    Q_OBJECT

public:
    explicit Baseline(const Context& context, QObject* parent = nullptr);

    /// Makes the revision of the selection the baseline of the view.
    void choose(View& view, const Selection& selection);
    /// Shows the revision of the selection, and the baseline in the split beside it.
    void showBeside(const View& view, const Selection& selection);
    /// The user finds the revision of the selection good, or does not any more.
    void accept(const View& view, const Selection& selection);

signals:
    void said(const QString& sentence);

private:
    Context m_context;
    BackgroundTask<query::RevisionRef> m_find;
};

} // namespace cboard::ui
