// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/formats/format.h"

#include <string>
#include <string_view>

/// Helpers for tests of readers.
namespace cboard::test {

/// Reads a text with the format of that registry name. The text may be gone afterwards.
formats::ReadResult readAs(std::string_view format, std::string_view text,
                           const formats::ReadOptions& options = {});

/// The same for a file with the companions that are there.
formats::ReadResult readFileAs(std::string_view format, const std::string& path,
                               const formats::ReadOptions& options = {});

std::string fileBytes(const std::string& path); ///< Empty when it cannot be read.

/// Why KCIDB 5.3 would refuse the document's records; empty when it would not.
std::string kcidbProblem(const Document& document);

/// The first test with the path; fails the test function when there is none.
const Test& testAt(const Document& document, std::string_view path);

} // namespace cboard::test
