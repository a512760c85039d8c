// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/sums_codec.h"

#include "core/store/revisions/coded_numbers.h"

#include <algorithm>
#include <type_traits>

namespace cboard::store {

namespace {

    template <typename Counts>
    void appendCounts(std::string& body, const Counts& counts)
    {
        for (const auto count : counts.byClass) {
            appendVarint(body, static_cast<std::uint64_t>(count));
        }
    }

    template <typename Counts>
    void readCounts(CodedNumbers& numbers, Counts& counts)
    {
        for (auto& count : counts.byClass) {
            count = static_cast<std::remove_reference_t<decltype(count)>>(numbers.next());
        }
    }

    void appendSources(std::string& body, const std::vector<SourceSums>& sources)
    {
        appendVarint(body, sources.size());
        for (const SourceSums& source : sources) {
            appendVarint(body, zigzag(source.id));
            appendVarint(body, zigzag(source.runs));
            appendVarint(body, zigzag(source.errors));
        }
    }

    std::vector<SourceSums> readSources(CodedNumbers& numbers)
    {
        std::vector<SourceSums> sources(numbers.nextCount());
        for (SourceSums& source : sources) {
            source.id = numbers.nextSigned();
            source.runs = numbers.nextSigned();
            source.errors = numbers.nextSigned();
        }
        return sources;
    }

    BoardSums readBoard(CodedNumbers& numbers)
    {
        BoardSums board;
        board.platform = numbers.nextSigned();
        readCounts(numbers, board.builds);
        readCounts(numbers, board.boots);
        readCounts(numbers, board.tests);
        board.firstWord = static_cast<std::uint32_t>(numbers.next());
        board.architectureCount = static_cast<std::uint16_t>(numbers.next());
        board.labCount = static_cast<std::uint16_t>(numbers.next());
        return board;
    }

    /// Whether all words of the boards are there.
    bool hasWords(const RunSums& sums)
    {
        return std::ranges::all_of(sums.boards, [&sums](const BoardSums& board) {
            return std::size_t{board.firstWord} + board.architectureCount + board.labCount
                <= sums.words.size();
        });
    }

} // namespace

std::string encodeSums(const RevisionSums& sums)
{
    std::string body;
    appendClocks(body, sums.origin.clocks);
    appendCounts(body, sums.counts.builds);
    appendCounts(body, sums.counts.boots);
    appendCounts(body, sums.counts.tests);
    return body;
}

std::optional<RevisionSums> decodeSums(std::string_view body)
{
    CodedNumbers numbers(body);
    RevisionSums sums;
    sums.origin.clocks = readClocks(numbers);
    readCounts(numbers, sums.counts.builds);
    readCounts(numbers, sums.counts.boots);
    readCounts(numbers, sums.counts.tests);
    return numbers.isWhole() ? std::optional(sums) : std::nullopt;
}

std::string encodeRunSums(const RunSums& sums)
{
    std::string body;
    appendClocks(body, sums.origin.clocks);
    appendVarint(body, sums.boards.size());
    for (const BoardSums& board : sums.boards) {
        appendVarint(body, zigzag(board.platform));
        appendCounts(body, board.builds);
        appendCounts(body, board.boots);
        appendCounts(body, board.tests);
        appendVarint(body, board.firstWord);
        appendVarint(body, board.architectureCount);
        appendVarint(body, board.labCount);
    }
    appendVarint(body, sums.words.size());
    for (const std::int64_t word : sums.words) {
        appendVarint(body, zigzag(word));
    }
    appendSources(body, sums.labs);
    appendSources(body, sums.origins);
    return body;
}

std::optional<RunSums> decodeRunSums(std::string_view body)
{
    CodedNumbers numbers(body);
    RunSums sums;
    sums.origin.clocks = readClocks(numbers);
    sums.boards.resize(numbers.nextCount());
    for (BoardSums& board : sums.boards) {
        board = readBoard(numbers);
    }
    sums.words.resize(numbers.nextCount());
    for (std::int64_t& word : sums.words) {
        word = numbers.nextSigned();
    }
    sums.labs = readSources(numbers);
    sums.origins = readSources(numbers);
    return numbers.isWhole() && hasWords(sums) ? std::optional(std::move(sums)) : std::nullopt;
}

} // namespace cboard::store
