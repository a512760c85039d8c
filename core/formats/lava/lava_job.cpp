// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/lava/lava_job.h"

#include "core/formats/json/json_tree.h"
#include "core/formats/yaml/yaml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace cboard::formats {

namespace {

    Refusal refusal(std::string rule, std::string pointer, std::string message)
    {
        Refusal result;
        result.rule = std::move(rule);
        result.pointer = std::move(pointer);
        result.message = std::move(message);
        return result;
    }

    Refusal wrongType(const std::string& pointer, std::string_view expected)
    {
        return refusal(
            "type", pointer,
            fmt::format("{}: expected {}, got a value of another type", pointer, expected));
    }

    Refusal tooManyCases(const Limits& limits)
    {
        return refusal("limit", "", fmt::format("more than {} results", limits.runResults));
    }

    bool isPlaceholder(std::string_view text)
    {
        return text.starts_with("%{") && text.ends_with('}');
    }

    std::optional<std::int64_t> toLine(std::string_view text)
    {
        std::int64_t line = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), line);
        const bool isWhole = !text.empty() && read.ec == std::errc() && line >= 0
            && read.ptr == text.data() + text.size();
        return isWhole ? std::optional(line) : std::nullopt;
    }

    std::string_view jsonOf(Value value, Arena& arena)
    {
        std::string json;
        appendJson(json, value);
        return arena.copy(json);
    }

    /// `metadata` of a case in a results text, or the message of a results line.
    void takeDetails(LavaCase& result, Value details, LavaJob& job)
    {
        const auto text = [&](std::string_view key) { return scalarText(details.find(key), job); };
        result.set = text("set");
        result.duration = text("duration");
        result.errorType = text("error_type");
        result.errorMessage = text("error_msg");
        result.extra = details.find("extra");
    }

    /// A case of a results text.
    LavaCase readCase(Value value, std::string_view suite, LavaJob& job, Arena& arena)
    {
        const auto text = [&](std::string_view key) { return scalarText(value.find(key), job); };
        LavaCase result;
        // The map's key is the suite; one lab's cases lack theirs.
        result.suite = suite;
        result.name = text("name");
        result.result = text("result");
        result.id = text("id");
        result.measurement = text("measurement");
        result.unit = text("unit");
        result.logged = text("logged");
        result.logStart = toLine(text("log_start_line"));
        result.logEnd = toLine(text("log_end_line"));
        const Value details = value.find("metadata");
        takeDetails(result, details, job);
        if (result.name.empty()) {
            result.name = scalarText(details.find("case"), job);
        }
        result.json = jsonOf(value, arena);
        return result;
    }

    /// A message of level `results`. \p time is when, \p index where in the log.
    LavaCase readResultLine(Value message, std::string_view time, std::int64_t index, LavaJob& job,
                            Arena& arena)
    {
        const auto text = [&](std::string_view key) {
            return arena.copy(scalarText(message.find(key), job));
        };
        LavaCase result;
        result.suite = text("definition");
        result.suite = result.suite.empty() ? "lava" : result.suite;
        result.name = text("case");
        result.result = text("result");
        result.set = text("set");
        result.measurement = text("measurement");
        result.unit = text("units");
        result.duration = text("duration");
        result.errorType = text("error_type");
        result.errorMessage = text("error_msg");
        result.logged = arena.copy(time);
        result.json = jsonOf(message, arena);
        if (!result.isStep()) {
            result.logStart = index;
            result.logEnd = index;
        }
        return result;
    }

    class CallbackReader {
    public:
        CallbackReader(LavaJob& job, Arena& arena, const Limits& limits)
            : m_job(job)
            , m_arena(arena)
            , m_limits(limits)
        {
        }

        std::optional<Refusal> read(std::string_view json)
        {
            // The log is one string of the document, as large as a document may be.
            Limits limits = m_limits;
            limits.stringBytes = limits.documentBytes;
            bool isRepaired = false;
            ValueTree& tree = m_job.newTree();
            if (auto problem = readConsoleJsonTree(json, m_arena, limits, tree, isRepaired)) {
                return problem;
            }
            if (isRepaired) {
                m_job.warn("bytes_repaired");
            }
            m_job.top = tree.root();
            if (auto problem = checkShape()) {
                return problem;
            }
            m_job.id = scalarText(m_job.top.find("id"), m_job);
            m_job.lab = scalarText(m_job.top.find("lab_name"), m_job);
            if (auto problem = readDefinition()) {
                return problem;
            }
            if (auto problem = readResults()) {
                return problem;
            }
            readLog();
            return std::nullopt;
        }

    private:
        std::optional<Refusal> checkShape() const
        {
            const Value top = m_job.top;
            if (!top.isMapping()) {
                return wrongType("", "an object");
            }
            if (!top.find("results").isThere() && !top.find("log").isThere()
                && !top.find("definition").isThere()) {
                return refusal("format", "",
                               "no LAVA job: it has neither results nor log nor definition");
            }
            for (const std::string_view key : {"id", "lab_name", "status", "log", "definition"}) {
                const Value value = top.find(key);
                if (value.isThere() && !value.isScalar()) {
                    return wrongType("/" + std::string(key), "text");
                }
            }
            const Value results = top.find("results");
            if (results.isThere() && !results.isMapping() && !results.isNull()) {
                return wrongType("/results", "an object of suites");
            }
            return std::nullopt;
        }

        /// YAML inside the JSON; \p pointer names where.
        std::optional<Refusal> readInner(std::string_view yaml, const std::string& pointer,
                                         Value& root)
        {
            ValueTree& tree = m_job.newTree();
            if (const auto problem = readYaml(yaml, m_arena, m_limits, tree)) {
                const std::string where =
                    problem->line > 0 ? fmt::format(" (line {} of it)", problem->line) : "";
                return refusal(problem->rule, pointer,
                               fmt::format("{}: the YAML inside cannot be read: {}{}", pointer,
                                           problem->message, where));
            }
            root = tree.root();
            return std::nullopt;
        }

        std::optional<Refusal> readDefinition()
        {
            const std::string_view yaml = scalarText(m_job.top.find("definition"), m_job);
            if (yaml.empty()) {
                return std::nullopt;
            }
            if (auto problem = readInner(yaml, "/definition", m_job.definition)) {
                return problem;
            }
            m_job.metadata = m_job.definition.find("metadata");
            return std::nullopt;
        }

        std::optional<Refusal> readResults()
        {
            for (const Value suite : m_job.top.find("results")) {
                const std::string pointer = "/results/" + std::string(suite.key());
                Value list = suite;
                if (suite.isScalar()) {
                    if (auto problem = readInner(suite.text(), pointer, list)) {
                        return problem;
                    }
                }
                if (!list.isSequence() && !list.isNull()) {
                    return wrongType(pointer, "a list of cases");
                }
                if (auto problem = takeCases(list, suite.key(), pointer)) {
                    return problem;
                }
            }
            return std::nullopt;
        }

        /// Lists are newest first; ours are oldest first.
        std::optional<Refusal> takeCases(Value list, std::string_view suite,
                                         const std::string& pointer)
        {
            const auto before = static_cast<std::ptrdiff_t>(m_job.cases.size());
            for (const Value item : list) {
                if (!item.isMapping()) {
                    return wrongType(pointer, "an object for each case");
                }
                if (m_job.cases.size() >= m_limits.runResults) {
                    return tooManyCases(m_limits);
                }
                m_job.cases.push_back(readCase(item, suite, m_job, m_arena));
            }
            std::reverse(m_job.cases.begin() + before, m_job.cases.end());
            return std::nullopt;
        }

        void readLog()
        {
            m_job.log = restoreBytes(scalarText(m_job.top.find("log"), m_job), m_arena);
            m_job.logSummary = scanLavaLog(m_job.log, m_limits, [](Value, std::int64_t) {});
        }

        LavaJob& m_job;
        Arena& m_arena;
        const Limits& m_limits;
    };

    std::string_view companion(const Input& input, std::string_view slot)
    {
        for (const auto& [name, bytes] : input.companions) {
            if (name == slot) {
                return bytes;
            }
        }
        return {};
    }

    /// Results that were extracted from a log: suite → case → details, or → label → details for
    /// steps that ran several times.
    void takeExtracted(Value suites, LavaJob& job, Arena& arena)
    {
        const auto take = [&](Value details, std::string_view suite, std::string_view name) {
            LavaCase result;
            result.suite = suite;
            result.name = name;
            result.result = scalarText(details.find("result"), job);
            result.measurement = scalarText(details.find("measurement"), job);
            result.unit = scalarText(details.find("units"), job);
            takeDetails(result, details, job);
            result.json = jsonOf(details, arena);
            job.cases.push_back(result);
        };
        for (const Value suite : suites) {
            for (const Value entry : suite) {
                if (entry.find("result").isThere()) {
                    take(entry, suite.key(), entry.key());
                    continue;
                }
                for (const Value labelled : entry) {
                    take(labelled, suite.key(), entry.key());
                }
            }
        }
    }

} // namespace

void LavaJob::warn(std::string_view key, std::int64_t count)
{
    const auto found =
        std::ranges::find(warnings, key, &std::pair<std::string, std::int64_t>::first);
    if (found != warnings.end()) {
        found->second += count;
    } else {
        warnings.emplace_back(key, count);
    }
}

ValueTree& LavaJob::newTree()
{
    return *trees.emplace_back(std::make_unique<ValueTree>());
}

std::string_view scalarText(Value value, LavaJob& job)
{
    const std::string_view text = value.text();
    if (!value.isScalar() || value.isNull() || text == "None") {
        return {};
    }
    if (isPlaceholder(text)) {
        job.warn("placeholder");
        return {};
    }
    return text;
}

tl::expected<LavaJob, Refusal> readLavaCallback(std::string_view json, Arena& arena,
                                                const Limits& limits)
{
    LavaJob job;
    if (auto problem = CallbackReader(job, arena, limits).read(json)) {
        return tl::unexpected<Refusal>(std::move(*problem));
    }
    return job;
}

tl::expected<LavaJob, Refusal> readDispatcherLog(const Input& input, Arena& arena,
                                                 const Limits& limits)
{
    LavaJob job;
    job.log = input.bytes;
    job.logSummary = scanLavaLog(job.log, limits, [&](Value item, std::int64_t index) {
        if (job.cases.size() > limits.runResults) {
            return;
        }
        job.cases.push_back(
            readResultLine(item.find("msg"), item.find("dt").text(), index, job, arena));
    });
    if (job.cases.size() > limits.runResults) {
        return tl::unexpected<Refusal>(tooManyCases(limits));
    }
    std::string members;
    for (const std::string_view slot : {"results.json", "metadata.json"}) {
        const std::string_view bytes = companion(input, slot);
        if (bytes.empty()) {
            continue;
        }
        ValueTree& tree = job.newTree();
        if (auto problem = readJsonTree(bytes, arena, limits, tree)) {
            problem->message = std::string(slot) + ": " + problem->message;
            return tl::unexpected<Refusal>(std::move(*problem));
        }
        const bool isMetadata = slot == "metadata.json";
        if (isMetadata) {
            job.metadata = tree.root();
        } else if (job.cases.empty()) {
            takeExtracted(tree.root(), job, arena);
        }
        members += members.empty() ? "" : ",";
        members += isMetadata ? "\"metadata\":" : "\"results\":";
        appendJson(members, tree.root());
    }
    job.companionJson = arena.copy(members);
    return job;
}

} // namespace cboard::formats
