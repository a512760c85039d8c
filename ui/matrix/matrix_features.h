// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/feature.h"

namespace cboard::ui {

Feature makeBuildMatrixFeature();
Feature makeBootMatrixFeature();
Feature makeTestMatrixFeature();

} // namespace cboard::ui
