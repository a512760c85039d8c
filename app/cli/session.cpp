// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/session.h"

#include "app/cli/output.h"
#include "core/service/default_paths.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace cboard::cli {

std::string_view errorKindKey(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::Network:
        return "network";
    case ErrorKind::Timeout:
        return "timeout";
    case ErrorKind::Auth:
        return "auth";
    case ErrorKind::NotFound:
        return "not_found";
    case ErrorKind::RateLimited:
        return "rate_limited";
    case ErrorKind::Parse:
        return "parse";
    case ErrorKind::Schema:
        return "schema";
    case ErrorKind::Unsupported:
        return "unsupported";
    case ErrorKind::Storage:
        return "storage";
    case ErrorKind::Io:
        return "io";
    case ErrorKind::Limit:
        return "limit";
    case ErrorKind::Busy:
        return "busy";
    case ErrorKind::Invalid:
        return "invalid";
    case ErrorKind::Internal:
        return "internal";
    }
    return "internal";
}

std::string errorDocument(const Error& error)
{
    std::string text;
    JsonOutput json(text, formats::JsonWriter::Layout::Compact);
    json.beginObject().member("schema", 1).key("error").beginObject();
    json.member("kind", errorKindKey(error.kind)).member("message", describe(error));
    json.endObject().endObject();
    return text + '\n';
}

JsonDocument::JsonDocument()
    : json(text,
           ::isatty(STDOUT_FILENO) == 1 ? formats::JsonWriter::Layout::Indented
                                        : formats::JsonWriter::Layout::Compact)
{
    json.beginObject().member("schema", 1);
}

void JsonDocument::printTo(Session& session)
{
    json.endObject();
    text += '\n';
    session.print(text);
}

bool Session::usesColor() const
{
    const char* noColor = std::getenv("NO_COLOR");
    return !m_options.hasNoColor && (noColor == nullptr || *noColor == '\0')
        && ::isatty(STDOUT_FILENO) == 1;
}

std::filesystem::path Session::storeFile() const
{
    if (!m_options.storeFile.empty()) {
        return m_options.storeFile;
    }
    if (const char* fromEnvironment = std::getenv("CBOARD_STORE");
        fromEnvironment != nullptr && *fromEnvironment != '\0') {
        return fromEnvironment;
    }
    const std::string fromSettings = m_settings.value("store/file");
    return fromSettings.empty() ? service::defaultStorePath() : std::filesystem::path(fromSettings);
}

void Session::print(std::string_view text)
{
    if (m_outputEnded) {
        return;
    }
    if (const auto written = writeAll(STDOUT_FILENO, text); !written) {
        m_outputEnded = true;
        if (written.error().code != EPIPE) {
            m_outputFailed = true;
            note(describe(written.error()));
        }
    }
}

void Session::tell(std::string_view text) const
{
    if (!m_options.isQuiet) {
        note(text);
    }
}

ExitCode Session::report(const Error& error)
{
    note(describe(error));
    if (m_options.isJson) {
        print(errorDocument(error));
    }
    return error.kind == ErrorKind::Invalid ? ExitCode::WrongUsage : ExitCode::NothingDone;
}

} // namespace cboard::cli
