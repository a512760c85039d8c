// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/logsearch/log_search_model.h"

#include <QTimer>

#include <deque>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;
class QTreeView;

namespace cboard::ui {

class RuleMaker;
class StatePanel;

/// Looks through all stored logs; shows what it finds while it goes on, grouped by what the lines
/// say or by board. Enter opens the log at the line; what was looked for can be made a rule for
/// errors.
///
/// State: options "find" (a text, or a regular expression between slashes), "case" ("1"), "word"
/// ("1"), "group" ("board").
class LogSearchView : public View {
    Q_OBJECT

public:
    explicit LogSearchView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QString caption() const override;
    void refresh() override;
    bool showsTree(const QString& /*tree*/) const override { return false; } ///< Asked by hand.
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override; ///< The lines found.

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeBar();
    void buildTree();
    void search();
    void takeFound();
    void finish(const Result<service::LogGrepResult>& result);
    LogGroups::Grouping grouping() const;
    void arrange();
    void showPanel();
    void showSummary();
    void open(ActionId action);
    void stepLine(bool isForward);
    bool makeRule();
    void select();

    Context m_context;
    ViewState m_state;
    QString m_searched; ///< What the results are of.
    QString m_error;
    QString m_said; ///< What became of a rule.
    std::shared_ptr<FoundLogs> m_found; ///< Shared with the job.
    std::deque<FoundLog> m_waiting; ///< Taken and not yet in the model.
    Result<service::LogGrepResult> m_result;
    bool m_hasEnded = true;

    QLineEdit* m_field;
    QToolButton* m_case;
    QToolButton* m_word;
    QToolButton* m_rule;
    QComboBox* m_grouping;
    QLabel* m_summary;
    QTreeView* m_tree;
    StatePanel* m_panel; ///< Over the tree.
    LogSearchModel* m_model;
    RuleMaker* m_ruleMaker;
    QTimer m_poll;
    BackgroundTask<service::LogGrepResult> m_search;
    BackgroundTask<std::shared_ptr<LogGroups>> m_arrange;
};

} // namespace cboard::ui
