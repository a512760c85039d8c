// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::service {

enum class SettingType : std::uint8_t { Text, Path, Integer, Boolean, Choice };

/// "text", "path", "integer", "boolean", "choice".
std::string_view settingTypeKey(SettingType type);

/// One setting: a row of the table in settings_spec.cpp, from which the file, its checks, the
/// settings pages and `cboard config` are made.
struct SettingSpec {
    /// "section/name"; "section/*" stands for every name of a section ("keys/next-new").
    std::string_view key = {};
    SettingType type = SettingType::Text;
    std::string_view defaultValue = {}; ///< Spelled as in the file.
    std::int64_t lowest = 0; ///< Integer only.
    std::int64_t highest = 0;
    std::string_view unit = {}; ///< Shown after the number; empty if it has none.
    std::span<const std::string_view> choices = {}; ///< Choice only.
    std::string_view label = {};
    std::string_view help = {};
    std::string_view page = {}; ///< Settings page that shows it.
    /// Text only: what else is wrong with a value, by the default of all other settings.
    Result<void> (*check)(std::string_view text) = nullptr;
};

std::span<const SettingSpec> settingSpecs();

/// nullptr when there is no such setting. Names of a "section/*" have its row.
const SettingSpec* findSetting(std::string_view key);

/// The value as it is stored (booleans as true or false, integers without leading zeros). Error
/// Invalid names the setting, what it takes and what it got.
Result<std::string> normalizeSetting(const SettingSpec& spec, std::string_view text);

/// The settings file: sections in brackets, `name = value`, comments with # or ;. Lines that are
/// not ours stay as they are when the file is written.
class SettingsFile {
public:
    /// A file that does not exist has only defaults. Errors: Io, Parse and Invalid, with file and
    /// line.
    static Result<SettingsFile> load(const std::filesystem::path& file);

    const std::filesystem::path& file() const { return m_file; }
    /// The value, or the default. The key must be one of the table.
    std::string value(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    bool boolean(std::string_view key) const;
    bool isSet(std::string_view key) const;
    /// Keys that stand in the file, sorted.
    std::vector<std::string> keysSet() const;

    /// Error Invalid for a wrong value, NotFound for a key that is not in the table.
    Result<void> set(std::string_view key, std::string_view text);
    Result<void> reset(std::string_view key);
    /// Replaces the file in one step, with its folders.
    Result<void> save() const;

    /// One sentence per setting in the file that the table does not know.
    const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    struct Line {
        std::string text; ///< As in the file.
        std::string section; ///< Section it stands in.
        std::string key; ///< "section/name", empty for comments, blanks and headers.
        std::string value;
    };
    Result<void> parseLine(std::string text, std::string& section, std::size_t number);
    const Line* find(std::string_view key) const;

    std::filesystem::path m_file;
    std::vector<Line> m_lines;
    std::vector<std::string> m_warnings;
};

} // namespace cboard::service
