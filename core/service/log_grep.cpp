// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/log_grep.h"

#include "core/logs/lava_line.h"
#include "core/logs/ordered_pieces.h"
#include "core/logs/terminal_text.h"
#include "core/store/log_catalog.h"

namespace cboard::service {

namespace {

    /// What one log gave.
    struct SearchedLog {
        const store::StoredLog* log = nullptr;
        std::vector<LogGrepHit::Line> lines;
        std::int64_t lineCount = 0;
        std::optional<Error> error;
    };

    class Grep {
    public:
        Grep(const std::filesystem::path& storeFile, const LogGrepRequest& request,
             logs::SearchPatterns patterns, const std::function<bool(const LogGrepHit&)>& hit,
             const TaskContext& task)
            : m_catalog(storeFile)
            , m_request(request)
            , m_patterns(std::move(patterns))
            , m_hit(hit)
            , m_task(task)
        {
            m_search.threads = 1; // Logs, not blocks of one log, are shared out.
        }

        Result<LogGrepResult> run()
        {
            CBOARD_TRY(m_logs, m_catalog.logs(m_task));
            using Logs = logs::OrderedPieces<SearchedLog>;
            CBOARD_TRY_VOID(Logs::run(
                m_request.search.threads,
                [this]() -> Logs::Work {
                    return [this](std::uint64_t number, SearchedLog& searched) {
                        return search(number, searched);
                    };
                },
                [this](SearchedLog& searched) { return deliver(searched); }, m_task));
            if (m_error) {
                return tl::unexpected<Error>(*m_error);
            }
            return m_result;
        }

    private:
        Result<bool> search(std::uint64_t number, SearchedLog& searched) const
        {
            if (number >= m_logs.size()) {
                return false;
            }
            searched.log = &m_logs[number];
            searched.lines.clear();
            searched.lineCount = 0;
            searched.error.reset();
            auto text = m_catalog.text(*searched.log, m_task);
            if (!text && text.error().kind == ErrorKind::Cancelled) {
                return tl::unexpected<Error>(text.error());
            }
            if (!text) {
                searched.error = text.error();
                return true;
            }
            const auto source =
                logs::makeMemorySource(std::make_shared<const std::string>(std::move(*text)));
            CBOARD_TRY(const auto result,
                       logs::searchLines(
                           *source, m_patterns, m_search,
                           [&](const logs::LineHit& line) {
                               keep(line, searched);
                               return true;
                           },
                           m_task));
            searched.lineCount = result.lineCount;
            return true;
        }

        void keep(const logs::LineHit& line, SearchedLog& searched) const
        {
            if (searched.lines.size() == m_request.mostLinesOfLog) {
                return;
            }
            std::string plain;
            if (searched.log->format == LogFormat::Plain) {
                searched.lines.push_back(
                    {line.line, std::string(logs::withoutEscapes(line.text, plain))});
                return;
            }
            logs::LavaLine decoded;
            logs::decodeLavaLine(line.text, decoded);
            searched.lines.push_back(
                {line.line, std::string(logs::withoutEscapes(decoded.message, plain))});
        }

        bool deliver(SearchedLog& searched)
        {
            ++m_result.logCount;
            m_result.bytes += static_cast<std::uint64_t>(searched.log->place.bytes);
            m_task.report({m_result.logCount, static_cast<std::int64_t>(m_logs.size()), "search"});
            if (searched.error) {
                m_result.unreadable.push_back(describe(*searched.error));
                return true;
            }
            if (searched.lineCount == 0) {
                return true;
            }
            ++m_result.hitCount;
            m_result.lineCount += searched.lineCount;
            LogGrepHit hit{{}, std::move(searched.lines), searched.lineCount};
            for (const store::LogOwner& owner : searched.log->owners) {
                auto id = m_catalog.idOf(owner, m_task);
                if (!id) {
                    m_error = id.error();
                    return false;
                }
                hit.owners.push_back({owner.kind, std::move(*id)});
            }
            return m_hit(hit);
        }

        store::LogCatalog m_catalog;
        const LogGrepRequest& m_request;
        logs::SearchPatterns m_patterns;
        logs::SearchRequest m_search;
        const std::function<bool(const LogGrepHit&)>& m_hit;
        const TaskContext& m_task;
        std::vector<store::StoredLog> m_logs;
        LogGrepResult m_result;
        std::optional<Error> m_error;
    };

} // namespace

Result<LogGrepResult> grepLogs(const std::filesystem::path& storeFile,
                               const LogGrepRequest& request,
                               const std::function<bool(const LogGrepHit&)>& hit,
                               const TaskContext& task)
{
    CBOARD_TRY(logs::SearchPatterns patterns,
               logs::SearchPatterns::compile(request.search.linePatterns()));
    return Grep(storeFile, request, std::move(patterns), hit, task).run();
}

} // namespace cboard::service
