// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/io/byte_source.h"

#include <memory>
#include <optional>
#include <string>

namespace cboard::io {

/// Whether the first bytes (io::MagicBytes) are those of a zip or tar archive.
bool isArchive(std::string_view firstBytes);

/// Why a member must not be read.
enum class MemberTrouble : std::uint8_t { None, UnsafePath, NotRegular, Unreadable };

struct Member {
    std::string path; ///< As stored; never used to open anything.
    MemberTrouble trouble = MemberTrouble::None;
    std::string reason; ///< For people, when there is trouble.
};

/// Reads zip and tar archives member by member, in stored order, from a stream.
class ArchiveReader {
public:
    static Result<std::unique_ptr<ArchiveReader>> open(std::unique_ptr<ByteSource> source,
                                                       std::shared_ptr<Expansion> expansion);
    ~ArchiveReader();
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;

    /// Goes to the next member that is not a folder. \returns nothing at the end. After an error
    /// the archive cannot be read further. Errors: Io, Parse, Limit.
    Result<std::optional<Member>> next();

    /// The current member's bytes; valid until next(). They count as read in \p inner.
    std::unique_ptr<ByteSource> member(std::shared_ptr<Expansion> inner);

private:
    struct Impl;
    explicit ArchiveReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// A relative path that stays below where it starts: no leading '/', no drive, no "..", no NUL.
bool isSafeMemberPath(std::string_view path);

} // namespace cboard::io
