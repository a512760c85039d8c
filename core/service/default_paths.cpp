// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/default_paths.h"

#include "core/base/hash.h"

#include <cstdlib>

namespace cboard::service {

namespace {

    /// A directory of the XDG base directory specification: the variable if it holds an absolute
    /// path, else the place below the home directory.
    std::filesystem::path baseDirectory(const char* variable, const char* belowHome)
    {
        const char* set = std::getenv(variable);
        if (set != nullptr && *set == '/') {
            return set;
        }
        const char* home = std::getenv("HOME");
        return std::filesystem::path(home != nullptr && *home != '\0' ? home : "/") / belowHome;
    }

} // namespace

std::filesystem::path defaultStorePath()
{
    const char* fromEnvironment = std::getenv("CBOARD_STORE");
    if (fromEnvironment != nullptr && *fromEnvironment != '\0') {
        return fromEnvironment;
    }
    return baseDirectory("XDG_DATA_HOME", ".local/share") / "checkerboard" / "results.db";
}

std::filesystem::path defaultSettingsPath()
{
    return baseDirectory("XDG_CONFIG_HOME", ".config") / "checkerboard" / "settings.ini";
}

std::filesystem::path defaultWindowsPath(const std::filesystem::path& storeFile)
{
    std::error_code error;
    const auto canonical = std::filesystem::weakly_canonical(storeFile, error);
    const std::string store = (error ? storeFile : canonical).string();
    return baseDirectory("XDG_STATE_HOME", ".local/state") / "checkerboard"
        / ("windows-" + toHex(hash128(store)) + ".json");
}

std::filesystem::path defaultCacheFolder()
{
    return baseDirectory("XDG_CACHE_HOME", ".cache") / "checkerboard";
}

} // namespace cboard::service
