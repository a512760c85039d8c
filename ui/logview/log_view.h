// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/logview/log_bytes.h"
#include "ui/logview/log_canvas.h"
#include "ui/logview/log_document.h"

#include <QTimer>

class QLineEdit;
class QListView;
class QTreeView;

namespace cboard::ui {

class ErrorListModel;
class FindBar;
class LineFilterBar;
class LogFileWatch;
class LogFilter;
class LogFinder;
class LogHeader;
class LogLoader;
class OwnRulesWatch;
class OverviewMap;
class RuleMaker;
class StageModel;
class StatePanel;
struct LogOutline;

/// The log of a record or a log file. Opens at its first trouble; reads, indexes and searches in
/// the background.
///
/// State: recordKind, record; options "file" (its path, then there is no record), "line" (1-based;
/// or a range, "120-160"), "wrap" ("1"), "time" (timeModeKey), "find" (pattern), "follow" ("1"),
/// "raw" ("1"), "bytes" ("1"), "hide" (LAVA levels, comma-separated), "hideFrom" (LAVA namespaces,
/// likewise), and LineFilterTexts: "only", "context", "errors" ("1"), "without", "mark".
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
    QList<ScopeChip> scopeChips() const override; ///< What leaves lines out.
    TableSource tableSource() const override; ///< The errors found.

    /// Without header and lists, for the pane that follows a selection; Open leads to the whole
    /// view at the current line.
    void setCompact(bool isCompact);
    /// Writes the selected lines, else the current one, in the background.
    void saveTo(const QString& file);
    LogCanvas& canvas() const { return *m_canvas; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateErrorPane();
    void buildLayout();
    void connectParts();
    void applyOptions();
    void applyFilter();
    QString hiddenNamespaces() const;
    bool performOnParts(ActionId action);
    bool openWhole(ActionId action);
    void openDiff();
    bool findInAllLogs();
    void closeFind();
    void openInEditor();
    bool decodeTraces();
    void copy(bool withTimes);
    QString lineText() const;
    void saveSelection();
    void showMenu(const QPoint& globalPosition);
    void onCurrentRowChanged();
    void followInLists();
    qint64 currentLine() const;

    // log_view_rule.cpp
    bool makeRule();
    void watchOwnRules(bool isWatched);
    void onOwnRulesRead(const std::string& rules);
    void findErrors(const QString& said = {});
    void showErrors(const Result<std::shared_ptr<const LogDocument>>& found, const QString& said);

    // log_view_goto.cpp
    void goToMark(bool isForward);
    void askForLine();
    void closeLineField();
    void goToLine(const QString& text);
    void goToFailure(bool isForward);
    void showMoment(const Result<std::optional<std::int64_t>>& row);

    // log_view_bytes.cpp
    bool wantsBytes() const;
    void toggleBytes();
    void showForm(ViewState state, const Result<LogPlace>& place);
    QString formNote() const;
    void goToOffset(const QString& text);
    void nameLineField();

    // log_view_bookmarks.cpp
    QString bookmarkPrefix() const;
    QMap<qint64, QString> bookmarks() const;
    void showBookmarks();
    void toggleBookmark();
    void editBookmark();
    void listBookmarks();

    // log_view_parts.cpp
    void buildPanes();
    void readOutline();
    void readOutlineSoon();
    void showOutline(std::shared_ptr<const LogOutline> outline);
    void goTo(qint64 row, LogCanvas::Reveal reveal);
    void goToStage(bool isForward);
    void toggleFold();
    void foldAll();
    void toggleFilterBar();
    void closeFilterBar();
    void onFilterChanged();
    void setFollows(bool follows);

    // log_view_load.cpp
    void load();
    void showPart(const std::shared_ptr<const LogDocument>& part);
    void showLoaded(const std::shared_ptr<const LogDocument>& document);
    void showGrown(const std::shared_ptr<const LogDocument>& document);
    void settleFile();
    void showFailure(const Error& error);
    void showProgress(double share);
    void showDocument(std::shared_ptr<const LogDocument> document);
    void growDocument(std::shared_ptr<const LogDocument> document, bool mayMove);
    void showWithoutText();
    void showMarks();
    void showErrorTitle();
    void setDefaultTimeMode();
    qint64 openingRow() const;
    void openAtPlace();
    void selectLinkedLines();
    bool isWhereOpened() const;
    Selection selection() const;
    QString damageNote() const;
    QString fileNote(logs::FileChange change) const;
    void onFileChanged(logs::FileChange change);

    Context m_context;
    ViewState m_state;
    QMap<QString, QString> m_textOptions; ///< Those of the text while its bytes are shown.
    QString m_error;
    bool m_isCompact = false;
    std::shared_ptr<const LogDocument> m_document;
    bool m_isPart = false; ///< The rest of the log is still being read.
    bool m_follows = false; ///< The end stays in sight while the file grows.
    qint64 m_pendingRow = -1; ///< To go to once it is shown again.
    std::optional<std::string> m_ownRules; ///< Those that were read last.
    std::shared_ptr<const LogOutline> m_outline;
    qint64 m_openedRow = -1; ///< Where the log was opened, until the reader moves.
    qint64 m_openedTop = -1;

    LogHeader* m_header;
    FindBar* m_findBar;
    LineFilterBar* m_filterBar;
    QLineEdit* m_lineField;
    LogRows* m_rows;
    LogRows* m_errorRows;
    LogCanvas* m_canvas;
    OverviewMap* m_map;
    LogFinder* m_finder;
    LogFilter* m_filter;
    ErrorListModel* m_errors;
    QListView* m_errorList;
    QWidget* m_errorPane;
    StageModel* m_stages;
    QTreeView* m_stageTree;
    QWidget* m_stagePane;
    QWidget* m_side; ///< Both panes.
    QTimer m_listsFollow; ///< Until the reader rests.
    QTimer m_outlineRests; ///< Of a log that grows, until its stages are read again.
    qint64 m_outlineTookMs = 0;
    StatePanel* m_panel = nullptr;

    LogLoader* m_loader;
    LogFileWatch* m_watch;
    RuleMaker* m_ruleMaker;
    OwnRulesWatch* m_rulesWatch = nullptr; ///< Where there is a store with rules.
    BackgroundTask<std::shared_ptr<const LogOutline>> m_readOutline;
    BackgroundTask<std::shared_ptr<const LogDocument>> m_analysis;
    BackgroundTask<LogPlace> m_otherForm;
    BackgroundTask<QString> m_copy;
    BackgroundTask<qint64> m_save;
    BackgroundTask<QString> m_edit;
    BackgroundTask<std::string> m_nextFailure;
    BackgroundTask<std::optional<std::int64_t>> m_findTime;
};

} // namespace cboard::ui
