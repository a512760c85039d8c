// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"
#include "core/logs/find.h"

#include <functional>
#include <vector>

class QString;

/// Find in the rows of a table, tree or matrix. Pure: runs on any thread.
namespace cboard::ui {

/// What is looked through: places in the order of the screen, those that are folded away, too.
/// Immutable.
class FindableRows {
public:
    FindableRows() = default;
    FindableRows(const FindableRows&) = delete;
    FindableRows& operator=(const FindableRows&) = delete;
    virtual ~FindableRows() = default;

    virtual int size() const = 0;
    virtual bool matches(int place, logs::FindPattern& pattern) const = 0;
};

bool hasMatch(const QString& text, logs::FindPattern& pattern);

struct FoundRows {
    std::vector<int> places; ///< Ascending.
    bool isAround = false; ///< All from the start to the end was looked through.
    bool hasHitLimit = false; ///< Some text was too costly for the pattern.
};

/// Looks from \p first to the end, then from the begin to there, so that what is wanted first is
/// found first.
///
/// \param onPart Gets what was found so far, on this thread: with the first match, then each time
///   twice as much was looked through.
/// Cost O(rows), whole result included. Cancelled within 256 rows. Errors: Cancelled, Invalid.
Result<FoundRows> findRows(const FindableRows& rows, const logs::FindOptions& options, int first,
                           const TaskContext& task,
                           const std::function<void(FoundRows)>& onPart = {});

} // namespace cboard::ui
