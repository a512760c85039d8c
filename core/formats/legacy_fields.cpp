// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/legacy_fields.h"

#include "core/formats/json/json_tree.h"
#include "core/formats/kernel_identity.h"
#include "core/formats/uri.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace cboard::formats::legacy {

Refusal wrongType(std::string_view format, std::string_view pointer, std::string_view expected)
{
    Refusal refusal;
    refusal.format = format;
    refusal.rule = "type";
    refusal.pointer = pointer;
    refusal.message =
        fmt::format("{}: expected {}, got a value of another type", pointer, expected);
    return refusal;
}

std::optional<Refusal> readObject(std::string_view json, std::string_view format,
                                  std::initializer_list<std::string_view> scalarKeys, Arena& arena,
                                  ValueTree& tree)
{
    if (auto refusal = readJsonTree(json, arena, limits(), tree)) {
        refusal->format = format;
        return refusal;
    }
    const Value root = tree.root();
    if (!root.isMapping()) {
        return wrongType(format, "", "an object");
    }
    for (const std::string_view key : scalarKeys) {
        const Value value = root.find(key);
        if (value.isThere() && !value.isScalar()) {
            return wrongType(format, "/" + std::string(key), "text or a number");
        }
    }
    return std::nullopt;
}

std::string_view textOf(Value value)
{
    const std::string_view text = value.text();
    const bool isNothing = value.isNull() || text == "None" || text == "none" || text == "null";
    return isNothing ? std::string_view() : text;
}

std::optional<Number> numberOf(Value value)
{
    const std::string_view text = value.text();
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!isJsonNumber(text) || read.ec != std::errc()) {
        return std::nullopt;
    }
    return Number{number, text};
}

void appendOthers(std::string& members, Value object, std::span<const std::string_view> except)
{
    for (const Value value : object) {
        if (std::ranges::find(except, value.key()) == except.end()) {
            appendKey(members, value.key());
            appendJson(members, value);
        }
    }
}

Text publishedUrl(std::string_view server, std::string_view resource, std::string_view name,
                  Arena& arena)
{
    if (server.empty() || name.empty()) {
        return std::nullopt;
    }
    std::string url(server);
    for (const std::string_view part : {resource, name}) {
        if (!part.empty()) {
            url += url.ends_with('/') ? "" : "/";
            url += part;
        }
    }
    return isUri(url) ? Text(arena.copy(url)) : std::nullopt;
}

int countKeys(std::string_view firstBytes, std::initializer_list<std::string_view> quotedKeys)
{
    const std::size_t begin = firstBytes.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || firstBytes[begin] != '{') {
        return 0;
    }
    return static_cast<int>(std::ranges::count_if(quotedKeys, [&](std::string_view key) {
        return firstBytes.find(key) != std::string_view::npos;
    }));
}

} // namespace cboard::formats::legacy
