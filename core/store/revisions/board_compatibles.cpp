// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/board_compatibles.h"

#include "core/store/revisions/json_text.h"
#include "core/store/revisions/kept_boards.h"
#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/query_context.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>
#include <utility>

namespace cboard::store {

namespace {

    constexpr int MostTries = 4;

    void addTo(BoardCompatibles::Boards& all, std::int64_t platform,
               const std::vector<std::string>& texts)
    {
        for (const std::string& text : texts) {
            auto& boards = all[text];
            if (std::find(boards.begin(), boards.end(), platform) == boards.end()) {
                boards.push_back(platform);
            }
        }
    }

} // namespace

Result<std::shared_ptr<const BoardCompatibles::Boards>>
BoardCompatibles::all(const QueryContext& context)
{
    const std::lock_guard lock(m_mutex);
    CBOARD_TRY_VOID(sync(context));
    if (!m_sharedBoards) {
        m_sharedBoards = std::make_shared<const Boards>(m_boards);
    }
    return m_sharedBoards;
}

Result<std::shared_ptr<const BoardCompatibles::ByBoard>>
BoardCompatibles::byBoard(const QueryContext& context)
{
    const std::lock_guard lock(m_mutex);
    CBOARD_TRY_VOID(sync(context));
    if (!m_sharedByBoard) {
        m_sharedByBoard = std::make_shared<const ByBoard>(m_byBoard);
    }
    return m_sharedByBoard;
}

/// Looks through what arrived since; under the lock.
Result<void> BoardCompatibles::sync(const QueryContext& context)
{
    if (context.generation < m_generation) { // Another store in the same place.
        m_boards.clear();
        m_byBoard.clear();
        m_sharedBoards.reset();
        m_sharedByBoard.reset();
        m_tries.clear();
        m_newestCheckout = 0;
    }
    if (m_generation == 0) { // Just started: what was kept, and what came since.
        OutcomeFile file;
        if (auto kept = file.boards(context)) {
            m_generation = kept->generation;
            m_newestCheckout = kept->newestCheckout;
            m_byBoard = std::move(kept->boards);
            for (const auto& [platform, texts] : m_byBoard) {
                m_tries[platform] = MostTries;
                addTo(m_boards, platform, texts);
            }
        }
    }
    if (context.generation != m_generation) {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT id FROM checkout WHERE id > ?1"
                                            " ORDER BY id DESC LIMIT ?2"));
        // A checkout that is still growing is looked at again until a newer one comes.
        rows.bindAll(m_newestCheckout - 1, MostCheckouts);
        std::vector<std::int64_t> checkouts;
        CBOARD_TRY_VOID(forEachRow(rows, [&checkouts](const Statement& row) -> Result<void> {
            checkouts.push_back(row.integer(0));
            return {};
        }));
        for (const std::int64_t checkout : checkouts) {
            CBOARD_TRY_VOID(context.task.check());
            CBOARD_TRY_VOID(readCheckout(context, checkout));
            m_newestCheckout = std::max(m_newestCheckout, checkout);
        }
        m_generation = context.generation;
    }
    return {};
}

Result<void> BoardCompatibles::readCheckout(const QueryContext& context, std::int64_t checkout)
{
    for (const int kind : {1, 2}) { // Boots, then tests.
        std::vector<std::pair<std::int64_t, std::int64_t>> found;
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT platform, max(sample) FROM rollup_platform"
                                            " WHERE checkout = ?1 AND kind = ?2 AND platform > 0"
                                            " GROUP BY platform"));
        rows.bindAll(checkout, kind);
        CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
            if (m_tries[row.integer(0)] < MostTries) {
                found.emplace_back(row.integer(0), row.integer(1));
            }
            return {};
        }));
        for (const auto& [platform, run] : found) {
            CBOARD_TRY_VOID(addBoard(context, platform, run));
        }
    }
    return {};
}

Result<void> BoardCompatibles::addBoard(const QueryContext& context, std::int64_t platform,
                                        std::int64_t run)
{
    context.decoder.setWithExcerpts(false);
    const auto decoded = context.decoder.test(run);
    context.decoder.setWithExcerpts(true);
    CBOARD_TRY(const auto test, decoded);
    const auto texts = test.environmentCompatible
        ? textsOfJsonList(test.environmentCompatible->text)
        : std::vector<std::string>();
    context.decoder.clear();
    m_tries[platform] += texts.empty() ? 1 : MostTries;
    if (texts.empty()) {
        return {};
    }
    m_sharedBoards.reset();
    m_sharedByBoard.reset();
    m_byBoard[platform] = texts;
    addTo(m_boards, platform, texts);
    return {};
}

} // namespace cboard::store
