// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string_view>

/// What KCIDB schemas demand of single values, with the verdict of the reference validator.
namespace cboard::formats::kcidb {

/// The rule of a property. Names say what changed between schema versions where it did.
enum class Rule : std::uint8_t {
    // Strings.
    AnyText,
    Text, ///< Without NUL.
    Uri,
    GitOrHttpsUrl, ///< Schemas 3.0 to 4.5.
    HttpsUrl,
    DateTime,
    Email,
    OriginOrEmpty, ///< Schema 1.1.
    Origin,
    IdPrefix, ///< Schema 2.0: only the beginning is looked at.
    IdLine, ///< Schemas 3.0 to 4.5: the local part has no line feed.
    Id,
    RevisionId, ///< Schema 3.0.
    CommitHash,
    PatchsetHash,
    Architecture,
    LoosePath, ///< Before 5.0.
    Path,
    AnyExcerpt, ///< Before 5.0.
    Excerpt,
    StatusWithoutMiss, ///< Before 4.2.
    Status,
    NumberPrefix,
    LooseFileName, ///< Schemas 2.0 to 4.5.
    FileName,
    LooseCompatible, ///< Before 5.0.
    Compatible,
    // Other scalars.
    Boolean,
    Number,
    RecordVersion, ///< An integer of 0 or more.
    // Objects and lists.
    FreeForm, ///< Any object: misc.
    Environment,
    NumberObject,
    Culprit,
    AnyTextList,
    TextList,
    PathList,
    LooseCompatibleList,
    CompatibleList,
    Files,
};

/// How a value breaks its rule; keyword empty when it does not.
struct RuleBreak {
    std::string_view keyword; ///< Of JSON Schema: "pattern", "format", "enum", "maxLength".
    std::string_view expected; ///< For messages: "expected ...".
};

/// Checks a string against a string rule; who knows it tells whether it has a NUL.
RuleBreak checkText(Rule rule, std::string_view text, bool hasNul);
inline RuleBreak checkText(Rule rule, std::string_view text)
{
    return checkText(rule, text, text.find('\0') != std::string_view::npos);
}

/// The rule that each element of a list of strings obeys.
Rule elementRule(Rule listRule);

constexpr bool isTextRule(Rule rule)
{
    return rule < Rule::Boolean;
}

constexpr bool isTextListRule(Rule rule)
{
    return rule >= Rule::AnyTextList && rule <= Rule::CompatibleList;
}

} // namespace cboard::formats::kcidb
