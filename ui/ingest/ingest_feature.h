// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/feature.h"

namespace cboard::ui {

Feature makeIngestFeature();

} // namespace cboard::ui
