// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/commit_relevance.h"

#include <algorithm>
#include <array>

namespace cboard::analysis {

namespace {

    bool isLetter(char character)
    {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    bool isDigit(char character)
    {
        return character >= '0' && character <= '9';
    }

    std::string lower(std::string_view text)
    {
        std::string low(text);
        for (char& character : low) {
            if (character >= 'A' && character <= 'Z') {
                character = static_cast<char>(character - 'A' + 'a');
            }
        }
        return low;
    }

    /// Calls `visit(word)` for each run of letters and digits, in lower case.
    template <typename Visit>
    void forEachWord(std::string_view text, Visit&& visit)
    {
        std::size_t start = 0;
        for (std::size_t i = 0; i <= text.size(); ++i) {
            if (i < text.size() && (isLetter(text[i]) || isDigit(text[i]))) {
                continue;
            }
            if (i > start) {
                visit(lower(text.substr(start, i - start)));
            }
            start = i + 1;
        }
    }

    bool isChip(std::string_view word)
    {
        constexpr std::size_t Shortest = 4;
        return word.size() >= Shortest && std::any_of(word.begin(), word.end(), isLetter)
            && std::any_of(word.begin(), word.end(), isDigit);
    }

    /// "rk3399_gru.kevin" as "rk3399-gru-kevin-".
    std::string wordsOf(std::string_view name)
    {
        std::string words;
        forEachWord(name, [&words](const std::string& word) { words += word + '-'; });
        return words;
    }

    std::string_view fileName(std::string_view path)
    {
        return path.substr(path.rfind('/') + 1); // npos + 1 is 0.
    }

    std::string_view withoutSuffix(std::string_view name)
    {
        return name.substr(0, name.rfind('.'));
    }

    bool isDeviceTree(std::string_view name)
    {
        constexpr std::array<std::string_view, 3> Suffixes = {".dts", ".dtsi", ".dtso"};
        return std::any_of(Suffixes.begin(), Suffixes.end(),
                           [name](std::string_view suffix) { return name.ends_with(suffix); });
    }

    bool isPathCharacter(char character)
    {
        return isLetter(character) || isDigit(character) || character == '/' || character == '.'
            || character == '_' || character == '-' || character == '+';
    }

    bool isSource(std::string_view name)
    {
        constexpr std::array<std::string_view, 9> Suffixes = {".c",    ".h",   ".S",  ".rs", ".dts",
                                                              ".dtsi", ".lds", ".sh", ".py"};
        return std::any_of(Suffixes.begin(), Suffixes.end(),
                           [name](std::string_view suffix) { return name.ends_with(suffix); });
    }

} // namespace

CommitRelevance::CommitRelevance(const query::CommitInterest& interest)
{
    for (const std::string& board : interest.boards) {
        addChips(board);
        if (!board.empty()) {
            m_boards.push_back(wordsOf(board));
        }
    }
    for (const std::string& compatible : interest.compatibles) {
        const std::size_t comma = compatible.find(',');
        if (comma != std::string::npos && comma > 0) {
            m_vendors.insert(lower(std::string_view(compatible).substr(0, comma)));
            addChips(std::string_view(compatible).substr(comma + 1));
        }
    }
    for (const std::string& path : interest.paths) {
        addTest(path);
    }
    for (const std::string& error : interest.errors) {
        addFilesOf(error);
    }
}

void CommitRelevance::addChips(std::string_view name)
{
    forEachWord(name, [this](std::string word) {
        if (isChip(word)) {
            m_chips.insert(std::move(word));
        }
    });
}

void CommitRelevance::addTest(std::string_view path)
{
    constexpr std::string_view Kselftest = "kselftest";
    constexpr std::size_t ShortestName = 6;
    std::size_t start = 0;
    bool isSuite = false;
    for (std::size_t number = 0; start <= path.size(); ++number) {
        const std::size_t end = std::min(path.find('.', start), path.size());
        const std::string_view part = path.substr(start, end - start);
        start = end + 1;
        // "kselftest.net" and "kselftest-net" are both in use.
        if (number == 0 && part.starts_with(Kselftest)) {
            isSuite = part.size() == Kselftest.size();
            if (!isSuite) {
                m_testFolders.push_back("tools/testing/selftests/"
                                        + std::string(part.substr(Kselftest.size() + 1)) + '/');
            }
        } else if (number == 1 && isSuite) {
            m_testFolders.push_back("tools/testing/selftests/" + std::string(part) + '/');
        } else if (number > 0 && part.size() >= ShortestName) {
            m_testNames.insert(lower(part));
        }
    }
}

void CommitRelevance::addFilesOf(std::string_view text)
{
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && isPathCharacter(text[i])) {
            continue;
        }
        std::string_view file = text.substr(start, i - start);
        start = i + 1;
        while (file.starts_with("../") || file.starts_with("./")) {
            file.remove_prefix(file.find('/') + 1);
        }
        if (isSource(file)) {
            m_errorFiles.emplace_back(file);
        }
    }
}

bool CommitRelevance::isNamedByError(std::string_view file) const
{
    // Builders put their own folders before the path, compilers leave those out that they are in.
    const auto endsWithPath = [](std::string_view whole, std::string_view end) {
        return whole.ends_with(end)
            && (whole.size() == end.size() || whole[whole.size() - end.size() - 1] == '/');
    };
    return std::any_of(m_errorFiles.begin(), m_errorFiles.end(), [&](const std::string& named) {
        return endsWithPath(file, named) || endsWithPath(named, file);
    });
}

bool CommitRelevance::isOfBoard(std::string_view file) const
{
    const std::string_view name = fileName(file);
    if (isDeviceTree(name)) {
        const std::string words = wordsOf(withoutSuffix(name));
        if (std::any_of(m_boards.begin(), m_boards.end(), [&words](const std::string& board) {
                return !words.empty() && board.starts_with(words);
            })) {
            return true;
        }
    }
    bool isFound = false;
    forEachWord(file, [&](const std::string& word) { isFound |= m_chips.contains(word); });
    return isFound;
}

bool CommitRelevance::isOfTest(std::string_view file) const
{
    return std::any_of(m_testFolders.begin(), m_testFolders.end(),
                       [file](const std::string& folder) { return file.starts_with(folder); })
        || m_testNames.contains(lower(withoutSuffix(fileName(file))));
}

bool CommitRelevance::isOfVendor(std::string_view file) const
{
    for (std::size_t start = 0;;) {
        const std::size_t end = file.find('/', start);
        if (end == std::string_view::npos) {
            return false;
        }
        if (m_vendors.contains(file.substr(start, end - start))) {
            return true;
        }
        start = end + 1;
    }
}

query::CommitTouch CommitRelevance::touchOf(std::string_view file) const
{
    if (isNamedByError(file)) {
        return query::CommitTouch::Error;
    }
    if (isOfBoard(file)) {
        return query::CommitTouch::Board;
    }
    if (isOfTest(file)) {
        return query::CommitTouch::Test;
    }
    return isOfVendor(file) ? query::CommitTouch::Driver : query::CommitTouch::None;
}

} // namespace cboard::analysis
