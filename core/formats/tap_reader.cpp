// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/tap_reader.h"

#include "core/formats/json_writer.h"
#include "core/formats/run_records.h"
#include "core/formats/tap_lines.h"
#include "core/formats/value_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <vector>

namespace cboard::formats {

namespace {

    constexpr std::string_view FormatName = "tap";
    constexpr std::size_t NoParent = static_cast<std::size_t>(-1);
    /// Announced results that never came are made up to this number.
    constexpr std::int64_t MaxMissing = 10'000;
    constexpr std::size_t MaxPartBytes = 200;
    constexpr int MaxDepth = 64;

    /// A piece of the text: lines and bytes, end not included.
    struct Span {
        std::int64_t firstLine = 0;
        std::int64_t endLine = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    struct Node {
        TapLine line;
        bool hasResult = true; ///< Else announced only, or its own result never came.
        std::size_t parent = NoParent;
        Span before; ///< Between the result before and this one.
        Span own;
        std::size_t afterEnd = 0; ///< Where the next result begins.
    };

    /// Finds the results of a text and which stand below which.
    class TapParser {
    public:
        explicit TapParser(std::string_view text)
            : m_text(text)
        {
        }

        std::vector<Node> nodes;
        bool isKtap = false; ///< Messages come before the result they belong to.
        std::int64_t bailOuts = 0;
        bool isTooLarge = false;

        void parse(std::size_t maxNodes)
        {
            std::int64_t number = 0;
            for (std::size_t at = 0; at < m_text.size() && !isTooLarge; ++number) {
                const void* found = std::memchr(m_text.data() + at, '\n', m_text.size() - at);
                const std::size_t end = found == nullptr
                    ? m_text.size()
                    : static_cast<std::size_t>(static_cast<const char*>(found) - m_text.data());
                takeLine(readTapLine(m_text.substr(at, end - at)), {number, number + 1, at, end});
                at = end + 1;
                isTooLarge = nodes.size() > maxNodes;
            }
            close();
        }

    private:
        void takeLine(const TapLine& line, const Span& span)
        {
            switch (line.kind) {
            case TapLine::Kind::Other:
                return;
            case TapLine::Kind::Version:
                isKtap = isKtap || line.text.starts_with("KTAP");
                break;
            case TapLine::Kind::Subtest:
                isKtap = true;
                m_subtests[line.indent] = line;
                break;
            case TapLine::Kind::Plan:
                m_plans[line.indent] = line.number.value_or(0);
                break;
            case TapLine::Kind::Result:
                takeResult(line, span);
                break;
            case TapLine::Kind::BailOut:
                takeBailOut(line, span);
                break;
            }
            m_last = span;
        }

        std::size_t add(const TapLine& line, const Span& span)
        {
            Node node;
            node.line = line;
            node.own = span;
            node.before = {m_last.endLine, span.firstLine, std::min(m_last.end + 1, span.begin),
                           span.begin};
            node.afterEnd = m_text.size();
            if (m_lastResult < nodes.size()) {
                nodes[m_lastResult].afterEnd = span.begin;
            }
            nodes.push_back(node);
            m_lastResult = nodes.size() - 1;
            return m_lastResult;
        }

        void takeResult(const TapLine& line, const Span& span)
        {
            const std::size_t index = add(line, span);
            if (claim(index, line.indent)) {
                m_subtests.erase(line.indent);
            }
            std::int64_t& number = m_counts[line.indent];
            number = line.number.value_or(number + 1);
            nodes[index].line.number = number;
            m_pending.push_back(index);
            isKtap = isKtap || line.description.starts_with("selftests:");
        }

        /// What stands deeper and is not claimed yet belongs to the result.
        bool claim(std::size_t parent, int indent)
        {
            addMissing(indent, Span(nodes[parent].own));
            const std::size_t before = m_pending.size();
            while (!m_pending.empty() && nodes[m_pending.back()].line.indent > indent) {
                nodes[m_pending.back()].parent = parent;
                m_pending.pop_back();
            }
            m_plans.erase(m_plans.upper_bound(indent), m_plans.end());
            m_subtests.erase(m_subtests.upper_bound(indent), m_subtests.end());
            m_counts.erase(m_counts.upper_bound(indent), m_counts.end());
            return m_pending.size() < before;
        }

        /// For each plan deeper than `indent`: results that were announced and did not come.
        void addMissing(int indent, const Span& where)
        {
            // The deepest first: what is added must stand behind all that is deeper.
            const auto first = std::make_reverse_iterator(m_plans.upper_bound(indent));
            for (auto plan = m_plans.rbegin(); plan != first; ++plan) {
                std::int64_t seen = 0;
                for (auto index = m_pending.rbegin();
                     index != m_pending.rend() && nodes[*index].line.indent >= plan->first;
                     ++index) {
                    seen += nodes[*index].line.indent == plan->first ? 1 : 0;
                }
                const std::int64_t end = std::min(plan->second, seen + MaxMissing);
                for (std::int64_t number = seen + 1; number <= end && m_missing < MaxMissing;
                     ++number, ++m_missing) {
                    Node node;
                    node.line.indent = plan->first;
                    node.line.number = number;
                    node.hasResult = false;
                    node.before = where;
                    node.own = where;
                    node.afterEnd = where.end;
                    m_pending.push_back(nodes.size());
                    nodes.push_back(node);
                }
            }
        }

        void takeBailOut(const TapLine& line, const Span& span)
        {
            ++bailOuts;
            TapLine result = line;
            result.indent = 0;
            result.directive = TapDirective::Error;
            result.directiveText = line.description;
            result.description = "Bail out";
            m_pending.push_back(add(result, span));
        }

        /// At the end: subtests whose own result never came get a node of their name.
        void close()
        {
            const Span end{m_last.firstLine, m_last.endLine, m_last.begin, m_last.end};
            while (!m_subtests.empty()) {
                const auto deepest = std::prev(m_subtests.end());
                // The name stands in the indentation of the subtest's own results.
                const int indent = deepest->second.indent - 1;
                const bool hasResults =
                    !m_pending.empty() && nodes[m_pending.back()].line.indent > indent;
                Node node;
                node.line = deepest->second;
                const auto plan = m_plans.upper_bound(indent);
                node.line.indent = plan == m_plans.begin() ? 0 : std::prev(plan)->first;
                node.hasResult = false;
                node.own = end;
                node.before = end;
                node.afterEnd = end.end;
                m_subtests.erase(deepest);
                if (hasResults) {
                    const std::size_t index = nodes.size();
                    nodes.push_back(node);
                    claim(index, indent);
                    m_pending.push_back(index);
                }
            }
            addMissing(-1, end);
        }

        std::string_view m_text;
        std::vector<std::size_t> m_pending; ///< Not below any result yet.
        std::map<int, std::int64_t> m_plans; ///< By indentation.
        std::map<int, std::int64_t> m_counts; ///< Number of the last result, by indentation.
        std::map<int, TapLine> m_subtests; ///< Begun and not closed, by indentation.
        Span m_last;
        std::size_t m_lastResult = NoParent;
        std::int64_t m_missing = 0;
    };

    class TapMaker {
    public:
        TapMaker(std::string_view text, const TapParser& parser, RunRecords& records)
            : m_text(text)
            , m_parser(parser)
            , m_records(records)
        {
        }

        std::optional<Refusal> make()
        {
            const std::vector<Node>& nodes = m_parser.nodes;
            m_paths.resize(nodes.size());
            m_depths.resize(nodes.size());
            // Parents stand behind their children, except for missing ones: two rounds settle all.
            for (std::size_t i = nodes.size(); i-- > 0;) {
                if (auto problem = makePath(i)) {
                    return problem;
                }
            }
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                m_records.document().tests.push_back(makeTest(i));
                if (auto problem = m_records.checkMemory()) {
                    return problem;
                }
            }
            for (std::size_t i = 0; i < nodes.size(); ++i) {
                if (nodes[i].parent == NoParent) {
                    m_records.document().logs.push_back({RecordKind::Test,
                                                         m_records.document().tests[i].id,
                                                         LogFormat::Plain, m_text});
                }
            }
            return std::nullopt;
        }

    private:
        /// Parents first: a missing result stands behind the result it belongs to.
        std::optional<Refusal> makePath(std::size_t index)
        {
            std::vector<std::size_t> chain;
            for (std::size_t i = index; i != NoParent && m_paths[i].empty();
                 i = m_parser.nodes[i].parent) {
                chain.push_back(i);
            }
            for (auto i = chain.rbegin(); i != chain.rend(); ++i) {
                const std::size_t parent = m_parser.nodes[*i].parent;
                std::vector<std::string> parts;
                if (parent != NoParent) {
                    const bool isTooDeep = m_depths[parent] >= MaxDepth;
                    m_depths[*i] = m_depths[parent] + (isTooDeep ? 0 : 1);
                    if (!isTooDeep) {
                        parts.emplace_back(m_paths[parent]);
                    }
                }
                appendName(parts, m_parser.nodes[*i]);
                m_paths[*i] = joinPath(parts, m_records.arena());
                if (auto problem = m_records.checkMemory()) {
                    return problem;
                }
            }
            return std::nullopt;
        }

        static void appendName(std::vector<std::string>& parts, const Node& node)
        {
            constexpr std::string_view Kselftest = "selftests: ";
            std::string_view name = node.line.description.substr(0, MaxPartBytes);
            if (name.empty()) {
                parts.push_back(fmt::format("test_{}", node.line.number.value_or(0)));
                return;
            }
            if (!name.starts_with(Kselftest)) {
                parts.push_back(pathPart(name));
                return;
            }
            name.remove_prefix(Kselftest.size());
            parts.emplace_back("kselftest");
            const std::size_t colon = name.find(": ");
            if (colon != std::string_view::npos) {
                parts.push_back(pathPart(name.substr(0, colon)));
                name.remove_prefix(colon + 2);
            }
            parts.push_back(pathPart(name));
        }

        static std::optional<StatusValue> statusOf(const Node& node, bool isAnnounced)
        {
            if (!node.hasResult) {
                return isAnnounced ? std::optional(StatusValue{Status::Miss, "MISS"})
                                   : std::nullopt;
            }
            switch (node.line.directive) {
            case TapDirective::Skip:
                return StatusValue{Status::Skip, "SKIP"};
            case TapDirective::Error:
                return StatusValue{Status::Error, "ERROR"};
            case TapDirective::Todo:
            case TapDirective::ExpectedFail:
                return node.line.isOk ? StatusValue{Status::Pass, "PASS"}
                                      : StatusValue{Status::Done, "DONE"};
            case TapDirective::None:
            case TapDirective::Timeout:
                break;
            }
            return node.line.isOk ? StatusValue{Status::Pass, "PASS"}
                                  : StatusValue{Status::Fail, "FAIL"};
        }

        Test makeTest(std::size_t index)
        {
            const Node& node = m_parser.nodes[index];
            const std::string_view path = m_paths[index];
            const int occurrence = m_seen[path]++;
            Test test = m_records.newTest(fmt::format("{}\n{}", path, occurrence), misc(node));
            test.path = path;
            test.status = statusOf(node, node.line.kind == TapLine::Kind::Other);
            test.comment = optionalText(node.line.directiveText, m_records.arena());
            const std::string_view after =
                m_text.substr(std::min(node.own.end, m_text.size()),
                              node.afterEnd - std::min(node.own.end, node.afterEnd));
            test.duration = duration(after);
            const bool isGood = test.status
                && (test.status->known == Status::Pass || test.status->known == Status::Skip);
            if (!isGood && node.hasResult) {
                const std::string_view before =
                    m_text.substr(node.before.begin, node.before.end - node.before.begin);
                test.logExcerpt = m_records.excerpt(m_parser.isKtap ? before : after);
            }
            return test;
        }

        std::string misc(const Node& node)
        {
            std::string tap;
            appendText(tap, "description", legalText(node.line.description, m_records.arena()));
            if (node.line.number) {
                appendKey(tap, "number");
                tap += std::to_string(*node.line.number);
            }
            appendText(tap, "directive", legalText(node.line.directiveText, m_records.arena()));
            return fmt::format(R"("log_start_line":{},"log_end_line":{},"tap":{{{}}})",
                               m_parser.isKtap ? node.before.firstLine : node.own.firstLine,
                               node.own.firstLine, tap);
        }

        /// `duration_ms: 12.5` of the YAML block behind a result.
        std::optional<Number> duration(std::string_view after)
        {
            constexpr std::string_view Key = "duration_ms:";
            const std::size_t at = after.substr(0, 4096).find(Key);
            if (at == std::string_view::npos) {
                return std::nullopt;
            }
            std::string_view text = after.substr(at + Key.size());
            text.remove_prefix(std::min(text.find_first_not_of(" '\""), text.size()));
            double value = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
            if (read.ec != std::errc() || !(value >= 0) || value > 1e12) {
                return std::nullopt;
            }
            return Number{value / 1000, m_records.arena().copy(numberText(value / 1000))};
        }

        std::string_view m_text;
        const TapParser& m_parser;
        RunRecords& m_records;
        std::vector<std::string_view> m_paths;
        std::vector<int> m_depths;
        std::map<std::string_view, int> m_seen;
    };

    Refusal refusal(std::string rule, std::string message)
    {
        Refusal result;
        result.format = FormatName;
        result.rule = std::move(rule);
        result.message = std::move(message);
        return result;
    }

} // namespace

int sniffTap(std::string_view firstBytes, std::string_view /*fileName*/)
{
    int results = 0;
    bool hasVersion = false;
    bool hasPlan = false;
    for (std::size_t at = 0; at < firstBytes.size();) {
        const std::size_t end = std::min(firstBytes.find('\n', at), firstBytes.size());
        const TapLine line = readTapLine(firstBytes.substr(at, end - at));
        hasVersion = hasVersion || line.kind == TapLine::Kind::Version;
        hasPlan = hasPlan || line.kind == TapLine::Kind::Plan;
        results += line.kind == TapLine::Kind::Result && line.number ? 1 : 0;
        at = end + 1;
    }
    if (hasVersion) {
        return 85;
    }
    if (hasPlan) {
        return 70;
    }
    return results > 0 ? 50 : 0;
}

ReadResult readTap(const Input& input, const ReadOptions& options, const TaskContext& task)
{
    TapParser parser(input.bytes);
    parser.parse(limits().runResults);
    if (parser.isTooLarge) {
        return tl::unexpected<Refusal>(
            refusal("limit", fmt::format("more than {} results", limits().runResults)));
    }
    if (parser.nodes.empty()) {
        return tl::unexpected<Refusal>(refusal("format", "no TAP: there is no result in it"));
    }
    if (task.stopRequested()) {
        return tl::unexpected<Refusal>(refusal("cancelled", "cancelled"));
    }
    RunRecords records(FormatName, input, options);
    if (auto problem = TapMaker(input.bytes, parser, records).make()) {
        return tl::unexpected<Refusal>(std::move(*problem));
    }
    if (parser.bailOuts > 0) {
        records.document().warnings.emplace_back("bail_out", parser.bailOuts);
    }
    return records.finish();
}

} // namespace cboard::formats
