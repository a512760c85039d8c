// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <algorithm>
#include <array>

namespace cboard::query {

namespace {

    constexpr std::array<std::string_view, 9> DimensionKeys = {
        "platform", "revision", "config", "arch", "compiler", "lab", "origin", "path", "suite"};
    constexpr std::array<std::string_view, CellMarkCount> MarkKeys = {
        "new",          "fixed",        "known",  "flaky", "mixed",
        "lab_conflict", "never_passed", "waived", "stale"};

} // namespace

std::string_view dimensionKey(Dimension dimension)
{
    return DimensionKeys.at(static_cast<std::size_t>(dimension));
}

std::optional<Dimension> parseDimension(std::string_view key)
{
    const auto* place = std::find(DimensionKeys.begin(), DimensionKeys.end(), key);
    if (place == DimensionKeys.end()) {
        return std::nullopt;
    }
    return static_cast<Dimension>(place - DimensionKeys.begin());
}

std::string_view cellMarkKey(CellMark mark)
{
    return MarkKeys.at(static_cast<std::size_t>(mark));
}

std::string TestTreeSnapshot::pathOf(std::int32_t node) const
{
    std::string path;
    for (auto at = node; at > 0; at = nodes[static_cast<std::size_t>(at)].parent) {
        const std::string& name = nodes[static_cast<std::size_t>(at)].name;
        path = path.empty() ? name : name + "." + path;
    }
    return path;
}

} // namespace cboard::query
