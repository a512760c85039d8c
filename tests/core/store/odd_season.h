// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "store_fixture.h"

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

/// Seasons of one branch in shapes that `cboard generate` does not make, and what is true of them
/// by their rows alone. Shares nothing with core/analysis or core/generate.
namespace cboard::test {

/// Path ("" of a build), board, configuration, architecture, compiler, lab.
using OddCell = std::array<std::string, 6>;
/// A cell, and the commits of last good, first bad and fix ("" for none).
using OddRegression = std::tuple<OddCell, std::string, std::string, std::string>;

struct OddTruth {
    std::set<OddRegression> regressions; ///< Of cells that do not alternate.
    std::set<OddCell> flaky;
    std::set<std::array<std::string, 2>> illLabs; ///< Commit, lab.
    /// Cells and commits where a fail was the lab's, or nothing but infrastructure failed.
    std::set<std::pair<OddCell, std::string>> infrastructure;
};

/// Bursts of infrastructure errors, outages that err and outages that fail, labs that swap their
/// names, paths that appear late (some of them broken), a compiler that changes, revisions of equal
/// time, boards that two labs have, breaks of a path, of a board, of a configuration and of one
/// lab alone, gaps, retries, results that come after those of later revisions.
class OddSeason {
public:
    explicit OddSeason(std::uint64_t seed);

    /// In the order in which they arrive.
    const std::vector<PlainData>& documents() const { return m_documents; }
    const OddTruth& truth() const { return m_truth; }
    /// What the cell did, a letter for each run, a blank between revisions.
    std::string rowsOf(const OddCell& cell) const;

private:
    struct Row {
        OddCell cell;
        int revision = 0;
        char outcome = 'P'; ///< P, F, E, M, S.
        bool isLabs = false; ///< A fail for which the lab is to blame.
    };

    void emitRows(std::uint64_t seed);
    void writeDocuments(std::uint64_t seed);
    void deriveTruth();
    void deriveIllLabs();
    void deriveCell(const OddCell& cell, const std::vector<const Row*>& rows);
    bool isIll(int revision, const std::string& lab) const;
    /// Whether the cell passed in another lab, and did not fail there.
    bool passesElsewhere(const OddCell& cell, int revision) const;

    std::vector<std::string> m_commits; ///< By revision, oldest first.
    std::vector<Row> m_rows;
    std::vector<PlainData> m_documents;
    OddTruth m_truth;
    std::set<std::pair<int, std::string>> m_ill;
    /// Passes and fails by family (lab left out), revision and lab.
    std::map<std::pair<OddCell, int>, std::map<std::string, std::pair<int, int>>> m_families;
};

} // namespace cboard::test
