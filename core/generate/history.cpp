// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/history.h"

#include "core/generate/random.h"

#include <algorithm>
#include <map>
#include <set>

namespace cboard::generate {

namespace {

    // Parts per million, set so that the rows come out as PASS 76 %, SKIP 17 %, FAIL 6 %.
    constexpr std::uint64_t SkipByArch = 122'000;
    constexpr std::uint64_t SkipByBoard = 65'000;
    constexpr std::uint64_t KnownFails = 58'000;
    constexpr std::uint64_t KnownBootFails = 15'000;
    constexpr std::uint64_t FlakyCells = 10'000;
    constexpr std::uint64_t FailingLabs = 26'000;
    constexpr std::uint64_t ErringLabs = 16'000;
    constexpr std::size_t FewestBoards = 4; ///< Of a lab, for an incident to be told apart.

    std::uint64_t textKey(const std::string& text)
    {
        std::uint64_t key = 0;
        for (const char c : text) {
            key = mix(key + static_cast<unsigned char>(c) + 1);
        }
        return key;
    }

    Trait makeTrait(const World& world, const Job& job, std::uint32_t path)
    {
        // Labs are left out: the same board behaves alike wherever it stands.
        const std::uint64_t board = job.board.value_or(0xFFFF);
        const std::uint64_t arch = textKey(world.kinds[job.build].arch);
        const auto among = [&](char purpose, std::uint64_t who, std::uint64_t rate) {
            return isAmong(keyOf(world.seed, purpose, job.suite, path, who), rate);
        };
        const SuiteKind kind = world.suites[job.suite].kind;
        if (kind == SuiteKind::Boot) {
            if (isAmong(keyOf(world.seed, 'k', board), KnownBootFails)) {
                return Trait::KnownFail;
            }
        } else if (among('s', arch, SkipByArch) || among('S', board, SkipByBoard)) {
            return Trait::Skip;
        }
        if (kind == SuiteKind::Benchmark) {
            return Trait::Pass;
        }
        if (kind != SuiteKind::Boot && among('K', board, KnownFails)) {
            return Trait::KnownFail;
        }
        return isAmong(keyOf(world.seed, 'f', job.suite, path, board, job.build), FlakyCells)
            ? Trait::Flaky
            : Trait::Pass;
    }

    /// Which cells an event hits; nothing set means any.
    struct Filter {
        std::optional<std::uint16_t> suite;
        std::optional<std::uint16_t> build;
        std::optional<std::uint32_t> board;
        const std::string* soc = nullptr;
        const std::string* arch = nullptr;
        const std::string* compiler = nullptr;
        std::uint32_t firstPath = 0;
        std::uint32_t lastPath = 0xFFFFFFFF;
    };

    bool matches(const World& world, const Filter& filter, const Job& job)
    {
        const BuildKind& kind = world.kinds[job.build];
        return (!filter.suite || *filter.suite == job.suite)
            && (!filter.build || *filter.build == job.build)
            && (!filter.board || filter.board == job.board)
            && (filter.soc == nullptr || (job.board && world.boards[*job.board].soc == *filter.soc))
            && (filter.arch == nullptr || kind.arch == *filter.arch)
            && (filter.compiler == nullptr || kind.compiler == *filter.compiler);
    }

    class Planter {
    public:
        Planter(const World& world, const Plan& plan, History& history)
            : m_world(world)
            , m_plan(plan)
            , m_history(history)
            , m_random(keyOf(world.seed, 'H', plan.index))
        {
        }

        void plantTraits()
        {
            m_history.traits.resize(m_plan.cellCount, Trait::Pass);
            m_history.eventOfCell.assign(m_plan.cellCount, NoEvent);
            m_history.eventOfBuild.assign(m_plan.builds.size(), NoEvent);
            forEachJob([this](const Job& job) {
                for (std::uint32_t i = 0; i < job.count; ++i) {
                    m_history.traits[job.firstCell + i] = makeTrait(m_world, job, i);
                }
            });
        }

        void plantEvents()
        {
            if (m_plan.revisions < 4 || m_plan.boots.empty()) {
                return;
            }
            const auto count = std::clamp<std::int64_t>(m_plan.revisions * 3 / 2, 12, 600);
            for (std::int64_t i = 0; i < count; ++i) {
                plantEvent();
            }
        }

        void plantIncidents()
        {
            if (m_plan.revisions < 3) {
                return;
            }
            std::map<std::uint16_t, std::set<std::uint32_t>> boards;
            for (const Job& job : m_plan.boots) {
                if (m_world.labs[job.lab].style != Style::Job && job.board) {
                    boards[job.lab].insert(*job.board);
                }
            }
            std::vector<std::uint16_t> labs;
            for (const auto& [lab, itsBoards] : boards) {
                if (itsBoards.size() >= FewestBoards) {
                    labs.push_back(lab);
                }
            }
            if (labs.size() < 2) {
                return;
            }
            plantIncidents(labs, LabIncident::Shape::LooksLikeFail, FailingLabs);
            plantIncidents(labs, LabIncident::Shape::Errors, ErringLabs);
            std::sort(m_history.incidents.begin(), m_history.incidents.end(),
                      [](const LabIncident& a, const LabIncident& b) {
                          return std::pair(a.revision, a.lab) < std::pair(b.revision, b.lab);
                      });
        }

    private:
        template <typename Visitor>
        void forEachJob(Visitor&& visit)
        {
            std::for_each(m_plan.boots.begin(), m_plan.boots.end(), visit);
            std::for_each(m_plan.jobs.begin(), m_plan.jobs.end(), visit);
        }

        Event::Scope drawScope()
        {
            using Scope = Event::Scope;
            constexpr std::array Lots = {Scope::SuiteSoc,  Scope::SuiteSoc,  Scope::SuiteSoc,
                                         Scope::SuiteArch, Scope::SuiteArch, Scope::SuiteCompiler,
                                         Scope::BootSoc,   Scope::BootBoard, Scope::Build,
                                         Scope::Cell,      Scope::SuiteArch, Scope::Cell};
            return m_random.pick(Lots);
        }

        void drawTime(Event& event)
        {
            event.from = m_random.between(2, m_plan.revisions - 1);
            event.until = m_plan.revisions;
            if (!m_random.chance(300'000)) {
                std::int64_t length = 1;
                while (length < 40 && m_random.chance(820'000)) {
                    ++length;
                }
                event.until = std::min(m_plan.revisions, event.from + length);
            }
        }

        void plantEvent()
        {
            Event event;
            event.scope = drawScope();
            event.signature = m_random.next();
            drawTime(event);
            if (event.scope == Event::Scope::Build) {
                plantBuildEvent(event);
                return;
            }
            const Filter filter = drawFilter(event.scope);
            if (isTooWide(event.scope, filter)) {
                return;
            }
            const auto index = static_cast<std::int32_t>(m_history.events.size());
            forEachJob([&](const Job& job) {
                if (!matches(m_world, filter, job)) {
                    return;
                }
                for (std::uint32_t i = filter.firstPath; i < std::min(job.count, filter.lastPath);
                     ++i) {
                    const std::uint32_t cell = job.firstCell + i;
                    if (m_history.traits[cell] == Trait::Pass
                        && m_history.eventOfCell[cell] == NoEvent) {
                        m_history.eventOfCell[cell] = index;
                        ++event.cells;
                    }
                }
            });
            if (event.cells > 0) {
                m_history.events.push_back(event);
            }
        }

        void plantBuildEvent(Event event)
        {
            const auto position = static_cast<std::size_t>(m_random.below(m_plan.builds.size()));
            if (m_history.eventOfBuild[position] == NoEvent) {
                event.build = m_plan.builds[position];
                event.cells = 1;
                // A broken build hides its tests: keep it short.
                event.until = std::min(event.until, event.from + 3);
                m_history.eventOfBuild[position] =
                    static_cast<std::int32_t>(m_history.events.size());
                m_history.events.push_back(event);
            }
        }

        Filter drawFilter(Event::Scope scope)
        {
            Filter filter;
            if (scope == Event::Scope::BootSoc || scope == Event::Scope::BootBoard
                || m_plan.jobs.empty()) {
                const Job& job = m_random.pick(m_plan.boots);
                filter.suite = 0;
                filter.board = scope == Event::Scope::BootSoc ? std::nullopt : job.board;
                filter.soc = &m_world.boards[job.board.value_or(0)].soc;
                return filter;
            }
            const Job& job = m_random.pick(m_plan.jobs);
            filter.suite = job.suite;
            filter.firstPath = static_cast<std::uint32_t>(m_random.below(job.count));
            filter.lastPath = filter.firstPath + 1 + static_cast<std::uint32_t>(m_random.below(9));
            switch (scope) {
            case Event::Scope::SuiteSoc:
                filter.soc = job.board ? &m_world.boards[*job.board].soc : nullptr;
                filter.lastPath += static_cast<std::uint32_t>(m_random.below(12));
                break;
            case Event::Scope::SuiteCompiler:
                filter.compiler = &m_world.kinds[job.build].compiler;
                break;
            case Event::Scope::SuiteArch:
                filter.arch = &m_world.kinds[job.build].arch;
                break;
            case Event::Scope::Cell:
                filter.build = job.build;
                filter.board = job.board;
                filter.lastPath = filter.firstPath + 1;
                break;
            case Event::Scope::Build:
            case Event::Scope::BootSoc:
            case Event::Scope::BootBoard:
                break;
            }
            return filter;
        }

        /// Boots that break on most boards of a lab could not be told from an ill lab.
        bool isTooWide(Event::Scope scope, const Filter& filter) const
        {
            if (scope != Event::Scope::BootSoc && scope != Event::Scope::BootBoard) {
                return false;
            }
            std::map<std::uint16_t, std::pair<int, int>> hitOfAll;
            for (const Job& job : m_plan.boots) {
                auto& [hit, all] = hitOfAll[job.lab];
                hit += matches(m_world, filter, job) ? 1 : 0;
                ++all;
            }
            return std::any_of(hitOfAll.begin(), hitOfAll.end(), [](const auto& entry) {
                return entry.second.first * 3 > entry.second.second;
            });
        }

        void plantIncidents(const std::vector<std::uint16_t>& labs, LabIncident::Shape shape,
                            std::uint64_t rate)
        {
            const auto chances = static_cast<std::int64_t>(labs.size()) * m_plan.revisions;
            const auto count =
                std::max<std::int64_t>(1, chances * static_cast<std::int64_t>(rate) / 1'000'000);
            for (std::int64_t i = 0; i < count; ++i) {
                const LabIncident incident{m_random.between(1, m_plan.revisions - 1),
                                           m_random.pick(labs), shape};
                const bool isTaken = std::any_of(
                    m_history.incidents.begin(), m_history.incidents.end(),
                    [&](const auto& other) { return other.revision == incident.revision; });
                if (!isTaken
                    || m_history.incidents.size()
                        > static_cast<std::size_t>(m_plan.revisions) / 3) {
                    addIncident(incident);
                }
            }
        }

        void addIncident(const LabIncident& incident)
        {
            const bool isTwice = std::any_of(
                m_history.incidents.begin(), m_history.incidents.end(), [&](const auto& other) {
                    return other.revision == incident.revision && other.lab == incident.lab;
                });
            if (!isTwice) {
                m_history.incidents.push_back(incident);
            }
        }

        const World& m_world;
        const Plan& m_plan;
        History& m_history;
        Random m_random;
    };

    bool isActive(const std::vector<Event>& events, std::int32_t event, std::int64_t r)
    {
        if (event == NoEvent) {
            return false;
        }
        const Event& planted = events[static_cast<std::size_t>(event)];
        return r >= planted.from && r < planted.until;
    }

} // namespace

std::int32_t History::activeEvent(std::uint32_t cell, std::int64_t r) const
{
    const std::int32_t event = eventOfCell[cell];
    return isActive(events, event, r) ? event : NoEvent;
}

std::int32_t History::activeBuildEvent(std::size_t buildPosition, std::int64_t r) const
{
    const std::int32_t event = eventOfBuild[buildPosition];
    return isActive(events, event, r) ? event : NoEvent;
}

const LabIncident* History::incident(std::uint16_t lab, std::int64_t r) const
{
    const auto found = std::find_if(incidents.begin(), incidents.end(), [&](const LabIncident& i) {
        return i.revision == r && i.lab == lab;
    });
    return found == incidents.end() ? nullptr : &*found;
}

History makeHistory(const World& world, const Plan& plan)
{
    History history;
    Planter planter(world, plan, history);
    planter.plantTraits();
    planter.plantEvents();
    planter.plantIncidents();
    return history;
}

} // namespace cboard::generate
