// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/tap_reader.h"

#include "core/formats/json/json_writer.h"
#include "core/formats/json/value_tree.h"
#include "core/formats/run_records.h"
#include "core/formats/tap/tap_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

namespace cboard::formats {

namespace {

    constexpr std::string_view FormatName = "tap";
    constexpr std::size_t MaxPartBytes = 200;
    constexpr int MaxDepth = 64;

    class TapMaker {
    public:
        TapMaker(std::string_view text, const TapTree& parser, RunRecords& records)
            : m_text(text)
            , m_parser(parser)
            , m_records(records)
        {
        }

        std::optional<Refusal> make()
        {
            const std::vector<TapNode>& nodes = m_parser.nodes;
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
                if (nodes[i].parent == NoTapParent) {
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
            for (std::size_t i = index; i != NoTapParent && m_paths[i].empty();
                 i = m_parser.nodes[i].parent) {
                chain.push_back(i);
            }
            std::reverse(chain.begin(), chain.end());
            for (const std::size_t node : chain) {
                const std::size_t parent = m_parser.nodes[node].parent;
                std::vector<std::string> parts;
                if (parent != NoTapParent) {
                    const bool isTooDeep = m_depths[parent] >= MaxDepth;
                    m_depths[node] = m_depths[parent] + (isTooDeep ? 0 : 1);
                    if (!isTooDeep) {
                        parts.emplace_back(m_paths[parent]);
                    }
                }
                appendName(parts, m_parser.nodes[node]);
                m_paths[node] = joinPath(parts, m_records.arena());
                if (auto problem = m_records.checkMemory()) {
                    return problem;
                }
            }
            return std::nullopt;
        }

        static void appendName(std::vector<std::string>& parts, const TapNode& node)
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

        static std::optional<StatusValue> statusOf(const TapNode& node, bool isAnnounced)
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
            const TapNode& node = m_parser.nodes[index];
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

        std::string misc(const TapNode& node)
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
        const TapTree& m_parser;
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
    TapTree parser(input.bytes);
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
    if (parser.isPlanCut) {
        records.document().warnings.emplace_back("missing_not_listed", 1);
    }
    return records.finish();
}

} // namespace cboard::formats
