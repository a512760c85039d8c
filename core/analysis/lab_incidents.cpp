// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/lab_incidents.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace cboard::analysis {

namespace {

    struct BoardHealth {
        bool passes = false;
        bool fails = false;
        bool errs = false;
    };

    struct LabHealth {
        std::map<std::int64_t, BoardHealth> boards;
        std::set<std::int64_t> configs;
    };

    /// Which labs passed something on a board or with a configuration.
    using Passes = std::map<std::int64_t, std::set<std::int64_t>>;

    bool passesElsewhere(const Passes& passes, std::int64_t thing, std::int64_t lab)
    {
        const auto found = passes.find(thing);
        return found != passes.end()
            && std::any_of(found->second.begin(), found->second.end(),
                           [lab](std::int64_t other) { return other != lab; });
    }

    bool isIll(std::int64_t lab, const LabHealth& health, const Passes& boardPasses,
               const Passes& configPasses, const query::LabLimits& limits)
    {
        const auto& boards = health.boards;
        if (std::ssize(boards) < limits.boards) {
            return false;
        }
        const auto erring = std::count_if(boards.begin(), boards.end(), [](const auto& board) {
            return board.second.errs && !board.second.passes && !board.second.fails;
        });
        if (erring * 100 > std::ssize(boards) * limits.errorPercent) {
            return true;
        }
        const bool allFail = std::all_of(boards.begin(), boards.end(), [](const auto& board) {
            return board.second.fails && !board.second.passes;
        });
        return allFail
            && (std::any_of(boards.begin(), boards.end(),
                            [&](const auto& board) {
                                return passesElsewhere(boardPasses, board.first, lab);
                            })
                || std::any_of(health.configs.begin(), health.configs.end(),
                               [&](std::int64_t config) {
                                   return passesElsewhere(configPasses, config, lab);
                               }));
    }

} // namespace

std::vector<std::int64_t> illLabs(std::span<const LabRow> rows, const query::LabLimits& limits)
{
    std::map<std::int64_t, LabHealth> labs;
    Passes boardPasses;
    Passes configPasses;
    for (const LabRow& row : rows) {
        if (row.board == 0 || row.count <= 0 || row.status == StatusClass::Pending
            || row.status == StatusClass::None) {
            continue;
        }
        LabHealth& health = labs[row.lab];
        health.configs.insert(row.config);
        BoardHealth& board = health.boards[row.board];
        board.errs = board.errs || isInfrastructure(row.status);
        board.fails = board.fails || row.status == StatusClass::Fail;
        if (row.status == StatusClass::Pass) {
            board.passes = true;
            boardPasses[row.board].insert(row.lab);
            configPasses[row.config].insert(row.lab);
        }
    }
    std::vector<std::int64_t> ill;
    for (const auto& [lab, health] : labs) {
        if (isIll(lab, health, boardPasses, configPasses, limits)) {
            ill.push_back(lab);
        }
    }
    return ill;
}

} // namespace cboard::analysis
