// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cboard {

/// Why and where a document was refused. Kept with the bytes; shown to the user as it is.
struct Refusal {
    std::string format; ///< Format name; "unknown" when nothing recognised it.
    std::string version; ///< Schema version, when one was recognised.
    std::string pointer; ///< JSON pointer ("/tests/3/path"), empty for the whole document.
    std::optional<std::int64_t> line; ///< 1-based line in the document, when known.
    std::string rule; ///< Stable key: JSON Schema keyword, or "syntax", "encoding", "limit",
                      ///< "container" (broken or unsafe archive, broken compression), "format".
    std::string message; ///< Lower case, names the thing and both sides.
};

} // namespace cboard
