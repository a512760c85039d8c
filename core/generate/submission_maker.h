// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/generate/record_maker.h"
#include "core/generate/truth.h"

#include <string>
#include <vector>

namespace cboard::generate {

/// Puts the records of one tree into documents as its CI systems would submit them: the checkout
/// and builds mostly first, then the jobs as they end, some things late and some twice.
class SubmissionMaker {
public:
    SubmissionMaker(const World& world, const Plan& plan, const History& history,
                    const Options& options, IdSource& ids, const Sinks& sinks, Totals& totals);

    /// Submits checkout and builds.
    Result<void> beginRevision(const RevisionFacts& facts, TruthRecorder& truth);
    /// Submits the tests of one job.
    Result<void> addRun(const Run& run);
    /// Submits what came late.
    Result<void> endRevision();
    /// Known problems that incidents refer to; once per store.
    Result<void> addIssues(Timestamp time);

private:
    struct BuildState {
        std::string id;
        std::string checkoutId;
        Timestamp start;
        Status status = Status::Pass;
        std::uint64_t signature = 0;
    };

    void placeBuilds(TruthRecorder& truth);
    Result<void> submitBuilds();
    Result<void> submitBuildsOf(Style style, bool isCheckoutLate);
    Result<void> addPart(const Run& run, const RunContext& context, std::span<const Row> rows);
    Result<void> closeBatch();
    Result<void> submit(Document& document);
    void addCheckout(Document& document, Style style);
    void addBuild(Document& document, std::size_t position);
    /// Adds the tests, and incidents for those that fail for a known reason.
    void addTests(Document& document, const Run& run, const RunContext& context,
                  std::span<const Row> rows);
    /// Keeps the whole log of the run, when it is one of those that keep it.
    Result<void> addLog(const Run& run, const RunContext& context, std::size_t firstTest);
    LogFacts logFacts(const Run& run, const RunContext& context) const;
    RunContext contextOf(const Run& run);
    std::size_t positionOf(std::uint16_t build) const;
    static Document emptyDocument();

    const World& m_world;
    const Plan& m_plan;
    const History& m_history;
    const Options& m_options;
    IdSource& m_ids;
    const Sinks& m_sinks;
    Totals& m_totals;
    RecordMaker m_maker;
    RevisionFacts m_facts;
    std::vector<BuildState> m_builds; ///< By position in Plan::builds.
    std::vector<std::string> m_checkoutIds; ///< By style.
    Document m_batch; ///< Jobs that end together are submitted together.
    Style m_batchStyle = Style::Node;
    std::vector<Document> m_late;
    Random m_random;
};

} // namespace cboard::generate
