// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logview/log_rows.h"

#include <algorithm>

namespace cboard::ui {

LogRows::LogRows(QThreadPool& pool, TaskList& tasks, qint64 pageRows, QObject* parent)
    : QObject(parent)
    , m_pageRows(pageRows)
    , m_read(pool, tasks)
{
    m_quiet.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, &LogRows::readWanted);
}

void LogRows::setText(std::shared_ptr<const logs::LogText> text)
{
    m_read.cancel();
    m_quiet.stop();
    m_text = std::move(text);
    m_byNumber.clear();
    m_pages.clear();
    m_wanted.clear();
    m_isWaitedFor = false;
    m_bytes = 0;
}

void LogRows::setGrown(std::shared_ptr<const logs::LogText> text)
{
    // The last row that was known may have been the begin of a longer one.
    const qint64 firstChanged = m_text ? m_text->rowCount() - 1 : 0;
    m_text = std::move(text);
    for (auto page = m_pages.begin(); page != m_pages.end();) {
        page = (page->number + 1) * m_pageRows > firstChanged ? drop(page) : std::next(page);
    }
    if (m_read.isRunning()) {
        m_read.cancel();
        readWanted();
    }
}

LogRows::Page LogRows::readPage(const logs::LogText& text, qint64 number, qint64 pageRows)
{
    Page page{number, {}, sizeof(Page)};
    // A source that became shorter gives fewer rows; the view says so.
    static_cast<void>(
        text.forRows(number * pageRows, pageRows, [&](std::int64_t, std::string_view bytes) {
            page.rows.emplace_back(bytes);
            page.bytes += sizeof(std::string) + bytes.size();
            return true;
        }));
    return page;
}

const std::string* LogRows::find(qint64 row)
{
    const qint64 number = row / m_pageRows;
    const auto known = m_byNumber.find(number);
    if (known == m_byNumber.end()) {
        return nullptr;
    }
    const auto place = known->second;
    m_pages.splice(m_pages.begin(), m_pages, place);
    static const std::string Unreadable;
    const auto index = static_cast<std::size_t>(row - number * m_pageRows);
    return index < place->rows.size() ? &place->rows[index] : &Unreadable;
}

const std::string* LogRows::row(qint64 row)
{
    if (!m_text || row < 0 || row >= m_text->rowCount()) {
        return nullptr;
    }
    if (const std::string* known = find(row)) {
        return known;
    }
    if (m_text->source()->isInMemory()) {
        keep(readPage(*m_text, row / m_pageRows, m_pageRows));
        return find(row);
    }
    if (m_pageRows == 1) {
        readSoon();
    }
    m_wanted.insert(row / m_pageRows);
    m_isWaitedFor = true;
    if (!m_read.isRunning() && !m_quiet.isActive()) {
        readWanted();
    }
    return nullptr;
}

void LogRows::readSoon()
{
    constexpr int QuietMs = 60;
    constexpr int OnePaintMs = 15; // Rows that are asked for together.
    if (m_quiet.isActive() && m_lastAsked.elapsed() > OnePaintMs) {
        m_wanted.clear(); // They are out of sight; if not, the next painting asks again.
    }
    m_lastAsked.start();
    m_quiet.start(QuietMs);
}

void LogRows::readAhead(qint64 first, qint64 last)
{
    if (!m_text || m_text->source()->isInMemory()) {
        return;
    }
    last = std::min<qint64>(last, m_text->rowCount());
    for (qint64 page = std::max<qint64>(first, 0) / m_pageRows; page * m_pageRows < last; ++page) {
        if (!m_byNumber.contains(page)) {
            m_wanted.insert(page);
        }
    }
    if (!m_wanted.empty() && !m_read.isRunning()) {
        readWanted();
    }
}

void LogRows::keep(Page page)
{
    if (const auto known = m_byNumber.find(page.number); known != m_byNumber.end()) {
        drop(known->second); // It was asked for twice.
    }
    m_bytes += page.bytes;
    m_pages.push_front(std::move(page));
    m_byNumber[m_pages.front().number] = m_pages.begin();
    while (m_bytes > KeptBytes && static_cast<qint64>(m_pages.size()) * m_pageRows > KeptRows) {
        drop(std::prev(m_pages.end()));
    }
}

std::list<LogRows::Page>::iterator LogRows::drop(std::list<Page>::iterator page)
{
    m_bytes -= page->bytes;
    m_byNumber.erase(page->number);
    return m_pages.erase(page);
}

void LogRows::readWanted()
{
    if (m_read.isRunning()) {
        return; // It goes on with what is wanted then.
    }
    std::vector<qint64> numbers(m_wanted.begin(), m_wanted.end());
    m_read.start(
        tr("Reading lines"),
        [text = m_text, pageRows = m_pageRows,
         numbers = std::move(numbers)](const TaskContext& task) -> Result<Pages> {
            Pages pages;
            for (const qint64 number : numbers) {
                CBOARD_TRY_VOID(task.check());
                pages.push_back(readPage(*text, number, pageRows));
            }
            return pages;
        },
        [this](Result<Pages> pages) {
            if (pages) {
                for (Page& page : *pages) {
                    m_wanted.erase(page.number);
                    keep(std::move(page));
                }
            } else {
                m_wanted.clear();
            }
            if (!m_wanted.empty()) {
                readWanted();
            }
            if (std::exchange(m_isWaitedFor, false)) {
                emit arrived();
            }
        });
}

} // namespace cboard::ui
