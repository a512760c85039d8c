// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/board_facts.h"

#include <algorithm>

namespace cboard::store {

query::BoardIdentity boardIdentity(const Dictionary& names, std::int64_t platform,
                                   const NameAliases& aliases,
                                   const BoardCompatibles::ByBoard& compatibles)
{
    query::BoardIdentity identity;
    identity.board = names.name(NameKind::Platform, platform);
    std::vector<std::int64_t> platforms{platform};
    if (const NamedThing* named = aliases.find(platform)) {
        identity.board = named->name;
        identity.otherNames = named->otherNames;
        platforms = named->ids;
    }
    // Under each name it has the same device tree; the first that a run told of serves.
    const auto known = std::ranges::find_if(
        platforms, [&compatibles](std::int64_t one) { return compatibles.contains(one); });
    if (known != platforms.end()) {
        identity.compatibles = compatibles.at(*known);
        // The last compatible is the most general one: the system on chip.
        const std::string& general = identity.compatibles.back();
        const auto comma = general.find(',');
        if (comma != std::string::npos) {
            identity.vendor = general.substr(0, comma);
            identity.soc = general.substr(comma + 1);
        } else {
            identity.soc = general;
        }
    }
    return identity;
}

std::vector<std::string> namesOfIds(const Dictionary& names, NameKind kind,
                                    const std::vector<std::int64_t>& ids)
{
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const std::int64_t id : ids) {
        if (id != 0) {
            texts.emplace_back(names.name(kind, id));
        }
    }
    std::sort(texts.begin(), texts.end());
    return texts;
}

void keepNewer(std::optional<query::RevisionRef>& kept, const query::RevisionRef& other)
{
    if (!kept || std::pair(kept->time, kept->id) < std::pair(other.time, other.id)) {
        kept = other;
    }
}

} // namespace cboard::store
