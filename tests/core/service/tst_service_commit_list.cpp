// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/commit_list.h"
#include "tests/core/git/git_repository.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;
using query::CommitTouch;

/// Commits between good and bad, and what another branch is compared with.
class ServiceCommitListTest : public QObject {
    Q_OBJECT

private slots:
    void commitsThatTouchTheBoardAreMarked();
    void whatIsBeyondTheLimitIsCounted();
    void aForkedRangeSaysSo();
    void aTreeWithoutACloneSaysWhichSettingIsMissing();
    void theInterestOfARegressionKnowsItsBoards();
    void anotherBranchIsTakenAtTheMergeBase();
    void withoutACloneTheDateCounts();
};

namespace {

query::CommitsRequest request(const std::string& good, const std::string& bad)
{
    query::CommitsRequest request;
    request.tree = "mainline";
    request.good = good;
    request.bad = bad;
    request.interest.boards = {"rk3399-gru-kevin"};
    request.interest.compatibles = {"rockchip,rk3399"};
    return request;
}

service::ClonePaths clonesAt(const GitRepository& repository)
{
    return {{}, repository.folder()};
}

PlainCheckout checkout(const std::string& id, const std::string& tree, const std::string& commit,
                       const std::string& day)
{
    return {"maestro:" + id,
            "maestro",
            tree,
            "master",
            "https://" + tree + ".org",
            commit,
            "",
            "2025-07-" + day + "T00:00:00Z"};
}

std::optional<query::RevisionRef> baseline(StoreFixture& fixture, const service::ClonePaths& clones)
{
    const auto shown =
        fixture.engine().findRevision({fixture.common(), {"topic", "master", ""}, "HEAD"}, {});
    auto found = service::revisionBefore(fixture.engine(), clones, *shown,
                                         {"mainline", "master", ""}, fixture.common(), {});
    if (!found) {
        qFatal("%s", describe(found.error()).c_str());
    }
    return std::move(*found);
}

} // namespace

void ServiceCommitListTest::commitsThatTouchTheBoardAreMarked()
{
    GitRepository repository;
    const std::string good = repository.commit("good");
    const std::string dts = repository.commit(
        "arm64: dts: kevin", {{"arch/arm64/boot/dts/rockchip/rk3399-gru-kevin.dts", "1"}});
    repository.commit("mm: unrelated", {{"mm/slub.c", "1"}});
    const std::string clk = repository.commit(
        "clk: rockchip", {{"drivers/clk/rockchip/clk.c", "1"}, {"Makefile", "2"}});
    const auto found = service::commitsBetween(clonesAt(repository), request(good, "master"), {});
    QVERIFY(found);
    QCOMPARE((*found)->total, std::int64_t(3));
    QCOMPARE((*found)->touching, std::int64_t(2));
    QCOMPARE((*found)->rows[0].hash, clk);
    QVERIFY((*found)->rows[0].touch == CommitTouch::Driver);
    QCOMPARE((*found)->rows[0].files, std::vector<std::string>{"drivers/clk/rockchip/clk.c"});
    QVERIFY((*found)->rows[1].touch == CommitTouch::None);
    QCOMPARE((*found)->rows[2].hash, dts);
    QVERIFY((*found)->rows[2].touch == CommitTouch::Board);
    QVERIFY(!(*found)->isForked);
}

void ServiceCommitListTest::whatIsBeyondTheLimitIsCounted()
{
    GitRepository repository;
    const std::string good = repository.commit("good");
    for (const char* subject : {"one", "two", "three"}) {
        repository.commit(subject);
    }
    auto asked = request(good, "master");
    asked.limit = 2;
    const auto found = service::commitsBetween(clonesAt(repository), asked, {});
    QVERIFY(found);
    QCOMPARE((*found)->rows.size(), std::size_t(2));
    QCOMPARE((*found)->rows.front().subject, std::string("three"));
    QCOMPARE((*found)->total, std::int64_t(3));
}

void ServiceCommitListTest::aForkedRangeSaysSo()
{
    GitRepository repository;
    const std::string base = repository.commit("base");
    const std::string good = repository.commit("good, dropped later");
    repository.git({QStringLiteral("branch"), QStringLiteral("kept")});
    repository.git({QStringLiteral("reset"), QStringLiteral("-q"), QStringLiteral("--hard"),
                    QString::fromStdString(base)});
    repository.commit("bad");
    const auto found = service::commitsBetween(clonesAt(repository), request(good, "master"), {});
    QVERIFY(found);
    QVERIFY((*found)->isForked);
    QCOMPARE((*found)->total, std::int64_t(1));
}

void ServiceCommitListTest::aTreeWithoutACloneSaysWhichSettingIsMissing()
{
    const auto found = service::commitsBetween({}, request("a", "b"), {});
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
    QVERIFY(QString::fromStdString(found.error().message).contains(QStringLiteral("git/mainline")));
}

void ServiceCommitListTest::theInterestOfARegressionKnowsItsBoards()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {checkout("c", "mainline", "aaaa", "01")};
    data.builds.push_back(
        {"maestro:b", "maestro:c", "maestro", "defconfig", "arm64", "gcc-12", "PASS", "", "", ""});
    data.tests.push_back({"maestro:t", "maestro:b", "maestro", "boot", "kevin", "lab-x", "FAIL",
                          "2025-07-01T00:00:00Z", "", ""});
    data.tests.back().compatibles = R"(["google,kevin","rockchip,rk3399"])";
    fixture.add(data);
    query::RegressionRow row;
    row.title = "Unable to handle in drivers/a.c";
    row.cells = {{{"boot", "kevin", "defconfig", "arm64", "gcc-12", "lab-x"}, ""},
                 {{"", "", "defconfig", "arm64", "gcc-12", "lab-x"}, ""}};
    const auto interest = service::interestOf(fixture.engine(), fixture.common(), row, {});
    QVERIFY(interest);
    QCOMPARE(interest->boards, std::vector<std::string>{"kevin"});
    QCOMPARE(interest->compatibles, (std::vector<std::string>{"google,kevin", "rockchip,rk3399"}));
    QCOMPARE(interest->paths, std::vector<std::string>{"boot"});
    QCOMPARE(interest->errors, std::vector<std::string>{row.title});
}

void ServiceCommitListTest::anotherBranchIsTakenAtTheMergeBase()
{
    GitRepository repository;
    const std::string first = repository.commit("first");
    const std::string base = repository.commit("v6.18-rc1");
    repository.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-b"),
                    QStringLiteral("topic")});
    const std::string topic = repository.commit("topic", {{"topic", "1"}});
    repository.git({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("master")});
    const std::string newer = repository.commit("v6.18-rc2");
    StoreFixture fixture;
    PlainData data; // By date rc2 would be the one.
    data.checkouts = {checkout("1", "mainline", first, "01"), checkout("2", "mainline", base, "02"),
                      checkout("3", "mainline", newer, "03"), checkout("4", "topic", topic, "05")};
    fixture.add(data);
    QCOMPARE(baseline(fixture, clonesAt(repository))->commit, base);
}

void ServiceCommitListTest::withoutACloneTheDateCounts()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {
        checkout("1", "mainline", "aaaa", "01"), checkout("2", "mainline", "bbbb", "03"),
        checkout("3", "mainline", "cccc", "09"), checkout("4", "topic", "dddd", "05")};
    fixture.add(data);
    QCOMPARE(baseline(fixture, {})->commit, std::string("bbbb"));
}

QTEST_GUILESS_MAIN(ServiceCommitListTest)
#include "tst_service_commit_list.moc"
