// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/plan.h"

#include "core/generate/random.h"

#include <algorithm>
#include <unordered_set>

namespace cboard::generate {

namespace {

    /// Where a suite can run.
    struct Place {
        std::uint16_t build = 0;
        std::uint16_t lab = 0;
        std::uint32_t board = 0;
    };

    std::size_t buildCount(std::int64_t testsOfRevision)
    {
        struct Step {
            std::int64_t below;
            std::size_t builds;
        };
        constexpr std::array Steps = {Step{100, 9}, Step{500, 15}, Step{2'000, 24}, Step{6'000, 36},
                                      Step{12'000, 48}};
        for (const Step& step : Steps) {
            if (testsOfRevision < step.below) {
                return step.builds;
            }
        }
        return 60;
    }

    std::vector<Place> placesOf(const World& world, const Plan& plan, std::uint16_t lab,
                                std::uint32_t board)
    {
        const Style style = world.labs[lab].style;
        const Style buildStyle = style == Style::Guest ? Style::Node : style;
        std::vector<Place> places;
        for (const std::uint16_t build : plan.builds) {
            const BuildKind& kind = world.kinds[build];
            if (kind.isTested && kind.style == buildStyle
                && kind.arch == world.boards[board].arch) {
                places.push_back({build, lab, board});
            }
        }
        return places;
    }

    /// Boards of a lab in an order of this tree's own.
    std::vector<std::uint32_t> shuffledBoards(const World& world, const Plan& plan, std::size_t lab)
    {
        std::vector<std::uint32_t> boards;
        for (const std::size_t board : world.labs[lab].boards) {
            boards.push_back(static_cast<std::uint32_t>(board));
        }
        std::sort(boards.begin(), boards.end(), [&](std::uint32_t a, std::uint32_t b) {
            return keyOf(world.seed, 'b', plan.index, lab, a)
                < keyOf(world.seed, 'b', plan.index, lab, b);
        });
        return boards;
    }

    /// Places in the order in which they are to be used: each lab gets its next board in turn,
    /// each board its next build only after all boards have one.
    std::vector<Place> makePlaces(const World& world, const Plan& plan, std::size_t firstLab,
                                  std::size_t labCount)
    {
        std::vector<std::vector<std::vector<Place>>> byLab(labCount);
        std::size_t mostBoards = 0;
        for (std::size_t i = 0; i < labCount; ++i) {
            for (const std::uint32_t board : shuffledBoards(world, plan, firstLab + i)) {
                auto places =
                    placesOf(world, plan, static_cast<std::uint16_t>(firstLab + i), board);
                if (!places.empty()) {
                    byLab[i].push_back(std::move(places));
                }
            }
            mostBoards = std::max(mostBoards, byLab[i].size());
        }
        std::vector<Place> result;
        for (std::size_t round = 0; round < plan.builds.size(); ++round) {
            for (std::size_t n = 0; n < mostBoards; ++n) {
                for (const auto& boards : byLab) {
                    if (n < boards.size() && round < boards[n].size()) {
                        result.push_back(boards[n][round]);
                    }
                }
            }
        }
        return result;
    }

    /// Fills a plan with jobs, keeping account of the cells.
    class Filler {
    public:
        Filler(const World& world, Plan& plan, std::uint64_t key)
            : m_world(world)
            , m_plan(plan)
            , m_random(key)
        {
        }

        void addBoots(const std::vector<Place>& places, std::size_t count)
        {
            for (std::size_t i = 0; i < std::min(count, places.size()); ++i) {
                add(m_plan.boots, places[i].build, places[i].lab, places[i].board, 0, 1);
            }
        }

        /// Adds suites at the places until they have `target` tests in all, as weights say.
        void addSuites(const std::vector<Place>& places, int Suite::*weight, std::int64_t target,
                       std::uint32_t largest)
        {
            const std::vector<std::uint16_t> lots = makeLots(weight);
            std::int64_t missing = target;
            const std::size_t attempts = places.size() * 40;
            for (std::size_t i = 0; i < attempts && missing > 0; ++i) {
                const auto& place = m_random.pick(places);
                missing -= addSuite(place, m_random.pick(lots), missing, largest);
            }
            for (std::size_t suite = 1; suite < m_world.suites.size() && missing > 0; ++suite) {
                for (std::size_t i = 0;
                     i < places.size() && missing > 0 && m_world.suites[suite].*weight > 0; ++i) {
                    missing -=
                        addSuite(places[i], static_cast<std::uint16_t>(suite), missing, largest);
                }
            }
        }

        void addRecipes(std::int64_t target)
        {
            const auto suite = static_cast<std::uint16_t>(m_world.suites.size() - 1);
            const auto lab = static_cast<std::uint16_t>(m_world.labs.size() - 1);
            for (const std::uint16_t build : m_plan.builds) {
                const BuildKind& kind = m_world.kinds[build];
                if (kind.style == Style::Recipe && kind.isTested && target > 0) {
                    const auto count = static_cast<std::uint32_t>(
                        std::min<std::int64_t>(target, std::ssize(m_world.suites[suite].paths)));
                    add(m_plan.jobs, build, lab, std::nullopt, suite, count);
                    target -= count;
                }
            }
        }

    private:
        std::vector<std::uint16_t> makeLots(int Suite::*weight) const
        {
            std::vector<std::uint16_t> lots;
            for (std::size_t i = 1; i < m_world.suites.size(); ++i) {
                lots.insert(lots.end(), static_cast<std::size_t>(m_world.suites[i].*weight),
                            static_cast<std::uint16_t>(i));
            }
            return lots;
        }

        std::int64_t addSuite(const Place& place, std::uint16_t suite, std::int64_t missing,
                              std::uint32_t largest)
        {
            const std::uint64_t used = keyOf(0, place.build, place.lab, place.board, suite);
            if (!m_used.insert(used).second) {
                return 0;
            }
            const auto count =
                std::min({static_cast<std::uint32_t>(m_world.suites[suite].paths.size()), largest,
                          static_cast<std::uint32_t>(std::min<std::int64_t>(missing, 1 << 20))});
            add(m_plan.jobs, place.build, place.lab, place.board, suite, count);
            return count;
        }

        void add(std::vector<Job>& jobs, std::uint16_t build, std::uint16_t lab,
                 std::optional<std::uint32_t> board, std::uint16_t suite, std::uint32_t count)
        {
            jobs.push_back({build, lab, suite, board, count, m_plan.cellCount});
            m_plan.cellCount += count;
        }

        const World& m_world;
        Plan& m_plan;
        Random m_random;
        std::unordered_set<std::uint64_t> m_used;
    };

    bool runsSuites(const World& world, const Place& place)
    {
        return world.labs[place.lab].style != Style::Guest;
    }

    void fillPlan(const World& world, Plan& plan)
    {
        const std::int64_t quota = std::max<std::int64_t>(1, plan.testsInAll / plan.revisions);
        const std::size_t builds = std::min(buildCount(quota), world.kinds.size());
        for (std::size_t i = 0; i < builds; ++i) {
            plan.builds.push_back(static_cast<std::uint16_t>(i));
        }
        // Some cells stay untested and some jobs run twice; the plan holds what makes up for it.
        const std::int64_t cells = quota + quota * 9 / 100 + 2;
        const auto boots = static_cast<std::size_t>(
            std::max<std::int64_t>({1, quota * 17 / 1000, std::min<std::int64_t>(quota / 4, 60)}));
        const std::size_t labs = std::clamp<std::size_t>(boots / 9, 2, world.labs.size() - 2);

        Filler filler(world, plan, keyOf(world.seed, 'P', plan.index));
        const std::vector<Place> machines = makePlaces(world, plan, 0, 1);
        std::vector<Place> boards = makePlaces(world, plan, 1, labs);
        const std::size_t machineBoots =
            std::min(machines.size(), std::max<std::size_t>(boots / 5, 1));
        filler.addBoots(machines, machineBoots);
        const std::size_t boardBoots =
            std::min(boards.size(), boots - std::min(boots, machineBoots));
        filler.addBoots(boards, boardBoots);

        if (quota >= 500) {
            filler.addRecipes(cells / 100);
        }
        const auto largest = static_cast<std::uint32_t>(std::max<std::int64_t>(3, quota / 7));
        const std::vector<Place> usedMachines(
            machines.begin(), machines.begin() + static_cast<std::ptrdiff_t>(machineBoots));
        boards.resize(boardBoots);
        std::erase_if(boards, [&](const Place& place) { return !runsSuites(world, place); });
        const std::int64_t left = cells - plan.cellCount;
        if (left > 0 && !usedMachines.empty()) {
            filler.addSuites(usedMachines, &Suite::jobWeight, left * 65 / 100, largest);
        }
        if (const std::int64_t rest = cells - plan.cellCount; rest > 0 && !boards.empty()) {
            filler.addSuites(boards, &Suite::nodeWeight, rest, largest);
        }
    }

} // namespace

World makeWorld(std::uint64_t seed)
{
    World world;
    world.seed = seed;
    world.boards = makeBoards();
    world.labs = makeLabs(seed, world.boards);
    world.suites = makeSuites();
    world.kinds = makeBuildKinds();
    return world;
}

std::int64_t Plan::quota(std::int64_t r) const
{
    return testsInAll * (r + 1) / revisions - testsInAll * r / revisions;
}

const std::string& Plan::compiler(const World& world, std::uint16_t build, std::int64_t r) const
{
    const BuildKind& kind = world.kinds[build];
    return r >= compilerChange ? kind.laterCompiler : kind.compiler;
}

std::int64_t naturalTests(const Options& options)
{
    std::int64_t thousands = 0;
    for (const Tree& tree : makeTrees(options.trees)) {
        thousands += tree.weight;
    }
    return thousands * 1000 * options.revisions;
}

std::vector<Plan> makePlans(const World& world, const Options& options)
{
    const std::vector<Tree> trees = makeTrees(options.trees);
    std::int64_t allWeights = 0;
    for (const Tree& tree : trees) {
        allWeights += tree.weight;
    }
    std::vector<Plan> plans;
    std::int64_t weightSoFar = 0;
    for (const Tree& tree : trees) {
        Plan plan;
        plan.tree = tree;
        plan.index = plans.size();
        plan.revisions = options.revisions;
        const std::int64_t before = options.tests * weightSoFar / allWeights;
        weightSoFar += tree.weight;
        plan.testsInAll = options.tests * weightSoFar / allWeights - before;
        // One tree in three changes its compiler on the way.
        Random random(keyOf(world.seed, 'c', plan.index));
        plan.compilerChange = random.chance(333'000) && options.revisions >= 8
            ? random.between(options.revisions / 3, options.revisions * 2 / 3)
            : options.revisions;
        fillPlan(world, plan);
        plans.push_back(std::move(plan));
    }
    return plans;
}

} // namespace cboard::generate
