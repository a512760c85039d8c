// SPDX-License-Identifier: GPL-3.0-or-later
// checkerboard: builds the objects of the desktop, wires them, runs.
#include "app/desktop/desktop_options.h"
#include "app/desktop/personal.h"
#include "core/service/default_paths.h"
#include "core/service/workbench.h"
#include "ui/settings/first_start.h"
#include "ui/shell/feature.h"
#include "ui/shell/main_window.h"
#include "ui/shell/resolve.h"
#include "ui/shell/task_list.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QPointer>
#include <QThreadPool>

#include <chrono>
#include <cstdio>
#include <optional>
#include <set>

using namespace cboard;
using namespace cboard::desktop;

namespace {

constexpr int NothingDone = 2;
constexpr int WrongUsage = 3;
constexpr int QueryThreads = 3;
constexpr int JobThreads = 2;

std::filesystem::path storePath(const DesktopOptions& options)
{
    return options.store.empty() ? service::defaultStorePath() : options.store;
}

int complain(const std::string& sentence, int code)
{
    std::fprintf(stderr, "checkerboard: %s\n", sentence.c_str());
    return code;
}

QStringList argumentList(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    return arguments;
}

bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
}

/// The objects of a running program, in the order in which they need each other. Pools wait for
/// their threads when they go, which is before the store that the threads read.
class Application {
public:
    Application(std::unique_ptr<service::Workbench> workbench, const DesktopOptions& options)
        : m_workbench(std::move(workbench))
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
        m_context.now = [fixed = options.now] {
            return fixed ? *fixed
                         : std::chrono::time_point_cast<std::chrono::microseconds>(
                             std::chrono::system_clock::now());
        };
        ui::installTheme(m_theme);
        m_personal.emplace(m_context, m_theme, storePath(options), options);
    }
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    ~Application()
    {
        m_workbench->setChangeListener({});
        m_tasks.cancelAll();
    }

    int render(ui::RenderOptions options)
    {
        findRecord(options.state);
        QApplication::setQuitOnLastWindowClosed(false);
        ui::Renderer renderer(m_context);
        Result<void> outcome;
        renderer.start(options, [&outcome](Result<void> result) {
            outcome = std::move(result);
            QMetaObject::invokeMethod(qApp, &QApplication::quit, Qt::QueuedConnection);
        });
        QApplication::exec();
        return outcome ? 0 : complain(describe(outcome.error()), NothingDone);
    }

    int show(const ui::ViewState& state)
    {
        ui::MainWindow window(m_context);
        m_workbench->setChangeListener([target = QPointer<ui::MainWindow>(&window)](
                                           const std::vector<store::Change>& changes) {
            std::set<QString> trees;
            for (const store::Change& change : changes) {
                trees.insert(QString::fromStdString(change.tree));
            }
            const QStringList list(trees.begin(), trees.end());
            QMetaObject::invokeMethod(
                qApp,
                [target, list] {
                    if (target) {
                        target->onStoreChanged(list);
                    }
                },
                Qt::QueuedConnection);
        });
        window.open(state);
        window.show();
        ui::Context context = m_context;
        context.navigator = &window;
        new ui::FirstStartOffer(context, &window); // The window's child.
        const int code = QApplication::exec();
        m_workbench->setChangeListener({});
        return code;
    }

private:
    /// A record given without its kind is looked up: a test, else a build, else a checkout. A
    /// view of one record without one gets the first failed boot of the revision.
    void findRecord(ui::ViewState& state)
    {
        const ui::Feature* feature = ui::findFeature(state.view);
        if (state.record.isEmpty()) {
            if (feature != nullptr && feature->scope == ui::FeatureScope::Record) {
                findFailedBoot(state);
            }
            return;
        }
        if (state.options.remove(QStringLiteral("kind")) > 0) {
            return;
        }
        for (const auto kind : {RecordKind::Test, RecordKind::Build, RecordKind::Checkout}) {
            if (m_context.engine->record({m_context.common(), kind, state.record.toStdString()},
                                         {})) {
                state.recordKind = kind;
                return;
            }
        }
    }

    void findFailedBoot(ui::ViewState& state)
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

    std::unique_ptr<service::Workbench> m_workbench;
    ui::TaskList m_tasks;
    ui::Theme m_theme;
    QThreadPool m_jobs;
    QThreadPool m_queries;
    ui::Context m_context;
    std::optional<Personal> m_personal;
};

Result<std::unique_ptr<service::Workbench>> openStore(const DesktopOptions& options)
{
    store::OpenOptions open;
    open.isReadOnly = options.isRender;
    open.mayCreate = !options.isRender;
    return service::Workbench::open(storePath(options), open);
}

} // namespace

int main(int argc, char** argv)
{
    const auto options = parseOptions(argumentList(argc, argv));
    if (!options) {
        return complain(options.error().message + "; see checkerboard --help", WrongUsage);
    }
    if (options->isRender && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    if (!options->isHelp && !options->isVersion && !hasDisplay()) {
        return complain("there is no display; --render VIEW --output FILE works without one",
                        NothingDone);
    }
    if (options->isHelp || options->isVersion) {
        const QCoreApplication application(argc, argv);
        std::puts(options->isHelp ? qPrintable(helpText()) : "checkerboard " CBOARD_VERSION);
        return 0;
    }
    if (!options->isRender) {
        Personal::applyScale();
    }
    const QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("checkerboard"));
    QApplication::setApplicationDisplayName(QStringLiteral("Checkerboard"));
    QApplication::setDesktopFileName(QStringLiteral("org.checkerboard.Checkerboard"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/checkerboard.svg")));
    auto workbench = openStore(*options);
    if (!workbench) {
        return complain(describe(workbench.error()), NothingDone);
    }
    Application program(std::move(*workbench), *options);
    return options->isRender ? program.render(options->render)
                             : program.show(options->render.state);
}
