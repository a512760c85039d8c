// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// How the user's marks, notes and waivers name a cell, so that the name outlives the store.
namespace cboard::query {

/// One cell in one lab by its names. In a waiver an empty word, but for the path, means any.
struct CellNames {
    std::string path; ///< Empty for a build; "boot" for the boots of a board.
    std::string platform;
    std::string config;
    std::string architecture;
    std::string compiler;
    std::string lab;

    bool operator==(const CellNames&) const = default;
};

/// "cell:path/platform/config/architecture/compiler/lab"; `/` and `%` in a word as %2F and %25.
/// Records are named by kind and external id: "build:ID", "test:ID".
std::string cellTarget(const CellNames& cell);
/// Nothing when the text is not of that form.
std::optional<CellNames> parseCellTarget(std::string_view target);

} // namespace cboard::query
