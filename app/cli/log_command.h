// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/cli/command.h"
#include "app/cli/session.h"
#include "core/logs/sources/open_log_file.h"
#include "core/query/engine.h"

#include <memory>
#include <string>

/// The verbs of `cboard log`, one log_command_<verb>.cpp each, and what they share.
namespace cboard::cli {

Action setupLogAnalyze(CLI::App& app);
Action setupLogCat(CLI::App& app);
Action setupLogDecode(CLI::App& app);
Action setupLogDiff(CLI::App& app);
Action setupLogGrep(CLI::App& app);
Action setupLogIndex(CLI::App& app);
Action setupLogRules(CLI::App& app);
Action setupLogSearch(CLI::App& app);
Action setupLogStages(CLI::App& app);

/// The stored log of a record.
struct RecordLog {
    std::string id;
    std::string kind; ///< "test", "build"; empty: the first that has a log, tests before builds.
};

void addRecordKindOption(CLI::App& app, RecordLog& record);

/// Errors: NotFound when nothing is stored (the message says where the log is), Storage.
Result<std::shared_ptr<const query::LogSnapshot>> findRecordLog(Session& session,
                                                                const RecordLog& record);

/// Prints a plain log file row by row as `log cat` does, then what is appended to it, until the
/// file is removed or the program is stopped.
ExitCode followLogFile(Session& session, const std::string& path);

/// A file or the log of a record, as the verbs take it.
struct LogArguments {
    std::string file;
    RecordLog record;
};

void addLogInput(CLI::App& app, LogArguments& arguments);

/// A whole log in memory.
struct LogInput {
    std::string text;
    bool isGzip = false; ///< It came packed by gzip.
};

/// A file with all layers of compression taken off. Errors: NotFound, Io, Parse, Limit.
Result<LogInput> readLogFile(Session& session, const std::string& path);

/// Errors: as above; Invalid when neither a file nor a record is named.
Result<LogInput> readLog(Session& session, const LogArguments& arguments);

/// The same without taking the whole log into memory: a packed file is unpacked where it is read,
/// or into a temporary one. Opened as a whole its damage is told. Errors as readLog.
Result<logs::LogFile> openLog(Session& session, const LogArguments& arguments,
                              logs::LogOpening opening = logs::LogOpening::Whole);

/// Says on standard error when the end of the log is missing or some of it may be wrong; once it
/// was read.
void tellDamage(const Session& session, const logs::ByteSource& bytes);

/// Opens the log, lets \p find look through it by the rules and \p show print what it found. A
/// wrong rules file is wrong usage.
template <typename Rules, typename Find, typename Show>
ExitCode examineLog(Session& session, const LogArguments& arguments, const Result<Rules>& rules,
                    Find find, Show show)
{
    if (!rules) {
        session.report(rules.error());
        return ExitCode::WrongUsage;
    }
    const auto log = openLog(session, arguments);
    if (!log) {
        return session.report(log.error());
    }
    const auto found = find(*log->bytes, log->format, *rules, session.task());
    if (!found) {
        return session.report(found.error());
    }
    show(*found);
    return ExitCode::AllDone;
}

} // namespace cboard::cli
