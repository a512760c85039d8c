// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace cboard::ui {

/// The filters that were applied, and where Up and Down stand among them.
class FilterHistory {
public:
    static constexpr qsizetype MaxEntries = 100;

    const QStringList& entries() const { return m_entries; } ///< Oldest first, no duplicates.
    void setEntries(const QStringList& entries);

    /// Remembers \p filter as the newest; an empty one is not kept. Walking starts anew.
    void add(const QString& filter);

    /// The next older entry; \p typed comes back below the newest. \p typed itself at the end.
    QString older(const QString& typed);
    QString newer(const QString& typed);

private:
    QStringList m_entries;
    qsizetype m_age = 0; ///< 0: what is typed; n: the n-th newest entry.
    QString m_typed;
};

} // namespace cboard::ui
