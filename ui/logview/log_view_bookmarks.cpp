// SPDX-License-Identifier: GPL-3.0-or-later
// Bookmarks: notes of the user on lines of a log.
#include "ui/base/key_text.h"
#include "ui/base/user_items.h"
#include "ui/logview/log_view.h"
#include "ui/logview/overview_map.h"

#include <QInputDialog>
#include <QMenu>

namespace cboard::ui {

/// How the user's notes name the lines of this log, up to the number.
QString LogView::bookmarkPrefix() const
{
    if (m_document->isFile()) {
        return QStringLiteral("logfile:%1#L")
            .arg(QString::fromStdString(m_document->path.string()));
    }
    const QString id =
        m_document->record ? QString::fromStdString(m_document->record->id) : m_state.record;
    return QStringLiteral("log:%1:%2#L").arg(static_cast<int>(m_state.recordKind)).arg(id);
}

/// Notes by line.
QMap<qint64, QString> LogView::bookmarks() const
{
    QMap<qint64, QString> found;
    if (!m_document || m_document->showsBytes() || m_context.items == nullptr) {
        return found; // They are on lines of the text.
    }
    const QString prefix = bookmarkPrefix();
    const QMap<QString, QString>& notes = m_context.items->lists().notes;
    for (auto note = notes.lowerBound(prefix); note != notes.end() && note.key().startsWith(prefix);
         ++note) {
        found.insert(note.key().mid(prefix.size()).toLongLong(), note.value());
    }
    return found;
}

void LogView::showBookmarks()
{
    if (!m_document || m_document->text->rowCount() == 0) {
        return;
    }
    std::vector<qint64> rows;
    const QMap<qint64, QString> all = bookmarks();
    for (auto bookmark = all.begin(); bookmark != all.end(); ++bookmark) {
        rows.push_back(m_document->text->index().rowOfLine(bookmark.key()));
    }
    m_map->setBookmarks(rows);
    m_canvas->setBookmarks(std::move(rows));
}

void LogView::toggleBookmark()
{
    if (m_context.items == nullptr || currentLine() <= 0 || m_document->showsBytes()) {
        return;
    }
    const bool isThere = bookmarks().contains(currentLine());
    const QString text = m_canvas->currentText().simplified();
    m_context.items->setNote(bookmarkPrefix() + QString::number(currentLine()),
                             isThere              ? QString()
                                 : text.isEmpty() ? tr("Line %1").arg(currentLine())
                                                  : text);
}

/// Its note in the user's own words; an empty one removes it.
void LogView::editBookmark()
{
    if (m_context.items == nullptr || currentLine() <= 0 || m_document->showsBytes()) {
        return;
    }
    const qint64 line = currentLine();
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Bookmark"));
    dialog->setLabelText(tr("Note on line %1").arg(line));
    dialog->setTextValue(bookmarks().value(line, m_canvas->currentText().simplified()));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, target = bookmarkPrefix() + QString::number(line)](const QString& text) {
                m_context.items->setNote(target, text);
            });
    dialog->open();
}

void LogView::listBookmarks()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("bookmarks"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QMap<qint64, QString> all = bookmarks();
    for (auto bookmark = all.begin(); bookmark != all.end(); ++bookmark) {
        constexpr qsizetype MostLetters = 100;
        const qint64 row = m_document->text->index().rowOfLine(bookmark.key());
        QString text = bookmark.value().left(MostLetters);
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        menu->addAction(QStringLiteral("%1  %2").arg(bookmark.key()).arg(text), this,
                        [this, row] { goTo(row, LogCanvas::Reveal::Centre); });
    }
    if (all.isEmpty()) {
        menu->addAction(withKeys(m_context, tr("No bookmarks in this log; {bookmark} sets one")))
            ->setEnabled(false);
    } else {
        menu->setActiveAction(menu->actions().constFirst());
    }
    menu->popup(m_canvas->mapToGlobal(QPoint(m_canvas->width() / 4, 0)));
}

} // namespace cboard::ui
