// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the log view do.
#include "core/logs/console_line.h"
#include "ui/base/navigator.h"
#include "ui/base/preferences.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/find/find_bar.h"
#include "ui/logview/error_list.h"
#include "ui/logview/line_filter_bar.h"
#include "ui/logview/log_editor.h"
#include "ui/logview/log_finder.h"
#include "ui/logview/log_outline.h"
#include "ui/logview/log_time.h"
#include "ui/logview/log_view.h"
#include "ui/logview/stage_model.h"
#include "ui/logview/trace_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

namespace cboard::ui {

TableSource LogView::tableSource() const
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return {};
    }
    return [document = m_document, title = caption()](const TaskContext& task) {
        return errorTable(*document, title, task);
    };
}

QList<ActionId> LogView::actions() const
{
    QList<ActionId> all = {
        ActionId::RowDown,       ActionId::RowUp,         ActionId::Find,
        ActionId::FindNext,      ActionId::FindPrevious,  ActionId::NextError,
        ActionId::PreviousError, ActionId::GoToLine,      ActionId::WrapLines,
        ActionId::TimeMode,      ActionId::CopyId,        ActionId::CopyReport,
        ActionId::NextStage,     ActionId::PreviousStage, ActionId::FoldMore,
        ActionId::FoldAll,       ActionId::FilterLines,   ActionId::Follow,
        ActionId::Diff,          ActionId::RawLog,        ActionId::ToggleBookmark,
        ActionId::ListBookmarks, ActionId::OpenInEditor,  ActionId::NextNew,
        ActionId::PreviousNew,   ActionId::NextFailure,   ActionId::PreviousFailure,
        ActionId::MakeRule,      ActionId::ShowBytes,     ActionId::DecodeTraces};
    if (m_isCompact) {
        all << ActionId::Open << ActionId::OpenInNewTab << ActionId::OpenInSplit;
    }
    return all;
}

bool LogView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        return openWhole(action);
    case ActionId::RowDown:
        m_canvas->moveCurrent(1);
        return true;
    case ActionId::RowUp:
        m_canvas->moveCurrent(-1);
        return true;
    case ActionId::Find:
        m_findBar->activate();
        return true;
    case ActionId::FindNext:
        m_finder->goToMatch(true);
        return true;
    case ActionId::FindPrevious:
        m_finder->goToMatch(false);
        return true;
    case ActionId::NextError:
        goToMark(true);
        return true;
    case ActionId::PreviousError:
        goToMark(false);
        return true;
    case ActionId::GoToLine:
        askForLine();
        return true;
    case ActionId::WrapLines:
        m_canvas->setWraps(!m_canvas->wraps());
        emit stateChanged();
        return true;
    case ActionId::TimeMode:
        m_canvas->setTimeMode(nextTimeMode(m_canvas->timeMode()));
        emit stateChanged();
        return true;
    case ActionId::CopyId:
        QApplication::clipboard()->setText(m_state.record);
        return true;
    case ActionId::CopyReport:
        copy(true);
        return true;
    case ActionId::Leave:
        if (!m_findBar->isHidden() || !m_lineField->isHidden()) {
            closeFind();
            return true;
        }
        if (!m_filterBar->isHidden()) {
            closeFilterBar();
            return true;
        }
        return false;
    default:
        return performOnParts(action);
    }
}

bool LogView::performOnParts(ActionId action)
{
    switch (action) {
    case ActionId::NextStage:
    case ActionId::PreviousStage:
        goToStage(action == ActionId::NextStage);
        return true;
    case ActionId::FoldMore:
        toggleFold();
        return true;
    case ActionId::FoldAll:
        foldAll();
        return true;
    case ActionId::ToggleBookmark:
        toggleBookmark();
        return true;
    case ActionId::ListBookmarks:
        listBookmarks();
        return true;
    case ActionId::RawLog:
        m_canvas->setRaw(!m_canvas->isRaw());
        emit stateChanged();
        return true;
    case ActionId::ShowBytes:
        toggleBytes();
        return true;
    case ActionId::Diff:
        openDiff();
        return true;
    case ActionId::FindInAllLogs:
        return findInAllLogs();
    case ActionId::MakeRule:
        return makeRule();
    case ActionId::OpenInEditor:
        openInEditor();
        return true;
    case ActionId::DecodeTraces:
        return decodeTraces();
    case ActionId::NextNew:
    case ActionId::NextFailure:
        goToFailure(true);
        return true;
    case ActionId::PreviousNew:
    case ActionId::PreviousFailure:
        goToFailure(false);
        return true;
    case ActionId::FilterLines:
        toggleFilterBar();
        return true;
    case ActionId::Follow:
        setFollows(!m_follows);
        emit stateChanged();
        return true;
    default:
        return false;
    }
}

/// The selected part of a line, else the line; without the time that a console puts before it,
/// which no other log has.
bool LogView::findInAllLogs()
{
    if (!m_document || m_document->showsBytes()) {
        return false;
    }
    const std::string line = m_canvas->selectedInLine().toStdString();
    const QString text = fromUtf8(std::string(logs::consoleMessage(line))).trimmed();
    if (text.isEmpty()) {
        return false;
    }
    ViewState search;
    search.view = QStringLiteral("logsearch");
    search.options.insert(QStringLiteral("find"), text);
    m_context.navigator->open(search, OpenMode::NewTab);
    return true;
}

/// With the last good run; a file with another that is chosen.
void LogView::openDiff()
{
    if (!m_document) {
        return;
    }
    ViewState diff = m_state;
    diff.view = QStringLiteral("logdiff");
    diff.options.clear();
    if (!m_document->isFile()) {
        m_context.navigator->open(diff);
        return;
    }
    diff.options.insert(QStringLiteral("file"), QString::fromStdString(m_document->path.string()));
    auto* dialog = new QFileDialog(this, tr("Compare with which log file?"),
                                   QString::fromStdString(m_document->path.parent_path().string()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, diff](const QString& path) mutable {
        diff.options.insert(QStringLiteral("otherFile"), path);
        m_context.navigator->open(diff);
    });
    dialog->open();
}

qint64 LogView::currentLine() const
{
    return m_document && m_canvas->currentRow() >= 0
        ? m_document->text->index().lineNumber(m_canvas->currentRow())
        : 0;
}

/// Where the reader is, for the link: the line, or the first and last selected one; empty at the
/// place where the log opens by itself.
QString LogView::lineText() const
{
    const LogCopyRequest selected = m_canvas->copyRequest(false);
    const logs::LineIndex& index = m_document->text->index();
    if (selected.rowCount() > 1) {
        // A selection that ends in front of a line does not hold it.
        const qint64 last = selected.last - (selected.lastCharacter == 0 ? 1 : 0);
        const qint64 from = m_canvas->rowAt(selected.first);
        const qint64 to = m_canvas->rowAt(std::max(last, selected.first));
        if (from >= 0 && to > from) {
            return QStringLiteral("%1-%2").arg(index.lineNumber(from)).arg(index.lineNumber(to));
        }
    }
    return m_canvas->currentRow() != m_document->place.row && currentLine() > 0
        ? QString::number(currentLine())
        : QString();
}

/// Also what has no text, or is still being read: the whole view says so, with what can be done.
bool LogView::openWhole(ActionId action)
{
    if (!m_isCompact || (m_state.record.isEmpty() && !m_document)) {
        return false;
    }
    m_context.navigator->open(state(), openModeOf(action));
    return true;
}

void LogView::closeFind()
{
    m_lineField->hide();
    m_finder->close();
    m_canvas->setFocus();
    emit stateChanged();
}

void LogView::copy(bool withTimes)
{
    if (m_document && m_canvas->currentRow() >= 0) {
        copyToClipboard(m_canvas->copyRequest(withTimes), m_copy,
                        [this](const QString& why) { m_panel->showContent(why); });
    }
}

void LogView::saveSelection()
{
    auto* dialog = new QFileDialog(this, tr("Save the selected lines"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("log"));
    connect(dialog, &QFileDialog::fileSelected, this, &LogView::saveTo);
    dialog->open();
}

void LogView::saveTo(const QString& file)
{
    m_save.start(
        tr("Saving lines"),
        [request = m_canvas->copyRequest(false), file](const TaskContext& task) {
            return saveLogText(request, file, task);
        },
        [this](const Result<qint64>& size) {
            if (!size) {
                m_panel->showContent(tr("The lines were not saved: %1")
                                         .arg(QString::fromStdString(describe(size.error()))));
            }
        });
}

void LogView::openInEditor()
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return;
    }
    EditorRequest request{
        m_document, {}, m_canvas->isRaw(), std::max(m_canvas->currentRow(), qint64{0})};
    if (m_context.preferences != nullptr) {
        request.setting = m_context.preferences->value("log/editor");
    }
    m_edit.start(
        tr("Opening the editor"),
        [request](const TaskContext& task) { return cboard::ui::openInEditor(request, task); },
        [this](const Result<QString>& file) {
            if (!file && file.error().kind != ErrorKind::Cancelled) {
                m_panel->showContent(tr("The editor was not opened: %1")
                                         .arg(QString::fromStdString(describe(file.error()))));
            }
        });
}

bool LogView::decodeTraces()
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return false;
    }
    auto* dialog = new TraceDialog(m_context, m_document, m_canvas->currentRow(), this);
    dialog->open();
    return true;
}

void LogView::showMenu(const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, [this] { copy(false); });
    menu->addAction(tr("Copy with line numbers and times"), this, [this] { copy(true); });
    menu->addAction(tr("Save the selected lines \u2026"), this, &LogView::saveSelection);
    menu->addAction(tr("Open in the editor"), this, &LogView::openInEditor);
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, m_canvas, &LogCanvas::selectAll);
    menu->addAction(tr("Decode the call traces \u2026"), this, &LogView::decodeTraces);
    menu->addAction(tr("Find in all logs"), this, &LogView::findInAllLogs);
    menu->addAction(tr("Make a rule \u2026"), this, &LogView::makeRule);
    menu->addAction(tr("Bookmark with a note \u2026"), this, &LogView::editBookmark);
    menu->addAction(tr("Diff with the last good log"), this, &LogView::openDiff);
    menu->addSeparator();
    menu->addAction(tr("Next marked line"), this, [this] { goToMark(true); });
    menu->addAction(tr("Previous marked line"), this, [this] { goToMark(false); });
    menu->addSeparator();
    QAction* wrap =
        menu->addAction(tr("Wrap long lines"), this, [this] { perform(ActionId::WrapLines); });
    wrap->setCheckable(true);
    wrap->setChecked(m_canvas->wraps());
    QAction* bytes = menu->addAction(tr("Show the bytes"), this, &LogView::toggleBytes);
    bytes->setCheckable(true);
    bytes->setChecked(m_document && m_document->showsBytes());
    menu->addAction(tr("Next way to show times"), this, [this] { perform(ActionId::TimeMode); });
    menu->popup(globalPosition);
}

/// Errors and stages follow when the reader rests: to paint them in the event of each jump took
/// as long as the text.
void LogView::onCurrentRowChanged()
{
    m_listsFollow.start();
    m_finder->updateSummary();
    // Whoever reads elsewhere stops following.
    if (m_follows && m_canvas->currentPosition() + 1 < m_canvas->positionCount()) {
        setFollows(false);
    }
    emit stateChanged();
}

void LogView::followInLists()
{
    m_listsFollow.stop();
    const qint64 row = m_canvas->currentRow();
    const int mark = m_errors->rowAtOrAbove(row);
    if (mark >= 0) {
        const QModelIndex index = m_errors->index(mark, 0);
        m_errorList->setCurrentIndex(index);
        m_errorList->scrollTo(index);
    } else {
        m_errorList->clearSelection();
    }
    if (m_outline) {
        const QModelIndex stage = m_stages->indexOfPart(m_outline->partAt(row));
        m_stageTree->setCurrentIndex(stage);
        m_stageTree->scrollTo(stage);
    }
}

} // namespace cboard::ui
