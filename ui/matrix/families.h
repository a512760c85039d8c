// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"

#include <QString>

#include <string>

namespace cboard::ui {

/// "Board", "Configuration": a dimension as a title.
QString dimensionTitle(query::Dimension dimension);

/// What boards, configurations, compilers and tests of one kind have in common, judged by their
/// names: the maker of the SoC ("Rockchip") or of the computer ("HP") of a board, the
/// configuration without its fragments, the compiler without its version, the suite of a test.
/// Other fields are their own family. \p field as in MatrixSnapshot::rowFields.
QString familyOf(const std::string& field, const std::string& value);

} // namespace cboard::ui
