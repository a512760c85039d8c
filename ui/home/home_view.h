// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/user_items.h"
#include "ui/base/view.h"
#include "ui/home/watched_rows.h"
#include "ui/triage/tray_rows.h"
#include "ui/widgets/table_rows.h"

#include <array>

namespace cboard::ui {

class HomeCard;
class HomeGrid;
class ResultTable;
class StatePanel;
class ViewHeader;

/// The page of the morning: what changed since the user looked last, and what needs them, as six
/// cards in a fixed order.
///
/// Builds and boots stand at once; what tests say comes after them. The last visit is a setting of
/// this machine, one for the branches and one for the regressions, and moves when the user says of
/// a card that all is seen; said of a card without one of its own it moves both.
///
/// State: filter; tree and branch of the row that the cursor is on; options "since" (days back, or
/// a date; else since the last visit) and "branches" ("all": others than the watched ones, too).
class HomeView : public View {
    Q_OBJECT

public:
    explicit HomeView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override { return tr("Home"); }
    void refresh() override { load(); }
    bool showsTree(const QString& /*tree*/) const override { return true; }
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    enum Card : std::uint8_t {
        Branches,
        Tray,
        Regressions,
        WatchedThings,
        Sources,
        Running,
        CardCount
    };

    struct Loaded {
        std::shared_ptr<const query::HomeSnapshot> home;
        std::vector<query::HomeBranch> branches; ///< At most CardRows.
        std::vector<query::SourceRow> sources; ///< The worst first, at most CardRows.
        std::vector<query::HomeRunning> running; ///< At most CardRows.
        std::vector<WatchedRow> watched; ///< At most CardRows.
        std::int64_t watchedCount = 0;
        std::vector<TrayRow> tray; ///< At most CardRows.
        std::int64_t trayCount = 0;
    };
    using LoadedPtr = std::shared_ptr<const Loaded>;

    struct Order {
        query::HomeRequest request;
        QStringList boards; ///< Watched.
        std::vector<TrayRow> tray; ///< All of it, without records.
    };

    // home_visit.cpp
    static const char* seenSetting(Card card);
    std::optional<Timestamp> lastVisit(Card card) const;
    std::optional<Timestamp> since(Card card) const;
    QString noNewsText() const;
    bool showsAllBranches() const;

    // home_view.cpp
    void createCards();
    void load();
    Order makeOrder() const;
    static Result<LoadedPtr> fetch(query::Engine& engine, Order order, const ViewState& state,
                                   const TaskContext& task);
    void loadTests();
    void show(const LoadedPtr& loaded);
    void showCards();
    void showTray();
    void showWatched();
    void showHeader();

    // home_actions.cpp
    Card currentCard() const;
    static QString prefixOf(Card card); ///< Of options.
    ResultTable& table(Card card) const;
    void focusCard(Card card);
    void select();
    ViewState rowTarget(Card card) const;
    ViewState moreTarget(Card card) const;
    void openRow(OpenMode mode);
    QStringList watchedOf(Watched::Kind kind) const;
    QStringList runningTrees() const;
    const query::RevisionRef* currentRevision() const;
    void markSeen();
    bool findInCards(ActionId action);
    bool nameLab(bool isGiven);

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    LoadedPtr m_loaded;
    ViewHeader* m_header;
    StatePanel* m_panel = nullptr;
    HomeGrid* m_grid = nullptr;
    std::array<HomeCard*, CardCount> m_cards{};
    Card m_card = Branches; ///< Where the cursor was last.
    std::shared_ptr<const TypedRows<query::HomeBranch>> m_branchRows;
    std::shared_ptr<const TypedRows<query::HomeRegression>> m_regressionRows;
    std::shared_ptr<const TypedRows<TrayRow>> m_trayRows;
    std::shared_ptr<const TypedRows<WatchedRow>> m_watchedRows;
    std::shared_ptr<const TypedRows<query::SourceRow>> m_sourceRows;
    std::shared_ptr<const TypedRows<query::HomeRunning>> m_runningRows;
    BackgroundTask<LoadedPtr> m_load;
    BackgroundTask<LoadedPtr> m_loadTests;
};

} // namespace cboard::ui
