// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"
#include "core/query/cell_target.h"
#include "core/store/revisions/cell_index.h"
#include "core/store/revisions/query_context.h"
#include "core/store/user_data.h"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the user wrote beside the results, as queries need it. Targets are those of
/// core/query/cell_target.h.
namespace cboard::store {

/// A mark or note: what it stands on and its text.
struct UserWord {
    std::string target;
    std::string text;
};

enum class UserWordKind : std::uint8_t { Mark, Note };

/// All marks or notes; none when the store has no user file. Error Storage.
Result<std::vector<UserWord>> loadUserWords(const std::filesystem::path& storeFile,
                                            UserWordKind kind);
/// Cells whose failures are expected at `now`. An empty word is any, but for the path.
Result<std::vector<query::CellNames>> loadWaivedCells(const std::filesystem::path& storeFile,
                                                      Timestamp now);

/// Other names of boards or labs: what each stands for. Sorted by name; none when the store has no
/// user file, or one of before there were any.
Result<std::vector<std::pair<std::string, std::string>>>
loadAliases(const std::filesystem::path& storeFile, UserData::Named kind);

/// The ids of a cell's words, its path included; nothing when a word was never stored.
std::optional<CellKey> findCell(const Dictionary& names, const query::CellNames& cell);

} // namespace cboard::store
