// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/name_aliases.h"

#include "core/store/revisions/user_words.h"

#include <algorithm>
#include <map>
#include <set>

namespace cboard::store {

Result<NameAliases> NameAliases::load(const QueryContext& context, NameKind kind)
{
    const auto named = kind == NameKind::Lab ? UserData::Named::Lab : UserData::Named::Board;
    CBOARD_TRY(const auto pairs, loadAliases(context.database.file(), named));
    std::map<std::string, std::vector<std::string>> names; // By the name that is shown.
    for (const auto& [name, main] : pairs) {
        names[main].push_back(name);
    }
    NameAliases aliases;
    aliases.m_kind = kind;
    for (auto& [name, others] : names) {
        NamedThing thing{name, std::move(others), {}};
        const auto add = [&](const std::string& one) {
            if (const auto id = context.names.findName(kind, one)) {
                thing.ids.push_back(*id);
            }
        };
        add(name);
        std::ranges::for_each(thing.otherNames, add);
        for (const std::int64_t id : thing.ids) {
            aliases.m_places.emplace(id, aliases.m_things.size());
        }
        if (!thing.ids.empty()) {
            aliases.m_things.push_back(std::move(thing));
        }
    }
    return aliases;
}

const NamedThing* NameAliases::find(std::int64_t id) const
{
    const auto place = m_places.find(id);
    return place == m_places.end() ? nullptr : &m_things[place->second];
}

const NamedThing* NameAliases::find(std::string_view name) const
{
    for (const NamedThing& thing : m_things) {
        if (thing.name == name || std::ranges::binary_search(thing.otherNames, name)) {
            return &thing;
        }
    }
    return nullptr;
}

std::string_view NameAliases::nameOf(const Dictionary& names, std::int64_t id) const
{
    const NamedThing* thing = find(id);
    return thing == nullptr ? names.name(m_kind, id) : std::string_view(thing->name);
}

std::vector<std::string> NameAliases::namesOf(const Dictionary& names,
                                              const std::vector<std::int64_t>& ids) const
{
    std::set<std::string> texts;
    for (const std::int64_t id : ids) {
        if (const std::string_view name = nameOf(names, id); !name.empty()) {
            texts.emplace(name);
        }
    }
    return {texts.begin(), texts.end()};
}

std::int64_t NameAliases::countedAs(std::int64_t id) const
{
    const NamedThing* thing = find(id);
    return thing == nullptr ? id : thing->ids.front();
}

void NameAliases::widen(std::vector<bool>& ids, const query::TextMatcher& matcher) const
{
    for (const NamedThing& thing : m_things) {
        const auto fits = [&matcher](const std::string& name) { return matcher.matches(name); };
        if (!fits(thing.name) && std::ranges::none_of(thing.otherNames, fits)) {
            continue;
        }
        for (const std::int64_t id : thing.ids) {
            ids[static_cast<std::size_t>(id)] = true;
        }
    }
}

Result<std::shared_ptr<const UserNames>> UserNames::of(const QueryContext& context)
{
    if (!context.user) {
        auto names = std::make_shared<UserNames>();
        CBOARD_TRY(names->boards, NameAliases::load(context, NameKind::Platform));
        CBOARD_TRY(names->labs, NameAliases::load(context, NameKind::Lab));
        context.user = std::move(names);
    }
    return context.user;
}

} // namespace cboard::store
