// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The commit that broke something, as the user found it: by a bisection, or by reading. It is a
/// note on each cell of the regression, so it outlives the store and other groupings of its cells.
namespace cboard::service {

struct Culprit {
    std::string commit; ///< Seven or more hex digits.
    std::string subject; ///< Empty where nobody knows it.

    bool operator==(const Culprit&) const = default;
};

/// Where the notes keep it, one target a cell: "culprit:FIRST-BAD cell:...". What breaks the cell
/// another time has another first bad revision, and so another culprit.
std::vector<std::string> culpritTargets(const query::RegressionRow& row);
bool isCulpritTarget(std::string_view target);

/// "0123456789ab subject", as it is kept and as users may type it.
std::string culpritText(const Culprit& culprit);
/// Nothing where the text does not begin with a hash.
std::optional<Culprit> parseCulprit(std::string_view text);

/// The user's note on a target, empty for none.
using NoteOf = std::function<std::string(const std::string& target)>;
/// That of the first cell which has one.
std::optional<Culprit> culpritOf(const query::RegressionRow& row, const NoteOf& noteOf);

/// The notes beside a store; none where there are none. Error Storage.
Result<NoteOf> notesOf(const std::filesystem::path& storeFile);

} // namespace cboard::service
