// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"

#include <QString>

/// Regressions as text for a shell and a mail.
namespace cboard::ui {

/// "good..bad", as git takes it: hashes where they are known, else names. Empty without both.
QString commitRange(const query::RegressionRow& row);

/// A paragraph of lines of at most 72 characters, with the lines that the regression tracker of
/// the kernel reads from mails.
QString regressionReport(const query::RegressionRow& row);

} // namespace cboard::ui
