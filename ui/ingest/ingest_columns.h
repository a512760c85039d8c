// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/arrivals.h"
#include "core/store/missing_data.h"
#include "core/store/store.h"
#include "core/store/unknown_values.h"
#include "ui/base/context.h"
#include "ui/widgets/table_rows.h"

namespace cboard::ui {

/// Who reports, how much, how late.
std::shared_ptr<const TableSpec<store::SourceReport>> sourceTable(const Context& context);
/// Documents that were accepted.
std::shared_ptr<const TableSpec<store::StoredDocument>> batchTable(const Context& context);
/// Documents that were refused: what, where in it, why.
std::shared_ptr<const TableSpec<store::Reject>> rejectTable(const Context& context);
/// Revisions that brought less than usual.
std::shared_ptr<const TableSpec<store::MissingData>> missingTable(const Context& context);
/// Values that were not understood: what, how many, where they came from.
std::shared_ptr<const TableSpec<store::UnknownValue>> unknownTable(const Context& context);

/// "12.3 MB".
QString byteText(std::int64_t bytes);
/// "Refused  12": of a tab.
QString withCount(const QString& title, qint64 count);
/// The class that counts what has that status: "pass".
QString classWord(Status status);

} // namespace cboard::ui
