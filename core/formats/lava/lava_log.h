// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"
#include "core/formats/json/value_tree.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace cboard::formats {

/// What a LAVA log holds, without keeping its lines.
struct LavaLogSummary {
    std::map<std::string, std::int64_t, std::less<>> levels; ///< Lines by level, as spelled.
    std::int64_t lines = 0; ///< Items, of all levels.
    std::int64_t unparsed = 0; ///< No item with a level; level "unparsed" counts them, too.
    std::string_view firstTime; ///< `dt` of the first line that has one, as written.
    std::string_view lastTime;
};

/// Receives lines of level `results`: the item (`dt`, `lvl`, `msg`), valid during the call, and
/// its 0-based index among the log's items.
using LavaResultSink = std::function<void(Value item, std::int64_t index)>;

/// Goes through a LAVA log: a YAML list, nearly always one JSON mapping a line. Lines in that
/// shape are only passed over; others are read as JSON or YAML; what is neither counts as
/// unparsed, and the log goes on. Bytes that are no UTF-8 are let through. The views of the
/// summary point into \p log.
LavaLogSummary scanLavaLog(std::string_view log, const Limits& limits,
                           const LavaResultSink& onResult);

/// Whether a text begins like such a log.
bool looksLikeLavaLog(std::string_view firstBytes);

} // namespace cboard::formats
