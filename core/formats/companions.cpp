// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/companions.h"

namespace cboard::formats {

namespace {

    struct GroupRule {
        std::string_view primary;
        std::array<std::string_view, 2> companions;
    };

    constexpr std::array<GroupRule, 2> Rules{{
        // Build meta-data of the third generation.
        {"bmeta.json", {"steps.json", "artifacts.json"}},
        // A dispatcher's log with what was extracted from it.
        {".yaml", {".results.json", ".metadata.json"}},
    }};

    /// "bmeta.json" also ends "next-bmeta.json", but not "submeta.json".
    bool endsAtName(std::string_view path, std::string_view name)
    {
        if (!path.ends_with(name)) {
            return false;
        }
        if (name.front() == '.') {
            return true;
        }
        const std::size_t rest = path.size() - name.size();
        return rest == 0
            || std::string_view("/-_.!").find(path[rest - 1]) != std::string_view::npos;
    }

    std::string_view withoutCompression(std::string_view path)
    {
        for (const std::string_view suffix : {".gz", ".xz", ".zst"}) {
            if (path.ends_with(suffix)) {
                return path.substr(0, path.size() - suffix.size());
            }
        }
        return path;
    }

    std::string_view stemOf(std::string_view path, std::string_view name)
    {
        return path.substr(0, path.size() - name.size());
    }

} // namespace

std::optional<GroupRole> groupRole(std::string_view fullPath)
{
    const std::string_view path = withoutCompression(fullPath);
    for (const GroupRule& rule : Rules) {
        const auto role = [&](std::string_view name, bool isPrimary) {
            return GroupRole{std::string(stemOf(path, name)).append("\n").append(rule.primary),
                             isPrimary, name.front() == '.' ? name.substr(1) : name};
        };
        if (endsAtName(path, rule.primary)) {
            return role(rule.primary, true);
        }
        for (const std::string_view companion : rule.companions) {
            if (endsAtName(path, companion)) {
                return role(companion, false);
            }
        }
    }
    return std::nullopt;
}

CompanionNames companionNames(std::string_view primary)
{
    for (const GroupRule& rule : Rules) {
        if (endsAtName(primary, rule.primary)) {
            return {std::string(stemOf(primary, rule.primary)), rule.companions};
        }
    }
    return {};
}

std::string primaryPath(std::string_view companionPath)
{
    for (const GroupRule& rule : Rules) {
        for (const std::string_view companion : rule.companions) {
            if (endsAtName(companionPath, companion)) {
                return std::string(stemOf(companionPath, companion)).append(rule.primary);
            }
        }
    }
    return {};
}

} // namespace cboard::formats
