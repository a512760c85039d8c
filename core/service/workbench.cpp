// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/workbench.h"

#include "core/base/log.h"
#include "core/generate/into_store.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace cboard::service {

namespace {

    constexpr auto PollInterval = std::chrono::milliseconds(250);

    /// The changes since `seen`, which moves on; empty when there are none or the store cannot
    /// tell now (the next poll asks again).
    std::vector<store::Change> newChanges(store::Store& store, std::uint64_t& seen)
    {
        const auto generation = store.generation();
        if (!generation || *generation == seen) {
            return {};
        }
        auto changes = store.changesSince(seen);
        if (!changes) {
            log::write(log::Level::Warning, "service",
                       "cannot read changes: " + describe(changes.error()));
            return {};
        }
        seen = *generation;
        return std::move(*changes);
    }

    void watch(const std::stop_token& stop, store::Store& store, std::uint64_t seen,
               const Workbench::ChangeListener& listener)
    {
        std::mutex mutex;
        std::condition_variable_any sleep;
        while (!stop.stop_requested()) {
            if (const auto changes = newChanges(store, seen); !changes.empty()) {
                listener(changes);
            }
            std::unique_lock lock(mutex);
            sleep.wait_for(lock, stop, PollInterval, [] { return false; });
        }
    }

} // namespace

struct Workbench::Impl {
    std::unique_ptr<store::Store> store;
    std::mutex mutex;
    std::jthread watcher; // guarded by mutex
};

Workbench::Workbench(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

Workbench::~Workbench()
{
    setChangeListener({});
}

Result<std::unique_ptr<Workbench>> Workbench::open(const std::filesystem::path& storeFile,
                                                   const store::OpenOptions& options)
{
    if (options.mayCreate && !options.isReadOnly && storeFile.has_parent_path()) {
        std::error_code error;
        std::filesystem::create_directories(storeFile.parent_path(), error);
        if (error) {
            return fail(ErrorKind::Io,
                        "cannot make folder " + storeFile.parent_path().string() + ": "
                            + error.message(),
                        error.value());
        }
    }
    auto impl = std::make_unique<Impl>();
    CBOARD_TRY(impl->store, store::Store::open(storeFile, options));
    return std::unique_ptr<Workbench>(new Workbench(std::move(impl)));
}

store::Store& Workbench::store()
{
    return *m_impl->store;
}

query::Engine& Workbench::engine()
{
    return m_impl->store->engine();
}

Result<ingest::Report> Workbench::ingest(const std::vector<std::filesystem::path>& paths,
                                         const ingest::Options& options,
                                         const ingest::Observer& observer, const TaskContext& task)
{
    return ingest::ingest(store(), paths, options, observer, task);
}

Result<std::int64_t> Workbench::addSample(Timestamp now, const TaskContext& task)
{
    generate::Options options;
    options.revisions = 12;
    options.tests = 120'000;
    options.withLogs = true;
    options.endTime = now;
    CBOARD_TRY(const generate::Outcome made,
               generate::generateIntoStore(options, store(), now, task));
    return made.totals.tests;
}

void Workbench::setChangeListener(ChangeListener listener)
{
    std::jthread previous;
    {
        const std::lock_guard lock(m_impl->mutex);
        previous = std::exchange(m_impl->watcher, {});
    }
    previous = {}; // stops and joins it; its listener is not called again
    if (!listener) {
        return;
    }
    // What is there now is seen; only later commits are told.
    const auto seen = m_impl->store->generation().value_or(0);
    const std::lock_guard lock(m_impl->mutex);
    m_impl->watcher =
        std::jthread([&store = store(), seen, listener = std::move(listener)](
                         const std::stop_token& stop) { watch(stop, store, seen, listener); });
}

} // namespace cboard::service
