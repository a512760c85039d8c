// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/arrival_counts.h"
#include "core/store/lease.h"
#include "core/store/store.h"
#include "core/store/writer/issue_table.h"
#include "core/store/writer/log_table.h"
#include "core/store/writer/parent_table.h"
#include "core/store/writer/prepared_document.h"
#include "core/store/writer/test_table.h"
#include "core/store/writer/writer_context.h"

#include <memory>
#include <optional>

namespace cboard::store {

/// The writer of the embedded store.
///
/// A batch is one transaction; each document is a savepoint in it. Once SQLite had to undo the
/// whole transaction (disk full), the writer answers every call with that error: what was
/// committed stays, what was not is gone, and the caller starts again with a new writer.
class StoreWriter : public Writer {
public:
    /// \p database must have the current schema.
    static Result<std::unique_ptr<StoreWriter>> open(std::unique_ptr<Database> database,
                                                     const std::string& program, Timestamp now);
    StoreWriter(const StoreWriter&) = delete;
    StoreWriter& operator=(const StoreWriter&) = delete;
    ~StoreWriter() override;

    Result<AddOutcome> add(const Document& document, const DocumentSource& source,
                           MergePolicy policy, Timestamp arrival) override;
    Result<AddOutcome> add(const Document& document, const PreparedDocument& prepared,
                           const DocumentSource& source, MergePolicy policy,
                           Timestamp arrival) override;
    Result<bool> isKnown(const Hash128& contentHash) override;
    Result<void> refuse(const Refusal& refusal, const DocumentSource& source,
                        std::string_view bytes, Timestamp arrival) override;
    Result<void> dropReject(std::int64_t id) override;
    Result<std::uint64_t> commit() override;

private:
    StoreWriter(std::unique_ptr<Database> database, std::unique_ptr<Lease> lease);

    Result<void> prepare();
    Result<void> begin();
    Result<void> runPrepared(std::string_view sql);
    Result<void> insertDocument(const Document& document, const DocumentSource& source);
    Result<RecordCounts> addRecords(const Document& document, const PreparedDocument& prepared);
    void undoDocument(const Dictionary::Mark& mark);
    Result<void> writeChanges();
    Result<void> usable() const;
    void compactSmallStore();

    std::unique_ptr<Database> m_database;
    std::unique_ptr<Lease> m_lease;
    WriterContext m_context;
    ParentTable m_parents;
    TestTable m_tests;
    ArrivalCounts m_arrivals; ///< Since the last commit.
    DocumentPreparer m_preparer; ///< For documents that come as they are.
    IssueTable m_issues;
    LogTable m_logs;
    std::optional<Transaction> m_transaction;
    std::optional<Error> m_failure; ///< Why the writer cannot go on.
    std::uint64_t m_generation = 0; ///< Of the last commit.
    std::int64_t m_lastArrival = 0;
    bool m_hasCommitted = false;
};

} // namespace cboard::store
