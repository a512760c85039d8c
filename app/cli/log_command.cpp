// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"

#include "app/cli/commands.h"

#include <array>

namespace cboard::cli {

Action setupLog(CLI::App& app)
{
    static constexpr std::array Verbs{
        Verb{"analyze", "Find the errors in a log",
             "cboard log analyze boot.log\n"
             "cboard --json log analyze --logspec generic_linux_boot boot.log.gz",
             setupLogAnalyze},
        Verb{"cat", "Print a log file, or the stored log or excerpt of a record; LAVA logs as text",
             "cboard log cat maestro:66ab12 | less\n"
             "cboard log cat --follow console.log",
             setupLogCat},
        Verb{"decode", "Print the call traces of a log with functions and source lines",
             "cboard log decode --symbols ~/linux/vmlinux boot.log\n"
             "cboard --json log decode --symbols System.map-6.12.0 boot.log.gz",
             setupLogDecode},
        Verb{"diff", "Print what differs between two logs, apart from times and addresses",
             "cboard log diff good.log bad.log", setupLogDiff},
        Verb{"grep", "Print the lines that match in all stored logs, the last stored first",
             "cboard log grep -i 'unable to mount root'\n"
             "cboard --json log grep -F --count 'BUG: KASAN'",
             setupLogGrep},
        Verb{"index", "Count rows and error marks of a log", "cboard log index boot.log.gz",
             setupLogIndex},
        Verb{"rules", "List the rules that find errors, or check a file of them",
             "cboard log rules\n"
             "cboard --json log rules --check my.rules",
             setupLogRules},
        Verb{"search", "Print the lines that match, with their numbers",
             "cboard log search -e 'Kernel panic' -e BUG: boot.log.gz\n"
             "cboard log search --count -i -F -e failed boot.log",
             setupLogSearch},
        Verb{"stages", "Print the stages of a run and how long each took",
             "cboard log stages boot.log", setupLogStages},
    };
    return setupVerbs(app, Verbs);
}

} // namespace cboard::cli
