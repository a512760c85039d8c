// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ledger_snapshots.h"
#include "core/service/culprit.h"

#include <QString>

#include <optional>

/// Regressions as text for a shell and a mail.
namespace cboard::ui {

/// "good..bad", as git takes it: hashes where they are known, else names. Empty without both.
QString commitRange(const query::RegressionRow& row);

/// "0123456789ab the subject".
QString culpritLine(const service::Culprit& culprit);

/// A paragraph of lines of at most 72 characters, with the lines that the regression tracker of
/// the kernel reads from mails: what introduced it is the culprit where that is known, else the
/// range.
QString regressionReport(const query::RegressionRow& row,
                         const std::optional<service::Culprit>& culprit = {});

} // namespace cboard::ui
