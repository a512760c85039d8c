// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/table_printer.h"
#include "core/service/view_files.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <array>
#include <memory>

namespace cboard::cli {

namespace {

    ExitCode listViews(Session& session)
    {
        const auto user = store::UserData::open(session.storeFile());
        if (!user) {
            return session.report(user.error());
        }
        const auto views = (*user)->savedViews();
        if (!views) {
            return session.report(views.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.key("views").beginArray();
            for (const auto& view : *views) {
                document.json.beginObject().member("name", view.name);
                document.json.member("address", view.address).endObject();
            }
            document.json.endArray();
            document.printTo(session);
            return ExitCode::AllDone;
        }
        TablePrinter table({{"name"}, {"address"}});
        for (const auto& view : *views) {
            table.addRow({view.name, view.address});
        }
        session.print(table.text(session.usesColor()));
        return ExitCode::AllDone;
    }

    ExitCode writeViews(Session& session, const std::string& folder)
    {
        const auto user = store::UserData::open(session.storeFile());
        if (!user) {
            return session.report(user.error());
        }
        const auto count = service::exportViews(**user, folder, session.task());
        if (!count) {
            return session.report(count.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("views", static_cast<std::int64_t>(*count));
            document.printTo(session);
        }
        session.tell(fmt::format("{} views in {}", *count, folder));
        return ExitCode::AllDone;
    }

    void writeTexts(JsonOutput& json, std::string_view key, const std::vector<std::string>& texts)
    {
        json.key(key).beginArray();
        for (const std::string& text : texts) {
            json.value(text);
        }
        json.endArray();
    }

    ExitCode readViews(Session& session, const std::vector<std::string>& paths)
    {
        const auto user = store::UserData::open(session.storeFile());
        if (!user) {
            return session.report(user.error());
        }
        const auto import = service::importViews(**user, {paths.begin(), paths.end()},
                                                 session.now(), session.task());
        if (!import) {
            return session.report(import.error());
        }
        if (session.isJson()) {
            JsonDocument document;
            writeTexts(document.json, "names", import->names);
            writeTexts(document.json, "problems", import->problems);
            document.printTo(session);
        }
        for (const std::string& problem : import->problems) {
            session.tell(problem);
        }
        session.tell(
            fmt::format("{} views read, {} not", import->names.size(), import->problems.size()));
        return import->problems.empty() ? ExitCode::AllDone
            : import->names.empty()     ? ExitCode::NothingDone
                                        : ExitCode::SomeFailed;
    }

    Action setupList(CLI::App& /*app*/)
    {
        return listViews;
    }

    Action setupExportViews(CLI::App& app)
    {
        auto folder = std::make_shared<std::string>();
        app.add_option("folder", *folder, "Where the files go")->required();
        return [folder](Session& session) { return writeViews(session, *folder); };
    }

    Action setupImportViews(CLI::App& app)
    {
        auto paths = std::make_shared<std::vector<std::string>>();
        app.add_option("path", *paths, "Files, or folders of *.view.json")->required();
        return [paths](Session& session) { return readViews(session, *paths); };
    }

} // namespace

Action setupViews(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"list", "Their names and addresses", "cboard views list", setupList},
        Verb{"export", "One readable file a view, to share or to keep in git",
             "cboard views export ~/kernel/views", setupExportViews},
        Verb{"import", "Views of such files; one of the same name is replaced",
             "cboard views import ~/kernel/views", setupImportViews},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
