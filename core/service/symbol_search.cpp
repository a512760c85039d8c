// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/symbol_search.h"

#include <fmt/format.h>

#include <system_error>

namespace cboard::service {

namespace {

    namespace fs = std::filesystem;

    /// As make, make install, distributions and CI systems name them.
    std::vector<fs::path> namesFor(const std::string& release)
    {
        return {fs::path(release) / "vmlinux",
                "vmlinux-" + release,
                fs::path("boot") / ("vmlinux-" + release),
                fs::path("lib/modules") / release / "vmlinux",
                fs::path("lib/modules") / release / "build/vmlinux",
                fs::path(release) / "System.map",
                "System.map-" + release,
                fs::path("boot") / ("System.map-" + release)};
    }

    bool isFile(const fs::path& path)
    {
        std::error_code problem;
        return fs::is_regular_file(path, problem);
    }

    bool takeFirst(const fs::path& folder, const std::vector<fs::path>& names, SymbolSearch& search)
    {
        for (const fs::path& name : names) {
            search.lookedAt.push_back(folder / name);
            if (isFile(search.lookedAt.back())) {
                search.file = search.lookedAt.back();
                return true;
            }
        }
        return false;
    }

} // namespace

SymbolSearch findSymbols(const fs::path& place, const std::string& release,
                         const fs::path& debugFolder)
{
    SymbolSearch search;
    std::error_code problem;
    const bool isFolder = !place.empty() && fs::is_directory(place, problem);
    if (!place.empty() && !isFolder) {
        takeFirst(place.parent_path(), {place.filename()}, search);
        return search;
    }
    // What is told by the release first; a folder with one kernel may be of another one.
    const bool isFound = !release.empty()
        && ((isFolder && takeFirst(place, namesFor(release), search))
            || takeFirst(debugFolder, namesFor(release), search));
    if (!isFound && isFolder) {
        takeFirst(place, {"vmlinux", "System.map"}, search);
    }
    return search;
}

Result<fs::path> foundSymbols(const SymbolSearch& search, const std::string& release)
{
    if (!search.file.empty()) {
        return search.file;
    }
    std::string places;
    for (const fs::path& path : search.lookedAt) {
        places += (places.empty() ? "" : ", ") + path.string();
    }
    const std::string kernel = release.empty()
        ? "the log's kernel (the log has no line \"Linux version\")"
        : "Linux " + release;
    return fail(ErrorKind::NotFound,
                fmt::format("no vmlinux or System.map of {} is known; {}", kernel,
                            places.empty() ? "the setting log/symbols names no file or folder"
                                           : "none of these is a file: " + places));
}

Result<DecodedLog> decodeLog(const logs::LogText& text, const std::filesystem::path& place,
                             const TaskContext& task)
{
    DecodedLog decoded;
    CBOARD_TRY(const auto traces, logs::readTraces(text, task));
    if (traces.traces.empty()) {
        return decoded;
    }
    const std::string& release = traces.kernels[traces.traces.front().kernel].release;
    CBOARD_TRY(const auto file, foundSymbols(findSymbols(place, release), release));
    CBOARD_TRY(decoded.symbols, logs::SymbolFile::open(file, {}, task));
    CBOARD_TRY(decoded.traces, logs::decodeTraces(traces, *decoded.symbols, task));
    return decoded;
}

} // namespace cboard::service
