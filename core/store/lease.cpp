// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/lease.h"

#include "core/store/sqlite/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace cboard::store {

namespace {

    std::string hostName()
    {
        std::array<char, 256> name{};
        return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown host";
    }

} // namespace

std::string leaseHolder(Database& database)
{
    auto row = database.prepare("SELECT program, host, pid, since FROM lease WHERE id = 1");
    if (!row) {
        return {};
    }
    const auto hasRow = row->step();
    if (!hasRow || !*hasRow) {
        return {};
    }
    const Timestamp since{std::chrono::microseconds{row->integer(3)}};
    return fmt::format("{} on {}, process {}, since {}", row->text(0), row->text(1),
                       row->integer(2), formatIso(since));
}

Result<std::unique_ptr<Lease>> Lease::lockFile(const std::filesystem::path& storeFile,
                                               const std::string& holder)
{
    const std::string name = storeFile.string() + ".lock";
    const int file = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) {
        return fail(ErrorKind::Storage,
                    fmt::format("cannot write to the store {}: {}: {}", storeFile.string(), name,
                                std::strerror(errno)),
                    errno);
    }
    std::unique_ptr<Lease> lease(new Lease(file));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        return fail(ErrorKind::Busy,
                    fmt::format("the store {} is being written by {}", storeFile.string(),
                                holder.empty() ? "another program" : holder));
    }
    return lease;
}

Result<std::unique_ptr<Lease>> Lease::take(Database& database, const std::string& program,
                                           Timestamp now)
{
    CBOARD_TRY(auto lease, lockFile(database.file(), leaseHolder(database)));
    CBOARD_TRY(auto note,
               database.prepare("INSERT OR REPLACE INTO lease"
                                " (id, program, host, pid, since, heartbeat)"
                                " VALUES (1, ?1, ?2, ?3, ?4, ?4)"));
    const std::string host = hostName();
    const std::int64_t since = now.time_since_epoch().count();
    CBOARD_TRY_VOID(
        note.bindAll(program, host, static_cast<std::int64_t>(::getpid()), since).run());
    return lease;
}

bool Lease::isHeld(const std::filesystem::path& storeFile)
{
    const std::string name = storeFile.string() + ".lock";
    const int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false; // No program ever took it.
    }
    const bool isLocked = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return isLocked;
}

Lease::~Lease()
{
    ::close(m_file);
}

} // namespace cboard::store
