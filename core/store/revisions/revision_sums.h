// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/snapshots.h"
#include "core/store/revisions/clock_span.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

/// What the results of one revision add up to, without any filter: remembered between queries, so
/// that lists over many revisions add up what they show and read nothing.
namespace cboard::store {

/// Of what sums are, and when they may be used.
struct SumsOrigin {
    std::int64_t revision = 0; ///< revision.id
    std::int64_t stamp = 0; ///< stampOf() (outcome_codec.h) the revision they were made from.
    ClockSpan clocks;

    bool operator==(const SumsOrigin&) const = default;
};

/// All results, by kind.
struct RevisionSums {
    SumsOrigin origin;
    query::ResultCounts counts;

    bool operator==(const RevisionSums& other) const
    {
        return origin == other.origin && counts.builds == other.counts.builds
            && counts.boots == other.counts.boots && counts.tests == other.counts.tests;
    }
    std::size_t sizeBytes() const { return sizeof(*this); }
};

/// StatusCounts in half of the room: lists add up tens of thousands.
struct SmallCounts {
    std::array<std::uint32_t, StatusClassCount> byClass{};

    void add(StatusClass status, std::int64_t count)
    {
        byClass[static_cast<std::size_t>(status)] += static_cast<std::uint32_t>(count);
    }
    std::uint32_t operator[](StatusClass status) const
    {
        return byClass[static_cast<std::size_t>(status)];
    }
    void addTo(StatusCounts& sum) const
    {
        for (std::size_t i = 0; i < StatusClassCount; ++i) {
            sum.byClass[i] += byClass[i];
        }
    }
    bool isEmpty() const { return byClass == decltype(byClass){}; }
    bool operator==(const SmallCounts&) const = default;
};

/// What ran on one board.
struct BoardSums {
    std::int64_t platform = 0; ///< platform.id
    SmallCounts builds; ///< Those that ran on it, each once.
    SmallCounts boots;
    SmallCounts tests;
    std::uint32_t firstWord = 0; ///< In RunSums::words: its architectures, then its labs.
    std::uint16_t architectureCount = 0;
    std::uint16_t labCount = 0;

    bool operator==(const BoardSums&) const = default;
};

/// Boots and tests of a lab or an origin; those that are still to come left out.
struct SourceSums {
    std::int64_t id = 0; ///< lab.id or origin.id
    std::int64_t runs = 0;
    std::int64_t errors = 0; ///< Of these, ended in error or miss.

    bool operator==(const SourceSums&) const = default;
};

/// Boots and tests by where they come from.
struct RunSums {
    SumsOrigin origin;
    std::vector<BoardSums> boards; ///< By platform; runs without one are not among them.
    std::vector<std::int64_t> words; ///< Ids of architectures and labs, board by board.
    std::vector<SourceSums> labs; ///< By id, as are the origins.
    std::vector<SourceSums> origins;

    bool operator==(const RunSums&) const = default;
    std::span<const std::int64_t> architecturesOf(const BoardSums& board) const
    {
        return std::span(words).subspan(board.firstWord, board.architectureCount);
    }
    std::span<const std::int64_t> labsOf(const BoardSums& board) const
    {
        return std::span(words).subspan(board.firstWord + board.architectureCount, board.labCount);
    }
    std::size_t sizeBytes() const;
};

} // namespace cboard::store
