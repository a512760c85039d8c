// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/domain/status.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What came in and could not be understood as it should.
namespace cboard::store {

enum class UnknownKind : std::uint8_t {
    Status, ///< A word that is no status: counts as none, unless the user said what it means.
    Board, ///< No board was named, or a word that names none ("unknown").
    Lab, ///< No lab was named; the origin stands for it.
};

/// Whether a board is called so by sources that do not know its name, in any case of letters.
bool namesNoBoard(std::string_view name);

/// One value, as one source gives it.
struct UnknownValue {
    UnknownKind kind = UnknownKind::Status;
    std::string value; ///< As it came; empty where nothing came.
    std::string origin; ///< Of the checkouts; of a status, of the results.
    std::string lab; ///< Where it ran; of boards only.
    /// Results with it. Nothing for a status with a meaning: those are among the others then.
    std::optional<std::int64_t> count = 0;
    std::string example; ///< External id of one, a test; of a status of builds, a build.
    bool isOfBuild = false;
    std::optional<Status> meaning; ///< Of a status, as the user said (status_words.h).
};

/// By kind, most frequent first. Of statuses the newest twenty thousand results without a known one
/// are looked at; the rest comes from roll-ups. Errors: Storage, Cancelled.
Result<std::vector<UnknownValue>> readUnknownValues(const std::filesystem::path& storeFile,
                                                    const TaskContext& task);

} // namespace cboard::store
