// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QString>

#include <string_view>

namespace cboard::ui {

/// What the field with that key says; empty when the record has none.
QString recordField(const query::RecordSnapshot& record, std::string_view key);

} // namespace cboard::ui
