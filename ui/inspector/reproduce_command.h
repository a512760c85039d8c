// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QString>

namespace cboard::ui {

/// A shell script that repeats what a record is about, for the clipboard: fetch the source, build
/// it as it was built, and for a test what runs it. Words that come from the record are quoted.
///
/// \p build is the test's build, or null when it is not known; of a build itself \p record.
/// Empty when not even the commit is known.
QString reproduceCommand(const query::RecordSnapshot& record, const query::RecordSnapshot* build);

/// A word as a POSIX shell reads it back.
QString shellWord(const QString& text);

} // namespace cboard::ui
