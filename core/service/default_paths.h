// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <filesystem>

namespace cboard::service {

/// CBOARD_STORE, else the XDG data directory ("checkerboard/results.db").
std::filesystem::path defaultStorePath();

/// The XDG configuration directory ("checkerboard/settings.ini").
std::filesystem::path defaultSettingsPath();

/// The XDG state directory: what is kept of the desktop's windows over one store.
std::filesystem::path defaultWindowsPath(const std::filesystem::path& storeFile);

/// The XDG cache directory ("checkerboard"): what can be made again.
std::filesystem::path defaultCacheFolder();

} // namespace cboard::service
