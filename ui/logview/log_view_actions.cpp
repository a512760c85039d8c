// SPDX-License-Identifier: GPL-3.0-or-later
// What the keys of the log view do.
#include "ui/logview/error_list.h"
#include "ui/logview/find_bar.h"
#include "ui/logview/log_time.h"
#include "ui/logview/log_view.h"
#include "ui/logview/overview_map.h"
#include "ui/shell/navigator.h"
#include "ui/shell/text_format.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QMenu>

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
    QList<ActionId> all = {ActionId::RowDown,       ActionId::RowUp,        ActionId::Find,
                           ActionId::FindNext,      ActionId::FindPrevious, ActionId::NextError,
                           ActionId::PreviousError, ActionId::GoToLine,     ActionId::WrapLines,
                           ActionId::TimeMode,      ActionId::CopyId,       ActionId::CopyReport};
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
        goToMatch(true);
        return true;
    case ActionId::FindPrevious:
        goToMatch(false);
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
        return false;
    default:
        return false;
    }
}

qint64 LogView::currentLine() const
{
    return m_document && m_canvas->currentRow() >= 0
        ? m_document->text->index().lineNumber(m_canvas->currentRow())
        : 0;
}

bool LogView::openWhole(ActionId action)
{
    if (!m_isCompact || !m_document) {
        return false;
    }
    m_context.navigator->open(state(), openModeOf(action));
    return true;
}

void LogView::startFind()
{
    const logs::FindOptions options = m_findBar->options();
    m_matches.reset();
    m_found = {};
    m_map->setMatches({});
    if (!m_document || options.pattern.empty()) {
        m_find.cancel();
        m_canvas->setHighlight({});
        m_findBar->setSummary({});
        return;
    }
    m_canvas->setHighlight(options);
    m_findBar->setSummary(tr("searching \u2026"));
    m_find.start(
        tr("Searching the log"),
        [text = m_document->text, options](const TaskContext& task) {
            return logs::findAll(*text, options, task);
        },
        [this](Result<logs::FindResult> result) {
            showFound(std::move(result));
            emit statusChanged();
        });
    emit statusChanged();
}

void LogView::showFound(Result<logs::FindResult> result)
{
    if (!result) {
        m_canvas->setHighlight({});
        m_findBar->setSummary(QString::fromStdString(result.error().message), true);
        return;
    }
    m_found = std::move(*result);
    m_matches =
        std::make_shared<const std::vector<qint64>>(m_found.rows.begin(), m_found.rows.end());
    m_map->setMatches(m_matches);
    // The first match from where the reader is, without leaving when the line matches already.
    const auto here =
        std::lower_bound(m_matches->begin(), m_matches->end(), m_canvas->currentRow());
    if (here != m_matches->end()) {
        m_canvas->setCurrentRow(*here, LogCanvas::Reveal::Nearest);
    } else if (!m_matches->empty()) {
        m_canvas->setCurrentRow(m_matches->front(), LogCanvas::Reveal::Nearest);
    }
    updateFindSummary();
}

void LogView::updateFindSummary()
{
    if (!m_matches) {
        return;
    }
    if (m_matches->empty()) {
        m_findBar->setSummary(tr("no match"));
        return;
    }
    const auto after =
        std::upper_bound(m_matches->begin(), m_matches->end(), m_canvas->currentRow());
    const bool isOnMatch =
        after != m_matches->begin() && *std::prev(after) == m_canvas->currentRow();
    QString text = isOnMatch
        ? tr("line %1 of %2")
              .arg(countText(after - m_matches->begin()), countText(m_found.rowCount))
        : tr("%1 lines").arg(countText(m_found.rowCount));
    if (m_found.matchCount != m_found.rowCount) {
        text += tr(", %1 matches").arg(countText(m_found.matchCount));
    }
    if (m_found.hasHitLimit) {
        text += tr("; some lines are too costly for this expression");
    }
    m_findBar->setSummary(text);
}

void LogView::closeFind()
{
    m_lineField->hide();
    if (!m_findBar->isHidden()) {
        m_findBar->hide();
        m_find.cancel();
        m_matches.reset();
        m_map->setMatches({});
        m_canvas->setHighlight({});
    }
    m_canvas->setFocus();
    emit stateChanged();
}

void LogView::goToMatch(bool isForward)
{
    if (!m_matches) {
        if (m_findBar->isHidden()) {
            m_findBar->activate();
        }
        startFind();
        return;
    }
    const auto isShown = [this](qint64 row) {
        const qint64 position = m_canvas->positionOf(row);
        return position < m_canvas->positionCount() && m_canvas->rowAt(position) == row;
    };
    const qint64 current = m_canvas->currentRow();
    const auto count = static_cast<std::ptrdiff_t>(m_matches->size());
    auto at = (isForward ? std::upper_bound(m_matches->begin(), m_matches->end(), current)
                         : std::lower_bound(m_matches->begin(), m_matches->end(), current))
        - m_matches->begin() - (isForward ? 0 : 1);
    // Around the end once; hidden levels are passed over.
    for (std::ptrdiff_t step = 0; step < count; ++step, at += isForward ? 1 : -1) {
        at = (at % count + count) % count;
        const qint64 row = (*m_matches)[static_cast<std::size_t>(at)];
        if (isShown(row)) {
            m_canvas->setCurrentRow(row, LogCanvas::Reveal::Nearest);
            break;
        }
    }
    updateFindSummary();
}

void LogView::goToMark(bool isForward)
{
    const int here = m_errors->rowAtOrAbove(m_canvas->currentRow());
    if (m_errors->rowCount() == 0) {
        return;
    }
    const bool isOnMark = here >= 0
        && m_errors->index(here, 0).data(ErrorListModel::RowRole).toLongLong()
            == m_canvas->currentRow();
    const int next = isForward ? here + 1 : (isOnMark ? here - 1 : here);
    const int target = std::clamp(next, 0, m_errors->rowCount() - 1);
    m_canvas->setCurrentRow(m_errors->index(target, 0).data(ErrorListModel::RowRole).toLongLong(),
                            LogCanvas::Reveal::Nearest);
}

void LogView::askForLine()
{
    m_lineField->show();
    m_lineField->setText(QString::number(currentLine()));
    m_lineField->selectAll();
    m_lineField->setFocus(Qt::ShortcutFocusReason);
}

void LogView::goToLine(const QString& text)
{
    bool isNumber = false;
    const qint64 line = text.toLongLong(&isNumber);
    if (!isNumber || !m_document) {
        return;
    }
    m_canvas->setCurrentRow(m_document->text->index().rowOfLine(line), LogCanvas::Reveal::Centre);
    if (!m_lineField->isHidden()) {
        m_lineField->hide();
        m_canvas->setFocus();
    }
}

void LogView::copy(bool withTimes)
{
    if (!m_document || m_canvas->currentRow() < 0) {
        return;
    }
    m_copy.start(
        tr("Copying"),
        [request = m_canvas->copyRequest(withTimes)](const TaskContext& task) {
            return copyLogText(request, task);
        },
        [](Result<QString> text) {
            if (text) {
                QApplication::clipboard()->setText(*text);
            }
        });
}

void LogView::showMenu(const QPoint& globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, [this] { copy(false); });
    menu->addAction(tr("Copy with line numbers and times"), this, [this] { copy(true); });
    menu->addAction(tr("Select all"), QKeySequence::SelectAll, m_canvas, &LogCanvas::selectAll);
    menu->addSeparator();
    menu->addAction(tr("Next marked line"), this, [this] { goToMark(true); });
    menu->addAction(tr("Previous marked line"), this, [this] { goToMark(false); });
    menu->addSeparator();
    QAction* wrap =
        menu->addAction(tr("Wrap long lines"), this, [this] { perform(ActionId::WrapLines); });
    wrap->setCheckable(true);
    wrap->setChecked(m_canvas->wraps());
    menu->addAction(tr("Next way to show times"), this, [this] { perform(ActionId::TimeMode); });
    menu->popup(globalPosition);
}

void LogView::onCurrentRowChanged(qint64 row)
{
    const int mark = m_errors->rowAtOrAbove(row);
    if (mark >= 0) {
        const QModelIndex index = m_errors->index(mark, 0);
        m_errorList->setCurrentIndex(index);
        m_errorList->scrollTo(index);
    } else {
        m_errorList->clearSelection();
    }
    updateFindSummary();
    emit stateChanged();
}

} // namespace cboard::ui
