// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// What came in and could not be understood as it should.
namespace cboard::store {

enum class UnknownKind : std::uint8_t {
    Status, ///< A word that is no status: shown as none, its text is kept.
    Board, ///< No board was named, or a word that names none ("unknown").
    Lab, ///< No lab was named; the origin stands for it.
};

/// One value, as one source gives it.
struct UnknownValue {
    UnknownKind kind = UnknownKind::Status;
    std::string value; ///< As it came; empty where nothing came.
    std::string origin; ///< Of the checkouts.
    std::string lab; ///< Where it ran; of boards only.
    std::int64_t count = 0; ///< Results with it.
    std::string example; ///< External id of one, a test; of a status of builds, a build.
    bool isOfBuild = false;
};

/// By kind, most frequent first. Of statuses the newest twenty thousand results without a known one
/// are looked at; the rest comes from roll-ups. Errors: Storage, Cancelled.
Result<std::vector<UnknownValue>> readUnknownValues(const std::filesystem::path& storeFile,
                                                    const TaskContext& task);

} // namespace cboard::store
