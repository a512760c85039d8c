// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/settings.h"

#include "core/service/file_replacement.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>

namespace cboard::service {

namespace {

    std::string_view trimmed(std::string_view text)
    {
        constexpr std::string_view Blanks = " \t\r";
        const auto from = text.find_first_not_of(Blanks);
        if (from == std::string_view::npos) {
            return {};
        }
        return text.substr(from, text.find_last_not_of(Blanks) - from + 1);
    }

    tl::unexpected<Error> wrongValue(const SettingSpec& spec, const std::string& expected,
                                     std::string_view got)
    {
        return fail(ErrorKind::Invalid,
                    fmt::format("{}: expected {}, got \"{}\"", spec.key, expected, got));
    }

    Result<std::string> normalizeInteger(const SettingSpec& spec, std::string_view text)
    {
        std::int64_t number = 0;
        const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
        if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()
            || number < spec.lowest || number > spec.highest) {
            return wrongValue(
                spec, fmt::format("a whole number from {} to {}", spec.lowest, spec.highest), text);
        }
        return std::to_string(number);
    }

    Result<std::string> normalizeBoolean(const SettingSpec& spec, std::string_view text)
    {
        if (text == "true" || text == "yes" || text == "on" || text == "1") {
            return "true";
        }
        if (text == "false" || text == "no" || text == "off" || text == "0") {
            return "false";
        }
        return wrongValue(spec, "true or false", text);
    }

} // namespace

std::string_view settingTypeKey(SettingType type)
{
    switch (type) {
    case SettingType::Text:
        return "text";
    case SettingType::Path:
        return "path";
    case SettingType::Integer:
        return "integer";
    case SettingType::Boolean:
        return "boolean";
    case SettingType::Choice:
        return "choice";
    }
    return "text";
}

Result<std::string> normalizeSetting(const SettingSpec& spec, std::string_view text)
{
    if (text.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos) {
        return wrongValue(spec, "one line of text", "several lines");
    }
    text = trimmed(text);
    switch (spec.type) {
    case SettingType::Text:
        if (spec.check != nullptr) {
            if (const auto checked = spec.check(text); !checked) {
                return fail(ErrorKind::Invalid,
                            fmt::format("{}: {}", spec.key, checked.error().message));
            }
        }
        return std::string(text);
    case SettingType::Path:
        return std::string(text);
    case SettingType::Integer:
        return normalizeInteger(spec, text);
    case SettingType::Boolean:
        return normalizeBoolean(spec, text);
    case SettingType::Choice:
        if (std::find(spec.choices.begin(), spec.choices.end(), text) == spec.choices.end()) {
            return wrongValue(spec, fmt::format("one of {}", fmt::join(spec.choices, ", ")), text);
        }
        return std::string(text);
    }
    return std::string(text);
}

Result<SettingsFile> SettingsFile::load(const std::filesystem::path& file)
{
    SettingsFile settings;
    settings.m_file = file;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return settings;
    }
    std::ifstream in(file, std::ios::binary);
    std::string section;
    std::string text;
    std::size_t number = 0;
    while (std::getline(in, text)) {
        if (auto parsed = settings.parseLine(std::move(text), section, ++number); !parsed) {
            return tl::unexpected<Error>(
                withContext(parsed.error(), fmt::format("{}:{}", file.string(), number)));
        }
    }
    if (!in.eof()) {
        return fail(ErrorKind::Io, fmt::format("cannot read settings file {}", file.string()));
    }
    return settings;
}

Result<void> SettingsFile::parseLine(std::string text, std::string& section, std::size_t number)
{
    const std::string_view content = trimmed(text);
    if (content.empty() || content.front() == '#' || content.front() == ';') {
        m_lines.push_back({std::move(text), section, {}, {}});
        return {};
    }
    if (content.front() == '[') {
        if (content.back() != ']') {
            return fail(ErrorKind::Parse, "expected ] at the end of the section name");
        }
        section = trimmed(content.substr(1, content.size() - 2));
        m_lines.push_back({std::move(text), section, {}, {}});
        return {};
    }
    const auto equals = content.find('=');
    if (equals == std::string_view::npos) {
        return fail(ErrorKind::Parse,
                    fmt::format("expected [section] or name = value, got \"{}\"", content));
    }
    Line line;
    line.section = section;
    line.key = section + '/' + std::string(trimmed(content.substr(0, equals)));
    const SettingSpec* spec = findSetting(line.key);
    if (spec == nullptr) {
        m_warnings.push_back(fmt::format("{}:{}: unknown setting \"{}\" ignored", m_file.string(),
                                         number, line.key));
        line.key.clear();
    } else {
        CBOARD_TRY(line.value, normalizeSetting(*spec, content.substr(equals + 1)));
    }
    line.text = std::move(text);
    m_lines.push_back(std::move(line));
    return {};
}

const SettingsFile::Line* SettingsFile::find(std::string_view key) const
{
    // The last one counts, as where a file is read line by line.
    const auto place = std::find_if(m_lines.rbegin(), m_lines.rend(),
                                    [key](const Line& line) { return line.key == key; });
    return place == m_lines.rend() ? nullptr : &*place;
}

std::string SettingsFile::value(std::string_view key) const
{
    if (const Line* line = find(key)) {
        return line->value;
    }
    const SettingSpec* spec = findSetting(key);
    return spec == nullptr ? std::string() : std::string(spec->defaultValue);
}

std::int64_t SettingsFile::integer(std::string_view key) const
{
    const std::string text = value(key);
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool SettingsFile::boolean(std::string_view key) const
{
    return value(key) == "true";
}

bool SettingsFile::isSet(std::string_view key) const
{
    return find(key) != nullptr;
}

std::vector<std::string> SettingsFile::keysSet() const
{
    std::set<std::string> keys;
    for (const Line& line : m_lines) {
        if (!line.key.empty()) {
            keys.insert(line.key);
        }
    }
    return {keys.begin(), keys.end()};
}

Result<void> SettingsFile::set(std::string_view key, std::string_view text)
{
    const SettingSpec* spec = findSetting(key);
    if (spec == nullptr || key.ends_with("/*")) { // A section takes values by name only.
        return fail(ErrorKind::NotFound, fmt::format("there is no setting \"{}\"", key));
    }
    CBOARD_TRY(std::string normal, normalizeSetting(*spec, text));
    CBOARD_TRY_VOID(reset(key));
    const std::string section(key.substr(0, key.find('/')));
    const std::string name(key.substr(key.find('/') + 1));
    auto place = std::find_if(m_lines.rbegin(), m_lines.rend(), [&section](const Line& line) {
                     return line.section == section;
                 }).base();
    if (place == m_lines.begin()) {
        m_lines.push_back({fmt::format("[{}]", section), section, {}, {}});
        place = m_lines.end();
    }
    m_lines.insert(
        place,
        Line{fmt::format("{} = {}", name, normal), section, std::string(key), std::move(normal)});
    return {};
}

Result<void> SettingsFile::reset(std::string_view key)
{
    if (findSetting(key) == nullptr) {
        return fail(ErrorKind::NotFound, fmt::format("there is no setting \"{}\"", key));
    }
    m_lines.erase(std::remove_if(m_lines.begin(), m_lines.end(),
                                 [key](const Line& line) { return line.key == key; }),
                  m_lines.end());
    return {};
}

Result<void> SettingsFile::save() const
{
    std::string content;
    for (const Line& line : m_lines) {
        content += line.text + '\n';
    }
    CBOARD_TRY(FileReplacement file, FileReplacement::create(m_file));
    CBOARD_TRY_VOID(file.write(content));
    return file.commit();
}

} // namespace cboard::service
