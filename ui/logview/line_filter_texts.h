// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/logs/find.h"

#include <QString>

#include <vector>

namespace cboard::ui {

/// Which lines of a log are shown and painted, as the reader wrote it. A pattern is a text in any
/// case, or a regular expression between slashes; several are divided by " ; ".
struct LineFilterTexts {
    QString only; ///< One pattern: the lines that match.
    int context = 0; ///< And so many before and behind.
    bool errorsOnly = false; ///< The marked lines, with those that match.
    QString without; ///< Patterns: matching lines are left out.
    QString marked; ///< Patterns: each is painted in a colour of its own.

    bool operator==(const LineFilterTexts&) const = default;
};

/// Nothing for an empty text.
std::vector<logs::FindOptions> parsePatterns(const QString& text);

} // namespace cboard::ui
