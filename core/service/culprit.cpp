// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/culprit.h"

#include "core/store/revisions/user_words.h"

#include <algorithm>
#include <map>
#include <memory>

namespace cboard::service {

namespace {

    constexpr std::string_view Prefix = "culprit:";
    constexpr std::size_t LeastDigits = 7; ///< As git abbreviates.
    constexpr std::size_t MostDigits = 64; ///< Of a repository with SHA-256.
    constexpr std::string_view Blanks = " \t\r\n";

    std::string targetOf(const query::RevisionRef& firstBad, const query::CellNames& cell)
    {
        std::string target(Prefix);
        target += firstBad.commit.empty() ? firstBad.name : firstBad.commit;
        return target + ' ' + query::cellTarget(cell);
    }

    std::string_view trimmed(std::string_view text)
    {
        const std::size_t begin = text.find_first_not_of(Blanks);
        return begin == std::string_view::npos
            ? std::string_view()
            : text.substr(begin, text.find_last_not_of(Blanks) - begin + 1);
    }

} // namespace

std::vector<std::string> culpritTargets(const query::RegressionRow& row)
{
    std::vector<std::string> targets;
    targets.reserve(row.cells.size());
    for (const query::RegressionCell& cell : row.cells) {
        targets.push_back(targetOf(row.firstBad, cell.names));
    }
    return targets;
}

bool isCulpritTarget(std::string_view target)
{
    return target.starts_with(Prefix);
}

std::string culpritText(const Culprit& culprit)
{
    return culprit.subject.empty() ? culprit.commit : culprit.commit + ' ' + culprit.subject;
}

std::optional<Culprit> parseCulprit(std::string_view text)
{
    text = trimmed(text);
    const std::size_t digits =
        std::min(text.find_first_not_of("0123456789abcdefABCDEF"), text.size());
    const bool isWord =
        digits == text.size() || Blanks.find(text[digits]) != std::string_view::npos;
    if (!isWord || digits < LeastDigits || digits > MostDigits) {
        return std::nullopt;
    }
    Culprit culprit{std::string(text.substr(0, digits)), std::string(trimmed(text.substr(digits)))};
    std::ranges::transform(culprit.commit, culprit.commit.begin(), [](char digit) {
        return digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
    });
    return culprit;
}

std::optional<Culprit> culpritOf(const query::RegressionRow& row, const NoteOf& noteOf)
{
    for (const query::RegressionCell& cell : row.cells) {
        if (auto culprit = parseCulprit(noteOf(targetOf(row.firstBad, cell.names)))) {
            return culprit;
        }
    }
    return std::nullopt;
}

Result<NoteOf> notesOf(const std::filesystem::path& storeFile)
{
    CBOARD_TRY(const auto words, store::loadUserWords(storeFile, store::UserWordKind::Note));
    const auto notes = std::make_shared<std::map<std::string, std::string>>();
    for (const store::UserWord& word : words) {
        notes->emplace(word.target, word.text);
    }
    return NoteOf([notes](const std::string& target) {
        const auto note = notes->find(target);
        return note == notes->end() ? std::string() : note->second;
    });
}

} // namespace cboard::service
