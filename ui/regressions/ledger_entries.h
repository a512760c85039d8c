// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

/// The rows of the ledger: regressions, labs that were ill, and what is flaky.
namespace cboard::ui {

/// What a row is, in the order of the ledger.
enum class LedgerState : std::uint8_t { Active, Inactive, Waived, Fixed, LabIncident, Flaky };
constexpr std::size_t LedgerStateCount = 6;
QString ledgerStateKey(LedgerState state); ///< "active", as in addresses.
QString ledgerStateText(LedgerState state);

/// One row. Points into the snapshots that it was made of.
struct LedgerEntry {
    LedgerState state = LedgerState::Active;
    bool isNew = false; ///< Began at the revision of the ledger.
    const query::RegressionRow* row = nullptr; ///< Null for a lab incident.
    const query::LabIncidentRow* incident = nullptr;
    bool isFailing = false; ///< Not fixed, and its cells still run.
    int boards = 0; ///< Distinct ones among the cells.
    int configs = 0;
    QStringList labs; ///< Sorted.

    QString id() const; ///< The same in every store: good for links.
    QString title() const;
    QString kind() const; ///< Translated: "build", "boot", "test", "lab".
};

bool isFlakyId(const QString& id); ///< Of a row that is flaky.

/// In the order of the snapshot, then lab incidents; what is flaky stands behind them all.
/// \param flaky As flakyRegressions() finds them; null: not known.
std::vector<LedgerEntry> ledgerEntries(const query::RegressionsSnapshot& ledger,
                                       const query::RegressionsSnapshot* flaky = nullptr);

/// Those that concern the revision of the ledger itself: without what was fixed, and labs that were
/// ill, before it.
std::vector<LedgerEntry> entriesAtRevision(const query::RegressionsSnapshot& ledger);

/// Whether the cell is one of the row's.
bool holds(const query::RegressionRow& row, const query::CellNames& cell);

/// Titles of what was active in \p before and is fixed in \p after.
QStringList movedToFixed(const std::vector<LedgerEntry>& before,
                         const std::vector<LedgerEntry>& after);

/// How many there are of each state.
std::array<int, LedgerStateCount> countStates(const std::vector<LedgerEntry>& entries);

} // namespace cboard::ui
