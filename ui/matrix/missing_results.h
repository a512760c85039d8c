// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"
#include "core/query/snapshots.h"

#include <QString>

/// Why a matrix is empty that no filter empties.
namespace cboard::ui {

/// "mainline/master has no boot in the 15 revisions shown: 214 builds, 0 boots and 9 000 tests are
/// stored".
///
/// \param revisions Those that the matrix looked at; null or empty: there are none.
QString missingText(query::MatrixKind kind, const QString& where,
                    const query::RevisionsSnapshot* revisions);

/// What can be done about it.
QString missingHint(query::MatrixKind kind, const query::RevisionsSnapshot* revisions);

} // namespace cboard::ui
