// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::store {

struct QueryContext;

/// The device tree compatibles of boards, by one run of each board: a board keeps its device tree,
/// and no table lists them. Remembered between queries; a query reads only what arrived since.
/// Thread-safe.
class BoardCompatibles {
public:
    /// Each compatible with the platform.id of the boards that have it.
    using Boards = std::map<std::string, std::vector<std::int64_t>, std::less<>>;

    /// Looks through checkouts that were not looked at before. Boards that ran in none of the
    /// newest MostCheckouts are not found.
    Result<std::shared_ptr<const Boards>> all(const QueryContext& context);
    /// The same by platform.id: the compatibles of each board, most specific first.
    using ByBoard = std::unordered_map<std::int64_t, std::vector<std::string>>;
    Result<std::shared_ptr<const ByBoard>> byBoard(const QueryContext& context);

    static constexpr std::int64_t MostCheckouts = 2000;

private:
    Result<void> sync(const QueryContext& context);
    Result<void> readCheckout(const QueryContext& context, std::int64_t checkout);
    Result<void> addBoard(const QueryContext& context, std::int64_t platform, std::int64_t run);

    std::mutex m_mutex;
    // All below guarded by m_mutex.
    Boards m_boards;
    ByBoard m_byBoard;
    /// Copies of both, as they are handed out; null after a change.
    std::shared_ptr<const Boards> m_sharedBoards;
    std::shared_ptr<const ByBoard> m_sharedByBoard;
    /// By platform.id: runs that were read, or enough when one told. Boards without a device tree
    /// are given up after a few.
    std::unordered_map<std::int64_t, int> m_tries;
    std::int64_t m_newestCheckout = 0; ///< checkout.id up to which was looked.
    std::uint64_t m_generation = 0;
};

} // namespace cboard::store
