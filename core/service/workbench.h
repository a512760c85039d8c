// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/ingest/ingest.h"
#include "core/query/engine.h"
#include "core/service/default_paths.h"
#include "core/store/store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

/// What the desktop and the command line call.
namespace cboard::service {

/// One open store with its change feed. Thread-safe.
class Workbench {
public:
    static Result<std::unique_ptr<Workbench>> open(const std::filesystem::path& storeFile,
                                                   const store::OpenOptions& options);
    ~Workbench();
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;

    store::Store& store();
    query::Engine& engine();

    Result<ingest::Report> ingest(const std::vector<std::filesystem::path>& paths,
                                  const ingest::Options& options, const ingest::Observer& observer,
                                  const TaskContext& task);

    /// Adds made-up results of five trees, the newest a few hours before \p now, for who has none.
    /// \returns how many tests they hold. Errors: Storage, Busy, Cancelled.
    Result<std::int64_t> addSample(Timestamp now, const TaskContext& task);

    /// Calls \p listener on a thread of its own after commits of any process, with what they
    /// touched; at most four times a second. One listener; an empty one stops the watching.
    using ChangeListener = std::function<void(const std::vector<store::Change>&)>;
    void setChangeListener(ChangeListener listener);

private:
    struct Impl;
    explicit Workbench(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace cboard::service
