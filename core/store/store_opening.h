// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <span>
#include <string_view>

namespace cboard::store {

/// What becomes of a file of an older schema when it is migrated.
enum class OldFile {
    IsCopied, ///< Kept as `<store>.v<N>.backup`.
    Goes, ///< All that is in it can be made again from the results.
};

/// Brings the store at \p file to the schema of \p texts (migrationTexts() but in tests): makes it
/// when there is none and \p mayCreate, migrates an older one under the lock.
///
/// Errors: NotFound when there is none, Storage when the file is no store or cannot be written,
/// Unsupported when it is newer than this program or its tables are not those of its version, Busy
/// when another program holds the lock.
Result<void> prepareStoreFile(const std::filesystem::path& file, bool mayCreate,
                              std::span<const std::string_view> texts,
                              OldFile oldFile = OldFile::IsCopied);

/// The same for a store that is only read: nothing is changed, an older schema is Unsupported.
Result<void> checkStoreFile(const std::filesystem::path& file,
                            std::span<const std::string_view> texts);

} // namespace cboard::store
