// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/log_command.h"
#include "app/cli/output.h"
#include "core/logs/line_decoder.h"

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <optional>

namespace cboard::cli {

namespace {

    using logs::FileChange;

    constexpr auto PollInterval = std::chrono::milliseconds(200);
    constexpr std::size_t PieceBytes = 1UL << 20;
    constexpr std::size_t FormatBytes = 64UL << 10; ///< Enough to tell how rows are written.

    /// One file while it is written.
    class Follower {
    public:
        Follower(Session& session, std::string path)
            : m_session(session)
            , m_path(std::move(path))
            , m_task(session.task())
        {
        }

        Result<void> run()
        {
            CBOARD_TRY_VOID(open());
            while (!m_session.stopRequested() && !m_session.outputEnded()) {
                CBOARD_TRY(const FileChange change, m_file->change());
                CBOARD_TRY(const std::uint64_t size, m_file->currentSize());
                printNew(); // After the look: what came before the file vanished is there.
                if (change == FileChange::Vanished) {
                    break;
                }
                if (change == FileChange::Replaced || size < m_read) {
                    note(m_path + ": begins anew");
                    CBOARD_TRY_VOID(open());
                    continue;
                }
                sleep();
            }
            printRow(m_rest); // A last row without its end.
            return {};
        }

    private:
        Result<void> open()
        {
            CBOARD_TRY(m_file, logs::FileSource::open(m_path));
            m_bytes = std::ifstream(m_path, std::ios::binary);
            m_read = 0;
            m_rest.clear();
            m_decoder.reset();
            return {};
        }

        /// What was appended since the last call, whole rows only.
        void printNew()
        {
            std::string piece;
            do {
                piece.resize(PieceBytes);
                m_bytes.clear(); // The end was not the end.
                m_bytes.read(piece.data(), PieceBytes);
                piece.resize(static_cast<std::size_t>(m_bytes.gcount()));
                m_read += piece.size();
                m_rest += piece;
                if (!m_decoder && !m_rest.empty()) {
                    m_decoder.emplace(
                        logs::detectRowFormat(std::string_view(m_rest).substr(0, FormatBytes)));
                }
                const std::size_t end = m_rest.rfind('\n') + 1; // 0: no row has ended.
                printRows(std::string_view(m_rest).substr(0, end));
                m_rest.erase(0, end);
            } while (!piece.empty() && !m_session.stopRequested() && !m_session.outputEnded());
        }

        void printRows(std::string_view rows)
        {
            std::string text;
            while (!rows.empty()) {
                const std::size_t end = rows.find('\n');
                m_decoder->decode(rows.substr(0, end), m_row);
                text += m_row.text + '\n';
                rows.remove_prefix(end + 1);
            }
            m_session.print(text);
        }

        void printRow(std::string_view row)
        {
            if (!row.empty() && m_decoder) {
                m_decoder->decode(row, m_row);
                m_session.print(m_row.text + '\n');
            }
        }

        void sleep() const
        {
            std::mutex mutex;
            std::condition_variable_any stopped;
            std::unique_lock lock(mutex);
            stopped.wait_for(lock, m_task.stopToken(), PollInterval, [] { return false; });
        }

        Session& m_session;
        const std::string m_path;
        const TaskContext m_task;
        std::shared_ptr<const logs::FileSource> m_file; ///< Tells what became of it.
        std::ifstream m_bytes;
        std::uint64_t m_read = 0; ///< Bytes of the file that were read.
        std::string m_rest; ///< Of these the begin of a row that has not ended.
        std::optional<logs::RowDecoder> m_decoder; ///< From the first bytes on.
        logs::DecodedRow m_row;
    };

} // namespace

ExitCode followLogFile(Session& session, const std::string& path)
{
    if (session.isJson()) {
        return session.report(
            {ErrorKind::Invalid, 0, "--json is one document; what is followed has no end", {}});
    }
    const auto followed = Follower(session, path).run();
    return followed ? ExitCode::AllDone : session.report(followed.error());
}

} // namespace cboard::cli
