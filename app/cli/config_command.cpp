// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/table_printer.h"

#include <CLI/CLI.hpp>

#include <array>
#include <memory>

namespace cboard::cli {

namespace {

    void writeSetting(JsonOutput& json, const std::string& key,
                      const service::SettingsFile& settings)
    {
        const service::SettingSpec& spec = *service::findSetting(key);
        json.beginObject().member("key", key).member("value", settings.value(key));
        json.member("default", spec.defaultValue).member("is_set", settings.isSet(key));
        json.member("type", service::settingTypeKey(spec.type));
        if (spec.type == service::SettingType::Integer) {
            json.member("lowest", spec.lowest).member("highest", spec.highest);
        }
        if (!spec.choices.empty()) {
            json.key("choices").beginArray();
            for (const std::string_view choice : spec.choices) {
                json.value(choice);
            }
            json.endArray();
        }
        json.member("unit", spec.unit).member("label", spec.label).member("help", spec.help);
        json.member("page", spec.page).endObject();
    }

    /// The rows of the table, and what the file has of the sections that take any name.
    std::vector<std::string> listedKeys(const service::SettingsFile& settings)
    {
        std::vector<std::string> keys;
        for (const auto& spec : service::settingSpecs()) {
            keys.emplace_back(spec.key);
        }
        for (const std::string& key : settings.keysSet()) {
            if (service::findSetting(key)->key != key) {
                keys.push_back(key);
            }
        }
        return keys;
    }

    ExitCode listSettings(Session& session)
    {
        const service::SettingsFile& settings = session.settings();
        if (session.isJson()) {
            JsonDocument document;
            document.json.member("file", settings.file().string()).key("settings").beginArray();
            for (const std::string& key : listedKeys(settings)) {
                writeSetting(document.json, key, settings);
            }
            document.json.endArray();
            document.printTo(session);
            return ExitCode::AllDone;
        }
        TablePrinter table({{"setting"}, {"value"}, {"default"}, {"help"}});
        for (const std::string& key : listedKeys(settings)) {
            const service::SettingSpec& spec = *service::findSetting(key);
            const std::string unit = spec.unit.empty() ? "" : " " + std::string(spec.unit);
            table.addRow({key, settings.value(key) + unit, std::string(spec.defaultValue) + unit,
                          std::string(spec.help)});
        }
        session.print(table.text(session.usesColor()));
        session.tell("settings file: " + settings.file().string());
        return ExitCode::AllDone;
    }

    ExitCode showSetting(Session& session, const std::string& key)
    {
        const service::SettingSpec* spec = service::findSetting(key);
        if (spec == nullptr) {
            return session.report(
                Error{ErrorKind::Invalid, 0, "there is no setting \"" + key + '"', {}});
        }
        if (session.isJson()) {
            JsonDocument document;
            document.json.key("setting");
            writeSetting(document.json, key, session.settings());
            document.printTo(session);
        } else {
            session.print(session.settings().value(key) + '\n');
        }
        return ExitCode::AllDone;
    }

    ExitCode changeSetting(Session& session, const std::string& key, const std::string* value)
    {
        service::SettingsFile& settings = session.settings();
        auto changed = value != nullptr ? settings.set(key, *value) : settings.reset(key);
        if (!changed) {
            Error error = changed.error();
            error.kind = ErrorKind::Invalid;
            return session.report(error);
        }
        if (const auto saved = settings.save(); !saved) {
            return session.report(saved.error());
        }
        return session.isJson() ? showSetting(session, key) : ExitCode::AllDone;
    }

    struct KeyAndValue {
        std::string key;
        std::string value;
    };

    void addKeyOption(CLI::App& app, KeyAndValue& arguments)
    {
        app.add_option("key", arguments.key, "Setting, as in \"config list\"")->required();
    }

    Action setupList(CLI::App& /*app*/)
    {
        return listSettings;
    }

    Action setupGet(CLI::App& app)
    {
        auto arguments = std::make_shared<KeyAndValue>();
        addKeyOption(app, *arguments);
        return [arguments](Session& session) { return showSetting(session, arguments->key); };
    }

    Action setupSet(CLI::App& app)
    {
        auto arguments = std::make_shared<KeyAndValue>();
        addKeyOption(app, *arguments);
        app.add_option("value", arguments->value, "New value")->required();
        return [arguments](Session& session) {
            return changeSetting(session, arguments->key, &arguments->value);
        };
    }

    Action setupReset(CLI::App& app)
    {
        auto arguments = std::make_shared<KeyAndValue>();
        addKeyOption(app, *arguments);
        return [arguments](Session& session) {
            return changeSetting(session, arguments->key, nullptr);
        };
    }

} // namespace

Action setupConfig(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"list", "All settings with their values", "cboard config list", setupList},
        Verb{"get", "One value", "cboard config get ingest/merge", setupGet},
        Verb{"set", "Change a value", "cboard config set ingest/merge newest", setupSet},
        Verb{"reset", "Back to the default", "cboard config reset ingest/merge", setupReset},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
