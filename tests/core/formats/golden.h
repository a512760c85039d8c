// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>

/// Golden folders: tests/data/FORMAT/CASE/input.* is read, what comes out is compared with
/// expected.txt beside it. CBOARD_UPDATE_GOLDEN=1 writes that file anew.
namespace cboard::test {

/// A row of column "folder" for each case of the format's folder.
void addGoldenRows(const char* folder);

/// Reads the case's input as the ingest does, whatever wraps it, and compares. For each document:
/// its place in the file and its format, builds and tests one a line, or why it was refused.
/// Accepted documents must satisfy KCIDB.
void compareGolden(const QString& folder);

} // namespace cboard::test
