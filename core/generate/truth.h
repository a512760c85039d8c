// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/revision_runs.h"

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace cboard::generate {

/// One cell as the views name it, with the commits of its tree.
struct TruthCell {
    std::string tree;
    std::string branch;
    std::string path; ///< Empty for a build.
    std::string platform;
    std::string config;
    std::string arch;
    std::string compiler;
    std::string lab; ///< Empty for a build.
};

struct TruthRegression {
    TruthCell cell;
    bool isBuild = false;
    std::int64_t event = 0; ///< Entries of one planted change share the number, within a tree.
    std::string lastGood;
    std::string firstBad;
    std::string fixedIn; ///< Empty: not fixed, or no longer run.
    std::int64_t untestedBetween = 0; ///< Revisions without a pass or fail of this cell.
};

struct TruthFlaky {
    TruthCell cell;
    bool isProven = false; ///< The rows satisfy the definition of flaky over their last 30 runs.
    bool isInfrastructure = false; ///< A single false failure, retried, made it so.
    std::int64_t runs = 0;
    std::int64_t flips = 0;
    std::int64_t disagreements = 0; ///< Revisions with both outcomes.
};

struct TruthIncident {
    std::string tree;
    std::string branch;
    std::string commit;
    std::string lab;
    std::string shape; ///< "errors" or "looks_like_fail".
    std::int64_t boards = 0;
    std::int64_t illBoards = 0;
    std::int64_t rows = 0;
};

/// What was planted, as far as the emitted rows show it. Knows the rows and their labels, and
/// nothing of any analysis.
class Truth {
public:
    std::vector<TruthRegression> regressions;
    std::vector<TruthFlaky> flaky;
    std::vector<TruthIncident> labIncidents;

    /// One JSON document, one entry a line.
    std::string toJson(const Options& options, const Totals& totals) const;
};

/// Watches the runs of one tree and tells its part of the truth.
class TruthRecorder {
public:
    TruthRecorder(const World& world, const Plan& plan, const History& history)
        : m_world(world)
        , m_plan(plan)
        , m_history(history)
    {
    }

    void addBuild(std::size_t position, std::int64_t r, Status status);
    void addRun(const Run& run);
    void endRevision(std::int64_t r, const std::string& commit);
    /// \param commits Of the tree, oldest first.
    void finish(const std::vector<std::string>& commits, Truth& truth) const;

private:
    enum class Source : std::uint8_t { Kernel, FalseFail };
    struct Observation {
        std::uint32_t revision = 0;
        bool isPass = false;
        Source source = Source::Kernel;
    };
    struct BoardHealth {
        std::int64_t rows = 0;
        std::int64_t infrastructure = 0;
        std::int64_t fails = 0;
    };
    using Observations = std::vector<Observation>;

    bool isTracked(const Job& job, std::uint32_t cell) const;
    static void finishCell(const TruthCell& cell, bool isBuild, std::int32_t event,
                           const Observations& seen, const std::vector<std::string>& commits,
                           Truth& truth);
    static void judgeFlaky(const TruthCell& cell, bool isPlanted, const Observations& seen,
                           Truth& truth);
    TruthCell cellOf(const Job& job, std::uint32_t path, std::int64_t r) const;

    const World& m_world;
    const Plan& m_plan;
    const History& m_history;
    std::unordered_map<std::uint32_t, Observations> m_cells;
    std::unordered_map<std::size_t, Observations> m_builds;
    std::map<std::uint16_t, std::map<std::uint32_t, BoardHealth>> m_labs; ///< Of this revision.
    std::vector<TruthIncident> m_incidents;
};

} // namespace cboard::generate
