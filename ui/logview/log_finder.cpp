// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_finder.h"

#include "ui/base/text_format.h"
#include "ui/find/find_bar.h"
#include "ui/logview/log_canvas.h"
#include "ui/logview/overview_map.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace cboard::ui {

namespace {

    /// Matches that a filter leaves out, on the way to one that is shown: some milliseconds.
    constexpr qint64 MostPassedOver = 100'000;

    /// Marks may differ: they are not what is looked through.
    bool haveSameRows(const LogDocument& a, const LogDocument& b)
    {
        return a.text == b.text
            || (a.text->source() == b.text->source() && a.text->byteCount() == b.text->byteCount());
    }

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
    const bool isMore = !m_document || !haveSameRows(*m_document, *document);
    m_document = std::move(document);
    if (isMore && m_found && !m_find.isRunning()) {
        search(false); // A search that is running is followed by another one.
    } else if (m_found) {
        m_map.setMatches(std::shared_ptr<const logs::RowSet>(m_found, &m_found->rows));
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
    m_startRow = std::max(m_canvas.currentRow(), qint64{0});
    search(true);
}

void LogFinder::waitFromHere()
{
    if (m_startRow >= 0) {
        m_startRow = std::max(m_canvas.currentRow(), qint64{0});
    }
}

/// Rows that were appended are looked through with the others; until that is done what is known
/// stays.
void LogFinder::search(bool isNew)
{
    logs::FindOrder order;
    order.firstRow = std::max(m_startRow, qint64{0});
    if (isNew) {
        order.onPart = [target = QPointer<LogFinder>(this), run = ++m_run](logs::FindPart part) {
            QMetaObject::invokeMethod(
                qApp,
                [target, run, part = std::make_shared<const logs::FindPart>(std::move(part))] {
                    if (target && target->m_run == run && target->isRunning()) {
                        target->showPart(part);
                    }
                },
                Qt::QueuedConnection);
        };
    }
    m_find.start(
        tr("Searching the log"),
        [text = m_document->text, options = m_bar.options(), order](const TaskContext& task) {
            return logs::findAll(*text, options, task, order);
        },
        [this, searched = m_document](Result<logs::FindResult> result) {
            const bool isWhole = result.has_value();
            showFound(std::move(result));
            if (isWhole && !haveSameRows(*searched, *m_document)) {
                search(false);
            }
            emit changed();
        });
    emit changed();
}

void LogFinder::showPart(const std::shared_ptr<const logs::FindPart>& part)
{
    show(std::shared_ptr<const logs::FindResult>(part, &part->found), part->isAround);
}

void LogFinder::showFound(Result<logs::FindResult> result)
{
    if (result) {
        show(std::make_shared<const logs::FindResult>(std::move(*result)), true);
        return;
    }
    m_startRow = -1;
    if (m_found) { // The reader has stopped it.
        updateSummary();
        return;
    }
    m_canvas.setHighlight({});
    m_bar.setSummary(QString::fromStdString(result.error().message), true);
}

/// \param isAround All behind the start was looked through.
void LogFinder::show(std::shared_ptr<const logs::FindResult> found, bool isAround)
{
    m_found = std::move(found);
    const logs::RowSet& rows = m_found->rows;
    m_map.setMatches(std::shared_ptr<const logs::RowSet>(m_found, &rows));
    // The first match from where the reader is, without leaving when the line matches already.
    // Who reads on meanwhile is left alone.
    if (m_startRow >= 0 && std::max(m_canvas.currentRow(), qint64{0}) != m_startRow) {
        m_startRow = -1;
    }
    if (m_startRow >= 0 && !rows.isEmpty()) {
        const qint64 here = rows.firstFrom(m_startRow);
        if (here >= 0 || isAround) {
            m_startRow = -1;
            m_canvas.setCurrentRow(here < 0 ? rows.at(0) : here, LogCanvas::Reveal::Context);
        }
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
        m_bar.setSummary(m_find.isRunning() ? tr("searching \u2026") : tr("no match"));
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
    if (m_find.isRunning()) {
        text += tr("; searching on \u2026");
    }
    m_bar.setSummary(text);
}

void LogFinder::goToMatch(bool isForward)
{
    if (!m_found) {
        if (m_bar.isHidden()) {
            m_bar.activate();
        }
        if (!m_find.isRunning()) {
            start();
        }
        return; // The first match comes by itself.
    }
    const logs::RowSet& rows = m_found->rows;
    const qint64 current = m_canvas.currentRow();
    const qint64 count = rows.size();
    qint64 at = isForward ? rows.countBefore(current + 1) : rows.countBefore(current) - 1;
    // Around the end once; what is left out or folded is passed over.
    for (qint64 step = 0; step < std::min(count, MostPassedOver); ++step) {
        at = (at % count + count) % count;
        if (const qint64 row = rows.at(at); m_canvas.shows(row)) {
            m_canvas.setCurrentRow(row, LogCanvas::Reveal::Context);
            break;
        }
        at += isForward ? 1 : -1;
    }
    updateSummary();
}

} // namespace cboard::ui
