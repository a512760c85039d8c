// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/log_text.h"
#include "ui/base/background_task.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <list>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::ui {

/// The rows of a log for the thread that paints them. What is in memory is there at once; what
/// lies in a file is read in the background, a page of rows at a time, and arrives a moment later.
class LogRows : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t KeptBytes = 4UL << 20U;
    static constexpr qint64 KeptRows = 320; ///< At least, more than any screen shows.
    static constexpr qint64 NeighbourRows = 16; ///< A page where neighbours are looked at.

    /// \p pageRows are read together: NeighbourRows, or 1 for rows that lie apart. These are read
    /// once nobody has asked for others for a moment: in a packed file each costs as much as a
    /// screen of neighbours, and who jumps on wants others.
    LogRows(QThreadPool& pool, TaskList& tasks, qint64 pageRows, QObject* parent = nullptr);

    /// Another log; null: none.
    void setText(std::shared_ptr<const logs::LogText> text);
    /// The same log with more rows behind.
    void setGrown(std::shared_ptr<const logs::LogText> text);

    /// Bytes of a row with its line end, valid until the next call. Null while they are read:
    /// arrived() follows; and for what cannot be read.
    const std::string* row(qint64 row);
    /// Reads rows [first, last) in the background, as far as they are not known.
    void readAhead(qint64 first, qint64 last);
    bool isWaitedFor() const { return m_isWaitedFor; } ///< arrived() is still to come.

signals:
    void arrived();

private:
    struct Page {
        qint64 number = 0;
        std::vector<std::string> rows;
        std::size_t bytes = 0;
    };
    using Pages = std::vector<Page>;

    static Page readPage(const logs::LogText& text, qint64 number, qint64 pageRows);
    const std::string* find(qint64 row);
    void keep(Page page);
    std::list<Page>::iterator drop(std::list<Page>::iterator page); ///< \returns the next.
    void readSoon();
    void readWanted();

    qint64 m_pageRows;
    std::shared_ptr<const logs::LogText> m_text;
    std::list<Page> m_pages; ///< The latest used first.
    std::unordered_map<qint64, std::list<Page>::iterator> m_byNumber; ///< The same pages.
    std::size_t m_bytes = 0;
    std::set<qint64> m_wanted; ///< Pages that are asked for next.
    bool m_isWaitedFor = false; ///< A row was not there when it was asked for.
    QTimer m_quiet; ///< Runs while rows that lie apart may still change.
    QElapsedTimer m_lastAsked;
    BackgroundTask<Pages> m_read;
};

} // namespace cboard::ui
