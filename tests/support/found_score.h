// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdio>
#include <span>

namespace cboard::test {

/// How many there are in truth, were found, and are both, summed over stores.
struct FoundScore {
    const char* name;
    std::size_t wanted = 0;
    std::size_t found = 0;
    std::size_t right = 0;

    double precision() const { return found == 0 ? 1.0 : double(right) / double(found); }
    double recall() const { return wanted == 0 ? 1.0 : double(right) / double(wanted); }

    template <typename Set>
    void add(const Set& truth, const Set& answer)
    {
        wanted += truth.size();
        found += answer.size();
        for (const auto& one : answer) {
            right += truth.contains(one) ? 1U : 0U;
        }
    }
};

inline void printScores(std::span<const FoundScore* const> scores)
{
    std::printf("%-16s %8s %8s %8s %9s %9s\n", "", "wanted", "found", "right", "precision",
                "recall");
    for (const FoundScore* score : scores) {
        std::printf("%-16s %8zu %8zu %8zu %9.4f %9.4f\n", score->name, score->wanted, score->found,
                    score->right, score->precision(), score->recall());
    }
    std::fflush(stdout);
}

} // namespace cboard::test
