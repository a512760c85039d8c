// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/engine.h"
#include "core/query/measurement_snapshots.h"

namespace cboard::service {

/// What the runs of a history measured, cell by cell, with the levels and their changes
/// (core/analysis/measurements.h): of boots how long those took that passed, else the values of the
/// records, each of which is read. Errors: those of the engine, Cancelled.
query::Answer<query::MeasurementsSnapshot>
measurements(query::Engine& engine, const query::HistoryRequest& request, const TaskContext& task);

} // namespace cboard::service
