// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/json_output.h"
#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/base/time.h"
#include "core/service/settings.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>

namespace cboard::cli {

/// Options that every verb takes.
struct GlobalOptions {
    std::string storeFile; ///< Empty: CBOARD_STORE, the setting, the default place.
    std::string settingsFile; ///< Empty: the default place.
    std::string now; ///< Empty: the clock.
    bool isJson = false;
    bool isQuiet = false;
    bool hasNoColor = false;
    int verbosity = 0;
};

/// One run of the program: what every verb needs and where its output goes.
class Session {
public:
    Session(GlobalOptions options, service::SettingsFile settings, Timestamp now,
            std::stop_token stop)
        : m_options(std::move(options))
        , m_settings(std::move(settings))
        , m_now(now)
        , m_stop(std::move(stop))
    {
    }

    bool isJson() const { return m_options.isJson; }
    bool isQuiet() const { return m_options.isQuiet; }
    bool usesColor() const;
    /// Of --now, else the clock when the program started.
    Timestamp now() const { return m_now; }
    service::SettingsFile& settings() { return m_settings; }
    std::filesystem::path storeFile() const;

    TaskContext task(TaskContext::Reporter reporter = {}) const
    {
        return TaskContext(m_stop, std::move(reporter));
    }
    bool stopRequested() const { return m_stop.stop_requested(); }

    /// To standard output. A reader that went away ends the output in silence; other trouble is
    /// said once and makes the run fail (outputFailed).
    void print(std::string_view text);
    bool outputFailed() const { return m_outputFailed; }
    bool outputEnded() const { return m_outputEnded; }

    /// For people: standard error, not with --quiet.
    void tell(std::string_view text) const;

    /// Says the error on standard error and, with --json, as the one document {"schema":1,
    /// "error":{"kind","message"}}. \returns the exit code for its kind.
    ExitCode report(const Error& error);

private:
    GlobalOptions m_options;
    service::SettingsFile m_settings;
    Timestamp m_now;
    std::stop_token m_stop;
    bool m_outputEnded = false;
    bool m_outputFailed = false;
};

/// "parse", "schema" ...: the stable key of an error kind.
std::string_view errorKindKey(ErrorKind kind);

/// The same document for an error that comes before there is a session.
std::string errorDocument(const Error& error);

/// Text of the one JSON document: an open object with the schema number in it. One line, or
/// indented where a person reads it on a terminal.
struct JsonDocument {
    std::string text;
    JsonOutput json;

    JsonDocument();
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;
    ~JsonDocument() = default;
    void printTo(Session& session);
};

} // namespace cboard::cli
