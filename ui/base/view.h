// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/query/requests.h"
#include "core/query/snapshots.h"
#include "ui/base/actions.h"
#include "ui/base/table_export.h"
#include "ui/base/view_state.h"

#include <QWidget>

#include <optional>

namespace cboard::ui {

/// What the cursor of a view stands on. Drives the inspector.
struct Selection {
    RecordKind kind = RecordKind::Test;
    QString id; ///< Empty when nothing that is a record is selected.
    QString caption; ///< One line for the inspector's head: "boot · rk3399-gru-kevin · lab-x".
    std::optional<query::HistoryRequest> history; ///< The cell through time; `common` unset.
    /// All cells of a row that stands for several, as targets (cell_target.h); else `history`.
    QStringList cells;
    QList<std::pair<QString, QString>> facts; ///< Name and value, for what is no record.
    /// Records of the same kind that a key or two would select, nearest first: read ahead.
    QStringList neighbours;
    QString revision; ///< Commit that the cursor stands on; empty where rows are no revisions'.
};

/// What the status bar says about a view.
struct ViewStatus {
    bool isLoading = false;
    qint64 shown = -1; ///< Rows after the filter; -1 when rows have no meaning here.
    qint64 total = -1; ///< Rows before the filter.
    std::optional<Timestamp> dataTime; ///< SnapshotInfo::newestData.
    bool isComplete = true;
    qint64 pending = 0; ///< Results that still run; what is shown is not the end.
    QString error; ///< Why there is nothing to see; empty when all is well.
};

/// One value that an option of a view can have.
struct OptionChoice {
    QString text; ///< "30 revisions"
    QString value; ///< Of the ViewState option; empty removes the option: the view's default.

    bool operator==(const OptionChoice&) const = default;
};

/// What a view leaves out by itself: its window of time, a limit, the baseline it compares with.
/// Stands as a chip in the filter bar, so that nothing hides silently.
struct ScopeChip {
    QString text; ///< "last 15 revisions"
    QString tip; ///< What it means.
    QString option = {}; ///< ViewState option that sets it; empty when nothing does.
    QList<OptionChoice> choices =
        {}; ///< Offered when the chip is clicked; none: not to be changed.
    std::optional<QString> withoutValue = {}; ///< The option's value when the chip is taken out;
                                              ///< nothing: it cannot be.

    bool operator==(const ScopeChip&) const = default;
};

/// One tab. The shell makes it through its feature, gives it a state and listens.
///
/// A view loads by BackgroundTask only, keeps showing what it has while it loads, and keeps the
/// selection by id. It paints its own empty, error and loading states (StatePanel).
class View : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows \p state; a second call with the same branch and revision only applies what differs.
    virtual void showState(const ViewState& state) = 0;
    /// The state that would bring back what is shown now, revision and record included.
    virtual ViewState state() const = 0;
    virtual ViewStatus status() const = 0;
    /// What is left out without a filter term. Asked again after stateChanged().
    virtual QList<ScopeChip> scopeChips() const { return {}; }
    /// Words for the tab and the breadcrumb ("mainline/master v7.1-rc2-45-g0f3a12c").
    virtual QString caption() const = 0;
    /// Asks the engine again (F5, or after a commit that touched what is shown).
    virtual void refresh() = 0;
    /// Whether a commit that touched \p tree (empty: any) concerns this view.
    virtual bool showsTree(const QString& tree) const
    {
        return tree.isEmpty() || tree == state().tree;
    }

    /// \returns false for actions that mean nothing here.
    virtual bool perform(ActionId action)
    {
        Q_UNUSED(action)
        return false;
    }
    /// Which of the view's actions mean something here; for the key help and disabled entries.
    virtual QList<ActionId> actions() const { return {}; }
    /// The table that is shown, for export and copying; empty where nothing is a table.
    virtual TableSource tableSource() const { return {}; }
    virtual void setLettersMode(bool on) { Q_UNUSED(on) }

signals:
    void stateChanged(); ///< state() or caption() differs.
    void statusChanged(); ///< status() differs; isLoading false means settled.
    void selectionChanged(const cboard::ui::Selection& selection);
};

} // namespace cboard::ui
