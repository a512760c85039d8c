// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/runs/run_pair.h"

#include <QString>

#include <optional>
#include <vector>

namespace cboard::ui {

/// In the order in which one asks; headings of the table.
enum class RunPart : std::uint8_t {
    Result,
    Log,
    Place,
    DeviceTree,
    Stages,
    Configuration,
    Environment,
    Other
};

/// One thing that can be said of both runs.
struct RunFact {
    RunPart part = RunPart::Other;
    QString name;
    QString before = {}; ///< Empty: nothing is said of it.
    QString now = {};
    QString change = {}; ///< What it comes to in words or numbers; may be empty.
    std::optional<StatusClass> statusBefore = {};
    std::optional<StatusClass> statusNow = {};
    bool isReason = false; ///< Says why something could not be compared.
    int rank = 0; ///< Place among all facts.

    bool differs() const { return isReason || before != now; }
};

/// Everything that is known of the two, without ids and addresses, which always differ.
std::vector<RunFact> runFacts(const RunPair& pair);
/// What their logs add; none while they are not compared.
std::vector<RunFact> logFacts(const std::optional<Result<LogsCompared>>& logs);
/// Gives ranks.
std::vector<RunFact> inOrder(std::vector<RunFact> facts);

/// Which run a side is, by what tells it from the other: revision, then board, lab, config,
/// compiler, path; at most two of them. Two runs of one cell go by when they started.
QString sideText(const RunSide& side, const RunSide& other);
/// What both have in common, joined by middle dots: "boot · rk3399-gru-kevin · defconfig".
QString commonText(const RunPair& pair);

} // namespace cboard::ui
