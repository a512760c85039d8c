// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/store/user_data.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

/// Saved views as files that people read, share and keep in git, one a view:
///
///     {
///       "checkerboard_view": 1,
///       "name": "New boot failures",
///       "view": "boots",
///       "state": {
///         "tree": "mainline",
///         "filter": "is:new"
///       }
///     }
///
/// "state" holds the parameters of the view's address, decoded, in its order. What lies in a folder
/// that others see is shared, what lies elsewhere is not.
namespace cboard::service {

/// The only version so far; a larger one is refused with a sentence.
constexpr int ViewFileVersion = 1;
constexpr std::string_view ViewFileSuffix = ".view.json";

using store::UserData;

/// The same view gives the same bytes. Error Invalid for an address that is none.
Result<std::string> viewFileText(const UserData::SavedView& view);
/// Errors: Parse, Schema or Unsupported, with the place.
Result<UserData::SavedView> readViewFile(std::string_view text);
/// A name that every file system takes.
std::string viewFileName(const std::string& name);

/// Writes each view into \p folder, in place of the file of the same name; how many.
/// Errors: Io, Cancelled, Storage.
Result<std::size_t> exportViews(UserData& user, const std::filesystem::path& folder,
                                const TaskContext& task);

struct ViewImport {
    std::vector<std::string> names; ///< That went in; a view of the same name is replaced.
    std::vector<std::string> problems; ///< "FILE: why not"; harm no other file.
};
/// Reads files, and the *.view.json of folders. Errors: Io for a path that does not exist,
/// Cancelled, Storage.
Result<ViewImport> importViews(UserData& user, const std::vector<std::filesystem::path>& paths,
                               Timestamp now, const TaskContext& task);

} // namespace cboard::service
