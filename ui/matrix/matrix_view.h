// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/matrix/matrix_options.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/widgets/path_folding.h"

#include <optional>

namespace cboard::ui {

class ArrangeButton;
class ElidedLabel;
class FilteredOut;
class Legend;
class StatePanel;
class ViewHeader;

/// A matrix with its head, cursor line and legend.
class MatrixView : public View {
    Q_OBJECT

public:
    MatrixView(MatrixKindSpec spec, const Context& context, QWidget* parent);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QList<ScopeChip> scopeChips() const override;
    QString caption() const override;
    void refresh() override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override;

    MatrixWidget* matrixWidget() const { return m_matrix; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Loaded {
        query::BranchKey branch;
        std::optional<query::RevisionRef> revision;
        BaselineFound baseline;
        MatrixPtr matrix;
        /// Of an empty matrix without a filter: what its revisions have instead.
        std::shared_ptr<const query::RevisionsSnapshot> revisions;
        MatrixArrangement arrangement;
        CellNumbers numbers;
        int idle = 0; ///< Rows left out.
        std::optional<QSet<QString>> folded; ///< Of a tree.
    };

    /// Which builds the numbers are of, and when they were stored.
    struct NumbersAsked {
        std::vector<std::int64_t> revisions;
        std::optional<std::int64_t> baseline;
        std::int64_t builds = 0;
        std::optional<Timestamp> newestData;

        bool operator==(const NumbersAsked&) const = default;
    };

    /// The cell that a state names, until it is selected.
    struct WantedCell {
        QString row; ///< As MatrixWidget::rowKey().
        QString column;
        QString record;
    };

    void load();
    void show(const Loaded& loaded);
    void showEmpty(const Loaded& loaded);
    void showVerdict();
    void onCurrentChanged(MatrixPlace place);
    QList<std::pair<QString, QString>> factsOfSum(MatrixPlace place) const;
    bool selectWanted();
    void openCurrent(OpenMode mode);
    void openLog(OpenMode mode);
    void openTests(MatrixPlace place, OpenMode mode);
    void openDiff();
    bool hasRecord() const; ///< The current cell names one.
    void openRevision(int column);
    void copyCurrent(bool asReport);
    MatrixChoice choice() const { return matrixChoice(m_spec, m_state.options); }
    void showChoice(const MatrixChoice& choice);
    void choosePreset(int mode);
    const query::MatrixCell* worstCell(MatrixPlace place) const;
    query::HistoryRequest historyOf(MatrixPlace place) const;
    void setOption(const QString& key, const QString& value);
    bool isTree() const { return choice().grouping.by == RowGrouping::By::Tree; }
    void keepFolded();
    void foldCurrent();
    void foldBy(const PathFolding& folding);
    bool performFind(ActionId action);
    bool performArrange(ActionId action);
    bool performPart(int part, bool isLevel);

    // matrix_view_selection.cpp
    void showCursorLine();
    bool compareSelected();

    // matrix_view_numbers.cpp
    NumbersAsked wantedNumbers() const;
    void readNumbers();
    void showNumbers(CellNumbers numbers);
    QStringList numbersVerdict() const;

    MatrixKindSpec m_spec;
    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    WantedCell m_wanted;
    query::BranchKey m_branch;
    std::optional<query::RevisionRef> m_revision;
    BaselineFound m_baseline;
    ViewHeader* m_header;
    ArrangeButton* m_arrange = nullptr;
    StatePanel* m_panel = nullptr;
    FilteredOut* m_filteredOut = nullptr;
    MatrixWidget* m_matrix = nullptr;
    ElidedLabel* m_cursorLine;
    Legend* m_legend;
    QSet<QString> m_folded; ///< Groups, before the user folded another.
    int m_idle = 0; ///< Rows left out, see withoutIdleRows().
    bool m_awaitsLevel = false; ///< A digit would say how deep to fold a tree.
    NumbersAsked m_numbersAsked; ///< Read, or being read.
    BackgroundTask<Loaded> m_load;
    BackgroundTask<CellNumbers> m_numbers;
    BackgroundTask<std::shared_ptr<const query::RecordSnapshot>> m_copy;
};

} // namespace cboard::ui
