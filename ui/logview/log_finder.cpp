// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_finder.h"

#include "ui/logview/find_bar.h"
#include "ui/logview/log_canvas.h"
#include "ui/logview/overview_map.h"
#include "ui/shell/text_format.h"

#include <algorithm>

namespace cboard::ui {

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
    m_matches.reset();
    m_found = {};
}

void LogFinder::close()
{
    if (m_bar.isHidden()) {
        return;
    }
    m_bar.hide();
    m_find.cancel();
    m_matches.reset();
    m_map.setMatches({});
    m_canvas.setHighlight({});
}

void LogFinder::start()
{
    const logs::FindOptions options = m_bar.options();
    m_matches.reset();
    m_found = {};
    m_map.setMatches({});
    if (!m_document || options.pattern.empty()) {
        m_find.cancel();
        m_canvas.setHighlight({});
        m_bar.setSummary({});
        return;
    }
    m_canvas.setHighlight(options);
    m_bar.setSummary(tr("searching \u2026"));
    m_find.start(
        tr("Searching the log"),
        [text = m_document->text, options](const TaskContext& task) {
            return logs::findAll(*text, options, task);
        },
        [this](Result<logs::FindResult> result) {
            showFound(std::move(result));
            emit changed();
        });
    emit changed();
}

void LogFinder::showFound(Result<logs::FindResult> result)
{
    if (!result) {
        m_canvas.setHighlight({});
        m_bar.setSummary(QString::fromStdString(result.error().message), true);
        return;
    }
    m_found = std::move(*result);
    m_matches =
        std::make_shared<const std::vector<qint64>>(m_found.rows.begin(), m_found.rows.end());
    m_map.setMatches(m_matches);
    // The first match from where the reader is, without leaving when the line matches already.
    const auto here = std::lower_bound(m_matches->begin(), m_matches->end(), m_canvas.currentRow());
    if (here != m_matches->end()) {
        m_canvas.setCurrentRow(*here, LogCanvas::Reveal::Nearest);
    } else if (!m_matches->empty()) {
        m_canvas.setCurrentRow(m_matches->front(), LogCanvas::Reveal::Nearest);
    }
    updateSummary();
}

void LogFinder::updateSummary()
{
    if (!m_matches) {
        return;
    }
    if (m_matches->empty()) {
        m_bar.setSummary(tr("no match"));
        return;
    }
    const auto after =
        std::upper_bound(m_matches->begin(), m_matches->end(), m_canvas.currentRow());
    const bool isOnMatch =
        after != m_matches->begin() && *std::prev(after) == m_canvas.currentRow();
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
    m_bar.setSummary(text);
}

void LogFinder::goToMatch(bool isForward)
{
    if (!m_matches) {
        if (m_bar.isHidden()) {
            m_bar.activate();
        }
        start();
        return;
    }
    const qint64 current = m_canvas.currentRow();
    const auto count = static_cast<std::ptrdiff_t>(m_matches->size());
    auto at = (isForward ? std::upper_bound(m_matches->begin(), m_matches->end(), current)
                         : std::lower_bound(m_matches->begin(), m_matches->end(), current))
        - m_matches->begin() - (isForward ? 0 : 1);
    // Around the end once; what is left out or folded is passed over.
    for (std::ptrdiff_t step = 0; step < count; ++step, at += isForward ? 1 : -1) {
        at = (at % count + count) % count;
        const qint64 row = (*m_matches)[static_cast<std::size_t>(at)];
        if (m_canvas.shows(row)) {
            m_canvas.setCurrentRow(row, LogCanvas::Reveal::Nearest);
            break;
        }
    }
    updateSummary();
}

} // namespace cboard::ui
