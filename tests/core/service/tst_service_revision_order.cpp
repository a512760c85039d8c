// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/revision_order.h"
#include "tests/core/git/git_repository.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

/// The order of a branch's revisions with a clone and without, as queries give it.
class ServiceRevisionOrderTest : public QObject {
    Q_OBJECT

private slots:
    void withoutACloneTheTimeOfTheCheckoutCounts();
    void theCloneGoesBeforeTheTime();
    void aResetBranchGoesByTimeBetweenItsLines();
    void patchesComeAfterTheirCommit();
    void severalCheckoutsOfACommitAreOneRevision();
    void equalTimesGoByTheOrderOfArrival();
    void subjectsAndTagsComeFromTheCloneWhereNobodyToldThem();
    void whatArrivesLaterKeepsItsPlace();
    void withoutTheCloneTheTimeCountsAgain();
    void aCloneThatIsGoneIsAProblemAndNoError();
    void theSecondTimeChangesNothing();
};

namespace {

/// A checkout of \p commit at so many minutes.
PlainCheckout checkout(const std::string& id, const std::string& commit, int minute)
{
    return {"maestro:" + id,
            "maestro",
            "mainline",
            "master",
            "https://x.org",
            commit,
            "",
            QStringLiteral("2025-07-01T%1:%2:00Z")
                .arg(minute / 60, 2, 10, QLatin1Char('0'))
                .arg(minute % 60, 2, 10, QLatin1Char('0'))
                .toStdString()};
}

query::RevisionsRequest request(const StoreFixture& fixture)
{
    return {fixture.common(), {"mainline", "master", ""}, 100};
}

/// Commits, newest first.
std::vector<std::string> commits(StoreFixture& fixture)
{
    std::vector<std::string> found;
    const auto snapshot = must(fixture.engine().revisions(request(fixture), {}));
    for (const auto& row : snapshot->rows) {
        found.push_back(row.revision.commit);
    }
    return found;
}

service::RevisionOrder ordered(const StoreFixture& fixture, const service::ClonePaths& clones)
{
    auto order = service::orderRevisions(fixture.file(), clones, StoreFixture::now(), {});
    if (!order) {
        qFatal("%s", describe(order.error()).c_str());
    }
    return std::move(*order);
}

service::ClonePaths clonesAt(const GitRepository& repository)
{
    return {{{"mainline", repository.folder()}}, {}};
}

using Commits = std::vector<std::string>;

/// Two commits of a clone; the first was tested after the second.
struct TestedBackwards {
    TestedBackwards()
    {
        PlainData data;
        data.checkouts = {checkout("1", first, 50), checkout("2", second, 20)};
        fixture.add(data);
    }

    GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second");
    StoreFixture fixture;
};

} // namespace

void ServiceRevisionOrderTest::withoutACloneTheTimeOfTheCheckoutCounts()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {checkout("a", "aaaa", 30), checkout("b", "bbbb", 10),
                      checkout("c", "cccc", 20)};
    fixture.add(data);
    QCOMPARE(ordered(fixture, {}).changed, std::int64_t(0));
    QCOMPARE(commits(fixture), (Commits{"aaaa", "cccc", "bbbb"}));
}

void ServiceRevisionOrderTest::theCloneGoesBeforeTheTime()
{
    GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second");
    const std::string third = repository.commit("third");
    const std::string elsewhere(40, 'e');
    StoreFixture fixture;
    PlainData data; // The second was tested last, as by a bisection.
    data.checkouts = {checkout("1", first, 10), checkout("2", second, 50), checkout("3", third, 30),
                      checkout("4", elsewhere, 20)};
    fixture.add(data);
    QCOMPARE(commits(fixture), (Commits{second, third, elsewhere, first}));
    const auto order = ordered(fixture, clonesAt(repository));
    QCOMPARE(order.found, std::int64_t(3));
    QCOMPARE(order.missing, std::int64_t(1));
    QCOMPARE(commits(fixture), (Commits{third, elsewhere, second, first}));
    QVERIFY(fixture.store().check({})->empty());
}

void ServiceRevisionOrderTest::aResetBranchGoesByTimeBetweenItsLines()
{
    GitRepository repository;
    const std::string base = repository.commit("base");
    const std::string dropped = repository.commit("dropped");
    repository.git({QStringLiteral("branch"), QStringLiteral("kept")});
    repository.git({QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"),
                    QString::fromStdString(base)});
    const std::string fresh = repository.commit("fresh");
    const std::string freshTip = repository.commit("fresh tip");
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {checkout("1", base, 40), checkout("2", dropped, 20), checkout("3", fresh, 30),
                      checkout("4", freshTip, 35)};
    fixture.add(data);
    ordered(fixture, clonesAt(repository));
    QCOMPARE(commits(fixture), (Commits{freshTip, fresh, dropped, base}));
}

void ServiceRevisionOrderTest::patchesComeAfterTheirCommit()
{
    GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second");
    StoreFixture fixture;
    auto writer = fixture.store().writer("test", StoreFixture::now());
    QVERIFY(writer);
    Document document;
    const auto add = [&document](const char* id, const std::string& commit, const char* patchset,
                                 const char* start) {
        Checkout checkout;
        checkout.id = id;
        checkout.origin = "maestro";
        checkout.treeName = "mainline";
        checkout.gitRepositoryBranch = "master";
        checkout.gitRepositoryUrl = "https://x.org";
        checkout.gitCommitHash = commit;
        checkout.patchsetHash = patchset;
        checkout.startTime = Time{*parseRfc3339(start), start};
        document.checkouts.push_back(checkout);
    };
    const std::string early(64, 'a');
    const std::string late(64, 'b');
    add("maestro:late", first, late.c_str(), "2025-07-01T09:00:00Z");
    add("maestro:second", second, "", "2025-07-01T08:00:00Z");
    add("maestro:early", first, early.c_str(), "2025-07-01T07:00:00Z");
    add("maestro:first", first, "", "2025-07-01T06:00:00Z");
    QVERIFY((*writer)->add(document, {"patches", hash128("patches"), 7}, store::MergePolicy::First,
                           StoreFixture::now()));
    QVERIFY((*writer)->commit());
    writer->reset();
    ordered(fixture, clonesAt(repository));
    std::vector<std::string> patchsets;
    const auto snapshot = must(fixture.engine().revisions(request(fixture), {}));
    for (const auto& row : snapshot->rows) {
        patchsets.push_back(row.revision.commit + ' ' + row.revision.patchset);
    }
    // Upon the first commit by time; what left it goes between by time, too.
    QCOMPARE(patchsets,
             (Commits{first + ' ' + late, second + ' ', first + ' ' + early, first + ' '}));
}

void ServiceRevisionOrderTest::severalCheckoutsOfACommitAreOneRevision()
{
    GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string second = repository.commit("second");
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {checkout("1", first, 10), checkout("2", second, 20),
                      checkout("again", first, 40), checkout("more", second, 15)};
    fixture.add(data);
    ordered(fixture, clonesAt(repository));
    QCOMPARE(commits(fixture), (Commits{second, first}));
}

void ServiceRevisionOrderTest::equalTimesGoByTheOrderOfArrival()
{
    StoreFixture fixture;
    for (const char* commit : {"cccc", "aaaa", "bbbb"}) {
        PlainData data;
        data.checkouts = {checkout(commit, commit, 10)};
        fixture.add(data);
    }
    ordered(fixture, {});
    QCOMPARE(commits(fixture), (Commits{"bbbb", "aaaa", "cccc"}));
}

void ServiceRevisionOrderTest::subjectsAndTagsComeFromTheCloneWhereNobodyToldThem()
{
    GitRepository repository;
    const std::string first = repository.commit("net: \"quote\" this");
    repository.git({QStringLiteral("tag"), QStringLiteral("v6.18")});
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {checkout("1", first, 10)};
    fixture.add(data);
    ordered(fixture, clonesAt(repository));
    const auto found = must(fixture.engine().revisions(request(fixture), {}));
    const query::RevisionRef& revision = found->rows.front().revision;
    QCOMPARE(revision.subject, std::string("net: \"quote\" this"));
    QCOMPARE(revision.tags, std::vector<std::string>{"v6.18"});
    QCOMPARE(fixture.engine()
                 .findRevision({fixture.common(), {"mainline", "master", ""}, "v6.18"}, {})
                 ->commit,
             first);
}

void ServiceRevisionOrderTest::whatArrivesLaterKeepsItsPlace()
{
    TestedBackwards tested;
    auto& [repository, first, second, fixture] = tested;
    ordered(fixture, clonesAt(repository));
    PlainData more; // An earlier checkout of the second: its own time changes.
    more.checkouts = {checkout("3", second, 5)};
    fixture.add(more);
    QCOMPARE(commits(fixture), (Commits{second, first}));
    const auto found = must(fixture.engine().revisions(request(fixture), {}));
    QCOMPARE(found->rows.front().revision.subject, std::string("second"));
}

void ServiceRevisionOrderTest::withoutTheCloneTheTimeCountsAgain()
{
    TestedBackwards tested;
    auto& [repository, first, second, fixture] = tested;
    ordered(fixture, clonesAt(repository));
    QCOMPARE(commits(fixture), (Commits{second, first}));
    QVERIFY(ordered(fixture, {}).changed > 0);
    QCOMPARE(commits(fixture), (Commits{first, second}));
    QVERIFY(fixture.store().check({})->empty());
}

void ServiceRevisionOrderTest::aCloneThatIsGoneIsAProblemAndNoError()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {checkout("1", "aaaa", 50)};
    fixture.add(data);
    const auto order = ordered(fixture, {{}, "/no/such/clone"});
    QCOMPARE(order.problems.size(), std::size_t(1));
    QVERIFY(QString::fromStdString(order.problems.front()).contains(QStringLiteral("/no/such")));
}

void ServiceRevisionOrderTest::theSecondTimeChangesNothing()
{
    TestedBackwards tested;
    auto& [repository, first, second, fixture] = tested;
    repository.git({QStringLiteral("tag"), QStringLiteral("v1")});
    QCOMPARE(ordered(fixture, clonesAt(repository)).changed, std::int64_t(2));
    const auto generation = *fixture.store().generation();
    QCOMPARE(ordered(fixture, clonesAt(repository)).changed, std::int64_t(0));
    QCOMPARE(*fixture.store().generation(), generation);
}

QTEST_GUILESS_MAIN(ServiceRevisionOrderTest)
#include "tst_service_revision_order.moc"
