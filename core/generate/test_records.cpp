// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/record_maker.h"
#include "core/generate/record_text.h"

namespace cboard::generate {

namespace {

    std::string_view leafOf(std::string_view path)
    {
        return path.substr(path.rfind('.') + 1);
    }

    std::optional<StatusValue> statusValue(const Row& row)
    {
        if (!row.status) {
            return std::nullopt;
        }
        return StatusValue{row.status, statusText(*row.status)};
    }

    bool isInfrastructure(const Row& row)
    {
        return row.status == Status::Error || row.status == Status::Miss;
    }

    /// Formats into a buffer that is used again and again, then keeps the text in the arena.
    template <typename... Arguments>
    std::string_view keep(Arena& arena, fmt::format_string<Arguments...> text,
                          Arguments&&... arguments)
    {
        thread_local fmt::memory_buffer buffer;
        buffer.clear();
        fmt::format_to(std::back_inserter(buffer), text, std::forward<Arguments>(arguments)...);
        return arena.copy({buffer.data(), buffer.size()});
    }

    /// Results and files of one recipe task; the largest misc objects there are.
    std::string recipeMisc(Random& random, std::string_view id, const Row& row)
    {
        const std::uint64_t iid = random.below(90'000'000);
        std::string misc = fmt::format(
            R"({{"actions":{{"last_triaged_at":null}},"iid":{0},"is_missing_triage":false,"maintainers":[{{"email":"team@example.org","name":"Test team"}}],"provenance":[{{"function":"coordinator","service_name":"forge","url":"https://forge.example.org/kernel/pipelines/{0}"}},{{"function":"executor","service_name":"recipes","url":"https://recipes.example.org/recipes/{1}"}}],"results":[)",
            iid, random.below(20'000'000));
        const auto results = 4 + random.below(24);
        for (std::uint64_t i = 1; i <= results; ++i) {
            fmt::format_to(
                std::back_inserter(misc),
                R"({}{{"comment":"check {}","id":"{}.{}","name":"check {}","output_files":[)",
                i > 1 ? "," : "", i, id, i, i);
            constexpr std::array Files = {"console.log", "journal.log", "result.log", "dmesg.log"};
            for (const char* file : Files) {
                fmt::format_to(
                    std::back_inserter(misc),
                    R"({}{{"name":"{}","url":"https://store.example.org/artifacts/{}/{}/{}"}})",
                    file == Files[0] ? "" : ",", file, id, i, file);
            }
            fmt::format_to(std::back_inserter(misc), R"(],"status":"{}"}})",
                           row.status ? statusText(*row.status) : std::string_view("MISS"));
        }
        return misc + R"(],"retrigger":false,"scratch":false})";
    }

} // namespace

void RecordMaker::addNumber(Arena& arena, Test& test, const Run& run, const Row& row) const
{
    const SuiteKind kind = m_world.suites[run.job->suite].kind;
    const bool isMeasured = kind == SuiteKind::Latency || kind == SuiteKind::Benchmark;
    if (!isMeasured || row.isNoise || row.status == Status::Skip) {
        return;
    }
    const std::uint64_t cell =
        keyOf(m_world.seed, 'M', run.job->suite, row.path, run.job->board.value_or(0));
    const auto level = 400 + static_cast<std::int64_t>(scaled(cell, 9000));
    Random random(keyOf(cell, m_plan.index, run.revision, run.attempt));
    std::int64_t value = level + random.around(level / 25);
    if (row.status == Status::Fail) {
        value = value * 3;
    }
    test.numberValue = numberText(arena, std::max<std::int64_t>(value, 1), 1);
    test.numberUnit = kind == SuiteKind::Latency ? "us" : "ns";
}

Test RecordMaker::nodeTest(Arena& arena, const Run& run, const RunContext& context, const Row& row)
{
    const Lab& lab = m_world.labs[run.job->lab];
    const Board& board = m_world.boards[run.job->board.value_or(0)];
    const Suite& suite = m_world.suites[run.job->suite];
    const std::string& path = suite.paths[row.path];
    const std::string node = run.rows.size() == 1 ? context.jobId : m_ids.objectId(context.start);
    Test test;
    test.id = keep(arena, "maestro:{}", node);
    test.path = path;
    test.comment = keep(arena, "{} on {} in {}", leafOf(path), board.name, lab.name);
    test.startTime =
        timeText(arena, context.start + std::chrono::milliseconds(row.path), TimeSpelling::Millis);
    test.environmentComment = keep(arena, "Runtime: {}", lab.name);
    if (!board.compatibleJson.empty()) {
        test.environmentCompatible = Json{board.compatibleJson};
    }
    test.environmentMisc = Json{keep(arena, R"({{"platform":"{}","job_url":"{}{}","job_id":"{}"}})",
                                     board.name, lab.jobUrl, context.labJob, context.labJob)};
    constexpr std::string_view Fault =
        R"(,"error_code":"Infrastructure","error_msg":"board did not answer in time")";
    test.misc = Json{keep(
        arena,
        R"({{"compiler":"{}","kernel_type":"image","arch":"{}","runtime":"{}","maestro_viewer":"https://viewer.example.org/viewer?node_id={}"{}}})",
        context.compiler, board.arch, lab.name, node,
        isInfrastructure(row) ? Fault : std::string_view())};
    if (run.ending != Ending::Pending) {
        test.outputFiles = Json{keep(
            arena,
            R"([{{"name":"callback_data","url":"https://files.example.org/{0}-{1}/lava_callback.json.gz"}}])",
            suite.job, context.jobId)};
        test.logUrl =
            keep(arena, "https://files.example.org/{}-{}/log.txt.gz", suite.job, context.jobId);
    }
    return test;
}

Test RecordMaker::guestTest(Arena& arena, const Run& run, const RunContext& context, const Row& row)
{
    const Lab& lab = m_world.labs[run.job->lab];
    const Board& board = m_world.boards[run.job->board.value_or(0)];
    Test test;
    test.id = keep(arena, "opentest:{}", m_ids.objectId(context.start));
    test.path = m_world.suites[run.job->suite].paths[row.path];
    test.startTime = timeText(arena, context.start, TimeSpelling::Zulu);
    test.environmentComment = keep(arena, "Runtime: {}", lab.name);
    if (!board.compatibleJson.empty()) {
        test.environmentCompatible = Json{board.compatibleJson};
    }
    test.environmentMisc = Json{
        keep(arena, R"({{"platform":"{}","measurement":null,"job_id":"8_{}","job_context":null}})",
             board.name, context.labJob)};
    test.misc = Json{keep(
        arena,
        R"({{"runtime":"{}","maestro_viewer":null,"job_url":null,"error_code":{},"error_msg":null}})",
        lab.name, isInfrastructure(row) ? R"("Infrastructure")" : "null")};
    test.logUrl = keep(arena, "https://files.example.org/opentest/{}/{}/{}/boot-{}.txt.gz",
                       m_plan.tree.name, context.revision->name, board.arch, context.labJob);
    return test;
}

Test RecordMaker::jobTest(Arena& arena, const Run& run, const RunContext& context,
                          const Row& row) const
{
    const Suite& suite = m_world.suites[run.job->suite];
    const std::string& path = suite.paths[row.path];
    Test test;
    test.id = run.isBoot() ? keep(arena, "tuxfarm:{}_boot", context.jobId)
                           : keep(arena, "tuxfarm:{}_{}_{}", context.jobId, suite.job,
                                  path.substr(path.find('.') + 1));
    test.path = path;
    test.startTime = timeText(arena, context.start, TimeSpelling::Offset);
    test.environmentMisc = Json{
        keep(arena, R"({{"platform":"{}"}})", m_world.boards[run.job->board.value_or(0)].name)};
    test.logUrl = keep(arena, "https://store.example.org/tuxfarm/tests/{}/logs.txt", context.jobId);
    if (!run.isBoot() && row.status) {
        std::string lines;
        const std::uint64_t key = keyOf(m_world.seed, 'E', m_plan.index, run.revision,
                                        run.job->firstCell + row.path, run.attempt);
        const std::uint64_t signature = row.event != NoEvent
            ? context.signature
            : keyOf(m_world.seed, 'g', run.job->suite, row.path);
        appendTestLines(lines, context.start, key, leafOf(path), row, signature);
        test.logExcerpt = arena.copy(lines);
    }
    return test;
}

Test RecordMaker::recipeTest(Arena& arena, const Run& run, const RunContext& context,
                             const Row& row) const
{
    const std::string& path = m_world.suites[run.job->suite].paths[row.path];
    Random random(keyOf(m_world.seed, 'e', m_plan.index, run.revision, run.job->firstCell, row.path,
                        run.attempt));
    Test test;
    test.id = keep(arena, "bluehat:{}_{}_kernel_task_{}", context.labJob,
                   m_world.kinds[run.job->build].arch, row.path + 1);
    test.path = path;
    test.comment = arena.copy(path);
    test.startTime =
        timeText(arena, context.start + std::chrono::seconds(40 * row.path), TimeSpelling::Zulu);
    test.duration = numberText(arena, random.between(2, 2000), 0);
    test.environmentComment = keep(arena, "server-{:02}.rack.example.org", context.labJob % 40);
    test.misc = Json{arena.copy(recipeMisc(random, test.id.substr(8), row))};
    test.logUrl = keep(arena, "https://store.example.org/artifacts/{}/task.log", test.id.substr(8));
    return test;
}

void RecordMaker::tests(Document& document, const Run& run, const RunContext& context,
                        std::span<const Row> rows)
{
    const Style style = m_world.labs[run.job->lab].style;
    std::string_view excerpt;
    if (!context.excerpt.empty()) {
        excerpt = document.arena.copy(context.excerpt);
    }
    const std::string_view buildId = document.arena.copy(context.buildId);
    document.tests.reserve(document.tests.size() + rows.size());
    for (const Row& row : rows) {
        Arena& arena = document.arena;
        Test test = style == Style::Node ? nodeTest(arena, run, context, row)
            : style == Style::Job        ? jobTest(arena, run, context, row)
            : style == Style::Guest      ? guestTest(arena, run, context, row)
                                         : recipeTest(arena, run, context, row);
        test.origin = originOf(style);
        test.buildId = buildId;
        test.status = statusValue(row);
        test.hasEnvironment = true;
        if (!excerpt.empty()) {
            test.logExcerpt = excerpt;
        }
        if (run.isBoot() && row.status == Status::Pass) {
            const std::uint64_t board =
                keyOf(m_world.seed, 'w', run.job->board.value_or(0), run.revision);
            test.duration =
                numberText(arena, 9000 + static_cast<std::int64_t>(scaled(board, 70'000)), 3);
        }
        addNumber(arena, test, run, row);
        if (run.job->board) {
            test.platform = m_world.boards[*run.job->board].name;
        }
        test.lab = m_world.labs[run.job->lab].name;
        document.tests.push_back(test);
    }
}

} // namespace cboard::generate
