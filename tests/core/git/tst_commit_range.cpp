// SPDX-License-Identifier: LGPL-2.1-or-later
// Ranges of histories of any shape, against what their plan says and what git lists.
#include "core/git/clone.h"
#include "core/git/history_walk.h"
#include "tests/core/git/git_repository.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>

using namespace cboard;
using test::GitRepository;
using test::PlannedCommit;

class CommitRangeTest : public QObject {
    Q_OBJECT

private slots:
    void aRangeIsThatOfGitInItsOrder();
    void aRangeIsRightWhereClocksAreEqualOrWrong();
    void aRangeIsRightWithACommitGraph();
    void aRangeKnowsWhetherItIsBuiltUponItsBegin();
    void aStepReadsOnlyWhatItGoesTo();
    void aLongRangeCanBeCancelledBeforeItIsKnown();
    void aListEndsWithinAFewCommitsOfItsCancelling();
    void aVisitorThatHadEnoughStillLearnsTheCount();
};

namespace {

constexpr std::int64_t Start = 1'700'000'000;
constexpr int Histories = 4;
constexpr int RangesEach = 12;

using History = std::vector<PlannedCommit>;

/// Merges now and then; a commit is \p secondsOf(random) after the one before.
template <typename SecondsOf>
History randomHistory(unsigned seed, std::size_t count, SecondsOf&& secondsOf)
{
    constexpr std::size_t Near = 8;
    std::mt19937 random(seed);
    History history(count);
    std::int64_t second = Start;
    for (std::size_t i = 0; i < count; ++i) {
        second += static_cast<std::int64_t>(secondsOf(random));
        history[i].second = second;
        const std::size_t wanted = i == 0 ? 0 : 1 + (random() % 4 == 0 ? 1 : 0);
        while (history[i].parents.size() < std::min(wanted, i)) {
            const std::size_t parent = i - 1 - random() % std::min(i, Near);
            if (std::ranges::count(history[i].parents, parent) == 0) {
                history[i].parents.push_back(parent);
            }
        }
    }
    return history;
}

std::set<std::size_t> behind(const History& history, std::size_t from)
{
    std::set<std::size_t> found;
    std::vector<std::size_t> pending{from};
    while (!pending.empty()) {
        const std::size_t at = pending.back();
        pending.pop_back();
        if (found.insert(at).second) {
            pending.insert(pending.end(), history[at].parents.begin(), history[at].parents.end());
        }
    }
    return found;
}

std::unique_ptr<git::Clone> opened(const GitRepository& repository)
{
    auto clone = git::Clone::open(repository.folder());
    if (!clone) {
        qFatal("%s", describe(clone.error()).c_str());
    }
    return std::move(*clone);
}

/// The places of the commits that are listed.
std::vector<std::size_t> listed(const git::Clone& clone, const std::vector<std::string>& hashes,
                                std::size_t good, std::size_t bad)
{
    std::map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        places[hashes[i]] = i;
    }
    std::vector<std::size_t> found;
    const auto done = clone.between(hashes[good], hashes[bad],
                                    [&](const git::Commit& commit) {
                                        found.push_back(places.at(commit.hash));
                                        return true;
                                    },
                                    {});
    if (!done || done->count != std::ssize(found)) {
        qFatal("the range is not whole");
    }
    return found;
}

/// What is wrong with a range; empty for nothing.
QString wrongIn(const History& history, std::size_t good, std::size_t bad,
                const std::vector<std::size_t>& found)
{
    std::set<std::size_t> wanted = behind(history, bad);
    for (const std::size_t hidden : behind(history, good)) {
        wanted.erase(hidden);
    }
    if (std::set(found.begin(), found.end()) != wanted || found.size() != wanted.size()) {
        return QStringLiteral("%1 commits, not %2").arg(found.size()).arg(wanted.size());
    }
    std::set<std::size_t> seen;
    for (const std::size_t commit : found) {
        seen.insert(commit);
        for (const std::size_t parent : history[commit].parents) {
            if (seen.contains(parent)) {
                return QStringLiteral("%1 comes before its child %2").arg(parent).arg(commit);
            }
        }
    }
    return {};
}

template <typename SecondsOf>
void checkHistories(SecondsOf&& secondsOf, bool withGraph)
{
    for (unsigned seed = 1; seed <= Histories; ++seed) {
        const History history = randomHistory(seed, 60, secondsOf);
        const GitRepository repository;
        const auto hashes = repository.import(history);
        if (withGraph) {
            repository.git({QStringLiteral("tag"), QStringLiteral("top"),
                            QString::fromStdString(hashes.back())});
            repository.git({QStringLiteral("commit-graph"), QStringLiteral("write"),
                            QStringLiteral("--reachable")});
        }
        const auto clone = opened(repository);
        std::mt19937 random(seed);
        for (int round = 0; round < RangesEach; ++round) {
            const std::size_t good = random() % history.size();
            const std::size_t bad = random() % history.size();
            const QString wrong = wrongIn(history, good, bad, listed(*clone, hashes, good, bad));
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("history %1, %2..%3: %4")
                                    .arg(seed)
                                    .arg(good)
                                    .arg(bad)
                                    .arg(wrong)));
        }
    }
}

} // namespace

void CommitRangeTest::aRangeIsThatOfGitInItsOrder()
{
    for (unsigned seed = 1; seed <= Histories; ++seed) {
        const History history =
            randomHistory(seed, 60, [](std::mt19937& random) { return 1 + random() % 100; });
        const GitRepository repository;
        const auto hashes = repository.import(history);
        const auto clone = opened(repository);
        const std::size_t good = history.size() / 4;
        QStringList found;
        for (const std::size_t place : listed(*clone, hashes, good, history.size() - 1)) {
            found << QString::fromStdString(hashes[place]);
        }
        const std::string wanted =
            repository.git({QStringLiteral("rev-list"), QStringLiteral("--date-order"),
                            QString::fromStdString(hashes[good] + ".." + hashes.back())});
        QCOMPARE(found, QString::fromStdString(wanted).split(QLatin1Char('\n')));
    }
}

void CommitRangeTest::aRangeIsRightWhereClocksAreEqualOrWrong()
{
    checkHistories([](std::mt19937&) { return 0; }, false);
    checkHistories([](std::mt19937& random) { return std::int64_t(random() % 2000) - 900; }, false);
}

void CommitRangeTest::aRangeIsRightWithACommitGraph()
{
    checkHistories([](std::mt19937& random) { return std::int64_t(random() % 2000) - 900; }, true);
}

void CommitRangeTest::aRangeKnowsWhetherItIsBuiltUponItsBegin()
{
    const History history =
        randomHistory(3, 60, [](std::mt19937& random) { return 1 + random() % 100; });
    const GitRepository repository;
    const auto hashes = repository.import(history);
    const auto clone = opened(repository);
    for (std::size_t good = 0; good < history.size(); good += 5) {
        for (std::size_t bad = 0; bad < history.size(); bad += 3) {
            const bool isBehind = behind(history, bad).contains(good);
            const auto range = clone->between(hashes[good], hashes[bad],
                                              [](const git::Commit&) { return false; }, {});
            QVERIFY(range);
            QCOMPARE(range->isBuiltUpon, isBehind);
            const auto asked = clone->isBehind(hashes[good], hashes[bad], {});
            QVERIFY(asked);
            QCOMPARE(*asked, isBehind);
        }
    }
}

void CommitRangeTest::aStepReadsOnlyWhatItGoesTo()
{
    constexpr std::size_t Steps = 50;
    History history(60);
    for (std::size_t i = 0; i < history.size(); ++i) {
        history[i].second = Start + std::int64_t(i);
        history[i].parents.assign(i == 0 ? 0 : 1, i - 1);
    }
    const GitRepository repository;
    const auto hashes = repository.import(history);
    // Whoever walks everything at the first step finds that the first commit is gone.
    const auto objects = std::filesystem::path(repository.folder()) / ".git" / "objects";
    QVERIFY(std::filesystem::remove(objects / hashes[0].substr(0, 2) / hashes[0].substr(2)));
    const auto clone = opened(repository);
    git_oid top;
    QCOMPARE(git_oid_fromstr(&top, hashes.back().c_str()), 0);
    const auto walk = git::HistoryWalk::create(clone->handle(), {&top, 1}, "a history");
    QVERIFY(walk);
    for (std::size_t i = 1; i <= Steps; ++i) {
        const auto hasCommit = (*walk)->next();
        QVERIFY(hasCommit && *hasCommit);
        QCOMPARE(git::hashText((*walk)->id()), hashes[hashes.size() - i]);
        QCOMPARE((*walk)->parents().size(), std::size_t(1));
        QCOMPARE(git::hashText((*walk)->parents()[0]), hashes[hashes.size() - i - 1]);
    }
}

void CommitRangeTest::aLongRangeCanBeCancelledBeforeItIsKnown()
{
    constexpr std::size_t Count = 30'000;
    const History history = randomHistory(1, Count, [](std::mt19937&) { return 60; });
    const GitRepository repository;
    const auto hashes = repository.import(history);
    std::stop_source stop;
    std::vector<std::int64_t> reports;
    const TaskContext task(stop.get_token(), [&](const Progress& progress) {
        reports.push_back(progress.done);
        if (progress.done > 0) {
            stop.request_stop();
        }
    });
    bool isListed = false;
    const auto done = opened(repository)
                          ->between(
                              hashes.front(), hashes.back(),
                              [&isListed](const git::Commit&) {
                                  isListed = true;
                                  return true;
                              },
                              task);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    QVERIFY(!isListed);
    QCOMPARE(reports.size(), std::size_t(2)); // The begin, and the one that stopped it.
    QVERIFY(reports.back() < std::int64_t(Count / 2));
}

/// Whoever walked on after the stop would come to a commit that is gone, and say so.
void CommitRangeTest::aListEndsWithinAFewCommitsOfItsCancelling()
{
    constexpr std::size_t Reported = 8192; ///< Commits at which progress is reported.
    constexpr std::size_t MostAfter = 64;
    History history(Reported + 3 * MostAfter);
    for (std::size_t i = 0; i < history.size(); ++i) {
        history[i].second = Start + std::int64_t(i);
        history[i].parents.assign(i == 0 ? 0 : 1, i - 1);
    }
    const GitRepository repository;
    repository.git({QStringLiteral("config"), QStringLiteral("fastimport.unpackLimit"),
                    QStringLiteral("100000")}); // A file each.
    const auto hashes = repository.import(history);
    const std::string& gone = hashes[history.size() - Reported - 2 * MostAfter];
    const auto objects = std::filesystem::path(repository.folder()) / ".git" / "objects";
    QVERIFY(std::filesystem::remove(objects / gone.substr(0, 2) / gone.substr(2)));
    std::stop_source stop;
    const TaskContext cancelled(stop.get_token(), [&stop](const Progress& progress) {
        if (progress.done > 0) {
            stop.request_stop();
        }
    });
    const auto everything = [](const git::Commit&) { return true; };
    const auto clone = opened(repository);
    const auto whole = clone->between(hashes.front(), hashes.back(), everything, {});
    QVERIFY(!whole && whole.error().kind != ErrorKind::Cancelled); // It is gone indeed.
    const auto done = clone->between(hashes.front(), hashes.back(), everything, cancelled);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
}

void CommitRangeTest::aVisitorThatHadEnoughStillLearnsTheCount()
{
    const History history = randomHistory(1, 40, [](std::mt19937&) { return 60; });
    const GitRepository repository;
    const auto hashes = repository.import(history);
    int visited = 0;
    const auto range = opened(repository)
                           ->between(hashes.front(), hashes.back(),
                                     [&visited](const git::Commit&) { return ++visited < 3; }, {});
    QVERIFY(range);
    QCOMPARE(visited, 3);
    QCOMPARE(range->count, std::int64_t(behind(history, history.size() - 1).size()) - 1);
}

QTEST_GUILESS_MAIN(CommitRangeTest)
#include "tst_commit_range.moc"
