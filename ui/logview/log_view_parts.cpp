// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a log: errors and stages beside it, what is folded, filtered and followed.
#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/logview/error_list.h"
#include "ui/logview/line_filter_bar.h"
#include "ui/logview/log_file_watch.h"
#include "ui/logview/log_filter.h"
#include "ui/logview/log_header.h"
#include "ui/logview/log_outline.h"
#include "ui/logview/log_view.h"
#include "ui/logview/overview_map.h"
#include "ui/logview/stage_model.h"
#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace cboard::ui {

namespace {

    /// A title above a list.
    void fillPane(QWidget* pane, const QString& name, QWidget* list)
    {
        auto* layout = new QVBoxLayout(pane);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        auto* title = new QLabel(pane);
        title->setObjectName(name);
        title->setTextFormat(Qt::PlainText);
        title->setContentsMargins(12, 6, 12, 6);
        layout->addWidget(title);
        layout->addWidget(list, 1);
    }

    bool contains(const logs::RowRange& range, qint64 row)
    {
        return row >= range.begin && row < range.end;
    }

    /// \p ranges with \p added in the place of those that it covers.
    std::vector<logs::RowRange> withRange(std::vector<logs::RowRange> ranges,
                                          const logs::RowRange& added)
    {
        std::erase_if(ranges, [&added](const logs::RowRange& range) {
            return range.begin < added.end && added.begin < range.end;
        });
        const auto place = std::lower_bound(
            ranges.begin(), ranges.end(), added.begin,
            [](const logs::RowRange& range, std::int64_t row) { return range.begin < row; });
        ranges.insert(place, added);
        return ranges;
    }

} // namespace

void LogView::buildPanes()
{
    m_errorList->setModel(m_errors);
    m_errorList->setItemDelegate(new ErrorListDelegate(*m_context.theme, m_errorList));
    m_errorList->setUniformItemSizes(true);
    m_errorList->setFrameShape(QFrame::NoFrame);
    m_errorList->setAccessibleName(tr("Errors in this log"));
    fillPane(m_errorPane, QStringLiteral("errorTitle"), m_errorList);

    m_stageTree->setModel(m_stages);
    m_stageTree->setUniformRowHeights(true);
    m_stageTree->setFrameShape(QFrame::NoFrame);
    m_stageTree->setAccessibleName(tr("Stages of this log"));
    m_stageTree->header()->setStretchLastSection(false);
    m_stageTree->header()->setSectionResizeMode(StageModel::NameColumn, QHeaderView::Stretch);
    m_stageTree->header()->setSectionResizeMode(StageModel::DurationColumn,
                                                QHeaderView::ResizeToContents);
    m_stageTree->header()->setSectionResizeMode(StageModel::LineColumn,
                                                QHeaderView::ResizeToContents);
    fillPane(m_stagePane, QStringLiteral("stageTitle"), m_stageTree);
    followKeys(m_context, this, [this] {
        m_stagePane->findChild<QLabel*>(QStringLiteral("stageTitle"))
            ->setText(withKeys(m_context,
                               tr("Stages  \u00b7  {next-stage} next, {previous-stage} previous, "
                                  "{fold-level} fold")));
        if (m_document) {
            showErrorTitle();
        }
    });

    auto* side = static_cast<QSplitter*>(m_side);
    side->setHandleWidth(1);
    side->addWidget(m_errorPane);
    side->addWidget(m_stagePane);
}

void LogView::readOutline()
{
    m_readOutline.cancel();
    m_outlineRests.stop();
    if (m_isCompact || m_document->showsBytes() || m_document->text->rowCount() == 0) {
        return;
    }
    QElapsedTimer took;
    took.start();
    m_readOutline.start(
        tr("Looking for stages"),
        [text = m_document->text](const TaskContext& task) { return ui::readOutline(*text, task); },
        [this, took,
         rows = m_document->text->rowCount()](Result<std::shared_ptr<const LogOutline>> outline) {
            m_outlineTookMs = took.elapsed();
            showOutline(outline ? std::move(*outline) : nullptr);
            if (outline && m_document->text->rowCount() > rows) {
                readOutlineSoon();
            }
            emit statusChanged();
        });
}

/// Stages and traces of a log that has grown; all of it is read for them, so that a longer one has
/// to wait longer.
void LogView::readOutlineSoon()
{
    constexpr qint64 LeastMs = 300;
    constexpr qint64 RestsOfWork = 5;
    if (!m_readOutline.isRunning() && !m_outlineRests.isActive()) {
        m_outlineRests.start(static_cast<int>(std::max(LeastMs, RestsOfWork * m_outlineTookMs)));
    }
}

void LogView::showOutline(std::shared_ptr<const LogOutline> outline)
{
    std::set<std::int64_t> open; // By their first rows: a log that grows has them again.
    for (std::size_t i = 0; m_outline && i < m_outline->parts.size(); ++i) {
        if (m_stageTree->isExpanded(m_stages->indexOfPart(static_cast<int>(i)))) {
            open.insert(m_outline->parts[i].rows.begin);
        }
    }
    m_outline = std::move(outline);
    m_stages->setOutline(m_outline);
    for (std::size_t i = 0; m_outline && !open.empty() && i < m_outline->parts.size(); ++i) {
        if (open.contains(m_outline->parts[i].rows.begin)) {
            m_stageTree->expand(m_stages->indexOfPart(static_cast<int>(i)));
        }
    }
    std::vector<LogCanvas::Band> bands;
    if (m_outline) {
        for (const LogOutline::Part& part : m_outline->parts) {
            if (part.isOutermost()) {
                bands.push_back({part.rows, part.color});
            }
        }
    }
    m_map->setBands(bands);
    m_canvas->setBands(std::move(bands));
    updateErrorPane();
    onCurrentRowChanged();
    followInLists();
}

/// Unfolds what hides the row first.
void LogView::goTo(qint64 row, LogCanvas::Reveal reveal)
{
    std::vector<logs::RowRange> folded = m_filter->folded();
    const auto hiding = std::find_if(folded.begin(), folded.end(), [row](const auto& range) {
        return contains(range, row) && row > range.begin;
    });
    if (hiding == folded.end()) {
        m_canvas->setCurrentRow(row, reveal);
        return;
    }
    folded.erase(hiding);
    m_pendingRow = row;
    m_filter->setFolded(std::move(folded));
}

void LogView::onFilterChanged()
{
    if (!m_filter->isRunning() && m_pendingRow >= 0) {
        m_canvas->setCurrentRow(std::exchange(m_pendingRow, -1), LogCanvas::Reveal::Centre);
    }
    m_map->updateMarks();
    m_filterBar->setSummary(m_filter->isRunning()
                                ? tr("filtering \u2026")
                                : tr("%1 of %2 lines")
                                      .arg(countText(m_canvas->positionCount()),
                                           countText(m_document->text->rowCount())));
    emit statusChanged();
}

void LogView::goToStage(bool isForward)
{
    if (!m_outline) {
        return;
    }
    const qint64 here = m_canvas->currentRow();
    qint64 target = -1;
    for (const LogOutline::Part& part : m_outline->parts) {
        if (isForward && part.rows.begin > here) {
            target = target < 0 ? part.rows.begin : std::min<qint64>(target, part.rows.begin);
        } else if (!isForward && part.rows.begin < here) {
            target = std::max<qint64>(target, part.rows.begin);
        }
    }
    if (target >= 0) {
        goTo(target, LogCanvas::Reveal::Context);
        followInLists();
    }
}

/// `z`: what is folded here opens; else the call trace or the stage around the line folds.
void LogView::toggleFold()
{
    const qint64 row = m_canvas->currentRow();
    std::vector<logs::RowRange> folded = m_filter->folded();
    const auto here = std::find_if(folded.begin(), folded.end(),
                                   [row](const auto& range) { return range.begin == row; });
    if (here != folded.end()) {
        folded.erase(here);
        m_filter->setFolded(std::move(folded));
        return;
    }
    if (!m_outline) {
        return;
    }
    const auto trace = std::find_if(m_outline->traces.begin(), m_outline->traces.end(),
                                    [row](const auto& range) { return contains(range, row); });
    const int part = m_outline->partAt(row);
    if (trace == m_outline->traces.end() && part < 0) {
        return;
    }
    const logs::RowRange range = trace != m_outline->traces.end()
        ? *trace
        : m_outline->parts[static_cast<std::size_t>(part)].rows;
    m_canvas->setCurrentRow(range.begin, LogCanvas::Reveal::Nearest);
    m_filter->setFolded(withRange(std::move(folded), range));
}

/// Shift+Z: all stages and the call traces outside them; else all opens.
void LogView::foldAll()
{
    if (!m_filter->folded().empty() || !m_outline) {
        m_pendingRow = m_canvas->currentRow();
        m_filter->setFolded({});
        return;
    }
    std::vector<logs::RowRange> folded;
    const auto add = [&folded](const logs::RowRange& range) {
        const bool isCovered = std::any_of(folded.begin(), folded.end(), [&](const auto& other) {
            return contains(other, range.begin);
        });
        if (!isCovered) {
            folded = withRange(std::move(folded), range);
        }
    };
    for (const LogOutline::Part& part : m_outline->parts) {
        if (part.isOutermost()) {
            add(part.rows);
        }
    }
    for (const logs::RowRange& trace : m_outline->traces) {
        add(trace);
    }
    m_filter->setFolded(std::move(folded));
}

/// `&`: the bar; once lines are left out by it, off and on without losing the place.
void LogView::toggleFilterBar()
{
    const LineFilterTexts& texts = m_filter->texts();
    if (!m_filterBar->isHidden() && (!texts.only.isEmpty() || texts.errorsOnly)) {
        m_filter->setEnabled(!m_filter->isEnabled());
        emit stateChanged();
        return;
    }
    m_filterBar->activate();
}

void LogView::closeFilterBar()
{
    LineFilterTexts texts = m_filter->texts();
    texts.only.clear();
    texts.context = 0;
    texts.errorsOnly = false;
    m_filterBar->setTexts(texts);
    m_filterBar->hide();
    m_filter->setEnabled(true);
    m_filter->setTexts(texts);
    m_canvas->setFocus();
    emit stateChanged();
}

void LogView::setFollows(bool follows)
{
    m_follows = follows && m_document && m_document->isPlainFile();
    m_header->setFollows(m_follows);
    m_watch->setFast(m_follows);
    if (m_follows) {
        m_canvas->setCurrentRow(m_document->text->rowCount() - 1, LogCanvas::Reveal::Nearest);
    }
}

} // namespace cboard::ui
