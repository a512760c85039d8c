// SPDX-License-Identifier: LGPL-2.1-or-later
#include "odd_season.h"

#include "core/base/time.h"

#include <algorithm>
#include <chrono>
#include <random>

namespace cboard::test {

namespace {

    constexpr int Revisions = 24;

    using Random = std::mt19937_64;

    int below(Random& random, int limit)
    {
        return static_cast<int>(random() % static_cast<std::uint64_t>(limit));
    }
    int between(Random& random, int first, int last)
    {
        return first + below(random, last - first + 1);
    }
    bool chance(Random& random, int permille)
    {
        return below(random, 1000) < permille;
    }

    std::string numbered(const std::string& word, int number)
    {
        return word + std::to_string(number);
    }

    /// What is broken from one revision until before another; an empty word is any.
    struct Break {
        std::string path;
        std::string board;
        std::string config;
        std::string lab; ///< By its walls, whatever its name is.
        int from = 0;
        int until = Revisions;
    };

    /// What befalls a lab.
    struct Trouble {
        std::string lab;
        int from = 0;
        int until = 0;
        int errorPermille = 0;
        bool fails = false; ///< Everything, in place of errors.
    };

    struct Place {
        std::string board;
        std::string lab; ///< Its walls.
    };

    struct BuildKind {
        std::string config;
        bool isClang = false;
    };

    /// All that a season plants.
    struct Plan {
        explicit Plan(std::uint64_t seed)
            : random(seed * 7919 + 17)
        {
            for (int i = 0; i < 5; ++i) {
                places.push_back({numbered("alpha", i), "lab-a"});
            }
            for (int i = 0; i < 4; ++i) {
                places.push_back({numbered("beta", i), "lab-b"});
                places.push_back({numbered("gamma", i), "lab-c"});
            }
            for (int i = 0; i < 3; ++i) {
                places.push_back({numbered("shared", i), "lab-a"});
                places.push_back({numbered("shared", i), "lab-b"});
            }
            for (int i = 0; i < 2; ++i) {
                places.push_back({numbered("common", i), "lab-b"});
                places.push_back({numbered("common", i), "lab-c"});
            }
            paths = {"boot"};
            for (int i = 0; i < 6; ++i) {
                paths.push_back(numbered("suite.test", i));
            }
            planLatePaths();
            planBreaks();
            planTroubles();
            compilerChanges = between(random, 8, 16);
            labsSwap = between(random, 6, 18);
        }

        void planLatePaths()
        {
            for (int i = 0; i < 2; ++i) {
                paths.push_back(numbered("late.test", i));
                born[paths.back()] = between(random, 5, 15);
            }
            const int mended = chance(random, 500) ? between(random, 18, 22) : Revisions;
            breaks.push_back({paths.back(), "", "", "", 0, mended}); // Never passed before.
        }

        void planBreaks()
        {
            const auto span = [this](Break broken) {
                broken.from = between(random, 3, Revisions - 2);
                broken.until =
                    chance(random, 400) ? Revisions : broken.from + between(random, 2, 8);
                breaks.push_back(std::move(broken));
            };
            for (int i = 0; i < 3; ++i) {
                span({paths[static_cast<std::size_t>(below(random, 7))], "", "", "", 0, 0});
            }
            for (int i = 0; i < 2; ++i) {
                const auto& place =
                    places[static_cast<std::size_t>(below(random, int(places.size())))];
                span({"", place.board, "", "", 0, 0});
                span({paths[static_cast<std::size_t>(below(random, 7))], "", "allmod", "", 0, 0});
            }
            span({"suite.test0", "shared0", "", "lab-a", 0, 0});
            span({"suite.test1", "common0", "", "lab-c", 0, 0});
            brokenBuild = {"", "", "allmod", "", between(random, 4, 18), 0};
            brokenBuild.until = brokenBuild.from + between(random, 1, 3);
        }

        void planTroubles()
        {
            const std::array<std::string, 3> labs = {"lab-a", "lab-b", "lab-c"};
            for (int i = 0; i < 5; ++i) {
                const int from = between(random, 1, Revisions - 3);
                const std::string& lab = labs[static_cast<std::size_t>(below(random, 3))];
                if (i < 2) {
                    troubles.push_back({lab, from, from + 1, 950, false});
                } else if (i == 2) {
                    troubles.push_back({lab, from, from + 1, 0, true});
                } else {
                    troubles.push_back({lab, from, from + 3, 350, false}); // A burst.
                }
            }
        }

        bool isBad(const std::string& path, const Place& place, const std::string& config,
                   int revision) const
        {
            return std::ranges::any_of(breaks, [&](const Break& one) {
                const auto fits = [](const std::string& wanted, const std::string& word) {
                    return wanted.empty() || wanted == word;
                };
                return revision >= one.from && revision < one.until && fits(one.path, path)
                    && fits(one.board, place.board) && fits(one.config, config)
                    && fits(one.lab, place.lab);
            });
        }

        const Trouble* troubleAt(const std::string& lab, int revision) const
        {
            const auto found = std::ranges::find_if(troubles, [&](const Trouble& one) {
                return one.lab == lab && revision >= one.from && revision < one.until;
            });
            return found == troubles.end() ? nullptr : &*found;
        }

        std::string compilerOf(const BuildKind& build, int revision) const
        {
            return build.isClang ? "clang-17" : revision < compilerChanges ? "gcc-12" : "gcc-13";
        }

        std::string nameOf(const std::string& lab, int revision) const
        {
            if (revision < labsSwap || lab == "lab-c") {
                return lab;
            }
            return lab == "lab-a" ? "lab-b" : "lab-a";
        }

        Random random;
        std::vector<Place> places;
        std::vector<std::string> paths;
        std::map<std::string, int> born; ///< Of late paths.
        std::vector<BuildKind> builds = {{"defconfig"}, {"allmod"}, {"defconfig", true}};
        std::vector<Break> breaks;
        Break brokenBuild;
        std::vector<Trouble> troubles;
        int compilerChanges = 0;
        int labsSwap = 0;
    };

    std::string statusOf(char outcome)
    {
        switch (outcome) {
        case 'P':
            return "PASS";
        case 'F':
            return "FAIL";
        case 'E':
            return "ERROR";
        case 'M':
            return "MISS";
        default:
            return "SKIP";
        }
    }

    std::string buildId(const OddCell& cell, int revision)
    {
        return "maestro:b" + std::to_string(revision) + "-" + cell[2] + "-" + cell[4];
    }

    OddCell withoutLab(OddCell cell)
    {
        cell[5].clear();
        return cell;
    }

} // namespace

OddSeason::OddSeason(std::uint64_t seed)
{
    for (int i = 0; i < Revisions; ++i) {
        std::string digits = std::to_string(i + 10);
        m_commits.push_back(std::string(40 - digits.size(), 'c') + digits);
    }
    emitRows(seed);
    writeDocuments(seed);
    deriveTruth();
}

void OddSeason::emitRows(std::uint64_t seed)
{
    Plan plan(seed);
    Random& random = plan.random;
    for (int revision = 0; revision < Revisions; ++revision) {
        for (const BuildKind& build : plan.builds) {
            const std::string compiler = plan.compilerOf(build, revision);
            const Break& broken = plan.brokenBuild;
            const bool isBroken =
                build.config == broken.config && revision >= broken.from && revision < broken.until;
            m_rows.push_back({{"", "", build.config, "arm64", compiler, ""},
                              revision,
                              isBroken ? 'F' : 'P',
                              false});
            for (const Place& place : isBroken ? std::vector<Place>() : plan.places) {
                const Trouble* trouble = plan.troubleAt(place.lab, revision);
                for (const std::string& path : plan.paths) {
                    const auto born = plan.born.find(path);
                    const bool isUnborn = born != plan.born.end() && revision < born->second;
                    if (isUnborn || chance(random, 150)) {
                        continue; // Not there yet, or a gap.
                    }
                    const std::string key = path + place.board + build.config;
                    const bool isFlaky = (std::hash<std::string>{}(key) ^ seed * 31) % 67 == 0;
                    const int runs = chance(random, 50) ? 2 : 1;
                    for (int run = 0; run < runs; ++run) {
                        bool isBad = plan.isBad(path, place, build.config, revision);
                        isBad = isFlaky ? chance(random, 500) : isBad;
                        Row row{{path, place.board, build.config, "arm64", compiler,
                                 plan.nameOf(place.lab, revision)},
                                revision,
                                isBad ? 'F' : 'P',
                                false};
                        if (trouble != nullptr && trouble->fails) {
                            row.outcome = 'F';
                            row.isLabs = true;
                        } else if (trouble != nullptr && chance(random, trouble->errorPermille)) {
                            row.outcome = 'E';
                        } else if (chance(random, 30)) {
                            row.outcome = chance(random, 660) ? 'E' : 'M';
                        } else if (chance(random, 30)) {
                            row.outcome = 'S';
                        }
                        m_rows.push_back(std::move(row));
                    }
                }
            }
        }
    }
}

/// Of each revision one, and what is late of it two revisions later.
void OddSeason::writeDocuments(std::uint64_t seed)
{
    constexpr int Late = 2;
    Random random(seed + 5);
    std::vector<PlainData> documents(static_cast<std::size_t>(Revisions + Late));
    Timestamp time = *parseRfc3339("2025-05-20T00:00:00Z");
    for (int i = 0; i < Revisions; ++i) {
        time += chance(random, 150) ? std::chrono::hours(0) : std::chrono::hours(24);
        documents[static_cast<std::size_t>(i)].checkouts.push_back(
            {"maestro:c" + std::to_string(i), "maestro", "mainline", "master", "https://x.org",
             m_commits[static_cast<std::size_t>(i)], "v" + std::to_string(i), formatIso(time)});
    }
    int count = 0;
    for (const Row& row : m_rows) {
        const OddCell& cell = row.cell;
        const std::string build = buildId(cell, row.revision);
        const auto own = static_cast<std::size_t>(row.revision);
        if (cell[0].empty()) {
            documents[own].builds.push_back({build, "maestro:c" + std::to_string(row.revision),
                                             "maestro", cell[2], cell[3], cell[4],
                                             statusOf(row.outcome), "", "", ""});
        } else {
            const std::size_t at = own + (chance(random, 100) ? Late : 0);
            documents[at].tests.push_back({"maestro:t" + std::to_string(++count), build, "maestro",
                                           cell[0], cell[1], cell[5], statusOf(row.outcome), "", "",
                                           ""});
        }
    }
    m_documents = std::move(documents);
}

void OddSeason::deriveTruth()
{
    std::map<OddCell, std::vector<const Row*>> cells;
    deriveIllLabs();
    for (const Row& row : m_rows) {
        cells[row.cell].push_back(&row);
        auto& [passes, fails] = m_families[{withoutLab(row.cell), row.revision}][row.cell[5]];
        passes += row.outcome == 'P' ? 1 : 0;
        fails += row.outcome == 'F' ? 1 : 0;
        if (row.isLabs) {
            m_truth.infrastructure.insert(
                {row.cell, m_commits[static_cast<std::size_t>(row.revision)]});
        }
    }
    for (const auto& [cell, rows] : cells) {
        deriveCell(cell, rows);
    }
}

/// Three boards at least, and more than half only err, or all fail what passes elsewhere.
void OddSeason::deriveIllLabs()
{
    struct Seen {
        std::map<std::string, std::string> boards; ///< All outcomes of each.
        std::set<std::string> configs;
    };
    std::map<std::pair<int, std::string>, Seen> labs;
    for (const Row& row : m_rows) {
        if (!row.cell[1].empty()) {
            Seen& seen = labs[{row.revision, row.cell[5]}];
            seen.boards[row.cell[1]] += row.outcome;
            seen.configs.insert(row.cell[2]);
        }
    }
    const auto has = [](const std::string& outcomes, const char* any) {
        return outcomes.find_first_of(any) != std::string::npos;
    };
    for (const auto& lab : labs) {
        const auto& at = lab.first; // Clang 14 hands no structured binding to a lambda.
        const auto& seen = lab.second;
        int erring = 0;
        int failing = 0;
        for (const auto& [board, outcomes] : seen.boards) {
            erring += has(outcomes, "EM") && !has(outcomes, "PF") ? 1 : 0;
            failing += has(outcomes, "F") && !has(outcomes, "P") ? 1 : 0;
        }
        const int count = static_cast<int>(seen.boards.size());
        const bool passesElsewhere = std::ranges::any_of(m_rows, [&](const Row& row) {
            return row.outcome == 'P' && row.revision == at.first && row.cell[5] != at.second
                && !row.cell[1].empty()
                && (seen.boards.contains(row.cell[1]) || seen.configs.contains(row.cell[2]));
        });
        if (count >= 3 && (erring * 2 > count || (failing == count && passesElsewhere))) {
            m_ill.insert(at);
            m_truth.illLabs.insert({m_commits[static_cast<std::size_t>(at.first)], at.second});
        }
    }
}

std::string OddSeason::rowsOf(const OddCell& cell) const
{
    std::string text;
    for (int revision = 0; revision < Revisions; ++revision) {
        for (const Row& row : m_rows) {
            if (row.revision == revision && row.cell == cell) {
                text += row.outcome;
            }
        }
        text += ' ';
    }
    return text;
}

bool OddSeason::isIll(int revision, const std::string& lab) const
{
    return m_ill.contains({revision, lab});
}

bool OddSeason::passesElsewhere(const OddCell& cell, int revision) const
{
    const auto& labs = m_families.at({withoutLab(cell), revision});
    return std::ranges::any_of(labs, [&](const auto& one) {
        const auto& [lab, counts] = one;
        const bool hasFailed = counts.second > 0 && !isIll(revision, lab);
        return lab != cell[5] && counts.first > 0 && !hasFailed;
    });
}

void OddSeason::deriveCell(const OddCell& cell, const std::vector<const Row*>& rows)
{
    std::string runs; // Those that count for flakiness, of a revision the fails first.
    bool disagrees = false;
    std::vector<OddRegression> found;
    int last = -1; // 1 passed, 0 failed.
    int lastGood = -1;
    bool isOpen = false;
    for (int revision = 0; revision < Revisions; ++revision) {
        std::string own;
        for (const Row* row : rows) {
            own += row->revision == revision ? std::string(1, row->outcome) : std::string();
        }
        const auto count = [&own](char outcome) { return std::ranges::count(own, outcome); };
        const auto passes = count('P');
        const auto fails = isIll(revision, cell[5]) ? 0 : count('F');
        if (passes + fails == 0) {
            continue;
        }
        disagrees = disagrees || (passes > 0 && fails > 0);
        runs += std::string(static_cast<std::size_t>(fails), 'F')
            + std::string(static_cast<std::size_t>(passes), 'P');
        const std::string& commit = m_commits[static_cast<std::size_t>(revision)];
        if (fails > 0) {
            if (last == 1 && !passesElsewhere(cell, revision)) {
                found.emplace_back(cell, m_commits[static_cast<std::size_t>(lastGood)], commit, "");
                isOpen = true;
            }
            last = 0;
            continue;
        }
        if (last == 0 && isOpen) {
            std::get<3>(found.back()) = commit;
            isOpen = false;
        }
        last = 1;
        lastGood = revision;
    }
    const std::size_t Window = 30;
    runs = runs.size() > Window ? runs.substr(runs.size() - Window) : runs;
    int flips = 0;
    for (std::size_t i = 1; i < runs.size(); ++i) {
        flips += runs[i] != runs[i - 1] ? 1 : 0;
    }
    const auto passed = std::ranges::count(runs, 'P') * 100;
    const bool isUnsteady =
        flips >= 4 && passed >= std::ssize(runs) * 20 && passed <= std::ssize(runs) * 80;
    if (disagrees || flips >= 5 || isUnsteady) {
        m_truth.flaky.insert(cell);
    } else {
        m_truth.regressions.insert(found.begin(), found.end());
    }
}

} // namespace cboard::test
