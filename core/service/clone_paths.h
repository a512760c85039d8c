// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace cboard::service {

class SettingsFile;

/// Where the local git clones of trees are: the settings "git/TREE", and "git/clone" for trees
/// without one of their own.
struct ClonePaths {
    std::map<std::string, std::filesystem::path> byTree;
    std::filesystem::path forOthers; ///< Empty: none.

    static ClonePaths of(const SettingsFile& settings);

    std::optional<std::filesystem::path> find(const std::string& tree) const;
    bool operator==(const ClonePaths&) const = default;
};

} // namespace cboard::service
