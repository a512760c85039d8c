// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/program_output.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

namespace cboard::io {

namespace {

    using Clock = std::chrono::steady_clock;

    constexpr int CheckMs = 50; ///< How often a stop or the end of the time is looked for.
    constexpr std::size_t MostComplaintBytes = 4096;

    class Descriptor {
    public:
        Descriptor() = default;
        explicit Descriptor(int number)
            : m_number(number)
        {
        }
        Descriptor(Descriptor&& other) noexcept
            : m_number(std::exchange(other.m_number, -1))
        {
        }
        Descriptor& operator=(Descriptor&& other) noexcept
        {
            std::swap(m_number, other.m_number);
            return *this;
        }
        Descriptor(const Descriptor&) = delete;
        Descriptor& operator=(const Descriptor&) = delete;
        ~Descriptor() { close(); }

        int number() const { return m_number; }
        bool isOpen() const { return m_number >= 0; }
        void close()
        {
            if (m_number >= 0) {
                ::close(std::exchange(m_number, -1));
            }
        }

    private:
        int m_number = -1;
    };

    /// Two ends of a channel; which end a program gets is set when it is started.
    struct Channel {
        Descriptor ours;
        Descriptor theirs;
    };

    /// A socket and no pipe: to write where nobody reads any more is an error then, not a signal.
    Result<Channel> makeChannel()
    {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
            return fail(ErrorKind::Io, std::string("socketpair: ") + std::strerror(errno), errno);
        }
        Channel channel{Descriptor(ends[0]), Descriptor(ends[1])};
        ::fcntl(channel.ours.number(), F_SETFL, O_NONBLOCK);
        return channel;
    }

    std::vector<std::string> environmentOf()
    {
        std::vector<std::string> all{"LC_ALL=C"};
        for (char** entry = environ; *entry != nullptr; ++entry) {
            const std::string_view text = *entry;
            if (!text.starts_with("LC_ALL=") && !text.starts_with("DEBUGINFOD_")) {
                all.emplace_back(text);
            }
        }
        return all;
    }

    std::vector<char*> pointersTo(std::vector<std::string>& words)
    {
        std::vector<char*> pointers;
        pointers.reserve(words.size() + 1);
        for (std::string& word : words) {
            pointers.push_back(word.data());
        }
        pointers.push_back(nullptr);
        return pointers;
    }

    /// A running program and what it is told and tells. Ends the program when it goes.
    class Program {
    public:
        explicit Program(const ProgramRun& run)
            : m_run(run)
            , m_end(Clock::now() + run.timeLimit)
        {
        }
        Program(const Program&) = delete;
        Program& operator=(const Program&) = delete;
        ~Program()
        {
            if (m_pid > 0) {
                ::kill(-m_pid, SIGKILL);
                ::waitpid(m_pid, nullptr, 0);
            }
        }

        Result<void> start()
        {
            CBOARD_TRY(Channel input, makeChannel());
            CBOARD_TRY(Channel output, makeChannel());
            CBOARD_TRY(Channel complaint, makeChannel());
            posix_spawn_file_actions_t actions;
            posix_spawnattr_t attributes;
            posix_spawn_file_actions_init(&actions);
            posix_spawnattr_init(&attributes);
            posix_spawn_file_actions_adddup2(&actions, input.theirs.number(), STDIN_FILENO);
            posix_spawn_file_actions_adddup2(&actions, output.theirs.number(), STDOUT_FILENO);
            posix_spawn_file_actions_adddup2(&actions, complaint.theirs.number(), STDERR_FILENO);
            posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
            posix_spawnattr_setpgroup(&attributes, 0);
            std::vector<std::string> words = m_run.words;
            std::vector<std::string> environment = environmentOf();
            const int problem =
                ::posix_spawnp(&m_pid, words.front().c_str(), &actions, &attributes,
                               pointersTo(words).data(), pointersTo(environment).data());
            posix_spawn_file_actions_destroy(&actions);
            posix_spawnattr_destroy(&attributes);
            if (problem != 0) {
                m_pid = -1;
                return fail(problem == ENOENT ? ErrorKind::NotFound : ErrorKind::Io,
                            problem == ENOENT ? "no program is called " + words.front()
                                              : words.front() + ": " + std::strerror(problem),
                            problem);
            }
            m_input = std::move(input.ours);
            m_output = std::move(output.ours);
            m_complaint = std::move(complaint.ours);
            return {};
        }

        /// Until it writes no more.
        Result<void> talk(const TaskContext& task)
        {
            while (m_output.isOpen() || m_complaint.isOpen()) {
                CBOARD_TRY_VOID(check(task));
                std::array<pollfd, 3> watched{pollfd{m_output.number(), POLLIN, 0},
                                              pollfd{m_complaint.number(), POLLIN, 0},
                                              pollfd{m_input.number(), POLLOUT, 0}};
                if (::poll(watched.data(), watched.size(), CheckMs) < 0 && errno != EINTR) {
                    return fail(ErrorKind::Io, std::string("poll: ") + std::strerror(errno), errno);
                }
                if (watched[2].revents != 0) {
                    tell();
                }
                if (watched[1].revents != 0) {
                    listen(m_complaint, m_said);
                    m_said.resize(std::min(m_said.size(), MostComplaintBytes));
                }
                if (watched[0].revents != 0) {
                    listen(m_output, m_written);
                }
                if (m_written.size() > m_run.mostBytes) {
                    return fail(ErrorKind::Limit,
                                m_run.words.front() + ": writes more than "
                                    + std::to_string(m_run.mostBytes) + " bytes");
                }
            }
            return {};
        }

        /// What it wrote.
        Result<std::string> finish(const TaskContext& task)
        {
            m_input.close();
            int status = 0;
            while (::waitpid(m_pid, &status, WNOHANG) == 0) {
                CBOARD_TRY_VOID(check(task));
                ::poll(nullptr, 0, 1);
            }
            m_pid = -1;
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
                return std::move(m_written);
            }
            const std::string said = m_said.substr(0, m_said.find('\n'));
            const std::string how = WIFEXITED(status)
                ? "ended with exit code " + std::to_string(WEXITSTATUS(status))
                : "was ended by signal " + std::to_string(WTERMSIG(status));
            return fail(ErrorKind::Io,
                        said.empty() ? m_run.words.front() + " " + how : said + " (it " + how + ")",
                        WIFEXITED(status) ? WEXITSTATUS(status) : 0);
        }

    private:
        Result<void> check(const TaskContext& task) const
        {
            CBOARD_TRY_VOID(task.check());
            if (Clock::now() > m_end) {
                return fail(ErrorKind::Timeout,
                            m_run.words.front() + ": not done after "
                                + std::to_string(m_run.timeLimit.count()) + " ms");
            }
            return {};
        }

        void tell()
        {
            const std::string_view rest = std::string_view(m_run.input).substr(m_told);
            const ssize_t count =
                ::send(m_input.number(), rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            m_told += count > 0 ? static_cast<std::size_t>(count) : 0;
            const bool mayGoOn = count > 0 || errno == EAGAIN || errno == EINTR;
            if (m_told == m_run.input.size() || !mayGoOn) {
                m_input.close();
            }
        }

        static void listen(Descriptor& from, std::string& into)
        {
            constexpr std::size_t PieceBytes = 64UL << 10;
            const std::size_t before = into.size();
            into.resize(before + PieceBytes);
            const ssize_t count = ::read(from.number(), &into[before], PieceBytes);
            into.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
            if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) {
                from.close();
            }
        }

        const ProgramRun& m_run;
        const Clock::time_point m_end;
        pid_t m_pid = -1;
        Descriptor m_input;
        Descriptor m_output;
        Descriptor m_complaint;
        std::size_t m_told = 0;
        std::string m_written;
        std::string m_said;
    };

} // namespace

Result<std::string> programOutput(const ProgramRun& run, const TaskContext& task)
{
    CBOARD_TRY_VOID(task.check());
    Program program(run);
    CBOARD_TRY_VOID(program.start());
    CBOARD_TRY_VOID(program.talk(task));
    return program.finish(task);
}

} // namespace cboard::io
