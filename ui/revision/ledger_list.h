// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/regressions/ledger_table.h"

#include <QObject>

namespace cboard::ui {

/// The ledger of a branch as it was at one revision, in the table of a list: what was broken and
/// since when, what the revision fixed, which labs were ill. It is read when somebody looks at it;
/// the errors that the logs show come after it.
class LedgerList : public QObject {
    Q_OBJECT

public:
    LedgerList(const Context& context, ResultTable& table, QObject* parent = nullptr);

    /// Of which revision and baseline; what was read of another is dropped. \p filter as text.
    void setRequest(const query::RegressionsRequest& request, const QString& filter);
    /// Reads what was asked for unless it is there, or under way.
    void read();
    bool isRead() const { return m_ledger != nullptr; }
    bool isReading() const { return m_read.isRunning() || m_name.isRunning(); }

    const LedgerEntry* entryAt(int row) const { return m_rows ? m_rows->rowAt(row) : nullptr; }
    const LedgerRows* rows() const { return m_rows.get(); }
    const query::BranchKey& branch() const { return m_request.branch; }
    QString remark() const; ///< What stands above the rows, or in their place; empty for nothing.
    void goToNew(int step); ///< To the next that began at the revision.

signals:
    void changed(); ///< isReading(), the rows or the remark.

private:
    void show(const LedgerPtr& ledger);
    void setEntries(const LedgerPtr& ledger, std::vector<LedgerEntry> entries);
    void nameErrors();

    Context m_context;
    ResultTable& m_table;
    query::RegressionsRequest m_request;
    QString m_filter;
    QString m_error; ///< Why it could not be read.
    LedgerPtr m_ledger;
    std::shared_ptr<const LedgerRows> m_rows;
    BackgroundTask<LedgerPtr> m_read;
    BackgroundTask<LedgerPtr> m_name;
};

} // namespace cboard::ui
