// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/logview/log_canvas.h"
#include "ui/logview/log_diff_job.h"

#include <memory>

class QCheckBox;
class QLabel;

namespace cboard::ui {

class ElidedLabel;
class OverviewMap;
class StatePanel;

/// Two logs side by side, line for line: the good one left, this one right. Equal lines are
/// folded; both sides scroll together. Without a good one it offers the nearest other run.
///
/// State: recordKind, record; options "other" (the record to compare with; without it the last
/// good run of the same cell), or "file" and "otherFile"; "keep" (what is not left out of the
/// comparison, comma-separated), "all" ("1": equal lines are shown), "plain" ("1": not aligned),
/// "time" ("1": lines of the same time since the start stand beside each other).
class LogDiffView : public View {
    Q_OBJECT

public:
    explicit LogDiffView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QString caption() const override;
    void refresh() override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;

    LogCanvas& before() const { return *m_before.canvas; }
    LogCanvas& now() const { return *m_now.canvas; }

private:
    struct Pane {
        LogRows* rows = nullptr;
        LogCanvas* canvas = nullptr;
        ElidedLabel* title = nullptr;
        QWidget* widget = nullptr;
    };

    Pane makePane(const QString& name);
    QWidget* makeSwitches();
    void connectPanes();
    void follow(const Pane& from, const Pane& to);
    void load(std::shared_ptr<const LogDiff> known);
    void offerNearest(const QString& reason);
    void compareWithOffered();
    void showDiff(std::shared_ptr<const LogDiff> diff);
    void align();
    logs::AlignedRows alignedRows() const;
    void setByTime(bool isByTime);
    void showSummary();
    void goToDifference(bool isForward);
    std::size_t differencesUpTo(qint64 position) const; ///< Those that begin there or before.
    void goToPosition(qint64 position);
    qint64 currentPosition() const;
    void copy(const Pane& pane, bool withTimes);
    QString keptText() const;

    Context m_context;
    ViewState m_state;
    QString m_error;
    std::shared_ptr<const LogDiff> m_diff;
    std::vector<logs::AlignedRows::Difference> m_differences;
    std::shared_ptr<const logs::AlignedRows> m_timeRows; ///< Of m_diff; null until asked for.
    bool m_isFollowing = false; ///< One side moves the other just now.

    Pane m_before;
    Pane m_now;
    OverviewMap* m_map;
    QLabel* m_summary;
    QCheckBox* m_all;
    QCheckBox* m_plain;
    QCheckBox* m_time;
    std::vector<std::pair<QCheckBox*, QString>> m_normalise; ///< In the order of the options.
    StatePanel* m_panel = nullptr;
    QString m_offered; ///< A record to compare with in place of a good one; d takes it.
    BackgroundTask<std::shared_ptr<const LogDiff>> m_load;
    BackgroundTask<std::shared_ptr<const logs::AlignedRows>> m_byTime;
    BackgroundTask<query::HistoryRun> m_nearest;
    BackgroundTask<QString> m_copy;
};

} // namespace cboard::ui
