// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/junit_reader.h"

#include "core/formats/json/json_place.h"
#include "core/formats/json/value_tree.h"
#include "core/formats/run_records.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <vector>

namespace cboard::formats {

namespace {

    constexpr std::string_view FormatName = "junit";
    /// Output beyond this is kept as a log of its own, not only as an excerpt.
    constexpr std::size_t LongOutputBytes = 16'384;

    Refusal refusal(std::string rule, std::string message)
    {
        Refusal result;
        result.format = FormatName;
        result.rule = std::move(rule);
        result.message = std::move(message);
        return result;
    }

    std::string_view attribute(pugi::xml_node node, const char* name)
    {
        return node.attribute(name).value();
    }

    /// "net.ipv4.TcpTest" as parts of a path.
    void appendParts(std::vector<std::string>& parts, std::string_view dotted)
    {
        while (!dotted.empty()) {
            const std::size_t dot = std::min(dotted.find('.'), dotted.size());
            if (dot > 0) {
                parts.push_back(pathPart(dotted.substr(0, dot)));
            }
            dotted.remove_prefix(std::min(dot + 1, dotted.size()));
        }
    }

    class JunitMaker {
    public:
        JunitMaker(RunRecords& records, const Limits& limits, const TaskContext& task)
            : m_records(records)
            , m_limits(limits)
            , m_task(task)
        {
        }

        /// Walks the whole tree without recursion.
        std::optional<Refusal> walk(pugi::xml_node root)
        {
            std::size_t depth = 0;
            for (pugi::xml_node node = root.first_child(); node;) {
                if (node.name() == std::string_view("testcase")) {
                    m_records.document().tests.push_back(makeTest(node));
                    if (m_records.document().tests.size() > m_limits.runResults) {
                        return refusal("limit",
                                       fmt::format("more than {} test cases", m_limits.runResults));
                    }
                }
                if (auto problem = m_records.checkMemory()) {
                    return problem;
                }
                if (m_task.stopRequested()) {
                    return refusal("cancelled", "cancelled");
                }
                if (node.first_child()) {
                    node = node.first_child();
                    if (++depth > m_limits.nestingDepth) {
                        return refusal(
                            "limit",
                            fmt::format("nested deeper than {} elements", m_limits.nestingDepth));
                    }
                    continue;
                }
                while (node && node != root && !node.next_sibling()) {
                    node = node.parent();
                    --depth;
                }
                node = node == root ? pugi::xml_node() : node.next_sibling();
            }
            return std::nullopt;
        }

    private:
        struct Outcome {
            StatusValue status{Status::Pass, "PASS"};
            pugi::xml_node why;
        };

        static Outcome outcomeOf(pugi::xml_node testCase)
        {
            if (const pugi::xml_node error = testCase.child("error")) {
                return {{Status::Error, "ERROR"}, error};
            }
            if (const pugi::xml_node failure = testCase.child("failure")) {
                return {{Status::Fail, "FAIL"}, failure};
            }
            const pugi::xml_node skipped = testCase.child("skipped");
            const std::string_view status = attribute(testCase, "status");
            if (skipped || status == "notrun" || status == "disabled") {
                return {{Status::Skip, "SKIP"}, skipped};
            }
            return {};
        }

        Test makeTest(pugi::xml_node testCase)
        {
            const Outcome outcome = outcomeOf(testCase);
            std::vector<std::string> parts;
            const std::string_view className = attribute(testCase, "classname");
            const std::string_view name = attribute(testCase, "name");
            className.empty() ? appendSuites(parts, testCase) : appendParts(parts, className);
            parts.push_back(pathPart(name));
            const std::string_view path = joinPath(parts, m_records.arena());
            const std::string key =
                fmt::format("{}\n{}\n{}", path, name, m_seen[std::string(path)]++);
            Test test = m_records.newTest(key, misc(testCase, outcome.why));
            test.path = path;
            test.status = outcome.status;
            test.duration = seconds(attribute(testCase, "time"));
            test.startTime = startTime(testCase);
            const std::string_view message = attribute(outcome.why, "message");
            if (!message.empty()) {
                test.comment = legalText(m_records.arena().copy(message), m_records.arena());
            }
            takeOutput(test, testCase, outcome.why);
            return test;
        }

        static void appendSuites(std::vector<std::string>& parts, pugi::xml_node testCase)
        {
            for (pugi::xml_node node = testCase.parent(); node; node = node.parent()) {
                const std::string_view name = attribute(node, "name");
                if (node.name() == std::string_view("testsuite") && !name.empty()) {
                    parts.insert(parts.begin(), pathPart(name));
                }
            }
        }

        std::optional<Number> seconds(std::string_view text)
        {
            // Some tools write thousands with commas: "1,234.5".
            std::string plain(text);
            std::erase(plain, ',');
            double value = 0;
            const auto read = std::from_chars(plain.data(), plain.data() + plain.size(), value);
            if (!isJsonNumber(plain) || read.ec != std::errc()) {
                return std::nullopt;
            }
            return Number{value, m_records.arena().copy(plain)};
        }

        /// Its own time stamp, else that of the nearest suite.
        std::optional<Time> startTime(pugi::xml_node testCase)
        {
            for (pugi::xml_node node = testCase; node; node = node.parent()) {
                if (const auto time = parseLooseTime(attribute(node, "timestamp"))) {
                    return Time{*time, m_records.arena().copy(formatIso(*time))};
                }
            }
            return std::nullopt;
        }

        void takeOutput(Test& test, pugi::xml_node testCase, pugi::xml_node why)
        {
            std::string text;
            const auto append = [&text](std::string_view part) {
                if (!part.empty()) {
                    text += part;
                    text += part.ends_with('\n') ? "" : "\n";
                }
            };
            append(why.text().get());
            for (const char* stream : {"system-out", "system-err"}) {
                append(testCase.child(stream).text().get());
            }
            if (text.empty()) {
                return;
            }
            const std::string_view kept = m_records.arena().copy(text);
            test.logExcerpt = m_records.excerpt(kept);
            if (kept.size() > LongOutputBytes) {
                m_records.document().logs.push_back(
                    {RecordKind::Test, test.id, LogFormat::Plain, kept});
            }
        }

        /// The case's attributes and properties, the reason's type and the machine's name.
        std::string misc(pugi::xml_node testCase, pugi::xml_node why)
        {
            std::string attributes;
            for (const pugi::xml_attribute item : testCase.attributes()) {
                appendLegal(attributes, item.name(), item.value());
            }
            appendLegal(attributes, "type", attribute(why, "type"));
            appendLegal(attributes, "hostname", attribute(testCase.parent(), "hostname"));
            std::string properties;
            for (const pugi::xml_node owner : {testCase.parent(), testCase}) {
                for (const pugi::xml_node property : owner.child("properties")) {
                    appendLegal(properties, attribute(property, "name"),
                                attribute(property, "value"));
                }
            }
            if (!properties.empty()) {
                appendKey(attributes, "properties");
                attributes += "{" + properties + "}";
            }
            return attributes.empty() ? std::string() : "\"junit\":{" + attributes + "}";
        }

        void appendLegal(std::string& members, std::string_view key, std::string_view text)
        {
            appendText(members, legalText(key, m_records.arena()),
                       legalText(text, m_records.arena()));
        }

        RunRecords& m_records;
        const Limits& m_limits;
        const TaskContext& m_task;
        std::map<std::string, int> m_seen; ///< By path.
    };

} // namespace

int sniffJunit(std::string_view firstBytes, std::string_view /*fileName*/)
{
    const std::size_t begin = firstBytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
    if (begin == std::string_view::npos || firstBytes[begin] != '<') {
        return 0;
    }
    return firstBytes.find("<testsuite") != std::string_view::npos
            || firstBytes.find("<testcase") != std::string_view::npos
        ? 95
        : 0;
}

ReadResult readJunit(const Input& input, const ReadOptions& options, const TaskContext& task)
{
    if (input.bytes.size() > limits().xmlBytes) {
        return tl::unexpected<Refusal>(
            refusal("limit",
                    fmt::format("an XML text of {} bytes; at most {} are read", input.bytes.size(),
                                limits().xmlBytes)));
    }
    if (const std::size_t nul = input.bytes.find('\0'); nul != std::string_view::npos) {
        Refusal result = refusal("encoding", "expected XML, got a NUL character");
        result.line = lineOfByte(input.bytes, nul);
        return tl::unexpected<Refusal>(std::move(result));
    }
    pugi::xml_document xml;
    const pugi::xml_parse_result parsed = xml.load_buffer(input.bytes.data(), input.bytes.size(),
                                                          pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
        Refusal result =
            refusal("syntax", fmt::format("not well-formed XML: {}", parsed.description()));
        result.line = lineOfByte(input.bytes, static_cast<std::size_t>(parsed.offset));
        return tl::unexpected<Refusal>(std::move(result));
    }
    RunRecords records(FormatName, input, options);
    if (auto problem = JunitMaker(records, limits(), task).walk(xml.root())) {
        return tl::unexpected<Refusal>(std::move(*problem));
    }
    if (records.document().tests.empty() && !xml.document_element().name()[0]) {
        return tl::unexpected<Refusal>(refusal("format", "no JUnit XML: it has no element"));
    }
    return records.finish();
}

} // namespace cboard::formats
