// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/target_path.h"

namespace cboard::logs::logspec {

std::string_view lastComponent(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

std::string_view extensionOf(std::string_view path)
{
    const std::string_view name = lastComponent(path);
    const std::size_t dot = name.rfind('.');
    const std::size_t first = name.find_first_not_of('.');
    return dot == std::string_view::npos || first == std::string_view::npos || dot < first
        ? std::string_view()
        : name.substr(dot);
}

std::string_view withoutExtension(std::string_view path)
{
    return path.substr(0, path.size() - extensionOf(path).size());
}

std::string_view folderOf(std::string_view path)
{
    const std::string_view folder = path.substr(0, path.rfind('/') + 1);
    const std::size_t last = folder.find_last_not_of('/');
    return last == std::string_view::npos ? folder : folder.substr(0, last + 1);
}

std::string joinPath(std::string_view folder, std::string_view name)
{
    if (folder.empty() || name.starts_with('/')) {
        return std::string(name);
    }
    std::string path(folder);
    path += folder.ends_with('/') ? "" : "/";
    path += name;
    return path;
}

} // namespace cboard::logs::logspec
