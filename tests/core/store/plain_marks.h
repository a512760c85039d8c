// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "plain_query.h"

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Marks by a plain reading of the rules: for each revision all runs of the branch are looked
/// through again. Shares nothing with the store's queries.
namespace cboard::test {

/// Kind ("build", "boot", "test"), path, board, configuration, architecture, compiler, lab.
using PlainCell = std::array<std::string, 7>;

PlainCell cellOfRun(const PlainRun& run);
PlainCell cellOfBuild(const PlainResult& build);

/// Of the marks of a cell what one of its runs, or its build, can say of itself.
query::CellMarks bearable(query::CellMarks marks, StatusClass status);

class PlainMarks {
public:
    PlainMarks(const PlainData& data, const std::string& tree, const std::string& branch);

    /// Newest first.
    const std::vector<std::string>& commits() const { return m_commits; }
    /// Marks of the cell at the revision; without Known and Waived, of which plain data has none.
    /// \param baseline Index of the revision that "before" means; else the last conclusive one.
    query::CellMarks marksOf(const PlainCell& cell, std::size_t revision,
                             std::optional<std::size_t> baseline = std::nullopt) const;
    std::set<std::string> illLabs(std::size_t revision) const { return m_ill[revision]; }
    /// All cells that passed, failed or erred at the revision.
    std::vector<PlainCell> cells(std::size_t revision) const;

private:
    struct Results {
        int passes = 0;
        int fails = 0;
        int infrastructure = 0;
        bool isStale = false;
    };
    enum class Verdict { None, Pass, Fail };
    using Revision = std::map<PlainCell, Results>;

    void add(std::size_t revision, const PlainCell& cell, StatusClass status,
             const std::string& rawStatus, const std::string& start);
    void findIllLabs(const PlainData& data, std::size_t revision);
    Verdict verdictOf(const PlainCell& cell, std::size_t revision) const;
    bool isConflict(const PlainCell& cell, std::size_t revision) const;
    bool isFlaky(const PlainCell& cell, std::size_t revision) const;

    std::vector<std::string> m_commits;
    std::vector<Timestamp> m_times;
    std::vector<Revision> m_revisions;
    std::vector<std::set<std::string>> m_ill;
};

} // namespace cboard::test
