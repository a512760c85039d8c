// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What makes two sightings one bug, whatever build, board or boot they come from.
namespace cboard::logs {

struct Fingerprint {
    /// "f3:" and 32 hex digits: a hash of `text`. The number is that of the rules by which the
    /// text is made; another number never compares equal.
    std::string id;
    /// What was hashed, readable: kind, file, what happened, innermost functions.
    std::string text;
    bool operator==(const Fingerprint&) const = default;
};

struct FingerprintParts {
    std::string_view kind; ///< "kernel.warning"
    std::string_view file; ///< Source file with any path; may be empty.
    std::string_view key; ///< What happened; addresses and numbers may stand in it.
    std::string_view function; ///< Where it happened; may be empty.
    std::vector<std::string> functions; ///< Call trace, innermost first.
};

/// Same parts up to addresses, offsets, numbers, build paths, suffixes that compilers add to
/// functions, and the wording of gcc and clang: same fingerprint.
Fingerprint fingerprintOf(const FingerprintParts& parts);

} // namespace cboard::logs
