// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/clone_paths.h"

#include "core/service/settings.h"

#include <string_view>

namespace cboard::service {

ClonePaths ClonePaths::of(const SettingsFile& settings)
{
    constexpr std::string_view Section = "git/";
    constexpr std::string_view ForOthers = "git/clone";
    ClonePaths paths;
    paths.forOthers = settings.value(std::string(ForOthers));
    for (const std::string& key : settings.keysSet()) {
        if (key.starts_with(Section) && key != ForOthers) {
            if (std::string path = settings.value(key); !path.empty()) {
                paths.byTree.emplace(key.substr(Section.size()), std::move(path));
            }
        }
    }
    return paths;
}

std::optional<std::filesystem::path> ClonePaths::find(const std::string& tree) const
{
    if (const auto own = byTree.find(tree); own != byTree.end()) {
        return own->second;
    }
    return forOthers.empty() ? std::nullopt : std::optional(forOthers);
}

} // namespace cboard::service
