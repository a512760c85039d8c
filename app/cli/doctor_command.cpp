// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/open_workbench.h"
#include "app/cli/output.h"
#include "app/cli/table_printer.h"
#include "core/store/revisions/finding_update.h"
#include "core/store/store_state.h"

#include <fmt/format.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace cboard::cli {

namespace {

    namespace fs = std::filesystem;

    enum class Health : std::uint8_t { Good, Advice, Bad };

    /// One thing that was looked at.
    struct Finding {
        std::string name;
        Health health = Health::Good;
        std::string detail;
        std::string remedy; ///< What to do; empty when good.
    };

    constexpr std::uintmax_t WantedSpaceBytes = 1ULL << 30;

    std::string_view healthKey(Health health)
    {
        switch (health) {
        case Health::Good:
            return "good";
        case Health::Advice:
            return "advice";
        case Health::Bad:
            return "bad";
        }
        return "bad";
    }

    fs::path nearestFolder(fs::path path)
    {
        std::error_code error;
        path = fs::absolute(path, error).parent_path();
        while (!fs::is_directory(path, error) && path.has_relative_path()) {
            path = path.parent_path();
        }
        return path;
    }

    Finding lookAtFolder(const fs::path& storeFile)
    {
        const fs::path folder = nearestFolder(storeFile);
        if (::access(folder.c_str(), W_OK | X_OK) == 0) {
            return {"store folder", Health::Good, folder.string() + " is writable", {}};
        }
        return {"store folder", Health::Bad,
                fmt::format("{}: {}", folder.string(), std::strerror(errno)),
                "give yourself the right to write there, or choose another place with --store"};
    }

    Finding lookAtSpace(const fs::path& storeFile)
    {
        std::error_code error;
        const auto space = fs::space(nearestFolder(storeFile), error);
        if (error) {
            return {"disk space", Health::Advice, error.message(), "see df"};
        }
        const auto free = fmt::format("{:.1f} GB free", static_cast<double>(space.available) / 1e9);
        if (space.available >= WantedSpaceBytes) {
            return {"disk space", Health::Good, free, {}};
        }
        return {"disk space", Health::Advice, free,
                "make room: a million tests with excerpts take about 1 GB"};
    }

    Finding lookAtLogAnalysis(const fs::path& storeFile)
    {
        const auto state = store::findingState(storeFile);
        if (!state) {
            return {"log analysis", Health::Advice, describe(state.error()),
                    "cboard store analyze makes it anew once the file is away"};
        }
        const auto found = fmt::format("{} logs of failing results, {} different errors",
                                       state->texts, state->fingerprints);
        if (state->isWhole) {
            return {"log analysis", Health::Good, found, {}};
        }
        return {"log analysis", Health::Advice, found + ", not all of the newest",
                "cboard store analyze reads the rest"};
    }

    std::vector<Finding> lookIntoStore(const fs::path& file)
    {
        const auto state = store::stateOfStore(file);
        if (!state) {
            return {{"schema", Health::Bad, describe(state.error()), "is it a store at all?"}};
        }
        std::vector<Finding> findings;
        Finding schema{"schema",
                       Health::Good,
                       fmt::format("version {}, this program has {}", state->schemaVersion,
                                   state->programVersion),
                       {}};
        if (state->schemaVersion > state->programVersion) {
            schema.health = Health::Bad;
            schema.remedy = "use the newer program that wrote it";
        } else if (state->schemaVersion < state->programVersion) {
            schema.health = Health::Advice;
            schema.remedy = "the next program that writes migrates it and keeps a copy";
        }
        findings.push_back(std::move(schema));
        findings.push_back({"writer",
                            Health::Good,
                            state->isBeingWritten       ? state->writer
                                : state->writer.empty() ? "nobody"
                                                        : "nobody; last " + state->writer,
                            {}});
        findings.push_back(
            {"log packs",
             Health::Good,
             fmt::format("{} files, {}", state->packFiles, megabytesText(state->packBytes)),
             {}});
        const bool hasRejects = state->rejects > 0;
        findings.push_back({"rejects", hasRejects ? Health::Advice : Health::Good,
                            hasRejects
                                ? fmt::format("{} refused documents wait, {}", state->rejects,
                                              megabytesText(state->rejectBytes))
                                : "none",
                            hasRejects ? "cboard rejects list says why; retry or drop them" : ""});
        findings.push_back(lookAtLogAnalysis(file));
        return findings;
    }

    Finding lookAtStore(const Session& session)
    {
        std::error_code error;
        const auto file = session.storeFile();
        if (!fs::exists(file, error)) {
            return {"store", Health::Advice, "there is none at " + file.string(),
                    "cboard ingest PATH makes it"};
        }
        const auto workbench = openWorkbench(session, Access::Read);
        if (!workbench) {
            return {"store", Health::Bad, describe(workbench.error()),
                    "see the message; cboard store check tells more when the store opens"};
        }
        const auto sizes = (*workbench)->store().sizes();
        if (!sizes) {
            return {"store", Health::Bad, describe(sizes.error()), "run cboard store check"};
        }
        return {"store",
                Health::Good,
                fmt::format("{}: {} tests, {}", file.string(),
                            sizes->records[static_cast<std::size_t>(RecordKind::Test)],
                            megabytesText(sizes->database + sizes->logs)),
                {}};
    }

    Finding lookAtSettings(Session& session)
    {
        const auto& settings = session.settings();
        if (settings.warnings().empty()) {
            return {"settings", Health::Good, settings.file().string(), {}};
        }
        return {"settings", Health::Advice, settings.warnings().front(),
                "remove what cboard config list does not name"};
    }

    Finding lookAtLocale()
    {
        const char* variable = std::getenv("LC_ALL");
        for (const char* name : {"LC_CTYPE", "LANG"}) {
            variable = variable == nullptr || *variable == '\0' ? std::getenv(name) : variable;
        }
        const std::string locale = variable == nullptr ? "" : variable;
        const bool isUtf8 =
            locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
        if (isUtf8) {
            return {"terminal", Health::Good, locale, {}};
        }
        return {"terminal", Health::Advice,
                "the locale is \"" + locale + "\", names may look wrong", "export LC_ALL=C.UTF-8"};
    }

    Finding lookForDesktop()
    {
        const char* variable = std::getenv("PATH");
        std::string_view rest = variable == nullptr ? "" : variable;
        std::error_code error;
        std::vector<fs::path> folders{fs::read_symlink("/proc/self/exe", error).parent_path()};
        while (!rest.empty()) {
            const auto end = rest.find(':');
            folders.emplace_back(rest.substr(0, end));
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        }
        for (const fs::path& folder : folders) {
            const fs::path program = folder / "checkerboard";
            if (fs::is_regular_file(program, error) && ::access(program.c_str(), X_OK) == 0) {
                return {"desktop", Health::Good, program.string(), {}};
            }
        }
        return {"desktop", Health::Advice, "the program checkerboard is not in PATH",
                "install the desktop to see results in a window; cboard works without it"};
    }

    std::vector<Finding> lookAtLibraries()
    {
        return {{"sqlite", Health::Good, sqlite3_libversion(), {}},
                {"zstd", Health::Good, ZSTD_versionString(), {}}};
    }

    std::vector<Finding> examine(Session& session)
    {
        std::vector<Finding> findings{lookAtFolder(session.storeFile()),
                                      lookAtSpace(session.storeFile()),
                                      lookAtStore(session),
                                      lookAtSettings(session),
                                      lookAtLocale(),
                                      lookForDesktop()};
        std::error_code error;
        if (fs::exists(session.storeFile(), error)) {
            for (Finding& finding : lookIntoStore(session.storeFile())) {
                findings.push_back(std::move(finding));
            }
        }
        for (Finding& library : lookAtLibraries()) {
            findings.push_back(std::move(library));
        }
        return findings;
    }

    void printFindings(Session& session, const std::vector<Finding>& findings)
    {
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("version", CBOARD_VERSION).key("findings").beginArray();
            for (const Finding& finding : findings) {
                document.json.beginObject().member("name", finding.name);
                document.json.member("health", healthKey(finding.health));
                document.json.member("detail", finding.detail);
                document.json.member("remedy", finding.remedy).endObject();
            }
            document.json.endArray();
            document.printTo(session);
            return;
        }
        TablePrinter table({{"what"}, {"health"}, {"found"}, {"remedy"}});
        for (const Finding& finding : findings) {
            table.addRow({finding.name, std::string(healthKey(finding.health)), finding.detail,
                          finding.remedy});
        }
        session.print(table.text(session.usesColor()));
    }

    ExitCode runDoctor(Session& session)
    {
        const auto findings = examine(session);
        printFindings(session, findings);
        for (const Finding& finding : findings) {
            if (finding.health == Health::Bad) {
                return ExitCode::SomeFailed;
            }
        }
        return ExitCode::AllDone;
    }

} // namespace

Action setupDoctor(CLI::App& /*app*/)
{
    return runDoctor;
}

} // namespace cboard::cli
