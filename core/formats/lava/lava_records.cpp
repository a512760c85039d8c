// SPDX-License-Identifier: LGPL-2.1-or-later
// From a LAVA job to records: one checkout and one build as references, one test `boot`, one test
// for each case, the log.
#include "core/base/hash.h"
#include "core/formats/kernel_identity.h"
#include "core/formats/lava/lava_job.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace cboard::formats {

namespace {

    /// Top-level keys that records show in another place; everything else is kept in the boot's
    /// misc, word for word. The token is a secret and is dropped.
    constexpr std::array<std::string_view, 4> ConsumedKeys{"log", "results", "token", "lab_name"};

    bool isIn(const auto& list, std::string_view word)
    {
        return std::ranges::find(list, word) != list.end();
    }

    std::string lower(std::string_view text)
    {
        std::string out(text);
        std::ranges::transform(out, out.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        return out;
    }

    /// The number as KCIDB takes it: with its spelling where JSON knows that.
    std::optional<Number> toNumber(std::string_view text)
    {
        double value = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
        if (!isJsonNumber(text) || read.ec != std::errc()) {
            return std::nullopt;
        }
        return Number{value, text};
    }

    std::optional<Time> toTime(std::string_view text, Arena& arena)
    {
        const auto time = parseLooseTime(text);
        return time ? std::optional(Time{*time, arena.copy(formatIso(*time))}) : std::nullopt;
    }

    class Maker {
    public:
        Maker(LavaJob& job, const ReadOptions& options, Document& document)
            : m_job(job)
            , m_options(options)
            , m_document(document)
            , m_arena(document.arena)
            , m_jobStep(findJobStep(job.cases))
        {
        }

        void make()
        {
            m_lab = legalText(m_job.lab.empty() ? m_arena.copy(m_options.lab) : m_job.lab, m_arena);
            m_jobId = m_job.id.empty() ? jobKey() : m_job.id;
            m_platform = platform();
            makeParents();
            m_document.tests.reserve(m_job.cases.size() + 1);
            makeBoot();
            makeTests();
            attachLogs();
            m_document.timestamp = parseLooseTime(topText("end_time"));
            if (m_job.logSummary.unparsed > 0) {
                m_job.warn("log_line_unparsed", m_job.logSummary.unparsed);
            }
            m_document.warnings = std::move(m_job.warnings);
        }

    private:
        std::string_view topText(std::string_view key)
        {
            return scalarText(m_job.top.find(key), m_job);
        }
        std::string_view meta(std::string_view key)
        {
            return scalarText(m_job.metadata.find(key), m_job);
        }

        /// Logs alone have no job id; their content says which run it is.
        std::string_view jobKey() { return m_arena.copy(toHex(hash128(m_job.log))); }

        static std::string_view firstOf(std::initializer_list<std::string_view> texts)
        {
            for (const std::string_view text : texts) {
                if (!text.empty()) {
                    return text;
                }
            }
            return {};
        }

        void makeParents()
        {
            KernelIdentity kernel;
            kernel.tree = meta("kernel.tree");
            kernel.branch = meta("git.branch");
            kernel.commit = meta("git.commit");
            kernel.describe = firstOf({meta("git.describe"), meta("kernel.version")});
            kernel.url = meta("git.url");
            kernel.architecture = firstOf({meta("job.arch"), meta("arch")});
            kernel.config = firstOf({meta("kernel.defconfig_full"), meta("kernel.defconfig")});
            kernel.compiler = meta("job.build_environment");
            kernel.fallback = "lava " + std::string(m_lab) + " " + std::string(m_jobId);
            fillFromOptions(kernel, m_options, m_arena);
            m_document.checkouts.push_back(makeCheckout(kernel, m_options, {}, m_arena));
            std::string misc;
            for (const std::string_view key :
                 {"kernel.defconfig", "kernel.defconfig_base", "kernel.arch_defconfig",
                  "kernel.endian", "kernel.version", "job.original", "job.file_server_resource",
                  "job.kernel_image", "job.kernel_url", "job.modules_url", "image.url"}) {
                appendText(misc, key, meta(key));
            }
            m_document.builds.push_back(
                makeBuild(kernel, m_document.checkouts.front(), m_options, misc, m_arena));
        }

        /// What all tests of the job share.
        Test newTest(std::string_view id)
        {
            Test test;
            test.id = id;
            test.origin = m_document.checkouts.front().origin;
            test.buildId = m_document.builds.front().id;
            test.platform = m_platform;
            test.lab = m_lab.empty() ? test.origin : m_lab;
            if (!m_environment) {
                m_environment = makeEnvironment();
            }
            test.environmentMisc = *m_environment;
            test.hasEnvironment = test.environmentMisc.has_value();
            return test;
        }

        std::string_view platform()
        {
            const std::string_view named =
                firstOf({meta("device.type"), meta("platform.name"),
                         scalarText(m_job.definition.find("device_type"), m_job)});
            return legalText(named.empty() ? m_arena.copy(m_options.platform) : named, m_arena);
        }

        std::optional<Json> makeEnvironment()
        {
            std::string misc;
            appendText(misc, "platform", m_platform);
            appendText(misc, "job_id", m_job.id);
            appendText(misc, "device", topText("actual_device_id"));
            appendText(misc, "platform_name", meta("platform.name"));
            appendText(misc, "mach", meta("platform.mach"));
            return makeMisc(misc, m_arena);
        }

        /// Members that every test's misc begins with.
        std::string commonMisc() const
        {
            std::string misc;
            appendText(misc, "runtime", m_lab);
            appendText(misc, "lab", m_lab);
            return misc;
        }

        void makeBoot()
        {
            const LavaBoot boot = judgeBoot(m_job.cases);
            m_bootId = makeId(m_options, {"lava", m_lab, m_jobId, "boot"}, m_arena);
            Test test = newTest(m_bootId);
            test.path = "boot";
            test.status = bootStatus(boot, m_jobStep);
            test.startTime =
                toTime(firstOf({topText("start_time"), m_job.logSummary.firstTime}), m_arena);
            if (boot.login != nullptr) {
                // The login action counts from the start of the kernel to the prompt.
                const auto seconds =
                    toNumber(firstOf({boot.login->measurement, boot.login->duration}));
                test.duration = seconds;
                test.numberValue = seconds;
                test.numberUnit = seconds ? Text("s") : Text();
            }
            if (m_jobStep != nullptr) {
                test.comment = optionalText(m_jobStep->errorMessage, m_arena);
            }
            test.misc = bootMisc(boot);
            m_document.tests.push_back(test);
        }

        /// Everything about the job as a whole: how it ended, and what no other field holds.
        std::optional<Json> bootMisc(const LavaBoot& boot)
        {
            std::string misc = commonMisc();
            appendText(misc, "boot_result", outcomeText(boot.outcome));
            appendInteger(misc, "boot_attempts", boot.attempts);
            if (boot.login != nullptr) {
                appendInteger(misc, "boot_warnings", countKernelMessages(boot.login->extra));
            }
            if (m_jobStep != nullptr) {
                appendText(misc, "job_result", m_jobStep->result);
                appendText(misc, "error_type", m_jobStep->errorType);
                appendText(misc, "error_msg", m_jobStep->errorMessage);
            }
            appendLogLevels(misc);
            std::string lava;
            for (const Value value : m_job.top) {
                if (!isIn(ConsumedKeys, value.key())) {
                    appendKey(lava, value.key());
                    appendJson(lava, value);
                }
            }
            if (!m_job.companionJson.empty()) {
                lava += lava.empty() ? "" : ",";
                lava += m_job.companionJson;
            }
            if (!lava.empty()) {
                appendKey(misc, "lava");
                misc += "{" + lava + "}";
            }
            return makeMisc(misc, m_arena);
        }

        void appendLogLevels(std::string& misc)
        {
            if (m_job.logSummary.lines == 0) {
                return;
            }
            std::string levels;
            for (const auto& [level, count] : m_job.logSummary.levels) {
                appendInteger(levels, legalText(level, m_arena), count);
            }
            appendKey(misc, "log_levels");
            misc += "{" + levels + "}";
        }

        static void appendInteger(std::string& members, std::string_view key, std::int64_t value)
        {
            appendKey(members, key);
            members += std::to_string(value);
        }

        void makeTests()
        {
            std::map<std::pair<std::string_view, std::string_view>, int> seen;
            for (const LavaCase& result : m_job.cases) {
                const int occurrence = seen[{result.suite, result.name}]++;
                m_document.tests.push_back(makeTest(result, occurrence));
            }
        }

        Test makeTest(const LavaCase& result, int occurrence)
        {
            Test test = newTest(makeId(m_options,
                                       {"lava", m_lab, m_jobId, result.suite, result.set,
                                        result.name, std::to_string(occurrence)},
                                       m_arena));
            test.path = testPath(result);
            test.status = caseStatus(result);
            test.startTime = toTime(result.logged, m_arena);
            if (result.isStep()) {
                test.duration = toNumber(
                    firstOf({result.duration,
                             result.unit == "seconds" ? result.measurement : std::string_view()}));
            } else {
                test.numberValue = toNumber(result.measurement);
                test.numberUnit = test.numberValue ? numberUnit(result.unit) : Text();
            }
            test.comment = optionalText(result.errorMessage, m_arena);
            std::string misc = commonMisc();
            if (result.logStart) {
                appendInteger(misc, "log_start_line", *result.logStart);
                appendInteger(misc, "log_end_line", result.logEnd.value_or(*result.logStart));
            }
            appendText(misc, "error_type", result.errorType);
            appendKey(misc, "lava");
            misc += result.json;
            test.misc = makeMisc(misc, m_arena);
            return test;
        }

        Text numberUnit(std::string_view unit)
        {
            return unit == "seconds" ? Text("s") : optionalText(unit, m_arena);
        }

        /// plan, suite, set, case; a suite with the plan's name is the plan; steps of the job
        /// itself stand under `lava`.
        std::string_view testPath(const LavaCase& result)
        {
            std::vector<std::string> parts;
            const std::string_view plan = meta("test.plan");
            const std::string suite = pathPart(withoutIndex(result.suite));
            if (!plan.empty() && !result.isStep()) {
                parts.push_back(pathPart(plan));
            }
            if (parts.empty() || parts.front() != suite) {
                parts.push_back(suite);
            }
            if (!result.set.empty()) {
                parts.push_back(pathPart(result.set));
            }
            parts.push_back(pathPart(result.name));
            return joinPath(parts, m_arena);
        }

        /// "0_dmesg" without LAVA's index.
        static std::string_view withoutIndex(std::string_view suite)
        {
            const std::size_t digits =
                std::min(suite.find_first_not_of("0123456789"), suite.size());
            const bool isIndexed = digits > 0 && digits + 1 < suite.size() && suite[digits] == '_';
            return isIndexed ? suite.substr(digits + 1) : suite;
        }

        std::optional<StatusValue> caseStatus(const LavaCase& result)
        {
            const std::string word = lower(result.result);
            if (word == "pass") {
                return StatusValue{Status::Pass, "PASS"};
            }
            if (word == "fail") {
                return isInfrastructureError(result.errorType) ? StatusValue{Status::Error, "ERROR"}
                                                               : StatusValue{Status::Fail, "FAIL"};
            }
            if (word == "skip") {
                return StatusValue{Status::Skip, "SKIP"};
            }
            if (word == "unknown") {
                return StatusValue{Status::Error, "ERROR"};
            }
            m_job.warn(word.empty() ? "no_status" : "unknown_status");
            return word.empty()
                ? std::nullopt
                : std::optional(StatusValue{std::nullopt, m_arena.copy(result.result)});
        }

        /// The log belongs to the boot, and to each test that has lines in it: it is stored once.
        void attachLogs()
        {
            if (m_job.log.empty()) {
                return;
            }
            const auto attach = [this](std::string_view id) {
                m_document.logs.push_back({RecordKind::Test, id, LogFormat::LavaYaml, m_job.log});
            };
            attach(m_bootId);
            for (std::size_t i = 0; i < m_job.cases.size(); ++i) {
                if (m_job.cases[i].logStart) {
                    attach(m_document.tests[i + 1].id);
                }
            }
        }

        LavaJob& m_job;
        const ReadOptions& m_options;
        Document& m_document;
        Arena& m_arena;
        const LavaCase* m_jobStep;
        std::string_view m_platform;
        std::string_view m_lab;
        std::string_view m_jobId;
        std::string_view m_bootId;
        std::optional<std::optional<Json>> m_environment;
    };

} // namespace

Document makeLavaDocument(LavaJob& job, const ReadOptions& options, Arena&& arena)
{
    Document document;
    document.arena = std::move(arena);
    Maker(job, options, document).make();
    return document;
}

} // namespace cboard::formats
