// SPDX-License-Identifier: GPL-3.0-or-later
// How a log comes onto the screen, and what becomes of its file.
#include "ui/base/key_text.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/logview/error_list.h"
#include "ui/logview/log_file_watch.h"
#include "ui/logview/log_filter.h"
#include "ui/logview/log_finder.h"
#include "ui/logview/log_header.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_outline.h"
#include "ui/logview/log_view.h"
#include "ui/logview/overview_map.h"

#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace cboard::ui {

void LogView::load()
{
    m_finder->setDocument({});
    m_findTime.cancel();
    m_analysis.cancel();
    m_otherForm.cancel();
    m_outlineRests.stop();
    m_watch->setFile({});
    m_error.clear();
    m_isPart = false;
    const QString file = m_state.options.value(QStringLiteral("file"));
    if (m_state.record.isEmpty() && file.isEmpty()) {
        m_loader->cancel();
        m_document.reset();
        m_panel->showMessage(tr("No record is chosen"),
                             tr("Choose a build, a boot or a test, then press {peek} to read its "
                                "log; or open a log file with {open-file}."));
        emit statusChanged();
        return;
    }
    m_panel->showLoading(tr("Reading the log"));
    const LogForm form = wantsBytes() ? LogForm::Bytes : LogForm::Text;
    file.isEmpty() ? m_loader->loadRecord(m_state.recordKind, m_state.record, form)
                   : m_loader->loadFile(file, form);
    emit statusChanged();
}

/// Where to open what is known of the log: at the line of the link, else at its worst mark, else
/// at its end once that is known.
qint64 LogView::openingRow() const
{
    bool hasLine = false;
    const QString lines = m_state.options.value(QStringLiteral("line"));
    const qint64 line = lines.section(QLatin1Char('-'), 0, 0).toLongLong(&hasLine);
    if (hasLine) {
        return m_document->text->index().rowOfLine(line);
    }
    const bool hasMark = m_document->place.reason == logs::FirstPlace::Reason::Mark;
    return hasMark || m_document->text->isWhole() ? m_document->place.row : 0;
}

void LogView::openAtPlace()
{
    m_canvas->setCurrentRow(openingRow(), LogCanvas::Reveal::Centre);
    selectLinkedLines();
    m_openedRow = m_canvas->currentRow();
    m_openedTop = m_canvas->firstPosition();
    m_finder->waitFromHere();
}

/// A link to lines 120 to 160 comes with them selected.
void LogView::selectLinkedLines()
{
    const QString lines = m_state.options.value(QStringLiteral("line"));
    bool hasLast = false;
    const qint64 last = lines.section(QLatin1Char('-'), 1, 1).toLongLong(&hasLast);
    if (hasLast) {
        const logs::LineIndex& index = m_document->text->index();
        m_canvas->selectRows(openingRow(), index.rowOfLine(last));
    }
}

/// Whoever has read on keeps the place.
bool LogView::isWhereOpened() const
{
    return m_canvas->currentRow() == m_openedRow && m_canvas->firstPosition() == m_openedTop;
}

void LogView::showPart(const std::shared_ptr<const LogDocument>& part)
{
    if (!std::exchange(m_isPart, true)) {
        showDocument(part);
    } else {
        growDocument(part, isWhereOpened());
    }
    showProgress(0);
}

void LogView::showLoaded(const std::shared_ptr<const LogDocument>& document)
{
    std::exchange(m_isPart, false) ? growDocument(document, isWhereOpened())
                                   : showDocument(document);
    settleFile();
    findErrors();
    readOutline();
}

void LogView::showGrown(const std::shared_ptr<const LogDocument>& document)
{
    growDocument(document, false);
    settleFile();
    findErrors();
    if (!m_isCompact) {
        readOutlineSoon();
    }
}

/// All that there is of the log is on the screen.
void LogView::settleFile()
{
    m_map->setProgress(1, 1);
    m_watch->setFile(m_document->file);
    if (m_document->text->rowCount() > 0) {
        m_panel->showContent(fileNote(logs::FileChange::None));
    }
    emit statusChanged();
    emit stateChanged();
}

void LogView::showFailure(const Error& error)
{
    m_map->setProgress(1, 1);
    const QString what = QString::fromStdString(describe(error));
    if (m_isPart && error.kind == ErrorKind::Cancelled) {
        m_panel->showContent(tr("Reading was stopped: %1 lines are shown. {refresh} reads all.")
                                 .arg(countText(m_document->text->rowCount())));
    } else {
        m_error = what;
        m_panel->showError(tr("The log cannot be read"), what);
    }
    m_isPart = false;
    emit statusChanged();
    emit stateChanged();
}

void LogView::showProgress(double share)
{
    if (!m_isPart) {
        return;
    }
    const auto whole =
        static_cast<double>(std::max<std::uint64_t>(m_document->text->source()->likelySize(), 1));
    const double known = static_cast<double>(m_document->text->byteCount()) / whole;
    m_map->setProgress(known, std::max(known, share));
}

void LogView::showDocument(std::shared_ptr<const LogDocument> document)
{
    m_document = std::move(document);
    m_finder->setDocument(m_document);
    m_header->setDocument(m_document);
    m_canvas->setDocument(m_document);
    m_filter->setDocument(m_document, false);
    m_map->setDocument(m_document);
    m_pendingRow = -1;
    m_ownRules.reset();
    showOutline({});
    showMarks();
    if (m_document->text->rowCount() == 0) {
        showWithoutText();
        return;
    }
    m_panel->showContent();
    setDefaultTimeMode();
    showBookmarks();
    openAtPlace();
    applyOptions();
    onCurrentRowChanged();
    followInLists();
    emit selectionChanged(selection());
}

/// More of the same log, or of its marks: what the reader looks at stays where it is, unless it
/// \p mayMove to a better place to open.
void LogView::growDocument(std::shared_ptr<const LogDocument> document, bool mayMove)
{
    // Whoever scrolls away from the end stops following.
    if (m_follows && m_canvas->lastPosition() < m_canvas->positionCount()) {
        setFollows(false);
    }
    const bool follows = std::exchange(m_follows, false); // While the end is another one.
    const LogClock clock = m_document->clock;
    m_document = std::move(document);
    m_header->setDocument(m_document);
    m_canvas->growDocument(m_document);
    m_map->setDocument(m_document);
    m_finder->growDocument(m_document);
    showMarks();
    if (m_document->clock != clock) {
        setDefaultTimeMode();
    }
    if (mayMove) {
        openAtPlace();
    }
    m_filter->setDocument(m_document, true);
    showBookmarks();
    if (follows) {
        setFollows(true);
    }
    onCurrentRowChanged();
    followInLists();
}

void LogView::showMarks()
{
    m_errors->setDocument(m_document);
    updateErrorPane();
    showErrorTitle();
}

void LogView::showErrorTitle()
{
    const auto marks = static_cast<qint64>(m_document->text->marks().size());
    const qint64 errors = m_document->text->ruleMarkCount();
    QString what = tr("Marked lines: %1").arg(countText(marks));
    if (m_analysis.isRunning()) {
        what = tr("Marked lines: %1, looking for errors \u2026").arg(countText(marks));
    } else if (errors > 0) {
        what = tr("Errors: %1").arg(countText(errors));
        if (m_document->errorsLeftOut > 0) {
            what = tr("Errors: the first %1, and %2 that are not listed")
                       .arg(countText(errors), countText(m_document->errorsLeftOut));
        }
        if (marks > errors) {
            what += tr("  \u00b7  other marks: %1").arg(countText(marks - errors));
        }
    }
    m_errorPane->findChild<QLabel*>(QStringLiteral("errorTitle"))
        ->setText(
            withKeys(m_context, tr("%1  \u00b7  {next-error} next, {previous-error} previous"))
                .arg(what));
}

void LogView::setDefaultTimeMode()
{
    m_canvas->setTimeMode(m_document->clock == LogClock::None       ? LogTimeMode::None
                              : m_document->clock == LogClock::Host ? LogTimeMode::Absolute
                                                                    : LogTimeMode::SinceStart);
}

Selection LogView::selection() const
{
    Selection selection;
    selection.caption = caption();
    if (!m_document->isFile()) {
        selection.kind = m_state.recordKind;
        selection.id = m_state.record;
        return selection;
    }
    const auto size = [](std::uint64_t bytes) {
        return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1,
                                           QLocale::DataSizeSIFormat);
    };
    selection.facts = {{tr("File"), QString::fromStdString(m_document->path.string())},
                       {tr("On the disk"), size(m_document->file->size())},
                       {tr("Text"), size(m_document->content()->size())}};
    return selection;
}

void LogView::showWithoutText()
{
    const QString url = fromUtf8(m_document->log->url);
    if (m_document->isFile()) {
        m_panel->showMessage(tr("The file is empty"),
                             QString::fromStdString(m_document->path.string()));
    } else if (m_document->log->origin != query::LogOrigin::None) {
        m_panel->showMessage(tr("The stored log is empty"), logOriginText(*m_document));
    } else if (url.isEmpty()) {
        m_panel->showMessage(tr("There is no log of %1").arg(recordTitle(*m_document)),
                             tr("The record came without a log, an excerpt or an address."));
    } else {
        m_panel->showMessage(tr("The log of %1 is not stored here").arg(recordTitle(*m_document)),
                             tr("The record only says where it is: %1").arg(url),
                             tr("Copy the address"));
    }
}

QString LogView::damageNote() const
{
    if (!m_document->damage) {
        return {};
    }
    const QString reason = QString::fromStdString(m_document->damage->message);
    if (m_document->doubtfulRow) {
        return tr("The file is damaged (%1): from line %2 on, marked by ?, words may be wrong or "
                  "missing.")
            .arg(reason, countText(m_document->text->index().lineNumber(*m_document->doubtfulRow)));
    }
    return tr("The file ends early (%1); all that came before is shown.").arg(reason);
}

/// What is to be said of the file; empty when all is well.
QString LogView::fileNote(logs::FileChange change) const
{
    switch (change) {
    case logs::FileChange::None:
    case logs::FileChange::Grown:
        return QStringList({damageNote(), formNote()}).join(QLatin1Char(' ')).trimmed();
    case logs::FileChange::Shrunk:
        return tr("The file became shorter since it was opened. {refresh} reads it again.");
    case logs::FileChange::Rewritten:
        return tr("The file was changed since it was opened. {refresh} reads it again.");
    case logs::FileChange::Replaced:
        return tr(
            "Another file has this name now; the one that was opened is shown. {refresh} opens the "
            "other.");
    case logs::FileChange::Vanished:
        return tr("The file was removed; what was opened is shown as long as it stays open.");
    }
    return {};
}

void LogView::onFileChanged(logs::FileChange change)
{
    if (!m_document || m_loader->isRunning()) {
        return;
    }
    if (m_follows && change != logs::FileChange::Grown && change != logs::FileChange::Vanished) {
        refresh(); // A log that was begun anew.
        return;
    }
    if (change == logs::FileChange::Grown && m_document->isPlainFile()) {
        m_loader->loadGrown(m_document);
        return;
    }
    m_panel->showContent(change == logs::FileChange::Grown ? tr(
                             "The file has grown since it was opened. {refresh} reads it again.")
                                                           : fileNote(change));
}

} // namespace cboard::ui
