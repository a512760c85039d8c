// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/build_health_snapshots.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/navigator.h"
#include "ui/widgets/table_rows.h"
#include "ui/widgets/table_view.h"

namespace cboard::ui {

/// One build: every error and warning of its log, the first error on top, and what changed against
/// the baseline. How many other builds say the same is counted after that.
///
/// State: record (the build, or a test that ran on it), baseline; options "only" ("changes") and
/// the choices of the table.
class BuildView : public TableView {
    Q_OBJECT

public:
    static constexpr QLatin1String OnlyOption{"only"};
    static constexpr QLatin1String OnlyChanges{"changes"};

    explicit BuildView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override { return {baselineChip(m_baseline)}; }
    QString caption() const override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

private:
    using DetailsPtr = std::shared_ptr<const query::BuildDetailsSnapshot>;
    struct Loaded {
        BaselineFound baseline;
        DetailsPtr details;
        std::shared_ptr<const std::vector<query::BuildFinding>> changes;
    };

    void load() override;
    void countOthers();
    void show(const Loaded& loaded);
    void showRows();
    void showEmpty();
    void setOnlyChanges(bool on);
    bool showsOnlyChanges() const;
    void select();
    void openLog(OpenMode mode);
    void openHistory();
    void copyReport() const;
    query::HistoryRequest history() const;
    const query::BuildFinding* currentFinding() const;

    Loaded m_loaded;
    BaselineFound m_baseline;
    std::shared_ptr<const TypedRows<query::BuildFinding>> m_rows;
    BackgroundTask<Loaded> m_load;
    BackgroundTask<Loaded> m_others;
};

} // namespace cboard::ui
