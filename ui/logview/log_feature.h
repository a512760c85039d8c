// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/feature.h"

namespace cboard::ui {

Feature makeLogFeature();
Feature makeLogDiffFeature();

/// What shows a log file from the disk; a relative path becomes absolute.
ViewState stateOfLogFile(const QString& path);

} // namespace cboard::ui
