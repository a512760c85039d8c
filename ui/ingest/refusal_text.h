// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/refusal.h"

#include <QString>

#include <cstdint>
#include <string>

namespace cboard::ui {

/// "line 7, /tests/3/path", or "whole document".
QString refusalPlaceText(const Refusal& refusal);

/// What refusals have in common that one mend would mend: the rule, and the place with its numbers
/// left out ("type at /tests/*/start_time").
QString refusalCause(const Refusal& refusal);

/// How many lines of a refused document are shown.
struct ExcerptLines {
    std::int64_t before = 6; ///< The place.
    std::int64_t most = 40;
};

/// The part of a document around the refused place, as safe text with line numbers; the place's
/// line is marked. \p bytes may be anything.
QString refusalExcerpt(const std::string& bytes, const Refusal& refusal,
                       ExcerptLines lines = ExcerptLines());

} // namespace cboard::ui
