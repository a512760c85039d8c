// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <QMap>
#include <QString>

#include <string>
#include <vector>

namespace cboard::ui {

class UserItems;

/// What the user wrote about regressions, and which ones are theirs: those with a note, in the
/// tray, of a watched board, or of a watched test.
class OwnThings {
public:
    /// \p items may be null: nothing is.
    explicit OwnThings(const UserItems* items);

    /// That on the first cell with one; empty for none.
    QString noteOf(const query::RegressionRow& row) const;
    bool isMine(const query::RegressionRow& row) const;

private:
    bool isWatched(const query::RegressionCell& cell) const;

    QMap<QString, QString> m_notes; ///< By target.
    QStringList m_tray;
    std::vector<std::string> m_boards;
    std::vector<std::string> m_paths;
};

} // namespace cboard::ui
