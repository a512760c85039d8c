// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/log_texts.h"
#include "core/generate/plan.h"
#include "core/generate/revision_facts.h"

#include <string>

namespace cboard::generate {

/// A console as LAVA keeps it: a YAML list, one JSON mapping a line.
std::string lavaLog(const LogFacts& facts, int kernelLines, Timestamp start);

/// A console as text, lines as they came.
std::string plainLog(const LogFacts& facts, int kernelLines);

/// What a LAVA server posts when a boot job ends: JSON with YAML inside.
/// \param run A boot that ended by itself.
std::string lavaCallback(const World& world, const Plan& plan, const RevisionFacts& revision,
                         const LogFacts& facts, Timestamp start, std::uint64_t labJob);

} // namespace cboard::generate
