// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/command.h"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cboard::cli {

Action setupVerbs(CLI::App& app, std::span<const Verb> verbs)
{
    std::vector<std::pair<CLI::App*, Action>> actions;
    for (const Verb& verb : verbs) {
        CLI::App* sub = app.add_subcommand(std::string(verb.name), std::string(verb.summary));
        sub->fallthrough();
        sub->footer("Example:\n  " + std::string(verb.example));
        actions.emplace_back(sub, verb.setup(*sub));
    }
    app.require_subcommand(1);
    return [actions = std::move(actions)](Session& session) {
        for (const auto& [sub, action] : actions) {
            if (sub->parsed()) {
                return action(session);
            }
        }
        return ExitCode::WrongUsage;
    };
}

} // namespace cboard::cli
