// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/revision_facts.h"

#include "core/generate/random.h"
#include "core/generate/record_ids.h"

#include <fmt/format.h>

#include <array>

namespace cboard::generate {

namespace {

    constexpr std::array Areas = {"drm",  "net",     "arm64",   "mm",  "sched",
                                  "usb",  "ext4",    "iio",     "spi", "sound",
                                  "nvme", "pinctrl", "thermal", "clk", "bpf"};
    constexpr std::array Deeds = {"fix reference leak on the error path",
                                  "keep order of teardown",
                                  "drop a needless lock",
                                  "report the real error",
                                  "bound the retry loop",
                                  "use the managed helper",
                                  "handle a missing clock",
                                  "simplify the fast path",
                                  "add support for a new revision",
                                  "respect the limit of the ring"};

    std::string areaAndDeed(Random& random)
    {
        const std::string_view area = random.pick(Areas);
        return fmt::format("{}: {}", area, random.pick(Deeds));
    }

    std::string makeMessage(Random& random, Naming naming)
    {
        if (naming == Naming::Daily) {
            return "Add next tree of the day";
        }
        const std::string subject = random.chance(400'000)
            ? fmt::format("Merge branch '{}-fixes' into the tree", random.pick(Areas))
            : areaAndDeed(random);
        return fmt::format("{}\n\nSeen on {} boards; no change for others.", subject,
                           random.pick(Areas));
    }

    /// "20261118"
    std::string dayText(Timestamp time)
    {
        const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
        return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()),
                           static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    }

    void nameRevision(RevisionFacts& facts, const Plan& plan, Random& random)
    {
        const std::int64_t age = plan.revisions - 1 - facts.number;
        const std::string hash = facts.commit.substr(0, 12);
        const std::string version = plan.tree.version;
        switch (plan.tree.naming) {
        case Naming::Candidate: {
            // Counted back from the newest, one candidate a week.
            const std::int64_t perWeek = std::max<std::int64_t>(1, 168 / plan.tree.cadenceHours);
            const std::int64_t candidate = 7 - (age / perWeek) % 7;
            const bool isTagged = age % perWeek == perWeek - 1;
            facts.release = fmt::format("{}.0-rc{}", version.substr(1), candidate);
            facts.name = isTagged
                ? fmt::format("{}-rc{}", version, candidate)
                : fmt::format("{}-rc{}-{}-g{}", version, candidate,
                              (perWeek - age % perWeek) * 60 + random.between(0, 50), hash);
            facts.tagsJson = isTagged ? fmt::format("[\"{}\"]", facts.name) : "[]";
            break;
        }
        case Naming::Daily:
            facts.name = "next-" + dayText(facts.time);
            facts.release = fmt::format("{}.0-rc7-{}", version.substr(1), facts.name);
            facts.tagsJson = fmt::format("[\"{}\"]", facts.name);
            break;
        case Naming::Point:
            facts.release = fmt::format("{}.{}", version.substr(1), 40 + facts.number / 4);
            facts.name = fmt::format("v{}-{}-g{}", facts.release, random.between(10, 400), hash);
            facts.release += fmt::format("-rc{}", 1 + facts.number % 4);
            facts.tagsJson = "[]";
            break;
        }
    }

} // namespace

RevisionFacts makeRevisionFacts(const World& world, const Plan& plan, std::int64_t r,
                                Timestamp endTime)
{
    using std::chrono::hours;
    using std::chrono::seconds;
    Random random(keyOf(world.seed, 'R', plan.index, r));
    RevisionFacts facts;
    facts.number = r;
    const std::int64_t age = plan.revisions - 1 - r;
    facts.time =
        endTime - hours(7) - hours(age * plan.tree.cadenceHours) - seconds(random.between(0, 1800));
    facts.commit = hexDigits(random.next(), 40);
    facts.message = makeMessage(random, plan.tree.naming);
    nameRevision(facts, plan, random);
    return facts;
}

} // namespace cboard::generate
