// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/truth.h"

#include "core/formats/json/json_writer.h"

#include <algorithm>

namespace cboard::generate {

namespace {

    constexpr std::size_t FlakyWindow = 30; ///< Conclusive runs that count.

    using formats::JsonWriter;

    void member(JsonWriter& json, std::string_view key, std::string_view text)
    {
        json.key(key);
        json.string(text);
    }

    void member(JsonWriter& json, std::string_view key, std::int64_t number)
    {
        json.key(key);
        json.integer(number);
    }

    void writeCell(JsonWriter& json, const TruthCell& cell)
    {
        member(json, "tree", cell.tree);
        member(json, "branch", cell.branch);
        member(json, "path", cell.path);
        member(json, "platform", cell.platform);
        member(json, "config", cell.config);
        member(json, "arch", cell.arch);
        member(json, "compiler", cell.compiler);
        member(json, "lab", cell.lab);
    }

    /// Lists one entry a line, so that the file can be read and compared by lines.
    template <typename Entry, typename Write>
    void writeList(std::string& out, std::string_view key, const std::vector<Entry>& entries,
                   Write&& write)
    {
        out += ",\n";
        formats::appendJsonString(out, key);
        out += ":[";
        bool isFirst = true;
        for (const Entry& entry : entries) {
            out += isFirst ? "\n" : ",\n";
            isFirst = false;
            JsonWriter json(out);
            json.beginObject();
            write(json, entry);
            json.endObject();
        }
        out += "]";
    }

    std::int64_t countFlips(const auto& seen, std::size_t from)
    {
        std::int64_t flips = 0;
        for (std::size_t i = from + 1; i < seen.size(); ++i) {
            flips += seen[i].isPass != seen[i - 1].isPass ? 1 : 0;
        }
        return flips;
    }

    std::int64_t countDisagreements(const auto& seen, std::size_t from)
    {
        std::int64_t disagreements = 0;
        std::size_t i = from;
        while (i < seen.size()) {
            bool hasPass = false;
            bool hasFail = false;
            const std::uint32_t revision = seen[i].revision;
            for (; i < seen.size() && seen[i].revision == revision; ++i) {
                (seen[i].isPass ? hasPass : hasFail) = true;
            }
            disagreements += hasPass && hasFail ? 1 : 0;
        }
        return disagreements;
    }

} // namespace

bool TruthRecorder::isTracked(const Job& job, std::uint32_t cell) const
{
    return job.suite == 0 || m_history.eventOfCell[cell] != NoEvent
        || m_history.traits[cell] == Trait::Flaky;
}

void TruthRecorder::addBuild(std::size_t position, std::int64_t r, Status status)
{
    if (m_history.eventOfBuild[position] != NoEvent
        && (status == Status::Pass || status == Status::Fail)) {
        m_builds[position].push_back(
            {static_cast<std::uint32_t>(r), status == Status::Pass, Source::Kernel});
    }
}

void TruthRecorder::addRun(const Run& run)
{
    const Job& job = *run.job;
    const bool isInIllLab = m_history.incident(job.lab, run.revision) != nullptr;
    BoardHealth& health = m_labs[job.lab][job.board.value_or(0xFFFF)];
    for (const Row& row : run.rows) {
        const bool isInfrastructure =
            !row.status || row.status == Status::Error || row.status == Status::Miss;
        health.rows += 1;
        health.infrastructure += isInfrastructure ? 1 : 0;
        health.fails += row.status == Status::Fail ? 1 : 0;
        const std::uint32_t cell = job.firstCell + row.path;
        const bool isConclusive = row.status == Status::Pass || row.status == Status::Fail;
        const bool isOfIncident = row.isNoise && isInIllLab;
        if (isConclusive && !isOfIncident && isTracked(job, cell)) {
            m_cells[cell].push_back({static_cast<std::uint32_t>(run.revision),
                                     row.status == Status::Pass,
                                     row.isNoise ? Source::FalseFail : Source::Kernel});
        }
    }
}

void TruthRecorder::endRevision(std::int64_t r, const std::string& commit)
{
    for (const LabIncident& planted : m_history.incidents) {
        const auto found = m_labs.find(planted.lab);
        if (planted.revision != r || found == m_labs.end()) {
            continue;
        }
        TruthIncident incident{m_plan.tree.name,
                               m_plan.tree.branch,
                               commit,
                               m_world.labs[planted.lab].name,
                               {},
                               0,
                               0,
                               0};
        const bool looksLikeFail = planted.shape == LabIncident::Shape::LooksLikeFail;
        incident.shape = looksLikeFail ? "looks_like_fail" : "errors";
        for (const auto& [board, health] : found->second) {
            incident.boards += 1;
            incident.rows += health.rows;
            const std::int64_t ill = looksLikeFail ? health.fails : health.infrastructure;
            incident.illBoards += ill == health.rows ? 1 : 0;
        }
        const bool shows = looksLikeFail ? incident.illBoards == incident.boards
                                         : incident.illBoards * 2 > incident.boards;
        if (incident.boards >= 3 && shows) {
            m_incidents.push_back(std::move(incident));
        }
    }
    m_labs.clear();
}

TruthCell TruthRecorder::cellOf(const Job& job, std::uint32_t path, std::int64_t r) const
{
    const BuildKind& kind = m_world.kinds[job.build];
    return {m_plan.tree.name,
            m_plan.tree.branch,
            m_world.suites[job.suite].paths[path],
            job.board ? m_world.boards[*job.board].name : std::string(),
            kind.config,
            kind.arch,
            m_plan.compiler(m_world, job.build, r),
            m_world.labs[job.lab].name};
}

void TruthRecorder::finishCell(const TruthCell& cell, bool isBuild, std::int32_t event,
                               const Observations& seen, const std::vector<std::string>& commits,
                               Truth& truth)
{
    std::optional<std::uint32_t> lastPass;
    std::optional<TruthRegression> open;
    for (const Observation& observation : seen) {
        if (observation.source != Source::Kernel) {
            continue;
        }
        const std::string& commit = commits[observation.revision];
        if (observation.isPass) {
            if (open) {
                open->fixedIn = commit;
                truth.regressions.push_back(std::move(*open));
                open.reset();
            }
            lastPass = observation.revision;
        } else if (lastPass && !open) {
            open = TruthRegression{cell,
                                   isBuild,
                                   event,
                                   commits[*lastPass],
                                   commit,
                                   {},
                                   static_cast<std::int64_t>(observation.revision - *lastPass) - 1};
        }
    }
    if (open) {
        truth.regressions.push_back(std::move(*open));
    }
}

void TruthRecorder::judgeFlaky(const TruthCell& cell, bool isPlanted, const Observations& seen,
                               Truth& truth)
{
    const std::size_t from = seen.size() > FlakyWindow ? seen.size() - FlakyWindow : 0;
    const auto runs = static_cast<std::int64_t>(seen.size() - from);
    const auto passes =
        std::count_if(seen.begin() + static_cast<std::ptrdiff_t>(from), seen.end(),
                      [](const Observation& observation) { return observation.isPass; });
    TruthFlaky flaky{
        cell, false, !isPlanted, runs, countFlips(seen, from), countDisagreements(seen, from)};
    const bool alternates = passes * 5 >= runs && passes * 5 <= runs * 4 && flaky.flips >= 4;
    flaky.isProven = flaky.disagreements > 0 || flaky.flips >= 5 || alternates;
    if (flaky.isProven || (isPlanted && flaky.flips > 0)) {
        truth.flaky.push_back(std::move(flaky));
    }
}

void TruthRecorder::finish(const std::vector<std::string>& commits, Truth& truth) const
{
    const auto change = static_cast<std::uint32_t>(m_plan.compilerChange);
    const auto finishPart = [&](const Job& job, std::uint32_t path, const Observations& seen) {
        if (seen.empty()) {
            return;
        }
        const std::uint32_t cell = job.firstCell + path;
        const TruthCell name = cellOf(job, path, seen.front().revision);
        if (m_history.eventOfCell[cell] != NoEvent) {
            finishCell(name, false, m_history.eventOfCell[cell], seen, commits, truth);
        }
        judgeFlaky(name, m_history.traits[cell] == Trait::Flaky, seen, truth);
    };
    const auto finishJob = [&](const Job& job) {
        const BuildKind& kind = m_world.kinds[job.build];
        for (std::uint32_t path = 0; path < job.count; ++path) {
            const auto found = m_cells.find(job.firstCell + path);
            if (found == m_cells.end()) {
                continue;
            }
            // With another compiler it is another cell.
            const Observations& seen = found->second;
            const auto middle = kind.compiler == kind.laterCompiler
                ? seen.end()
                : std::find_if(seen.begin(), seen.end(),
                               [&](const Observation& o) { return o.revision >= change; });
            finishPart(job, path, Observations(seen.begin(), middle));
            finishPart(job, path, Observations(middle, seen.end()));
        }
    };
    std::for_each(m_plan.boots.begin(), m_plan.boots.end(), finishJob);
    std::for_each(m_plan.jobs.begin(), m_plan.jobs.end(), finishJob);
    for (std::size_t position = 0; position < m_plan.builds.size(); ++position) {
        const auto found = m_builds.find(position);
        if (found == m_builds.end()) {
            continue;
        }
        const BuildKind& kind = m_world.kinds[m_plan.builds[position]];
        const Observations& seen = found->second;
        const auto middle = kind.compiler == kind.laterCompiler
            ? seen.end()
            : std::find_if(seen.begin(), seen.end(),
                           [&](const Observation& o) { return o.revision >= change; });
        for (const Observations& part :
             {Observations(seen.begin(), middle), Observations(middle, seen.end())}) {
            if (!part.empty()) {
                const TruthCell cell{
                    m_plan.tree.name,
                    m_plan.tree.branch,
                    {},
                    {},
                    kind.config,
                    kind.arch,
                    m_plan.compiler(m_world, m_plan.builds[position], part.front().revision),
                    {}};
                finishCell(cell, true, m_history.eventOfBuild[position], part, commits, truth);
            }
        }
    }
    truth.labIncidents.insert(truth.labIncidents.end(), m_incidents.begin(), m_incidents.end());
}

std::string Truth::toJson(const Options& options, const Totals& totals) const
{
    std::string out = R"({"schema":1,"kind":"checkerboard-truth")";
    out += ",\n\"seed\":" + std::to_string(options.seed);
    out += ",\n\"tests\":" + std::to_string(totals.tests);
    writeList(out, "regressions", regressions, [](JsonWriter& json, const TruthRegression& entry) {
        member(json, "kind",
               entry.isBuild ? std::string_view("build")
                             : (entry.cell.path == "boot" ? std::string_view("boot")
                                                          : std::string_view("test")));
        member(json, "event", entry.event);
        writeCell(json, entry.cell);
        member(json, "lastGood", entry.lastGood);
        member(json, "firstBad", entry.firstBad);
        json.key("fixedIn");
        if (entry.fixedIn.empty()) {
            json.null();
        } else {
            json.string(entry.fixedIn);
        }
        member(json, "untestedBetween", entry.untestedBetween);
    });
    writeList(out, "flaky", flaky, [](JsonWriter& json, const TruthFlaky& entry) {
        writeCell(json, entry.cell);
        json.key("proven");
        json.boolean(entry.isProven);
        member(json, "cause", entry.isInfrastructure ? "infrastructure" : "test");
        member(json, "runs", entry.runs);
        member(json, "flips", entry.flips);
        member(json, "disagreements", entry.disagreements);
    });
    writeList(out, "labIncidents", labIncidents, [](JsonWriter& json, const TruthIncident& entry) {
        member(json, "tree", entry.tree);
        member(json, "branch", entry.branch);
        member(json, "commit", entry.commit);
        member(json, "lab", entry.lab);
        member(json, "shape", entry.shape);
        member(json, "boards", entry.boards);
        member(json, "illBoards", entry.illBoards);
        member(json, "rows", entry.rows);
    });
    return out + "}\n";
}

} // namespace cboard::generate
