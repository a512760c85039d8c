// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/filter.h"

#include <QString>
#include <QStringList>

namespace cboard::ui {

/// A term of the filter language that any of the values matches: "board:a,b", quoted where they
/// need it; empty without values.
QString filterTerm(query::FilterKey key, const QStringList& values);

} // namespace cboard::ui
