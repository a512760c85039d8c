// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "store_fixture.h"

#include <string>
#include <string_view>

namespace cboard::test {

inline const query::BranchKey Mainline{"mainline", "master", {}};

/// Revisions 1 to 9 of mainline, a day each, and what cells did there.
class CellHistory {
public:
    explicit CellHistory(int revisions)
    {
        for (int n = 1; n <= revisions; ++n) {
            m_data.checkouts.push_back(mainlineCheckout(n));
            m_data.builds.push_back(mainlineBuild(n));
        }
    }

    /// A letter for each revision: P, F, E, M; B for a pass and a fail; a blank where it did not
    /// run.
    void add(const std::string& path, const std::string& board, std::string_view letters,
             const std::string& lab = "lab-x")
    {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            addRuns("maestro:b" + std::to_string(i + 1), path, board, letters[i], lab);
        }
    }

    /// The runs of one letter, of a build of any branch.
    void addRuns(const std::string& build, const std::string& path, const std::string& board,
                 char letter, const std::string& lab)
    {
        const auto run = [&](const char* status) {
            m_data.tests.push_back({idAt(m_data.tests.size()), build, "maestro", path, board, lab,
                                    status, "", "", ""});
        };
        if (letter == 'P' || letter == 'B') {
            run("PASS");
        }
        if (letter == 'F' || letter == 'B') {
            run("FAIL");
        }
        if (letter == 'E') {
            run("ERROR");
        }
        if (letter == 'M') {
            run("MISS");
        }
    }

    PlainData& data() { return m_data; }
    /// The id of the newest run that was added.
    std::string lastId() const { return idAt(m_data.tests.size() - 1); }

private:
    static std::string idAt(std::size_t number) { return "maestro:t" + std::to_string(number); }

    PlainData m_data;
};

} // namespace cboard::test
