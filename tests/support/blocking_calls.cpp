// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/support/blocking_calls.h"

#include <dirent.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <sqlite3.h>
#include <string_view>
#include <utility>

namespace cboard::test {

namespace {

    constexpr std::size_t MostCalls = 400; ///< Of a run; more say nothing new.
    constexpr std::size_t MostText = 200;
    constexpr int MostCallers = 40;

    struct Call {
        const char* function = nullptr;
        std::array<char, MostText> where{};
        std::array<char, MostText> target{};
        std::array<void*, MostCallers> callers{};
        int callerCount = 0;
    };

    // Of the window's thread alone. Nothing here may allocate or open: it stands below all that.
    thread_local int depth = 0;
    thread_local const char* place = "";
    std::array<Call, MostCalls> calls;
    std::size_t callCount = 0;

    void copyText(std::array<char, MostText>& to, std::string_view text)
    {
        const std::size_t size = std::min(text.size(), to.size() - 1);
        std::memcpy(to.data(), text.data(), size);
        to.at(size) = '\0';
    }

    void note(const char* function, std::string_view target)
    {
        if (depth == 0 || callCount == MostCalls) {
            return;
        }
        const auto isSame = [&](const Call& call) {
            return std::strcmp(call.function, function) == 0
                && std::string_view(call.where.data())
                == std::string_view(place).substr(0, MostText - 1)
                && std::string_view(call.target.data()) == target.substr(0, MostText - 1);
        };
        if (std::any_of(calls.begin(), calls.begin() + callCount, isSame)) {
            return;
        }
        Call& call = calls.at(callCount++);
        call.function = function;
        copyText(call.where, place);
        copyText(call.target, target);
        const int outer = std::exchange(depth, 0); // The first backtrace() loads a library.
        call.callerCount = ::backtrace(call.callers.data(), MostCallers);
        depth = outer;
    }

    bool isOfTheSystem(std::string_view path)
    {
        constexpr std::array Folders{
            "/usr/", "/etc/", "/lib", "/proc/", "/sys/", "/dev/", "/var/cache/fontconfig"};
        return std::any_of(Folders.begin(), Folders.end(), [path](std::string_view folder) {
            return path.substr(0, folder.size()) == folder;
        });
    }

    void notePath(const char* function, const char* path)
    {
        if (depth > 0 && path != nullptr && *path != '\0' && !isOfTheSystem(path)) {
            note(function, path);
        }
    }

    /// What wakes threads; each posted event writes to one, so this has to be quick: a link in
    /// /proc takes ten times as long to read. Linux gives such a file no type.
    bool isAnonymous(int descriptor)
    {
        struct stat status { };
        return ::syscall(SYS_fstat, descriptor, &status) == 0 && (status.st_mode & S_IFMT) == 0;
    }

    void noteDescriptor(const char* function, int descriptor)
    {
        if (depth == 0 || descriptor <= STDERR_FILENO || isAnonymous(descriptor)) {
            return;
        }
        std::array<char, MostText> link{};
        std::array<char, MostText> path{};
        std::snprintf(link.data(), link.size(), "/proc/self/fd/%d", descriptor);
        const long size =
            ::syscall(SYS_readlinkat, AT_FDCWD, link.data(), path.data(), path.size() - 1);
        const std::string_view target(path.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
        if (!isOfTheSystem(target)) {
            note(function, target);
        }
    }

    /// Whether the toolkit wanted it for itself.
    bool isOfTheToolkit(std::string_view callers)
    {
        constexpr std::array Parts{"libfontconfig.", "QFactoryLoader", "QFileDialog",
                                   "QFileSystemModel"};
        return std::any_of(Parts.begin(), Parts.end(), [callers](std::string_view part) {
            return callers.find(part) != std::string_view::npos;
        });
    }

    std::string callersOf(const Call& call)
    {
        std::string text;
        char** const symbols = ::backtrace_symbols(call.callers.data(), call.callerCount);
        for (int i = 0; symbols != nullptr && i < call.callerCount; ++i) {
            text += std::string("    ") + symbols[i] + '\n';
        }
        std::free(symbols); // NOLINT: that is how backtrace_symbols() hands it out.
        return text;
    }

    template <typename Function>
    Function* next(Function*, const char* name)
    {
        return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
    }

} // namespace

BlockingCalls::Watch::Watch(const char* where)
{
    if (depth++ == 0) {
        place = where;
    }
}

BlockingCalls::Watch::~Watch()
{
    --depth;
}

std::vector<std::string> BlockingCalls::take()
{
    std::vector<std::string> sentences;
    for (std::size_t i = 0; i < callCount; ++i) {
        const Call& call = calls.at(i);
        if (std::string callers = callersOf(call); !isOfTheToolkit(callers)) {
            sentences.push_back(std::string(call.function) + ' ' + call.target.data() + " in "
                                + call.where.data() + '\n' + std::move(callers));
        }
    }
    callCount = 0;
    return sentences;
}

} // namespace cboard::test

using namespace cboard::test;

// The address of the function of this name behind ours.
#define CBOARD_NEXT(name) static auto* const behind = next(&::name, #name)

// NOLINTBEGIN: the C library names these and their parameters.
extern "C" {

#define CBOARD_BY_PATH(type, name, parameters, path, arguments)                                    \
    type name parameters                                                                           \
    {                                                                                              \
        CBOARD_NEXT(name);                                                                         \
        notePath(#name, path);                                                                     \
        return behind arguments;                                                                   \
    }
#define CBOARD_BY_DESCRIPTOR(type, name, parameters, descriptor, arguments)                        \
    type name parameters                                                                           \
    {                                                                                              \
        CBOARD_NEXT(name);                                                                         \
        noteDescriptor(#name, descriptor);                                                         \
        return behind arguments;                                                                   \
    }
#define CBOARD_ALWAYS(type, name, parameters, arguments)                                           \
    type name parameters                                                                           \
    {                                                                                              \
        CBOARD_NEXT(name);                                                                         \
        note(#name, "");                                                                           \
        return behind arguments;                                                                   \
    }
#define CBOARD_OPEN(name)                                                                          \
    int name(const char* path, int flags, ...)                                                     \
    {                                                                                              \
        CBOARD_NEXT(name);                                                                         \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;       \
        va_end(rest);                                                                              \
        notePath(#name, path);                                                                     \
        return behind(path, flags, mode);                                                          \
    }
CBOARD_OPEN(open)
CBOARD_OPEN(open64)
CBOARD_BY_PATH(FILE*, fopen, (const char* path, const char* mode), path, (path, mode))
CBOARD_BY_PATH(FILE*, fopen64, (const char* path, const char* mode), path, (path, mode))
CBOARD_BY_PATH(DIR*, opendir, (const char* path), path, (path))
CBOARD_BY_PATH(int, rename, (const char* from, const char* to) noexcept, from, (from, to))
CBOARD_BY_PATH(int, unlink, (const char* path) noexcept, path, (path))
CBOARD_BY_PATH(int, mkdir, (const char* path, mode_t mode) noexcept, path, (path, mode))
CBOARD_BY_PATH(int, rmdir, (const char* path) noexcept, path, (path))
CBOARD_BY_PATH(int, access, (const char* path, int how) noexcept, path, (path, how))
CBOARD_BY_PATH(int, stat, (const char* path, struct stat* to) noexcept, path, (path, to))
CBOARD_BY_PATH(int, stat64, (const char* path, struct stat64* to) noexcept, path, (path, to))
CBOARD_BY_PATH(int, lstat, (const char* path, struct stat* to) noexcept, path, (path, to))
CBOARD_BY_PATH(int, lstat64, (const char* path, struct stat64* to) noexcept, path, (path, to))
CBOARD_BY_PATH(int, statx,
               (int folder, const char* path, int flags, unsigned mask, struct statx* to) noexcept,
               path, (folder, path, flags, mask, to))
CBOARD_BY_DESCRIPTOR(ssize_t, read, (int file, void* to, size_t size), file, (file, to, size))
CBOARD_BY_DESCRIPTOR(ssize_t, pread, (int file, void* to, size_t size, off_t at), file,
                     (file, to, size, at))
CBOARD_BY_DESCRIPTOR(ssize_t, pread64, (int file, void* to, size_t size, off64_t at), file,
                     (file, to, size, at))
CBOARD_BY_DESCRIPTOR(ssize_t, write, (int file, const void* from, size_t size), file,
                     (file, from, size))
CBOARD_BY_DESCRIPTOR(ssize_t, pwrite, (int file, const void* from, size_t size, off_t at), file,
                     (file, from, size, at))
CBOARD_BY_DESCRIPTOR(ssize_t, pwrite64, (int file, const void* from, size_t size, off64_t at), file,
                     (file, from, size, at))
CBOARD_BY_DESCRIPTOR(int, fsync, (int file), file, (file))
CBOARD_BY_DESCRIPTOR(int, fdatasync, (int file), file, (file))
CBOARD_ALWAYS(int, connect, (int file, const sockaddr* to, socklen_t size), (file, to, size))
CBOARD_ALWAYS(int, getaddrinfo,
              (const char* node, const char* service, const addrinfo* hints, addrinfo** to),
              (node, service, hints, to))
CBOARD_ALWAYS(int, nanosleep, (const timespec* time, timespec* left), (time, left))
CBOARD_ALWAYS(int, clock_nanosleep,
              (clockid_t clock, int flags, const timespec* time, timespec* left),
              (clock, flags, time, left))
CBOARD_ALWAYS(int, usleep, (useconds_t time), (time))
CBOARD_ALWAYS(pid_t, waitpid, (pid_t process, int* status, int options), (process, status, options))
CBOARD_ALWAYS(int, sem_wait, (sem_t * semaphore), (semaphore))
CBOARD_ALWAYS(int, pthread_join, (pthread_t thread, void** value), (thread, value))
CBOARD_ALWAYS(int, pthread_cond_wait, (pthread_cond_t * condition, pthread_mutex_t* mutex),
              (condition, mutex))
CBOARD_ALWAYS(int, pthread_cond_timedwait,
              (pthread_cond_t * condition, pthread_mutex_t* mutex, const timespec* time),
              (condition, mutex, time))
CBOARD_ALWAYS(int, pthread_cond_clockwait,
              (pthread_cond_t * condition, pthread_mutex_t* mutex, clockid_t clock,
               const timespec* time),
              (condition, mutex, clock, time))
CBOARD_ALWAYS(int, sqlite3_step, (sqlite3_stmt * statement), (statement))
CBOARD_ALWAYS(int, sqlite3_exec,
              (sqlite3 * database, const char* text, int (*row)(void*, int, char**, char**),
               void* argument, char** error),
              (database, text, row, argument, error))
CBOARD_ALWAYS(int, sqlite3_open_v2,
              (const char* path, sqlite3** database, int flags, const char* system),
              (path, database, flags, system))

int poll(pollfd* files, nfds_t count, int timeout)
{
    CBOARD_NEXT(poll);
    if (timeout != 0) {
        note("poll", "");
    }
    return behind(files, count, timeout);
}

int ppoll(pollfd* files, nfds_t count, const timespec* timeout, const sigset_t* mask)
{
    CBOARD_NEXT(ppoll);
    if (timeout == nullptr || timeout->tv_sec != 0 || timeout->tv_nsec != 0) {
        note("ppoll", "");
    }
    return behind(files, count, timeout, mask);
}

} // extern "C"
// NOLINTEND
