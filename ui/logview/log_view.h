// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/logview/log_canvas.h"
#include "ui/logview/log_document.h"
#include "ui/shell/background_task.h"
#include "ui/shell/context.h"
#include "ui/shell/view.h"

class QLineEdit;
class QListView;

namespace cboard::ui {

class ErrorListModel;
class FindBar;
class LogHeader;
class OverviewMap;
class StatePanel;

/// The log of a record. Opens at its first trouble; reads, indexes and searches in the background.
///
/// State: recordKind, record; options "line" (1-based), "wrap" ("1"), "time" (timeModeKey),
/// "hide" (LAVA levels, comma-separated), "find" (pattern).
class LogView : public View {
    Q_OBJECT

public:
    explicit LogView(const Context& context, QWidget* parent = nullptr);

    void showState(const ViewState& state) override;
    ViewState state() const override;
    ViewStatus status() const override;
    QString caption() const override;
    void refresh() override;
    bool perform(ActionId action) override;
    QList<ActionId> actions() const override;
    TableSource tableSource() const override; ///< The errors found.

    /// Without header and lists, for the pane that follows a selection; Open leads to the whole
    /// view at the current line.
    void setCompact(bool isCompact);
    LogCanvas& canvas() const { return *m_canvas; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateErrorPane();
    void buildLayout();
    void connectParts();
    void load();
    void showDocument(std::shared_ptr<const LogDocument> document);
    void showWithoutText();
    void applyOptions();
    void applyLevels();
    bool openWhole(ActionId action);
    void startFind();
    void showFound(Result<logs::FindResult> result);
    void updateFindSummary();
    void closeFind();
    void goToMatch(bool isForward);
    void goToMark(bool isForward);
    void askForLine();
    void goToLine(const QString& text);
    void copy(bool withTimes);
    void showMenu(const QPoint& globalPosition);
    void onCurrentRowChanged(qint64 row);
    qint64 currentLine() const;

    Context m_context;
    ViewState m_state;
    QString m_error;
    bool m_isCompact = false;
    std::shared_ptr<const LogDocument> m_document;
    std::shared_ptr<const std::vector<qint64>> m_matches;
    logs::FindResult m_found;

    LogHeader* m_header;
    FindBar* m_findBar;
    QLineEdit* m_lineField;
    LogCanvas* m_canvas;
    OverviewMap* m_map;
    ErrorListModel* m_errors;
    QListView* m_errorList;
    QWidget* m_errorPane;
    StatePanel* m_panel;

    BackgroundTask<std::shared_ptr<const LogDocument>> m_load;
    BackgroundTask<logs::FindResult> m_find;
    BackgroundTask<LogCanvas::Rows> m_filter;
    BackgroundTask<QString> m_copy;
};

} // namespace cboard::ui
