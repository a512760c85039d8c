// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/document.h"
#include "core/generate/log_texts.h"
#include "core/generate/record_ids.h"
#include "core/generate/revision_facts.h"
#include "core/generate/revision_runs.h"

#include <span>
#include <string>

namespace cboard::generate {

/// What the records of one job's run share.
struct RunContext {
    const RevisionFacts* revision = nullptr;
    std::string_view buildId;
    std::string_view compiler;
    Timestamp start;
    std::string jobId; ///< Of the CI system, without origin.
    std::uint64_t labJob = 0; ///< Number of the job in its lab.
    std::uint64_t signature = 0; ///< Of the change that makes rows of this run fail.
    std::uint64_t logKey = 0; ///< The random part of its log.
    std::string excerpt; ///< For each test of the job, where the style has that.
};

/// Spells records as their CI systems do. Texts go into the arena of the document that gets them.
class RecordMaker {
public:
    RecordMaker(const World& world, const Plan& plan, IdSource& ids)
        : m_world(world)
        , m_plan(plan)
        , m_ids(ids)
    {
    }

    static std::string_view originOf(Style style);

    Checkout checkout(Arena& arena, std::string_view id, Style style,
                      const RevisionFacts& revision) const;
    Build build(Arena& arena, std::string_view id, std::string_view checkoutId, std::uint16_t kind,
                const RevisionFacts& revision, Status status, Timestamp start,
                std::uint64_t signature) const;
    /// Appends one test record per row.
    void tests(Document& document, const Run& run, const RunContext& context,
               std::span<const Row> rows);

private:
    Test nodeTest(Arena& arena, const Run& run, const RunContext& context, const Row& row);
    Test jobTest(Arena& arena, const Run& run, const RunContext& context, const Row& row) const;
    Test recipeTest(Arena& arena, const Run& run, const RunContext& context, const Row& row) const;
    Test guestTest(Arena& arena, const Run& run, const RunContext& context, const Row& row);
    void addNumber(Arena& arena, Test& test, const Run& run, const Row& row) const;

    const World& m_world;
    const Plan& m_plan;
    IdSource& m_ids;
};

} // namespace cboard::generate
