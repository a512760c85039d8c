// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/submission_maker.h"

#include "core/generate/lava_texts.h"
#include "core/generate/record_text.h"

#include <algorithm>
#include <utility>

namespace cboard::generate {

namespace {

    constexpr std::size_t ExcerptBytes = 16'384; ///< The most that the schema takes.
    constexpr std::size_t NodeRows = 500; ///< Most rows of one submission of a node.
    constexpr std::size_t JobRows = 1'400;
    constexpr std::size_t IssueCount = 14;
    // Parts per million of the documents.
    constexpr std::uint64_t LateBuilds = 40'000;
    constexpr std::uint64_t LateCheckouts = 30'000;
    constexpr std::uint64_t SentTwice = 12'000;
    constexpr std::uint64_t SentUnfinished = 6'000;
    constexpr std::uint64_t BatchGoesOn = 420'000;
    constexpr std::uint64_t BootsGoOn = 740'000; ///< Boots are short and end together.
    constexpr std::uint64_t WithBuild = 150'000;
    constexpr std::uint64_t KnownToIssue = 40'000; ///< Of the rows that fail for a known reason.
    constexpr std::uint64_t KeptBootLogs = 80'000; ///< Of the boots that passed; failed ones: all.
    constexpr std::uint64_t KeptFailLogs = 300'000; ///< Of the suites with a failure.
    constexpr std::uint64_t KeptSuiteLogs = 40'000;
    constexpr std::uint64_t LostBuilds = 20'000; ///< Of the builds that no board runs.

    std::string issueId(std::size_t number)
    {
        return fmt::format("maestro:known_{:02}", number);
    }

} // namespace

SubmissionMaker::SubmissionMaker(const World& world, const Plan& plan, const History& history,
                                 const Options& options, IdSource& ids, const Sinks& sinks,
                                 Totals& totals)
    : m_world(world)
    , m_plan(plan)
    , m_history(history)
    , m_options(options)
    , m_ids(ids)
    , m_sinks(sinks)
    , m_totals(totals)
    , m_maker(world, plan, ids)
    , m_batch(emptyDocument())
    , m_random(keyOf(world.seed, 'm', plan.index))
{
}

Document SubmissionMaker::emptyDocument()
{
    Document document;
    document.format = "kcidb";
    document.version = "5.3";
    return document;
}

Result<void> SubmissionMaker::submit(Document& document)
{
    m_totals.documents += 1;
    return m_sinks.document(document);
}

Result<void> SubmissionMaker::beginRevision(const RevisionFacts& facts, TruthRecorder& truth)
{
    m_facts = facts;
    m_random = Random(keyOf(m_world.seed, 'm', m_plan.index, facts.number));
    const std::uint64_t first = m_random.next();
    const std::uint64_t second = m_random.next();
    m_checkoutIds = {"maestro:" + m_ids.objectId(facts.time),
                     fmt::format("tuxfarm:{}-{}-{}", hexDigits(first, 8), hexDigits(second, 4),
                                 hexDigits(m_random.next(), 12)),
                     fmt::format("bluehat:{}", 2'000'000'000 + m_ids.number()),
                     {}};
    m_checkoutIds[static_cast<std::size_t>(Style::Guest)] = m_checkoutIds[0];
    placeBuilds(truth);
    return submitBuilds();
}

void SubmissionMaker::placeBuilds(TruthRecorder& truth)
{
    m_builds.clear();
    for (std::size_t position = 0; position < m_plan.builds.size(); ++position) {
        const BuildKind& kind = m_world.kinds[m_plan.builds[position]];
        BuildState state;
        state.start = m_facts.time + std::chrono::seconds(120 + 25 * std::ssize(m_builds))
            + std::chrono::microseconds(m_random.below(1'000'000));
        state.checkoutId = m_checkoutIds[static_cast<std::size_t>(kind.style)];
        state.id = kind.style == Style::Node ? "maestro:" + m_ids.objectId(state.start)
            : kind.style == Style::Job       ? "tuxfarm:" + m_ids.sortableId(state.start)
                                       : fmt::format("{}_{}_kernel", state.checkoutId, kind.arch);
        const std::int32_t event = m_history.activeBuildEvent(position, m_facts.number);
        if (event != NoEvent) {
            state.status = Status::Fail;
            state.signature = m_history.events[static_cast<std::size_t>(event)].signature;
        } else if (!kind.isTested && m_random.chance(LostBuilds)) {
            state.status = m_random.chance(500'000) ? Status::Error : Status::Miss;
        }
        truth.addBuild(position, m_facts.number, state.status);
        m_builds.push_back(std::move(state));
    }
    m_totals.builds += std::ssize(m_builds);
}

Result<void> SubmissionMaker::submitBuilds()
{
    const bool isCheckoutLate = m_random.chance(LateCheckouts);
    for (const Style style : {Style::Node, Style::Job, Style::Recipe}) {
        CBOARD_TRY_VOID(submitBuildsOf(style, isCheckoutLate && style == Style::Node));
    }
    return {};
}

Result<void> SubmissionMaker::submitBuildsOf(Style style, bool isCheckoutLate)
{
    Document document = emptyDocument();
    std::size_t most = 0;
    bool hasCheckout = false;
    for (std::size_t position = 0; position < m_builds.size(); ++position) {
        if (m_world.kinds[m_plan.builds[position]].style != style) {
            continue;
        }
        if (!hasCheckout || style == Style::Job) {
            Document late = emptyDocument();
            addCheckout(isCheckoutLate ? late : document, style);
            m_totals.checkouts += hasCheckout ? 0 : 1;
            hasCheckout = true;
            if (isCheckoutLate) {
                m_late.push_back(std::move(late));
            }
        }
        if (m_random.chance(LateBuilds)) {
            Document late = emptyDocument();
            addBuild(late, position);
            m_late.push_back(std::move(late));
            continue;
        }
        addBuild(document, position);
        if (document.builds.size() > most) {
            CBOARD_TRY_VOID(submit(document));
            document = emptyDocument();
            most = style == Style::Job ? 0 : m_random.below(3);
        }
    }
    if (!document.checkouts.empty() || !document.builds.empty()) {
        CBOARD_TRY_VOID(submit(document));
    }
    return {};
}

void SubmissionMaker::addCheckout(Document& document, Style style)
{
    document.checkouts.push_back(m_maker.checkout(
        document.arena, m_checkoutIds[static_cast<std::size_t>(style)], style, m_facts));
}

void SubmissionMaker::addBuild(Document& document, std::size_t position)
{
    const BuildState& state = m_builds[position];
    document.builds.push_back(m_maker.build(document.arena, state.id, state.checkoutId,
                                            m_plan.builds[position], m_facts, state.status,
                                            state.start, state.signature));
}

std::size_t SubmissionMaker::positionOf(std::uint16_t build) const
{
    return static_cast<std::size_t>(std::find(m_plan.builds.begin(), m_plan.builds.end(), build)
                                    - m_plan.builds.begin());
}

RunContext SubmissionMaker::contextOf(const Run& run)
{
    const Lab& lab = m_world.labs[run.job->lab];
    RunContext context;
    context.revision = &m_facts;
    context.buildId = m_builds[positionOf(run.job->build)].id;
    context.compiler = m_plan.compiler(m_world, run.job->build, run.revision);
    // The jobs of a revision spread over six hours.
    context.start = m_facts.time + std::chrono::minutes(40 + 5 * run.attempt)
        + std::chrono::microseconds(run.permille * 21'600'000
                                    + static_cast<std::int64_t>(m_random.below(20'000'000)));
    context.jobId =
        lab.style == Style::Job ? m_ids.sortableId(context.start) : m_ids.objectId(context.start);
    context.labJob = 1'000'000 + m_ids.number();
    for (const Row& row : run.rows) {
        if (row.event != NoEvent) {
            context.signature = m_history.events[static_cast<std::size_t>(row.event)].signature;
            break;
        }
    }
    context.logKey = m_random.next();
    if (lab.style == Style::Node && run.ending != Ending::Pending) {
        appendExcerpt(context.excerpt, logFacts(run, context), ExcerptBytes);
    }
    return context;
}

LogFacts SubmissionMaker::logFacts(const Run& run, const RunContext& context) const
{
    return {context.logKey,
            m_world.boards[run.job->board.value_or(0)].name,
            m_facts.release,
            &m_world.suites[run.job->suite],
            &run,
            context.signature};
}

Result<void> SubmissionMaker::addLog(const Run& run, const RunContext& context,
                                     std::size_t firstTest)
{
    const Style style = m_world.labs[run.job->lab].style;
    const auto isBad = [](const Row& row) { return row.status == Status::Fail; };
    const bool hasFailed = std::any_of(run.rows.begin(), run.rows.end(), isBad);
    const std::uint64_t rate = run.isBoot() ? (hasFailed ? 1'000'000 : KeptBootLogs)
                                            : (hasFailed ? KeptFailLogs : KeptSuiteLogs);
    if (!m_options.withLogs || run.ending == Ending::Pending || !run.job->board
        || !isAmong(context.logKey, rate)) {
        return {};
    }
    const LogFacts facts = logFacts(run, context);
    if (m_sinks.lavaFile) {
        if (!run.isBoot() || run.ending != Ending::Whole || style != Style::Node) {
            return {};
        }
        m_totals.logs += 1;
        return m_sinks.lavaFile(
            {fmt::format("lava-json-{}-{}.json", facts.board, context.labJob),
             lavaCallback(m_world, m_plan, m_facts, facts, context.start, context.labJob)});
    }
    const int lines = 150 + static_cast<int>(scaled(mix(context.logKey), 500));
    const std::string_view text = m_batch.arena.copy(
        style == Style::Job ? plainLog(facts, lines) : lavaLog(facts, lines, context.start));
    const LogFormat format = style == Style::Job ? LogFormat::Plain : LogFormat::LavaYaml;
    m_totals.logs += 1;
    for (std::size_t i = 0; firstTest + i < m_batch.tests.size(); ++i) {
        if (i == 0 || isBad(run.rows[i])) {
            m_batch.logs.push_back(
                {RecordKind::Test, m_batch.tests[firstTest + i].id, format, text});
        }
    }
    return {};
}

Result<void> SubmissionMaker::addRun(const Run& run)
{
    const RunContext context = contextOf(run);
    m_totals.tests += std::ssize(run.rows);
    const std::size_t most = m_world.labs[run.job->lab].style == Style::Node ? NodeRows : JobRows;
    std::span<const Row> rest(run.rows);
    while (!rest.empty()) {
        const auto part = rest.first(std::min(rest.size(), most));
        rest = rest.subspan(part.size());
        CBOARD_TRY_VOID(addPart(run, context, part));
    }
    return {};
}

Result<void> SubmissionMaker::addPart(const Run& run, const RunContext& context,
                                      std::span<const Row> rows)
{
    const Style style = m_world.kinds[run.job->build].style;
    const std::size_t most = style == Style::Node ? NodeRows : JobRows;
    if (style != m_batchStyle || m_batch.tests.size() + rows.size() > most) {
        CBOARD_TRY_VOID(closeBatch());
    }
    m_batchStyle = style;
    if (m_random.chance(WithBuild)) {
        addBuild(m_batch, positionOf(run.job->build));
    }
    const std::size_t firstTest = m_batch.tests.size();
    addTests(m_batch, run, context, rows);
    if (rows.data() == run.rows.data()) {
        CBOARD_TRY_VOID(addLog(run, context, firstTest));
    }
    const bool isOpen = m_random.chance(run.isBoot() ? BootsGoOn : BatchGoesOn);
    return isOpen ? Result<void>{} : closeBatch();
}

Result<void> SubmissionMaker::closeBatch()
{
    if (m_batch.tests.empty() && m_batch.builds.empty()) {
        return {};
    }
    Document document = std::exchange(m_batch, emptyDocument());
    if (m_random.chance(SentUnfinished)) {
        std::vector<Test> whole = document.tests;
        for (Test& test : document.tests) {
            test.status.reset();
            test.logExcerpt.reset();
            test.numberValue.reset();
            test.numberUnit.reset();
            test.duration.reset();
        }
        const std::vector<Incident> incidents = std::exchange(document.incidents, {});
        const std::vector<LogAttachment> logs = std::exchange(document.logs, {});
        CBOARD_TRY_VOID(submit(document));
        document.tests = std::move(whole);
        document.incidents = incidents;
        document.logs = logs;
        m_late.push_back(std::move(document));
        return {};
    }
    CBOARD_TRY_VOID(submit(document));
    if (m_random.chance(SentTwice)) {
        addCheckout(document, m_batchStyle);
        m_late.push_back(std::move(document));
    }
    return {};
}

void SubmissionMaker::addTests(Document& document, const Run& run, const RunContext& context,
                               std::span<const Row> rows)
{
    const std::size_t first = document.tests.size();
    m_maker.tests(document, run, context, rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t cell = run.job->firstCell + rows[i].path;
        if (rows[i].status != Status::Fail || m_history.traits[cell] != Trait::KnownFail
            || !m_random.chance(KnownToIssue)) {
            continue;
        }
        Incident incident;
        incident.id = document.arena.copy("maestro:" + m_ids.objectId(m_facts.time));
        incident.origin = "maestro";
        incident.issueId = document.arena.copy(issueId(run.job->suite % IssueCount));
        incident.issueVersion = {1, "1"};
        incident.testId = document.tests[first + i].id;
        incident.present = true;
        document.incidents.push_back(incident);
        m_totals.incidents += 1;
    }
}

Result<void> SubmissionMaker::endRevision()
{
    CBOARD_TRY_VOID(closeBatch());
    std::vector<Document> late;
    std::swap(late, m_late);
    for (Document& document : late) {
        CBOARD_TRY_VOID(submit(document));
    }
    return {};
}

Result<void> SubmissionMaker::addIssues(Timestamp /*time*/)
{
    constexpr std::array Comments = {
        "counter overflows on slow boards", "expected errno differs on this architecture",
        "device node missing without firmware", "timing margin too small for emulation",
        "harness loses the last line of output"};
    Document document = emptyDocument();
    for (std::size_t i = 0; i < IssueCount; ++i) {
        Issue issue;
        issue.id = document.arena.copy(issueId(i));
        issue.origin = "maestro";
        issue.version = {1, "1"};
        issue.comment = Comments[i % Comments.size()];
        issue.reportUrl =
            document.arena.copy(fmt::format("https://tracker.example.org/known/{}", i));
        issue.reportSubject = Comments[i % Comments.size()];
        issue.hasCulprit = true;
        issue.culpritCode = i % 3 == 0;
        issue.culpritTool = i % 3 == 1;
        issue.culpritHarness = i % 3 == 2;
        document.issues.push_back(issue);
    }
    m_totals.issues += std::ssize(document.issues);
    return submit(document);
}

} // namespace cboard::generate
