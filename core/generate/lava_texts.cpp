// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/lava_texts.h"

#include "core/formats/json/json_writer.h"

#include <fmt/format.h>

#include <iterator>

namespace cboard::generate {

namespace {

    constexpr int BootKernelLines = 260;

    std::string_view levelWord(LineLevel level)
    {
        switch (level) {
        case LineLevel::Target:
            return "target";
        case LineLevel::Debug:
            return "debug";
        case LineLevel::Info:
            return "info";
        case LineLevel::Results:
            return "results";
        case LineLevel::Error:
            return "error";
        }
        return "info";
    }

    /// As LAVA spells times: microseconds, no zone.
    std::string lavaTime(Timestamp time, char separator)
    {
        const auto day = std::chrono::floor<std::chrono::days>(time);
        const std::chrono::year_month_day date{day};
        const std::int64_t rest = (time - day).count();
        return fmt::format("{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}.{:06}",
                           static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                           static_cast<unsigned>(date.day()), separator, rest / 3'600'000'000,
                           rest / 60'000'000 % 60, rest / 1'000'000 % 60, rest % 1'000'000);
    }

    class LavaSink : public LineSink {
    public:
        LavaSink(std::string& out, Timestamp start)
            : m_out(out)
            , m_start(start)
        {
        }

        void line(std::int64_t microseconds, LineLevel level, std::string_view text) override
        {
            fmt::format_to(std::back_inserter(m_out), R"(- {{"dt": "{}", "lvl": "{}", "msg": )",
                           lavaTime(m_start + std::chrono::microseconds(microseconds), 'T'),
                           levelWord(level));
            formats::appendJsonString(m_out, text);
            m_out += "}\n";
        }

    private:
        std::string& m_out;
        Timestamp m_start;
    };

    class PlainSink : public LineSink {
    public:
        explicit PlainSink(std::string& out)
            : m_out(out)
        {
        }

        void line(std::int64_t microseconds, LineLevel /*level*/, std::string_view text) override
        {
            fmt::format_to(std::back_inserter(m_out), "[{:5}.{:03}] {}\n", microseconds / 1'000'000,
                           microseconds / 1000 % 1000, text);
        }

    private:
        std::string& m_out;
    };

    /// The steps of the job, newest first, as LAVA lists them.
    std::string stepResults(std::uint64_t job, Timestamp start, bool isGood,
                            std::int64_t loginCenti)
    {
        struct Step {
            std::string_view name;
            std::string_view level;
            bool isGood;
            std::int64_t centi;
        };
        const Step steps[] = {
            {"job", "", isGood, loginCenti + 9300},
            {"power-off", "3.1", true, 310},
            {"login-action", "2.4.4", isGood, loginCenti},
            {"kernel-messages", "2.4.4.1", isGood, loginCenti / 2},
            {"bootloader-commands", "2.4.3", true, 1430},
            {"reset-device", "2.4.1", true, 560},
            {"http-download", "1.1.1", true, 820},
            {"validate", "", true, 0},
        };
        std::string yaml;
        std::uint64_t id = job * 40;
        for (const Step& step : steps) {
            fmt::format_to(
                std::back_inserter(yaml),
                "- {{id: '{0}', job: '{1}', level: {2}, log_end_line: '', log_start_line: '', "
                "logged: '{3}+00:00', measurement: '{4}.{5:02}00000000', metadata: {{case: {6}, "
                "definition: lava, result: {7}}}, name: {6}, result: {7}, suite: lava, "
                "unit: seconds, url: /results/testcase/{0}}}\n",
                id--, job, step.level.empty() ? "''" : step.level,
                lavaTime(start + std::chrono::milliseconds(step.centi * 10), ' '), step.centi / 100,
                step.centi % 100, step.name, step.isGood ? "pass" : "fail");
        }
        return yaml;
    }

    std::string definition(const World& world, const Plan& plan, const RevisionFacts& revision,
                           const Job& job)
    {
        const Board& board = world.boards[job.board.value_or(0)];
        const BuildKind& kind = world.kinds[job.build];
        return fmt::format(
            "metadata:\n  device.type: {0}\n  platform.name: {0}\n  platform.mach: {1}\n"
            "  kernel.tree: {2}\n  kernel.version: {3}\n  kernel.defconfig: {4}\n"
            "  kernel.defconfig_full: {4}\n  kernel.endian: little\n  git.url: {5}\n"
            "  git.branch: {6}\n  git.commit: '{7}'\n  git.describe: {3}\n  job.arch: {8}\n"
            "  job.build_environment: {9}\n  test.plan: baseline\n"
            "job_name: {2}-{6}-{8}-baseline\ndevice_type: {0}\npriority: medium\n",
            board.name, board.soc, plan.tree.name, revision.name, kind.config, plan.tree.url,
            plan.tree.branch, revision.commit, kind.arch,
            plan.compiler(world, job.build, revision.number));
    }

    void text(formats::JsonWriter& json, std::string_view key, std::string_view value)
    {
        json.key(key);
        json.string(value);
    }

    void integer(formats::JsonWriter& json, std::string_view key, std::int64_t value)
    {
        json.key(key);
        json.integer(value);
    }

} // namespace

std::string lavaLog(const LogFacts& facts, int kernelLines, Timestamp start)
{
    std::string out;
    LavaSink sink(out, start);
    writeConsole(facts, kernelLines, sink);
    return out;
}

std::string plainLog(const LogFacts& facts, int kernelLines)
{
    std::string out;
    PlainSink sink(out);
    writeConsole(facts, kernelLines, sink);
    return out;
}

std::string lavaCallback(const World& world, const Plan& plan, const RevisionFacts& revision,
                         const LogFacts& facts, Timestamp start, std::uint64_t labJob)
{
    const Job& job = *facts.run->job;
    const bool isGood = facts.run->rows.front().status == Status::Pass;
    const auto loginCenti = static_cast<std::int64_t>(900 + scaled(facts.key, 4000));
    std::string out;
    formats::JsonWriter json(out);
    json.beginObject();
    integer(json, "id", static_cast<std::int64_t>(labJob));
    text(json, "lab_name", world.labs[job.lab].name);
    integer(json, "status", isGood ? 2 : 3);
    text(json, "status_string", isGood ? "complete" : "incomplete");
    integer(json, "priority", 50);
    text(json, "version", "1.1");
    text(json, "actual_device_id", fmt::format("{}-01", world.boards[job.board.value_or(0)].name));
    text(json, "submitter_username", "made-up");
    text(json, "submit_time", lavaTime(start - std::chrono::minutes(3), ' ') + "+00:00");
    text(json, "start_time", lavaTime(start, ' ') + "+00:00");
    text(json, "end_time", lavaTime(start + std::chrono::minutes(4), ' ') + "+00:00");
    text(json, "definition", definition(world, plan, revision, job));
    json.key("results");
    json.beginObject();
    text(json, "lava", stepResults(labJob, start, isGood, loginCenti));
    json.endObject();
    text(json, "log", lavaLog(facts, BootKernelLines, start));
    json.endObject();
    out += '\n';
    return out;
}

} // namespace cboard::generate
