// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_keys.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace cboard::query {

namespace {

    struct KeyRow {
        FilterKey key;
        std::string_view name;
        std::string_view longName; ///< Also accepted; empty when there is none.
        ValueForm form;
    };

    constexpr std::array<KeyRow, 26> Keys = {{
        {FilterKey::Word, "", "", ValueForm::Text},
        {FilterKey::Status, "status", "", ValueForm::Word},
        {FilterKey::Is, "is", "", ValueForm::Word},
        {FilterKey::Tree, "tree", "", ValueForm::Text},
        {FilterKey::Branch, "branch", "", ValueForm::Text},
        {FilterKey::Revision, "rev", "revision", ValueForm::Text},
        {FilterKey::Since, "since", "", ValueForm::Time},
        {FilterKey::Until, "until", "", ValueForm::Time},
        {FilterKey::Arch, "arch", "architecture", ValueForm::Text},
        {FilterKey::Config, "config", "", ValueForm::Text},
        {FilterKey::Compiler, "compiler", "", ValueForm::Text},
        {FilterKey::Board, "board", "platform", ValueForm::Text},
        {FilterKey::Compatible, "compat", "compatible", ValueForm::Text},
        {FilterKey::Lab, "lab", "", ValueForm::Text},
        {FilterKey::Soc, "soc", "", ValueForm::Text},
        {FilterKey::Path, "path", "", ValueForm::Text},
        {FilterKey::Origin, "origin", "", ValueForm::Text},
        {FilterKey::Source, "source", "", ValueForm::Text},
        {FilterKey::Issue, "issue", "", ValueForm::Text},
        {FilterKey::Culprit, "culprit", "", ValueForm::Word},
        {FilterKey::Signature, "sig", "signature", ValueForm::Text},
        {FilterKey::Log, "log", "", ValueForm::Text},
        {FilterKey::Duration, "dur", "duration", ValueForm::Number},
        {FilterKey::Age, "age", "", ValueForm::Number},
        {FilterKey::Note, "note", "", ValueForm::Text},
        {FilterKey::Mark, "mark", "", ValueForm::Text},
    }};

    constexpr std::array<std::string_view, 15> StatusValues = {
        "fail",     "error",     "miss",     "pass",     "done",     "skip",     "pending", "none",
        "raw=FAIL", "raw=ERROR", "raw=MISS", "raw=PASS", "raw=DONE", "raw=SKIP", "raw=NULL"};
    constexpr std::array<std::string_view, 12> IsValues = {"new",
                                                           "fixed",
                                                           "known",
                                                           "flaky",
                                                           "mixed",
                                                           "labconflict",
                                                           "neverpassed",
                                                           "waived",
                                                           "stale",
                                                           "stillfailing",
                                                           "firstseenfailing",
                                                           "labincident"};
    constexpr std::array<std::string_view, 3> CulpritValues = {"code", "harness", "tool"};

    constexpr std::array<FilterKey, 25> keyList()
    {
        std::array<FilterKey, 25> keys{};
        for (std::size_t i = 0; i < keys.size(); ++i) {
            keys[i] = Keys[i + 1].key;
        }
        return keys;
    }
    constexpr std::array<FilterKey, 25> KeyList = keyList();

    /// Lower case without underscores and hyphens, so that all spellings of a word are one.
    std::string folded(std::string_view text)
    {
        std::string result;
        for (const char c : text) {
            if (c != '_' && c != '-') {
                result += asciiLower(c);
            }
        }
        return result;
    }

    /// Edits between two short texts, a swap of neighbours counting as one.
    std::size_t editDistance(std::string_view a, std::string_view b)
    {
        std::vector<std::size_t> beforeLast(b.size() + 1);
        std::vector<std::size_t> last(b.size() + 1);
        std::vector<std::size_t> row(b.size() + 1);
        std::iota(last.begin(), last.end(), std::size_t{0});
        for (std::size_t i = 1; i <= a.size(); ++i) {
            row[0] = i;
            for (std::size_t j = 1; j <= b.size(); ++j) {
                const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                    row[j] = std::min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast.swap(last);
            last.swap(row);
        }
        return last[b.size()];
    }

} // namespace

std::string_view filterKeyText(FilterKey key)
{
    return Keys.at(static_cast<std::size_t>(key)).name;
}

ValueForm valueForm(FilterKey key)
{
    return Keys.at(static_cast<std::size_t>(key)).form;
}

std::span<const FilterKey> filterKeys()
{
    return KeyList;
}

std::optional<FilterKey> findFilterKey(std::string_view text)
{
    const std::string wanted = folded(text);
    for (const KeyRow& row : Keys) {
        if (!wanted.empty() && (row.name == wanted || row.longName == wanted)) {
            return row.key;
        }
    }
    return std::nullopt;
}

std::span<const std::string_view> fixedValues(FilterKey key)
{
    if (key == FilterKey::Status) {
        return StatusValues;
    }
    if (key == FilterKey::Is) {
        return IsValues;
    }
    if (key == FilterKey::Culprit) {
        return CulpritValues;
    }
    return {};
}

std::optional<std::string_view> findFixedValue(FilterKey key, std::string_view text)
{
    const std::string wanted = folded(text);
    for (const std::string_view value : fixedValues(key)) {
        if (folded(value) == wanted) {
            return value;
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> nearestOf(std::string_view text,
                                          std::span<const std::string_view> candidates)
{
    constexpr std::size_t LongestWord = 32; // Beyond, it is no slip of a key.
    const std::string wanted = folded(text);
    if (wanted.empty() || wanted.size() > LongestWord) {
        return std::nullopt;
    }
    std::optional<std::string_view> nearest;
    std::size_t nearestDistance = wanted.size() <= 3 ? 2 : 3;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = editDistance(wanted, folded(candidate));
        if (distance < nearestDistance && distance < candidate.size()) {
            nearestDistance = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::optional<std::string_view> nearestFilterKey(std::string_view text)
{
    std::vector<std::string_view> names;
    for (const KeyRow& row : Keys) {
        if (row.key != FilterKey::Word) {
            names.push_back(row.name);
        }
        if (!row.longName.empty()) {
            names.push_back(row.longName);
        }
    }
    return nearestOf(text, names);
}

} // namespace cboard::query
