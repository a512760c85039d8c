// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>

/// Paths taken apart as Python's os.path does it.
namespace cboard::logs::logspec {

/// From the last dot of the last component on; leading dots of the component do not count.
std::string_view extensionOf(std::string_view path);
std::string_view withoutExtension(std::string_view path);
std::string_view lastComponent(std::string_view path);
/// What stands before the last component, without slashes at its end.
std::string_view folderOf(std::string_view path);
std::string joinPath(std::string_view folder, std::string_view name);

} // namespace cboard::logs::logspec
