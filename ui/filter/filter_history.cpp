// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_history.h"

#include <algorithm>

namespace cboard::ui {

void FilterHistory::setEntries(const QStringList& entries)
{
    m_entries = entries.mid(std::max<qsizetype>(0, entries.size() - MaxEntries));
    m_age = 0;
}

void FilterHistory::add(const QString& filter)
{
    m_age = 0;
    const QString text = filter.trimmed();
    if (text.isEmpty()) {
        return;
    }
    m_entries.removeAll(text);
    m_entries.append(text);
    if (m_entries.size() > MaxEntries) {
        m_entries.removeFirst();
    }
}

QString FilterHistory::older(const QString& typed)
{
    if (m_age == 0) {
        m_typed = typed;
    }
    if (m_age == m_entries.size()) {
        return typed;
    }
    ++m_age;
    // What stands in the field already is no step back.
    if (m_age == 1 && m_entries.last() == typed && m_entries.size() > 1) {
        ++m_age;
    }
    return m_entries[m_entries.size() - m_age];
}

QString FilterHistory::newer(const QString& typed)
{
    if (m_age == 0) {
        return typed;
    }
    --m_age;
    return m_age == 0 ? m_typed : m_entries[m_entries.size() - m_age];
}

} // namespace cboard::ui
