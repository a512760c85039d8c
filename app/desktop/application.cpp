// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/application.h"

#include "core/logs/stages/stage_rules.h"
#include "core/service/default_paths.h"
#include "core/service/own_rules.h"
#include "core/service/request_settings.h"
#include "ui/base/feature.h"
#include "ui/base/preferences.h"
#include "ui/base/resolve.h"
#include "ui/history/record_history.h"
#include "ui/settings/first_start.h"
#include "ui/shell/render.h"
#include "ui/shell/windows.h"

#include <QApplication>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <set>

namespace cboard::desktop {

namespace {
    constexpr int QueryThreads = 3;
    constexpr int JobThreads = 2;
    constexpr int RulesAfterMs = 3000; ///< What the windows show first has come, and no log yet.
} // namespace

std::filesystem::path storePath(const DesktopOptions& options)
{
    return options.store.empty() ? service::defaultStorePath() : options.store;
}

Application::Application(std::unique_ptr<service::Workbench> workbench,
                         const DesktopOptions& options)
    : m_workbench(std::move(workbench))
    , m_storeFile(storePath(options))
    , m_theme(options.theme)
{
    m_queries.setMaxThreadCount(QueryThreads);
    m_queries.setObjectName(QStringLiteral("queries"));
    m_jobs.setMaxThreadCount(JobThreads);
    m_jobs.setThreadPriority(QThread::LowPriority);
    m_jobs.setObjectName(QStringLiteral("jobs"));
    m_context.engine = &m_workbench->engine();
    m_context.workbench = m_workbench.get();
    m_context.queries = &m_queries;
    m_context.jobs = &m_jobs;
    m_context.tasks = &m_tasks;
    m_context.theme = &m_theme;
    m_context.logs = &m_logs;
    m_context.tables = &m_tables;
    m_context.storeName = QString::fromStdString(m_storeFile.stem().string());
    m_context.now = [fixed = options.now] {
        return fixed ? *fixed
                     : std::chrono::time_point_cast<std::chrono::microseconds>(
                         std::chrono::system_clock::now());
    };
    ui::installTheme(m_theme);
    m_personal.emplace(m_context, m_theme, m_storeFile, options);
}

Application::~Application()
{
    m_workbench->setChangeListener({});
    m_windows.reset();
    m_upkeep.reset();
    m_tasks.cancelAll();
}

Result<void> Application::render(ui::RenderOptions options, bool isKindKnown)
{
    CBOARD_TRY_VOID(findRecord(options.state, isKindKnown));
    QApplication::setQuitOnLastWindowClosed(false);
    ui::Renderer renderer(m_context);
    Result<void> outcome;
    renderer.start(options, [&outcome](Result<void> result) {
        outcome = std::move(result);
        QMetaObject::invokeMethod(qApp, &QApplication::quit, Qt::QueuedConnection);
    });
    QApplication::exec();
    return outcome;
}

Result<void> Application::showWindows(const std::optional<ui::ViewState>& address)
{
    m_windows = std::make_unique<ui::Windows>(m_context, service::defaultWindowsPath(m_storeFile));
    m_upkeep = std::make_unique<UpkeepSchedule>(m_context);
    QObject::connect(m_upkeep.get(), &UpkeepSchedule::errorsFound, qApp,
                     [this] { m_windows->onStoreChanged({}); });
    QObject::connect(m_context.preferences, &ui::Preferences::changed, m_upkeep.get(),
                     [this](const QString& key) {
                         if (service::changesAnswers(key.toStdString())) {
                             m_upkeep->onStoreChanged(); // What is kept was judged otherwise.
                         }
                     });
    m_upkeep->onStoreChanged();
    QTimer::singleShot(RulesAfterMs, m_upkeep.get(), [this] { prepareLogRules(); });
    followStore();
    auto restored = m_windows->restore(address);
    if (!address) { // Who asks for a page or a log is not asked what to begin with.
        ui::MainWindow* window = m_windows->activeWindow();
        ui::Context context = m_context;
        context.navigator = window;
        new ui::FirstStartOffer(context, window); // The window's child.
    }
    return restored;
}

Result<void> Application::finish()
{
    m_workbench->setChangeListener({});
    return m_windows ? m_windows->save() : Result<void>();
}

/// The rules by which logs are read are compiled once, so that the first log is not late for them.
/// What is wrong with them is said where a log is read.
void Application::prepareLogRules()
{
    m_logRules.start(
        QCoreApplication::translate("Application", "Preparing to read logs"),
        [file = m_storeFile](const TaskContext& task) -> Result<bool> {
            CBOARD_TRY_VOID(service::logRules(file, task));
            CBOARD_TRY_VOID(logs::StageRules::shipped(task));
            return true;
        },
        [](const Result<bool>& /*isPrepared*/) {});
}

void Application::followStore()
{
    m_workbench->setChangeListener([target = QPointer<ui::Windows>(m_windows.get()),
                                    upkeep = QPointer<UpkeepSchedule>(m_upkeep.get())](
                                       const std::vector<store::Change>& changes) {
        std::set<QString> trees;
        for (const store::Change& change : changes) {
            trees.insert(QString::fromStdString(change.tree));
        }
        const QStringList list(trees.begin(), trees.end());
        QMetaObject::invokeMethod(
            qApp,
            [target, upkeep, list] {
                if (target) {
                    target->onStoreChanged(list);
                }
                if (upkeep) {
                    upkeep->onStoreChanged();
                }
            },
            Qt::QueuedConnection);
    });
}

/// A record given without its kind is looked up: a test, else a build, else a checkout. A
/// view of one record without one gets the first failed boot of the revision. The history of a
/// record is that of its cell.
Result<void> Application::findRecord(ui::ViewState& state, bool isKindKnown)
{
    const ui::Feature* feature = ui::findFeature(state.view);
    if (state.record.isEmpty()) {
        const bool isFile = state.options.contains(QStringLiteral("file"));
        if (feature != nullptr && feature->scope == ui::FeatureScope::Record && !isFile) {
            findFailedBoot(state);
        }
        return {};
    }
    for (const auto kind : {RecordKind::Test, RecordKind::Build, RecordKind::Checkout}) {
        const query::RecordRequest request{m_context.common(), kind, state.record.toStdString()};
        if (!isKindKnown && m_context.engine->record(request, {})) {
            state.recordKind = kind;
            break;
        }
    }
    if (state.view == QLatin1String("history") && state.options.isEmpty()) {
        CBOARD_TRY(state, ui::historyOfRecord(*m_context.engine, m_context.common(), state, {}));
    }
    return {};
}

void Application::findFailedBoot(ui::ViewState& state)
{
    const auto common = m_context.common();
    const auto revision = ui::resolveRevision(*m_context.engine, state, common, {});
    if (!revision) {
        return; // The view says what is wrong.
    }
    constexpr std::int64_t Most = 20'000;
    const auto boots =
        m_context.engine->tests({common, revision->id, query::RunKind::Boots, Most}, {});
    if (!boots) {
        return;
    }
    const query::TestRow* best = nullptr;
    for (const query::TestRow& row : (*boots)->rows) {
        if (row.hasLog && (best == nullptr || row.status < best->status)) {
            best = &row;
        }
    }
    if (best != nullptr) {
        state.record = QString::fromStdString(best->id);
        state.recordKind = RecordKind::Test;
    }
}

} // namespace cboard::desktop
