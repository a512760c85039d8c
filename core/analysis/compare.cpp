// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/compare.h"

namespace cboard::analysis {

using query::CellChange;

namespace {

    /// No row, or one that says on purpose that nothing ran.
    bool isAbsent(StatusClass status)
    {
        return status == StatusClass::None || status == StatusClass::Skip;
    }

    CellChange changeToAbsence(StatusClass before, StatusClass after, bool isRunning)
    {
        if (isAbsent(before)) {
            return CellChange::Unchanged;
        }
        return isRunning && after == StatusClass::None ? CellChange::Pending : CellChange::Vanished;
    }

} // namespace

CellChange changeOf(StatusClass before, StatusClass after, bool isRunning)
{
    switch (after) {
    case StatusClass::None:
    case StatusClass::Skip:
        return changeToAbsence(before, after, isRunning);
    case StatusClass::Pending:
        return CellChange::Pending;
    case StatusClass::Fail:
        return before == StatusClass::Pass ? CellChange::Regression
            : before == StatusClass::Fail  ? CellChange::StillFailing
                                           : CellChange::NewFailure;
    case StatusClass::Pass:
        return before == StatusClass::Fail ? CellChange::Fixed
            : before == StatusClass::Pass  ? CellChange::Unchanged
                                           : CellChange::NewPass;
    case StatusClass::Error:
    case StatusClass::Miss:
        return isConclusive(before) ? CellChange::InfraChange
            : isAbsent(before)      ? CellChange::Appeared
                                    : CellChange::Unchanged;
    case StatusClass::Done:
        return isAbsent(before) ? CellChange::Appeared : CellChange::Unchanged;
    }
    return CellChange::Unchanged;
}

} // namespace cboard::analysis
