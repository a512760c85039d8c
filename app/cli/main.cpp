// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/output.h"
#include "app/cli/session.h"
#include "app/cli/signal_watch.h"
#include "app/cli/verb_registry.h"
#include "core/base/log.h"
#include "core/service/default_paths.h"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <clocale>
#include <exception>
#include <iostream>

namespace {

using namespace cboard;
using namespace cboard::cli;

void addGlobalOptions(CLI::App& app, GlobalOptions& options)
{
    app.set_version_flag("--version", "cboard " CBOARD_VERSION);
    app.add_option("--store", options.storeFile,
                   "Store to work on (default: $CBOARD_STORE, the setting store/file, the XDG "
                   "data directory)")
        ->type_name("FILE");
    app.add_option("--settings", options.settingsFile, "Settings file to use")->type_name("FILE");
    app.add_flag("--json", options.isJson, "Print exactly one JSON document on standard output");
    app.add_flag("-q,--quiet", options.isQuiet, "Say nothing but errors");
    app.add_flag("-v,--verbose", options.verbosity, "Say more; twice for debugging");
    app.add_option("--now", options.now, "The time to take for now, instead of the clock")
        ->type_name("TIME");
    app.add_flag("--no-color", options.hasNoColor, "No colors on a terminal");
}

void setupLog(const GlobalOptions& options)
{
    const auto lowest = options.isQuiet ? log::Level::Error
        : options.verbosity >= 2        ? log::Level::Debug
        : options.verbosity == 1        ? log::Level::Info
                                        : log::Level::Warning;
    log::setSink([lowest](log::Level level, std::string_view category, std::string_view line) {
        if (level >= lowest) {
            note(std::string(category) + ": " + std::string(line));
        }
    });
}

Result<Timestamp> currentTime(const GlobalOptions& options)
{
    if (options.now.empty()) {
        return std::chrono::time_point_cast<std::chrono::microseconds>(
            std::chrono::system_clock::now());
    }
    if (const auto time = parseLooseTime(options.now)) {
        return *time;
    }
    return fail(ErrorKind::Invalid,
                "--now: expected a time like 2026-11-21T05:00:00Z, got \"" + options.now + '"');
}

int failEarly(const GlobalOptions& options, const Error& error)
{
    note(describe(error));
    if (options.isJson) {
        static_cast<void>(writeAll(STDOUT_FILENO, errorDocument(error)));
    }
    return static_cast<int>(ExitCode::WrongUsage);
}

int handleParseError(CLI::App& app, const GlobalOptions& options, const CLI::ParseError& error)
{
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        return app.exit(error); // --help or --version: prints what was asked for
    }
    return failEarly(options,
                     Error{ErrorKind::Invalid, 0, std::string(error.what()) + "; see --help", {}});
}

int runAction(const Action& action, GlobalOptions options, const SignalWatch& signals)
{
    const auto now = currentTime(options);
    if (!now) {
        return failEarly(options, now.error());
    }
    auto settings = service::SettingsFile::load(options.settingsFile.empty()
                                                    ? service::defaultSettingsPath()
                                                    : std::filesystem::path(options.settingsFile));
    if (!settings) {
        return failEarly(options, settings.error());
    }
    setupLog(options);
    for (const std::string& warning : settings->warnings()) {
        note(warning);
    }
    Session session(std::move(options), std::move(*settings), *now, signals.token());
    const ExitCode code = action(session);
    return static_cast<int>(session.outputFailed() ? ExitCode::NothingDone : code);
}

int runProgram(int argc, char** argv, const SignalWatch& signals)
{
    CLI::App app("Checkerboard: Linux kernel CI results on the command line.", "cboard");
    GlobalOptions options;
    addGlobalOptions(app, options);
    const Action action = setupVerbs(app, verbs());
    // The verb's own mistakes are reported in JSON only if --json was seen before them; look ahead.
    for (int i = 1; i < argc && !options.isJson; ++i) {
        options.isJson = std::string_view(argv[i]) == "--json";
    }
    const bool isJson = options.isJson;
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        options.isJson = isJson;
        return handleParseError(app, options, error);
    }
    return runAction(action, std::move(options), signals);
}

} // namespace

int main(int argc, char** argv)
{
    // Only for the widths of characters; numbers and sorting stay as in the C locale.
    static_cast<void>(std::setlocale(LC_CTYPE, "C.UTF-8"));
    const SignalWatch signals;
    try {
        return runProgram(argc, argv, signals);
    } catch (const std::exception& error) {
        note(std::string("internal error: ") + error.what());
        return static_cast<int>(ExitCode::NothingDone);
    }
}
