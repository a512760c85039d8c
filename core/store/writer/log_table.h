// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/document.h"
#include "core/store/log_packs.h"
#include "core/store/writer/parent_table.h"
#include "core/store/writer/prepared_document.h"
#include "core/store/writer/writer_context.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace cboard::store {

/// Writes whole logs: each text once into the packs, and which records it belongs to. A log whose
/// test has not come waits for it.
class LogTable {
public:
    LogTable(WriterContext& context, ParentTable& parents)
        : m_context(context)
        , m_parents(parents)
    {
    }

    Result<void> prepare();
    /// The logs of a document whose records are stored.
    Result<void> add(const std::vector<LogAttachment>& logs, const PreparedDocument& prepared);
    /// Gives the tests that have come their logs that came before.
    Result<void> attachWaiting(const std::vector<Test>& tests);
    /// Call before the commit.
    Result<void> sync();

private:
    Result<std::int64_t> store(const PackedLog& packed);
    Result<void> openPacks();
    Result<bool> hasRetiredOwner(const LogAttachment& log);
    /// \p id of a stored log.
    Result<void> attach(const LogAttachment& log, std::int64_t id);
    Result<void> keep(RecordKind kind, std::int64_t record, std::int64_t log, LogFormat format);

    WriterContext& m_context;
    ParentTable& m_parents;
    std::unique_ptr<LogPackWriter> m_packs; ///< Opened at the first log.
    std::int64_t m_waiting = 0; ///< Rows of waiting_log, at least.
};

} // namespace cboard::store
