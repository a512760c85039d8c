// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_version.h"

#include <charconv>

namespace cboard::formats::kcidb {

namespace {

    /// A part of the version as the reference takes it: integers, and true and false as 1 and 0.
    std::optional<std::int64_t> versionPart(const JsonValue& value)
    {
        if (value.isBoolean()) {
            return value.boolean ? 1 : 0;
        }
        if (!value.isNumber() || !value.isIntegerText || value.number < 0 || value.number > 1000) {
            return std::nullopt;
        }
        return static_cast<std::int64_t>(value.number);
    }

    /// "1", "1.1", also "01.10"; nothing else. A missing second part is 1.
    std::optional<SchemaVersion> versionOfText(std::string_view text)
    {
        if (!text.empty() && text.back() == '\n') {
            text.remove_suffix(1);
        }
        std::int64_t parts[2] = {0, 1};
        for (std::int64_t& part : parts) {
            const char* const end = text.data() + text.size();
            if (text.empty() || text.front() == '-') {
                return std::nullopt;
            }
            const auto result = std::from_chars(text.data(), end, part);
            if (result.ec != std::errc{}) {
                return std::nullopt;
            }
            if (result.ptr == end) {
                // Strings are a form of schema 1 only.
                return parts[0] == 1 ? findVersion(parts[0], parts[1]) : std::nullopt;
            }
            if (*result.ptr != '.' || &part != &parts[0]) {
                return std::nullopt;
            }
            text.remove_prefix(static_cast<std::size_t>(result.ptr - text.data()) + 1);
        }
        return std::nullopt;
    }

} // namespace

std::optional<SchemaVersion> recognizeVersion(const JsonValue& document)
{
    const JsonValue* version = document.find("version");
    if (version == nullptr) {
        return std::nullopt;
    }
    if (version->isString()) {
        return versionOfText(version->text);
    }
    const JsonValue* major = version->find("major");
    const JsonValue* minor = version->find("minor");
    if (major == nullptr) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> majorPart = versionPart(*major);
    const std::optional<std::int64_t> minorPart =
        minor != nullptr ? versionPart(*minor) : std::optional<std::int64_t>(0);
    return majorPart && minorPart ? findVersion(*majorPart, *minorPart) : std::nullopt;
}

} // namespace cboard::formats::kcidb
