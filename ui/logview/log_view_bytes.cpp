// SPDX-License-Identifier: GPL-3.0-or-later
// A log as rows of its bytes, and back: for what is no text.
#include "core/logs/sources/hex_source.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/logview/log_bytes.h"
#include "ui/logview/log_finder.h"
#include "ui/logview/log_loader.h"
#include "ui/logview/log_view.h"

#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace cboard::ui {

namespace {

    const QString BytesOption = QStringLiteral("bytes");
    const QString LineOption = QStringLiteral("line");
    constexpr int HexBase = 16;

} // namespace

bool LogView::wantsBytes() const
{
    return m_state.options.value(BytesOption) == QLatin1String("1");
}

/// The place stays. What is left out of the text, found in it and marked is not so in its bytes,
/// and is there again with the text.
void LogView::toggleBytes()
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return;
    }
    ViewState other = state();
    const bool toBytes = !m_document->showsBytes();
    if (toBytes) {
        m_textOptions = std::exchange(other.options, {});
        other.options.insert(BytesOption, QStringLiteral("1"));
    } else {
        other.options = std::exchange(m_textOptions, {});
    }
    other.options.remove(LineOption);
    if (m_document->isFile()) {
        other.options.insert(QStringLiteral("file"),
                             QString::fromStdString(m_document->path.string()));
    }
    if (m_isPart || (!toBytes && !m_document->asText)) {
        m_state = other;
        m_finder->close();
        load();
        return;
    }
    m_otherForm.start(
        toBytes ? tr("Looking for the bytes of a line") : tr("Looking for the line of a byte"),
        [here = LogPlace{m_document, std::max<qint64>(m_canvas->currentRow(), 0)},
         toBytes](const TaskContext&) { return toBytes ? placeInBytes(here) : placeInText(here); },
        [this, other](Result<LogPlace> place) { showForm(other, place); });
    emit statusChanged();
}

void LogView::showForm(ViewState state, const Result<LogPlace>& place)
{
    if (!place) {
        m_panel->showContent(fromUtf8(describe(place.error())));
        emit statusChanged();
        return;
    }
    const qint64 line = place->document->text->index().lineNumber(place->row);
    state.options.insert(LineOption, QString::number(line));
    m_state = std::move(state);
    m_loader->cancel();
    m_findTime.cancel();
    m_finder->close();
    showLoaded(place->document);
}

/// How it is shown, and how it can be.
QString LogView::formNote() const
{
    if (m_document->showsBytes()) {
        return tr("These are the bytes of the log, 16 in a row; {bytes} shows its text.");
    }
    return m_document->looksBinary
        ? tr("This looks binary, not like text; {bytes} shows its bytes.")
        : QString();
}

/// As offsets stand on the screen: hexadecimal, with or without 0x.
void LogView::goToOffset(const QString& text)
{
    bool isOffset = false;
    const qulonglong offset = text.trimmed().toULongLong(&isOffset, HexBase);
    if (!isOffset) {
        m_panel->showContent(tr("No offset: digits 0 to 9 and a to f, as they stand before a row"));
        return;
    }
    const qulonglong last = static_cast<qulonglong>(m_document->text->rowCount()) - 1;
    goTo(static_cast<qint64>(std::min<qulonglong>(offset / logs::HexSource::BytesPerRow, last)),
         LogCanvas::Reveal::Centre);
    m_panel->showContent(fileNote(logs::FileChange::None));
    closeLineField();
}

/// What the field for a line asks for.
void LogView::nameLineField()
{
    const bool isOffset = m_document && m_document->showsBytes();
    m_lineField->setPlaceholderText(isOffset ? tr("Offset, hexadecimal, then Enter")
                                             : tr("Line, 12:34:56 or +123.4 s, then Enter"));
    m_lineField->setAccessibleName(isOffset ? tr("Offset to go to") : tr("Line or time to go to"));
    const qint64 row = std::max<qint64>(m_canvas->currentRow(), 0);
    m_lineField->setText(isOffset
                             ? QString::number(row * qint64{logs::HexSource::BytesPerRow}, HexBase)
                             : QString::number(currentLine()));
}

} // namespace cboard::ui
