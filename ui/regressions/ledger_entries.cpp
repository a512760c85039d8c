// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regressions/ledger_entries.h"

#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ledger", text);
    }

    const QString FlakyPrefix = QStringLiteral("flaky ");

    LedgerState stateOf(query::RegressionState state)
    {
        switch (state) {
        case query::RegressionState::Active:
            return LedgerState::Active;
        case query::RegressionState::Inactive:
            return LedgerState::Inactive;
        case query::RegressionState::Waived:
            return LedgerState::Waived;
        case query::RegressionState::Fixed:
            return LedgerState::Fixed;
        }
        return LedgerState::Active;
    }

    QString placeText(const query::RevisionRef& revision)
    {
        return revision.commit.empty() ? fromUtf8(revision.name) : shortHash(revision.commit);
    }

    void countCells(LedgerEntry& entry)
    {
        std::set<std::string_view> boards;
        std::set<std::string_view> configs;
        std::set<std::string_view> labs;
        for (const query::RegressionCell& cell : entry.row->cells) {
            boards.insert(cell.names.platform);
            configs.insert(cell.names.config);
            labs.insert(cell.names.lab);
        }
        boards.erase(std::string_view());
        labs.erase(std::string_view());
        entry.boards = static_cast<int>(boards.size());
        entry.configs = static_cast<int>(configs.size());
        for (const std::string_view lab : labs) {
            entry.labs << fromUtf8(std::string(lab));
        }
    }

    LedgerEntry entryOf(const query::RegressionRow& row)
    {
        LedgerEntry entry;
        entry.state = stateOf(row.state);
        entry.isFailing = entry.state == LedgerState::Active;
        entry.row = &row;
        countCells(entry);
        return entry;
    }

} // namespace

QString ledgerStateKey(LedgerState state)
{
    static const QStringList keys = {QStringLiteral("active"), QStringLiteral("inactive"),
                                     QStringLiteral("waived"), QStringLiteral("fixed"),
                                     QStringLiteral("labs"),   QStringLiteral("flaky")};
    return keys[static_cast<qsizetype>(state)];
}

QString ledgerStateText(LedgerState state)
{
    switch (state) {
    case LedgerState::Active:
        return tr("active");
    case LedgerState::Inactive:
        return tr("no longer run");
    case LedgerState::Waived:
        return tr("waived");
    case LedgerState::Fixed:
        return tr("fixed");
    case LedgerState::LabIncident:
        return tr("lab trouble");
    case LedgerState::Flaky:
        return tr("flaky");
    }
    return {};
}

QString LedgerEntry::id() const
{
    if (row == nullptr) {
        return QStringLiteral("lab %1 %2")
            .arg(fromUtf8(incident->lab), placeText(incident->revision));
    }
    QStringList places{placeText(row->lastGood), placeText(row->firstBad)};
    if (row->fixedIn) {
        places << placeText(*row->fixedIn);
    }
    const QString name =
        QStringLiteral("%1 %2 %3")
            .arg(fromUtf8(row->kind), fromUtf8(row->subject), places.join(QStringLiteral("..")));
    // Other cells of the same test may have broken in the same range for good.
    return state == LedgerState::Flaky ? FlakyPrefix + name : name;
}

bool isFlakyId(const QString& id)
{
    return id.startsWith(FlakyPrefix);
}

QString LedgerEntry::title() const
{
    return row == nullptr ? tr("%1 was ill").arg(fromUtf8(incident->lab)) : fromUtf8(row->title);
}

QString LedgerEntry::kind() const
{
    if (row == nullptr) {
        return tr("lab");
    }
    return row->kind == "build" ? tr("build") : row->kind == "boot" ? tr("boot") : tr("test");
}

std::vector<LedgerEntry> ledgerEntries(const query::RegressionsSnapshot& ledger,
                                       const query::RegressionsSnapshot* flaky)
{
    std::vector<LedgerEntry> entries;
    entries.reserve(ledger.rows.size() + ledger.labIncidents.size()
                    + (flaky == nullptr ? 0 : flaky->rows.size()));
    for (const query::RegressionRow& row : ledger.rows) {
        LedgerEntry entry = entryOf(row);
        entry.isNew = entry.state == LedgerState::Active && row.firstBad.id == ledger.revision.id;
        entries.push_back(std::move(entry));
    }
    for (const query::LabIncidentRow& incident : ledger.labIncidents) {
        LedgerEntry entry;
        entry.state = LedgerState::LabIncident;
        entry.isNew = incident.revision.id == ledger.revision.id;
        entry.incident = &incident;
        entry.labs << fromUtf8(incident.lab);
        entries.push_back(std::move(entry));
    }
    if (flaky != nullptr) {
        for (const query::RegressionRow& row : flaky->rows) {
            LedgerEntry entry = entryOf(row);
            entry.state = LedgerState::Flaky;
            entries.push_back(std::move(entry));
        }
    }
    return entries;
}

std::vector<LedgerEntry> entriesAtRevision(const query::RegressionsSnapshot& ledger)
{
    auto entries = ledgerEntries(ledger);
    std::erase_if(entries, [&ledger](const LedgerEntry& entry) {
        const bool isOlderFix = entry.state == LedgerState::Fixed
            && (!entry.row->fixedIn || entry.row->fixedIn->id != ledger.revision.id);
        return isOlderFix || (entry.state == LedgerState::LabIncident && !entry.isNew);
    });
    return entries;
}

bool holds(const query::RegressionRow& row, const query::CellNames& cell)
{
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [&cell](const auto& other) { return other.names == cell; });
}

QStringList movedToFixed(const std::vector<LedgerEntry>& before,
                         const std::vector<LedgerEntry>& after)
{
    QStringList titles;
    for (const LedgerEntry& entry : after) {
        if (entry.state != LedgerState::Fixed || entry.row->cells.empty()) {
            continue;
        }
        const query::CellNames& cell = entry.row->cells.front().names;
        const auto wasActive = [&](const LedgerEntry& old) {
            return old.state == LedgerState::Active
                && old.row->firstBad.id == entry.row->firstBad.id && holds(*old.row, cell);
        };
        if (std::any_of(before.begin(), before.end(), wasActive)) {
            titles << entry.title();
        }
    }
    return titles;
}

std::array<int, LedgerStateCount> countStates(const std::vector<LedgerEntry>& entries)
{
    std::array<int, LedgerStateCount> counts{};
    for (const LedgerEntry& entry : entries) {
        ++counts[static_cast<std::size_t>(entry.state)];
    }
    return counts;
}

} // namespace cboard::ui
