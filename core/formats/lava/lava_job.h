// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/domain/document.h"
#include "core/formats/format.h"
#include "core/formats/json/value_tree.h"
#include "core/formats/lava/lava_log.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::formats {

/// One result of a LAVA job: a step of the job itself (suite "lava") or a test case. All texts as
/// written; empty when absent, null, `None` or an unresolved placeholder.
struct LavaCase {
    std::string_view suite; ///< With LAVA's index: "0_dmesg".
    std::string_view name;
    std::string_view set; ///< Test set, a group inside the suite.
    std::string_view result;
    std::string_view id; ///< LAVA's own, empty in logs.
    std::string_view measurement;
    std::string_view unit;
    std::string_view duration; ///< Seconds, of steps.
    std::string_view logged; ///< When LAVA recorded it.
    std::string_view errorType;
    std::string_view errorMessage;
    std::optional<std::int64_t> logStart; ///< 0-based among the items of the log.
    std::optional<std::int64_t> logEnd;
    std::string_view json; ///< All of it, word for word, as a JSON object.
    Value extra; ///< What a step found out: load addresses, kernel messages.

    bool isStep() const { return suite == "lava"; }
    bool isLogin() const
    {
        return isStep() && (name == "login-action" || name == "auto-login-action");
    }
};

/// One run of a LAVA job, whatever file told about it.
struct LavaJob {
    Value top; ///< The callback's JSON; Absent for dispatcher logs.
    Value definition; ///< The job's definition.
    Value metadata; ///< Its `metadata` map.
    std::string_view id;
    std::string_view lab;
    std::vector<LavaCase> cases; ///< Oldest first.
    std::string_view log; ///< As LAVA wrote it, bytes and all; empty when there is none.
    LavaLogSummary logSummary;
    std::string_view companionJson; ///< Members of an object: what stood beside a log.

    // Owners of what the above points into, apart from the document's arena.
    std::vector<std::unique_ptr<ValueTree>> trees;
    std::vector<std::pair<std::string, std::int64_t>> warnings;

    void warn(std::string_view key, std::int64_t count = 1);
    ValueTree& newTree();
};

/// A scalar's text; empty for null, "None", an unresolved placeholder (`%{[log][msg]}`, counted
/// as a warning) and for what is no scalar.
std::string_view scalarText(Value value, LavaJob& job);

/// What the callback's JSON says. The job points into \p json and \p arena.
tl::expected<LavaJob, Refusal> readLavaCallback(std::string_view json, Arena& arena,
                                                const Limits& limits);

/// What a dispatcher's log and the files beside it say.
tl::expected<LavaJob, Refusal> readDispatcherLog(const Input& input, Arena& arena,
                                                 const Limits& limits);

/// The boot, apart from how the job ended.
struct LavaBoot {
    enum class Outcome : std::uint8_t { Passed, Failed, NotReached };

    Outcome outcome = Outcome::NotReached;
    const LavaCase* login = nullptr; ///< The attempt that counts: the passed or last failed one.
    std::int64_t attempts = 0;
};

/// Passed when any login passed, failed when one failed and none passed. Without any login it was
/// not reached, unless tests ran, which need a system that is up.
LavaBoot judgeBoot(const std::vector<LavaCase>& cases);

/// How the job ended: its step `job`, nullptr when there is none.
const LavaCase* findJobStep(const std::vector<LavaCase>& cases);

/// Whether the error type says that lab, network or CI failed, not the kernel. The set is open;
/// an unknown word is none of these.
bool isInfrastructureError(std::string_view errorType);

/// What the boot's record says: ERROR or MISS where the lab or the job was at fault, not the
/// kernel.
StatusValue bootStatus(const LavaBoot& boot, const LavaCase* jobStep);

/// "pass", "fail", "not reached".
std::string_view outcomeText(LavaBoot::Outcome outcome);

/// Kernel messages that a login step met: a text is one, of a list those with a message.
std::int64_t countKernelMessages(Value extra);

/// The job's records.
Document makeLavaDocument(LavaJob& job, const ReadOptions& options, Arena&& arena);

} // namespace cboard::formats
