// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/verb_registry.h"

#include "app/cli/commands.h"

#include <array>

namespace cboard::cli {

std::span<const Verb> verbs()
{
    static constexpr std::array Rows{
        Verb{"ingest", "Store results from files, folders and archives",
             "cboard ingest --merge newest results/ run.tar.gz", setupIngest},
        Verb{"validate", "The same checks as ingest, nothing stored",
             "cboard validate submission.json", setupValidate},
        Verb{"rejects", "Refused documents: see, read again, drop", "cboard rejects list",
             setupRejects},
        Verb{"query", "What the views show",
             "cboard query matrix --tree mainline --kind boot --rows platform --columns revision",
             setupQuery},
        Verb{"log", "Stored logs", "cboard log cat maestro:66ab12", setupLog},
        Verb{"export", "Records as KCIDB, CSV or JSON",
             "cboard export --format kcidb --output all.json", setupExport},
        Verb{"store", "Check and describe the store", "cboard store check", setupStore},
        Verb{"generate", "Realistic made-up results with known regressions",
             "cboard generate --seed 1 --trees 5 --revisions 30 --tests 100000 sample",
             setupGenerate},
        Verb{"views", "Saved views as files", "cboard views export ~/kernel/views", setupViews},
        Verb{"config", "Read and change settings", "cboard config list", setupConfig},
        Verb{"doctor", "What is missing on this machine and how to get it", "cboard doctor",
             setupDoctor},
    };
    return Rows;
}

} // namespace cboard::cli
