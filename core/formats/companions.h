// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

/// Which files form one document, by their names.
namespace cboard::formats {

/// A file's part in a group of files that belong together.
struct GroupRole {
    std::string group; ///< Equal for the files of one group in one folder.
    bool isPrimary = false; ///< The group's document; the others are companions.
    std::string_view slot; ///< What the companion is called there: "steps.json".
};

/// The role that the name of \p path would have, if the files beside it are there; nothing for
/// ordinary names. A suffix .gz, .xz or .zst does not count.
std::optional<GroupRole> groupRole(std::string_view path);

/// The paths of a primary's companions: the stem with each of the endings.
struct CompanionNames {
    std::string stem;
    std::array<std::string_view, 2> endings;
};
CompanionNames companionNames(std::string_view primaryPath);

/// For a companion: the path of its primary.
std::string primaryPath(std::string_view companionPath);

} // namespace cboard::formats
