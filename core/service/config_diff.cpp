// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/config_diff.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace cboard::service {

namespace {

    constexpr std::uintmax_t MostBytes = 8U << 20U; ///< A large configuration has 300 KB.
    const std::string NotSet = "n";

    using Options = std::map<std::string, std::string, std::less<>>;

    Options optionsOf(std::string_view text)
    {
        constexpr std::string_view Prefix = "CONFIG_";
        Options options;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            std::string_view line = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            if (line.ends_with('\r')) {
                line.remove_suffix(1);
            }
            const std::size_t equals = line.find('=');
            if (line.starts_with(Prefix) && equals != std::string_view::npos) {
                options.insert_or_assign(
                    std::string(line.substr(Prefix.size(), equals - Prefix.size())),
                    std::string(line.substr(equals + 1)));
            }
        }
        return options;
    }

    const std::string& valueOf(const Options& options, const std::string& name)
    {
        const auto place = options.find(name);
        return place == options.end() ? NotSet : place->second;
    }

    Result<std::string> readLocal(std::string_view address)
    {
        constexpr std::string_view Scheme = "file://";
        const std::string_view path =
            address.starts_with(Scheme) ? address.substr(Scheme.size()) : address;
        if (!path.starts_with('/')) {
            return fail(ErrorKind::Unsupported, std::string(address) + " is no local file");
        }
        const std::filesystem::path file(path);
        std::error_code error;
        if (!std::filesystem::exists(file, error)) {
            return fail(ErrorKind::NotFound, file.string() + " is not there");
        }
        if (!std::filesystem::is_regular_file(file, error)
            || std::filesystem::file_size(file, error) > MostBytes) {
            return fail(ErrorKind::Invalid, file.string() + " is no kernel configuration");
        }
        std::ifstream stream(file, std::ios::binary);
        std::ostringstream text;
        text << stream.rdbuf();
        if (!stream) {
            return fail(ErrorKind::Io, file.string() + " cannot be read");
        }
        return std::move(text).str();
    }

} // namespace

std::vector<ConfigChange> configChanges(std::string_view before, std::string_view after)
{
    const Options old = optionsOf(before);
    const Options now = optionsOf(after);
    Options all = old;
    all.insert(now.begin(), now.end());
    std::vector<ConfigChange> changes;
    for (const auto& [name, value] : all) {
        ConfigChange change{name, valueOf(old, name), valueOf(now, name)};
        if (change.before != change.after) {
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

Result<std::vector<ConfigChange>> configDiff(std::string_view beforeAddress,
                                             std::string_view afterAddress)
{
    CBOARD_TRY(const std::string before, readLocal(beforeAddress));
    CBOARD_TRY(const std::string after, readLocal(afterAddress));
    return configChanges(before, after);
}

} // namespace cboard::service
