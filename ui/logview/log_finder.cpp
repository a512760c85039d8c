// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_finder.h"

#include "ui/base/text_format.h"
#include "ui/logview/find_bar.h"
#include "ui/logview/log_canvas.h"
#include "ui/logview/overview_map.h"

#include <algorithm>

namespace cboard::ui {

namespace {

    /// Matches that a filter leaves out, on the way to one that is shown: some milliseconds.
    constexpr qint64 MostPassedOver = 100'000;

} // namespace

LogFinder::LogFinder(const Context& context, FindBar& bar, LogCanvas& canvas, OverviewMap& map,
                     QObject* parent)
    : QObject(parent)
    , m_bar(bar)
    , m_canvas(canvas)
    , m_map(map)
    , m_find(*context.queries, *context.tasks)
{
    connect(&bar, &FindBar::optionsChanged, this, &LogFinder::start);
    connect(&bar, &FindBar::nextRequested, this, [this] { goToMatch(true); });
    connect(&bar, &FindBar::previousRequested, this, [this] { goToMatch(false); });
}

void LogFinder::setDocument(std::shared_ptr<const LogDocument> document)
{
    m_find.cancel();
    m_document = std::move(document);
    m_found.reset();
}

void LogFinder::growDocument(std::shared_ptr<const LogDocument> document)
{
    m_document = std::move(document);
    if (m_found && !m_find.isRunning()) {
        search(false); // A search that is running is followed by another one.
    }
}

void LogFinder::close()
{
    if (m_bar.isHidden()) {
        return;
    }
    m_bar.hide();
    m_find.cancel();
    m_found.reset();
    m_map.setMatches({});
    m_canvas.setHighlight({});
}

void LogFinder::start()
{
    const logs::FindOptions options = m_bar.options();
    m_found.reset();
    m_map.setMatches({});
    if (!m_document || options.pattern.empty()) {
        m_find.cancel();
        m_canvas.setHighlight({});
        m_bar.setSummary({});
        return;
    }
    m_canvas.setHighlight(options);
    m_bar.setSummary(tr("searching \u2026"));
    search(true);
}

/// Who reads on while rows arrive \p mayMove no more.
void LogFinder::search(bool mayMove)
{
    m_find.start(
        tr("Searching the log"),
        [text = m_document->text, options = m_bar.options()](const TaskContext& task) {
            return logs::findAll(*text, options, task);
        },
        [this, mayMove, searched = m_document](Result<logs::FindResult> result) {
            showFound(std::move(result), mayMove);
            if (m_found && searched != m_document) {
                search(false);
            }
            emit changed();
        });
    emit changed();
}

void LogFinder::showFound(Result<logs::FindResult> result, bool mayMove)
{
    if (!result) {
        m_canvas.setHighlight({});
        m_bar.setSummary(QString::fromStdString(result.error().message), true);
        return;
    }
    m_found = std::make_shared<const logs::FindResult>(std::move(*result));
    const logs::RowSet& rows = m_found->rows;
    m_map.setMatches(std::shared_ptr<const logs::RowSet>(m_found, &rows));
    // The first match from where the reader is, without leaving when the line matches already.
    if (mayMove && !rows.isEmpty()) {
        const qint64 here = rows.firstFrom(m_canvas.currentRow());
        m_canvas.setCurrentRow(here < 0 ? rows.at(0) : here, LogCanvas::Reveal::Nearest);
    }
    updateSummary();
}

void LogFinder::updateSummary()
{
    if (!m_found) {
        return;
    }
    const logs::RowSet& rows = m_found->rows;
    if (rows.isEmpty()) {
        m_bar.setSummary(tr("no match"));
        return;
    }
    const qint64 current = m_canvas.currentRow();
    QString text = rows.contains(current)
        ? tr("line %1 of %2").arg(countText(rows.countBefore(current) + 1), countText(rows.size()))
        : tr("%1 lines").arg(countText(rows.size()));
    if (m_found->matchCount != rows.size()) {
        text += tr(", %1 matches").arg(countText(m_found->matchCount));
    }
    if (m_found->hasHitLimit) {
        text += tr("; some lines are too costly for this expression");
    }
    m_bar.setSummary(text);
}

void LogFinder::goToMatch(bool isForward)
{
    if (!m_found) {
        if (m_bar.isHidden()) {
            m_bar.activate();
        }
        start();
        return;
    }
    const logs::RowSet& rows = m_found->rows;
    const qint64 current = m_canvas.currentRow();
    const qint64 count = rows.size();
    qint64 at = isForward ? rows.countBefore(current + 1) : rows.countBefore(current) - 1;
    // Around the end once; what is left out or folded is passed over.
    for (qint64 step = 0; step < std::min(count, MostPassedOver); ++step) {
        at = (at % count + count) % count;
        if (const qint64 row = rows.at(at); m_canvas.shows(row)) {
            m_canvas.setCurrentRow(row, LogCanvas::Reveal::Nearest);
            break;
        }
        at += isForward ? 1 : -1;
    }
    updateSummary();
}

} // namespace cboard::ui
