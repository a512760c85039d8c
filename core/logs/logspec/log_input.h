// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cboard::logs::logspec {

/// What becomes of line ends before the text is read. Production keeps them for plain files and
/// normalises them for gzip files, and signatures differ by it.
enum class LineEnds : std::uint8_t {
    Normalised, ///< `\r\n` and a lone `\r` become `\n`.
    Kept,
};

/// The characters of a log: valid UTF-8, each maximal run of bytes that begins a character and does
/// not end it (or one wrong byte) replaced by U+FFFD, as Python's decoder does.
std::string decodeLog(std::string bytes, LineEnds lineEnds);

/// White space as Python's str.split() and str.strip() see it; \returns its length in bytes at the
/// beginning of \p text, 0 for none.
std::size_t whiteSpaceLength(std::string_view text);

/// Without white space at both ends.
std::string_view stripped(std::string_view text);

} // namespace cboard::logs::logspec
