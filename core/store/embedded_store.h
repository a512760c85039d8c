// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/sqlite/database.h"
#include "core/store/store.h"

#include <memory>
#include <mutex>

namespace cboard::store {

/// The store over one SQLite file. Thread-safe: small reads share a connection under a lock, long
/// ones (export, digest, check) and the writer open their own.
class EmbeddedStore : public Store {
public:
    static Result<std::unique_ptr<EmbeddedStore>> open(const std::filesystem::path& file,
                                                       const OpenOptions& options);
    EmbeddedStore(const EmbeddedStore&) = delete;
    EmbeddedStore& operator=(const EmbeddedStore&) = delete;
    ~EmbeddedStore() override;

    const std::filesystem::path& file() const override { return m_file; }
    query::Engine& engine() override { return *m_engine; }
    Result<std::unique_ptr<Writer>> writer(const std::string& program, Timestamp now) override;

    Result<std::uint64_t> generation() override;
    Result<std::vector<Change>> changesSince(std::uint64_t generation) override;

    Result<void> exportRecords(const query::Filter& filter, Timestamp now, const RecordSink& sink,
                               const TaskContext& task) override;
    Result<std::string> digest(const TaskContext& task) override;
    Result<std::vector<std::string>> check(const TaskContext& task) override;
    Result<void> rebuild(const std::string& program, Timestamp now,
                         const TaskContext& task) override;
    Result<SizeReport> sizes() override;

    Result<std::vector<Reject>> rejects() override;
    Result<std::string> rejectBytes(std::int64_t id) override;

private:
    EmbeddedStore(std::filesystem::path file, bool isReadOnly, std::unique_ptr<Database> reader);
    /// A connection of its own for a long read.
    Result<std::unique_ptr<Database>> openReader() const;
    /// Error Storage when the store is open for reading only.
    Result<std::unique_ptr<Database>> openForWriting() const;

    std::filesystem::path m_file;
    bool m_isReadOnly = false;
    std::mutex m_mutex;
    std::unique_ptr<Database> m_reader; // guarded by m_mutex
    std::unique_ptr<query::Engine> m_engine;
};

} // namespace cboard::store
