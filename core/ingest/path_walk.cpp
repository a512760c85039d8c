// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/path_walk.h"

#include <algorithm>

namespace cboard::ingest {

namespace {

    namespace fs = std::filesystem;

    tl::unexpected<Error> cannotRead(const fs::path& path, const std::error_code& error)
    {
        return fail(ErrorKind::Io, "cannot read " + path.string() + ": " + error.message(),
                    error.value());
    }

    bool isHidden(const fs::path& path)
    {
        return path.filename().native().starts_with('.');
    }

    Result<void> walkFolder(const fs::path& folder, std::vector<fs::path>& files,
                            const TaskContext& task)
    {
        std::error_code error;
        fs::recursive_directory_iterator at(folder, error);
        for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
            CBOARD_TRY_VOID(task.check());
            std::error_code entryError;
            if (isHidden(at->path())) {
                at.disable_recursion_pending();
            } else if (at->is_regular_file(entryError)) {
                files.push_back(at->path());
            }
        }
        if (error) {
            return cannotRead(folder, error);
        }
        return {};
    }

} // namespace

Result<std::vector<fs::path>> listFiles(const std::vector<fs::path>& paths, const TaskContext& task)
{
    std::vector<fs::path> files;
    for (const fs::path& path : paths) {
        std::error_code error;
        if (path != "-" && fs::is_directory(path, error)) {
            CBOARD_TRY_VOID(walkFolder(path, files, task));
        } else if (path == "-" || fs::exists(path, error)) {
            files.push_back(path);
        } else {
            return cannotRead(
                path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
        }
    }
    const auto byBytes = [](const fs::path& a, const fs::path& b) {
        const bool isInputA = a == "-";
        const bool isInputB = b == "-";
        return isInputA != isInputB ? isInputA : a.native() < b.native();
    };
    std::sort(files.begin(), files.end(), byBytes);
    const auto isSame = [](const fs::path& a, const fs::path& b) {
        return a.native() == b.native();
    };
    files.erase(std::unique(files.begin(), files.end(), isSame), files.end());
    return files;
}

} // namespace cboard::ingest
