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
class LogFileWatch;
class LogFinder;
class LogHeader;
class LogLoader;
class OverviewMap;
class StatePanel;

/// The log of a record or a log file. Opens at its first trouble; reads, indexes and searches in
/// the background.
///
/// State: recordKind, record; options "file" (its path, then there is no record), "line" (1-based),
/// "wrap" ("1"), "time" (timeModeKey), "hide" (LAVA levels, comma-separated), "find" (pattern).
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
    void applyOptions();
    void applyLevels();
    bool openWhole(ActionId action);
    void closeFind();
    void goToMark(bool isForward);
    void askForLine();
    void goToLine(const QString& text);
    void copy(bool withTimes);
    void showMenu(const QPoint& globalPosition);
    void onCurrentRowChanged(qint64 row);
    qint64 currentLine() const;

    // log_view_load.cpp
    void load();
    void showPart(const std::shared_ptr<const LogDocument>& part);
    void showLoaded(const std::shared_ptr<const LogDocument>& document);
    void showGrown(const std::shared_ptr<const LogDocument>& document);
    void settleFile();
    void showFailure(const Error& error);
    void showProgress(double share);
    void showDocument(std::shared_ptr<const LogDocument> document);
    void growDocument(std::shared_ptr<const LogDocument> document);
    void showWithoutText();
    void showMarks();
    void setDefaultTimeMode();
    qint64 openingRow() const;
    void openAtPlace();
    bool isWhereOpened() const;
    Selection selection() const;
    QString fileNote(logs::FileChange change) const;
    void onFileChanged(logs::FileChange change);

    Context m_context;
    ViewState m_state;
    QString m_error;
    bool m_isCompact = false;
    std::shared_ptr<const LogDocument> m_document;
    bool m_isPart = false; ///< The rest of the log is still being read.
    qint64 m_openedRow = -1; ///< Where the log was opened, until the reader moves.
    qint64 m_openedTop = -1;

    LogHeader* m_header;
    FindBar* m_findBar;
    QLineEdit* m_lineField;
    LogRows* m_rows;
    LogRows* m_errorRows;
    LogCanvas* m_canvas;
    OverviewMap* m_map;
    LogFinder* m_finder;
    ErrorListModel* m_errors;
    QListView* m_errorList;
    QWidget* m_errorPane;
    StatePanel* m_panel;

    LogLoader* m_loader;
    LogFileWatch* m_watch;
    BackgroundTask<LogCanvas::Rows> m_filter;
    BackgroundTask<QString> m_copy;
};

} // namespace cboard::ui
