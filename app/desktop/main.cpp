// SPDX-License-Identifier: GPL-3.0-or-later
// checkerboard: builds the objects of the desktop, wires them, runs.
#include "app/desktop/application.h"
#include "app/desktop/desktop_options.h"
#include "app/desktop/instance_link.h"
#include "app/desktop/personal.h"
#include "core/base/heap.h"
#include "ui/shell/stall_monitor.h"
#include "ui/shell/windows.h"

#include <QApplication>
#include <QHashFunctions>
#include <QIcon>
#include <QTemporaryDir>

#include <cstdio>
#include <filesystem>

using namespace cboard;
using namespace cboard::desktop;

namespace {

constexpr int NothingDone = 2;
constexpr int WrongUsage = 3;

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

/// The offscreen platform says with each window that it has no use for size hints.
void dropOffscreenNoise(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (!text.startsWith(QLatin1String("This plugin does not support propagateSizeHints"))) {
        std::fprintf(stderr, "%s\n", qPrintable(qFormatLogMessage(type, context, text)));
    }
}

Result<std::unique_ptr<Application>> openApplication(const DesktopOptions& options,
                                                     store::OpenOptions open)
{
    CBOARD_TRY(auto workbench, service::Workbench::open(storePath(options), open));
    return std::make_unique<Application>(std::move(workbench), options);
}

/// A log file is drawn from the file alone: where there are no results, beside an empty store.
Result<std::unique_ptr<Application>> openForRender(DesktopOptions options,
                                                   const QTemporaryDir& emptyFolder)
{
    const bool isFile = options.render.state.options.contains(QStringLiteral("file"));
    if (isFile && !std::filesystem::exists(storePath(options))) {
        options.store = emptyFolder.filePath(QStringLiteral("empty.db")).toStdString();
        return openApplication(options, {.isReadOnly = false, .mayCreate = true});
    }
    return openApplication(options, {.isReadOnly = true, .mayCreate = false});
}

int render(const DesktopOptions& options)
{
    qInstallMessageHandler(dropOffscreenNoise);
    const QTemporaryDir emptyFolder;
    const auto program = openForRender(options, emptyFolder);
    const auto outcome = program ? (*program)->render(options.render, options.isKindKnown)
                                 : Result<void>(tl::unexpected(program.error()));
    return outcome ? 0 : complain(describe(outcome.error()), NothingDone);
}

/// The store is opened by the one program that shows it; a second one hands its address over.
int run(const DesktopOptions& options)
{
    InstanceLink link(storePath(options));
    std::unique_ptr<Application> program;
    QObject::connect(&link, &InstanceLink::delivered, qApp, &QApplication::quit);
    QObject::connect(&link, &InstanceLink::alone, qApp, [&] {
        auto opened = openApplication(options, {.isReadOnly = false, .mayCreate = true});
        if (!opened) {
            QApplication::exit(complain(describe(opened.error()), NothingDone));
            return;
        }
        program = std::move(*opened);
        if (const auto restored = program->showWindows(options.address); !restored) {
            complain(describe(restored.error()), NothingDone);
        }
    });
    QObject::connect(&link, &InstanceLink::addressReceived, qApp, [&](const QString& address) {
        program->windows()->openAddress(ui::fromAddress(address));
    });
    link.start(options.address ? ui::toAddress(*options.address) : QString());
    const int code = QApplication::exec();
    if (program != nullptr) {
        if (const auto kept = program->finish(); !kept) {
            return complain(describe(kept.error()), NothingDone);
        }
    }
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    prepareHeapForWindow();
    // An exported PDF lists its fonts in the order of a hash: equal data must give equal bytes.
    QHashSeed::setDeterministicGlobalSeed();
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
#ifdef NDEBUG
    const QApplication application(argc, argv);
#else
    ui::StallMonitor application(argc, argv);
    application.setLogging(true);
#endif
    QApplication::setApplicationName(QStringLiteral("checkerboard"));
    QApplication::setApplicationDisplayName(QStringLiteral("Checkerboard"));
    QApplication::setDesktopFileName(QStringLiteral("org.checkerboard.Checkerboard"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/checkerboard.svg")));
    return options->isRender ? render(*options) : run(*options);
}
