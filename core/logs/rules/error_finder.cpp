// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/error_finder.h"

#include "core/logs/line_index.h"
#include "core/logs/rules/log_blocks.h"
#include "core/logs/rules/report_reader.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cboard::logs {

namespace {

    /// A rule that may match in the line that holds the byte.
    struct Candidate {
        std::size_t byte = 0;
        std::size_t rule = 0;
    };

    /// A line behind the last one that is surely a part of a report.
    struct DoubtfulLine {
        std::string text;
        LogLine line; ///< Its text is not valid any more.
        const Rule* rule = nullptr; ///< That it would begin.
    };

} // namespace

struct ErrorFinder::State {
    explicit State(std::shared_ptr<const RuleSet> rules)
        : m_rules(std::move(rules))
        , m_starts(m_rules->rules().size())
    {
    }

    Result<void> read(const LogBlock& block)
    {
        std::vector<Candidate> candidates;
        CBOARD_TRY_VOID(m_rules->starts().scan(block.text, [&](std::size_t rule, std::size_t end) {
            candidates.push_back({end == 0 ? 0 : end - 1, rule});
            return true;
        }));
        std::size_t next = 0;
        LogBlock::Cursor cursor(block);
        while (!cursor.atEnd()) {
            if (!m_report) {
                if (next == candidates.size()) {
                    break;
                }
                cursor.skipTo(candidates[next].byte);
            }
            const std::size_t lineEnd = cursor.lineEnd();
            const std::size_t first = next;
            while (next < candidates.size() && candidates[next].byte < lineEnd) {
                ++next;
            }
            const LogLine line = cursor.take();
            readLine(line, ruleOf(line, {candidates.data() + first, next - first}));
        }
        return {};
    }

    LogErrors finish()
    {
        while (m_report) {
            end();
        }
        return std::move(m_found);
    }

    /// Made when it is first needed: most logs need few of them.
    RegexMatcher& startOf(std::size_t rule)
    {
        if (!m_starts[rule]) {
            m_starts[rule].emplace(m_rules->rules()[rule].start.regex);
        }
        return *m_starts[rule];
    }

    const Rule* ruleOf(const LogLine& line, std::span<const Candidate> candidates)
    {
        std::size_t best = m_starts.size();
        for (const Candidate& candidate : candidates) {
            const Rule& rule = m_rules->rules()[candidate.rule];
            if (candidate.rule < best && (rule.source == Rule::Source::Lava) == line.isDispatcher
                && startOf(candidate.rule).match(line.text)) {
                best = candidate.rule;
            }
        }
        return best == m_starts.size() ? nullptr : &m_rules->rules()[best];
    }

    /// A report takes in what is not worse than itself, except its own kind again, and what another
    /// says: behind a panic the lab tells why it gave up.
    bool opensNew(const Rule& rule) const
    {
        const Rule& own = m_report->rule();
        return rule.severity < own.severity || rule.kind == own.kind || rule.source != own.source;
    }

    void readLine(const LogLine& line, const Rule* rule)
    {
        if (m_report && (rule == nullptr || !opensNew(*rule) || m_report->isEnd(line))) {
            switch (m_report->take(line)) {
            case ReportReader::Step::Part:
                m_doubtful.clear();
                return;
            case ReportReader::Step::Doubtful:
                m_doubtful.push_back({std::string(line.text), line, rule});
                return;
            case ReportReader::Step::EndsHere:
                m_doubtful.clear();
                close();
                return;
            case ReportReader::Step::EndedBefore:
                break;
            }
        }
        if (m_report) {
            end();
            readLine(line, rule); // What was behind the report may have begun another one.
        } else if (rule != nullptr) {
            m_report.emplace(*rule, line);
            if (rule->extent == Rule::Extent::Line) {
                close();
            }
        }
    }

    /// The report ended before the lines that might have belonged to it: these stand for
    /// themselves.
    void end()
    {
        close();
        for (DoubtfulLine& behind : std::exchange(m_doubtful, {})) {
            behind.line.text = behind.text;
            readLine(behind.line, behind.rule);
        }
    }

    bool mayKeep(Severity severity) const
    {
        const auto worse = m_kept.begin() + static_cast<std::ptrdiff_t>(severity) + 1;
        return std::accumulate(m_kept.begin(), worse, std::int64_t{0}) < LogErrors::MaxErrors;
    }

    void close()
    {
        if (!m_report) {
            return;
        }
        const Severity severity = m_report->rule().severity;
        if (mayKeep(severity)) {
            m_found.errors.push_back(m_report->finish());
            ++m_kept[static_cast<std::size_t>(severity)];
        } else if (severity != Severity::Noise) {
            ++m_found.leftOut;
        }
        ++m_found.countBySeverity[static_cast<std::size_t>(severity)];
        m_report.reset();
    }

    std::shared_ptr<const RuleSet> m_rules;
    std::vector<std::optional<RegexMatcher>> m_starts; ///< By rule.
    std::optional<ReportReader> m_report;
    std::vector<DoubtfulLine> m_doubtful; ///< The last lines that the report has taken.
    std::array<std::int64_t, 5> m_kept{}; ///< By severity, also those that were taken.
    LogErrors m_found;
};

ErrorFinder::ErrorFinder(std::shared_ptr<const RuleSet> rules)
    : m_state(std::make_unique<State>(std::move(rules)))
{
}

ErrorFinder::~ErrorFinder() = default;

Result<void> ErrorFinder::read(const LogBlock& block)
{
    return m_state->read(block);
}

std::vector<FoundError> ErrorFinder::take()
{
    return std::exchange(m_state->m_found.errors, {});
}

LogErrors ErrorFinder::finish()
{
    return m_state->finish();
}

Result<LogErrors> findErrors(const ByteSource& source, RowFormat format,
                             const std::shared_ptr<const RuleSet>& rules, const TaskContext& task)
{
    ErrorFinder finder(rules);
    CBOARD_TRY_VOID(forLogBlocks(source, format, task,
                                 [&](const LogBlock& block) { return finder.read(block); }));
    return finder.finish();
}

} // namespace cboard::logs
