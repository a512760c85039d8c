// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/generate/into_store.h"
#include "core/service/workbench.h"
#include "ui/base/context.h"
#include "ui/base/task_list.h"
#include "ui/logview/log_cache.h"
#include "ui/theme/theme.h"

#include <QTemporaryDir>
#include <QThreadPool>

#include <thread>

namespace cboard::test {

/// What the application hands to its windows, over a real store with made-up results.
class StoreFixture {
public:
    /// Empty when the store could not be made.
    static std::unique_ptr<StoreFixture> create(const generate::Options& options)
    {
        auto fixture = createEmpty(options.endTime);
        if (!fixture
            || !generate::generateIntoStore(options, fixture->m_workbench->store(), options.endTime,
                                            TaskContext())) {
            return nullptr;
        }
        return fixture;
    }
    /// The same, with nothing in the store.
    static std::unique_ptr<StoreFixture> createEmpty(Timestamp now)
    {
        auto fixture = std::unique_ptr<StoreFixture>(new StoreFixture);
        const std::filesystem::path file =
            (fixture->m_folder.path() + QStringLiteral("/results.db")).toStdString();
        auto workbench = service::Workbench::open(file, {});
        if (!workbench) {
            return nullptr;
        }
        fixture->m_workbench = std::move(*workbench);
        fixture->m_now = now;
        fixture->fillContext();
        return fixture;
    }
    StoreFixture(const StoreFixture&) = delete;
    StoreFixture& operator=(const StoreFixture&) = delete;
    ~StoreFixture()
    {
        m_ingest = {}; // Stops and waits.
        tasks.cancelAll();
        pool.waitForDone();
    }

    /// Brings results of another season in, on a thread of its own, until stopIngest().
    void startIngest(const generate::Options& options)
    {
        m_ingest = std::jthread([this, options](const std::stop_token& stop) {
            static_cast<void>(generate::generateIntoStore(options, m_workbench->store(),
                                                          options.endTime, TaskContext(stop)));
        });
    }
    void stopIngest() { m_ingest = {}; }
    service::Workbench& workbench() { return *m_workbench; }

    QThreadPool pool;
    ui::TaskList tasks;
    ui::Theme theme{ui::ThemeKind::Light};
    ui::LogCache logs;
    ui::Context context;

private:
    StoreFixture() = default;
    void fillContext()
    {
        constexpr int QueryThreads = 3;
        pool.setMaxThreadCount(QueryThreads);
        context.engine = &m_workbench->engine();
        context.workbench = m_workbench.get();
        context.queries = &pool;
        context.jobs = &pool;
        context.tasks = &tasks;
        context.theme = &theme;
        context.logs = &logs;
        context.storeName = QStringLiteral("results");
        context.now = [now = m_now] { return now; };
    }

    QTemporaryDir m_folder;
    std::unique_ptr<service::Workbench> m_workbench;
    Timestamp m_now;
    std::jthread m_ingest;
};

} // namespace cboard::test
