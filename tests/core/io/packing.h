// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Packs bytes for tests of what unpacks them.
namespace cboard::test {

std::string gzip(std::string_view bytes);
std::string zstd(std::string_view bytes);
/// \param blockBytes Text of each block; 0: all in one.
std::string xz(std::string_view bytes, std::size_t blockBytes);
std::string xz(std::string_view bytes);

/// Path and content, in the order in which they are to stand.
using Members = std::vector<std::pair<std::string, std::string>>;
enum class ArchiveKind { Zip, Tar };

/// A member whose content begins with "link:" becomes a symbolic link to what follows.
std::string archive(ArchiveKind kind, const Members& members);

} // namespace cboard::test
