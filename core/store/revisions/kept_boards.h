// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/store/revisions/board_compatibles.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cboard::store {

/// The compatibles of boards as the file of kept outcomes (outcome_file.h) has them.
struct KeptBoards {
    std::uint64_t generation = 0; ///< Of the store.
    std::int64_t newestCheckout = 0; ///< checkout.id up to which was looked.
    BoardCompatibles::ByBoard boards;
};

std::string encodeBoards(const KeptBoards& kept);
/// Nothing for damaged bytes.
std::optional<KeptBoards> decodeBoards(std::string_view body);

} // namespace cboard::store
