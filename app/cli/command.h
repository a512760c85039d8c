// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace cboard::cli {

class Session;

/// What scripts see of a run.
enum class ExitCode : std::uint8_t {
    AllDone = 0,
    SomeFailed = 1, ///< Some objects failed; they are named.
    NothingDone = 2,
    WrongUsage = 3, ///< Of the command line or the configuration.
};

using Action = std::function<ExitCode(Session&)>;

/// One verb of the program, or one of a verb's own verbs ("rejects list").
struct Verb {
    std::string_view name;
    std::string_view summary; ///< One line, for the list of verbs.
    std::string_view example; ///< Command lines, shown at the end of --help.
    /// Adds options to `app` and returns what runs once they are parsed. Options are kept in
    /// memory that the action shares.
    Action (*setup)(CLI::App& app);
};

/// Adds each verb as a subcommand of `app`, exactly one of which must be given.
/// \returns an action that runs the one on the command line.
Action setupVerbs(CLI::App& app, std::span<const Verb> verbs);

} // namespace cboard::cli
