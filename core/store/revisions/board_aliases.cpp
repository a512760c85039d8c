// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/board_aliases.h"

#include "core/store/revisions/user_words.h"

#include <algorithm>
#include <map>

namespace cboard::store {

Result<BoardAliases> BoardAliases::load(const QueryContext& context)
{
    CBOARD_TRY(const auto pairs, loadBoardAliases(context.database.file()));
    std::map<std::string, std::vector<std::string>> names; // By the name that is shown.
    for (const auto& [name, board] : pairs) {
        names[board].push_back(name);
    }
    BoardAliases aliases;
    for (auto& [name, others] : names) {
        NamedBoard board{name, std::move(others), {}};
        const auto add = [&](const std::string& one) {
            const auto platform = context.names.findName(NameKind::Platform, one);
            if (platform && *platform != 0) {
                board.platforms.push_back(*platform);
            }
        };
        add(name);
        std::ranges::for_each(board.otherNames, add);
        if (!board.platforms.empty()) {
            aliases.m_boards.push_back(std::move(board));
        }
    }
    return aliases;
}

const NamedBoard* BoardAliases::boardOf(std::int64_t platform) const
{
    for (const NamedBoard& board : m_boards) {
        if (std::ranges::find(board.platforms, platform) != board.platforms.end()) {
            return &board;
        }
    }
    return nullptr;
}

const NamedBoard* BoardAliases::find(std::string_view name) const
{
    for (const NamedBoard& board : m_boards) {
        if (board.name == name || std::ranges::binary_search(board.otherNames, name)) {
            return &board;
        }
    }
    return nullptr;
}

std::int64_t BoardAliases::countedAs(std::int64_t platform) const
{
    const NamedBoard* board = boardOf(platform);
    return board == nullptr ? platform : board->platforms.front();
}

void BoardAliases::widen(std::vector<bool>& platforms, const query::TextMatcher& matcher) const
{
    for (const NamedBoard& board : m_boards) {
        const auto fits = [&matcher](const std::string& name) { return matcher.matches(name); };
        if (!fits(board.name) && std::ranges::none_of(board.otherNames, fits)) {
            continue;
        }
        for (const std::int64_t platform : board.platforms) {
            platforms[static_cast<std::size_t>(platform)] = true;
        }
    }
}

} // namespace cboard::store
