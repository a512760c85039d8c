// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/build_details.h"
#include "core/service/build_health.h"
#include "core/service/build_numbers.h"
#include "tests/core/store/store_fixture.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace cboard;
using namespace cboard::test;

/// What the builds of revisions say, in numbers, and what one of them says in full.
class BuildNumbersTest : public QObject {
    Q_OBJECT

private slots:
    void eachRevisionIsComparedWithTheNext();
    void aChosenBaselineCountsForAllRevisions();
    void buildsWithoutALogAreNotCompared();
    void everyBuildOfOneKeyHasItsNumbers();
    void numbersAreThoseOfTheHealthOfEachRevision();
    void detailsNameFileAndLineErrorsFirst();
    void detailsSayWhatIsNewAndWhatIsFixed();
    void othersThatSayTheSameAreCounted();
    void aBuildThatIsNotStoredIsNotFound();
};

namespace {

using query::BuildChange;

std::string warning(int number)
{
    const std::string n = std::to_string(number);
    return "drivers/w" + n + ".c:" + n + ":1: warning: odd thing here [-Wodd]\n";
}

const char* const BadType = "/tmp/x/linux/fs/ext4/inode.c:77:3: error: unknown type name 'foo_t'\n";

/// Mainline with so many revisions; builds are added by the test.
PlainData revisions(int count)
{
    PlainData data;
    for (int i = 1; i <= count; ++i) {
        data.checkouts.push_back(mainlineCheckout(i));
    }
    return data;
}

/// "maestro:CONFIG-REVISION"
PlainBuild& addBuild(PlainData& data, int revision, const std::string& config,
                     const std::string& excerpt)
{
    const std::string n = std::to_string(revision);
    data.builds.push_back({"maestro:" + config + "-" + n, "maestro:c" + n, "maestro", config,
                           "arm64", "gcc-12", "PASS", "", "100", "", excerpt});
    return data.builds.back();
}

/// Row numbers, newest first.
std::vector<std::int64_t> revisionIds(StoreFixture& fixture)
{
    const auto found =
        must(fixture.engine().revisions({fixture.common(), {"mainline", "master", {}}, 30}, {}));
    std::vector<std::int64_t> ids;
    for (const query::RevisionRow& row : found->rows) {
        ids.push_back(row.revision.id);
    }
    return ids;
}

std::shared_ptr<const query::BuildNumbersSnapshot>
numbers(StoreFixture& fixture, const std::vector<std::int64_t>& revisions,
        std::optional<std::int64_t> baseline = std::nullopt)
{
    return must(
        service::buildNumbers(fixture.engine(), {fixture.common(), revisions, baseline}, {}));
}

/// Three revisions of one build: one warning; another in its place; both.
void fillThree(StoreFixture& fixture)
{
    PlainData data = revisions(3);
    addBuild(data, 1, "defconfig", warning(1));
    addBuild(data, 2, "defconfig", warning(2));
    addBuild(data, 3, "defconfig", warning(1) + warning(2));
    fixture.add(data);
}

std::shared_ptr<const query::BuildDetailsSnapshot> details(StoreFixture& fixture, const char* build,
                                                           bool withOthers = false)
{
    return must(service::buildDetails(fixture.engine(),
                                      {fixture.common(), build, std::nullopt, withOthers}, {}));
}

} // namespace

void BuildNumbersTest::eachRevisionIsComparedWithTheNext()
{
    StoreFixture fixture;
    fillThree(fixture);
    const auto found = numbers(fixture, revisionIds(fixture));
    QCOMPARE(found->builds.size(), std::size_t(3));
    const auto* newest = found->find("maestro:defconfig-3");
    QVERIFY(newest != nullptr);
    QCOMPARE(newest->warnings, 2);
    QCOMPARE(newest->newWarnings, 1);
    const auto* middle = found->find("maestro:defconfig-2");
    QVERIFY(middle != nullptr && middle->isCompared);
    QCOMPARE(middle->newWarnings, 1);
    QCOMPARE(middle->fixedWarnings, 1);
    const auto* oldest = found->find("maestro:defconfig-1");
    QVERIFY(oldest != nullptr && !oldest->isCompared);
    QCOMPARE(oldest->newWarnings, 0);
    QCOMPARE(oldest->durationSeconds, std::optional(100.0));
    QVERIFY(found->find("maestro:other") == nullptr);
}

void BuildNumbersTest::aChosenBaselineCountsForAllRevisions()
{
    StoreFixture fixture;
    fillThree(fixture);
    const auto ids = revisionIds(fixture);
    const auto found = numbers(fixture, {ids[0], ids[1]}, ids[2]);
    QCOMPARE(found->builds.size(), std::size_t(2));
    QCOMPARE(found->find("maestro:defconfig-3")->newWarnings, 1); // The second one.
    QCOMPARE(found->find("maestro:defconfig-2")->newWarnings, 1);
    QCOMPARE(found->find("maestro:defconfig-2")->fixedWarnings, 1);
}

void BuildNumbersTest::buildsWithoutALogAreNotCompared()
{
    StoreFixture fixture;
    PlainData data = revisions(2);
    addBuild(data, 1, "defconfig", "");
    addBuild(data, 2, "defconfig", warning(1)).misc = R"({"kernel_image_size":4096})";
    fixture.add(data);
    const auto found = numbers(fixture, revisionIds(fixture));
    const auto* now = found->find("maestro:defconfig-2");
    QVERIFY(now->hasLog && now->isExcerpt && !now->isCompared);
    QCOMPARE(now->warnings, 1);
    QCOMPARE(now->newWarnings, 0);
    QCOMPARE(now->sizeBytes, std::optional<std::int64_t>(4096));
    QVERIFY(!found->find("maestro:defconfig-1")->hasLog);
}

void BuildNumbersTest::everyBuildOfOneKeyHasItsNumbers()
{
    StoreFixture fixture;
    PlainData data = revisions(2);
    addBuild(data, 1, "defconfig", warning(1)).start = "2025-07-01T01:00:00Z";
    PlainBuild again = addBuild(data, 1, "defconfig", warning(1) + warning(2));
    again.id = "maestro:again";
    again.start = "2025-07-01T02:00:00Z";
    data.builds.back() = again;
    addBuild(data, 2, "defconfig", warning(2));
    fixture.add(data);
    const auto found = numbers(fixture, revisionIds(fixture));
    QCOMPARE(found->find("maestro:defconfig-1")->warnings, 1);
    QCOMPARE(found->find("maestro:again")->warnings, 2);
    QCOMPARE(found->find("maestro:defconfig-2")->newWarnings, 0); // Against the later of both.
}

void BuildNumbersTest::numbersAreThoseOfTheHealthOfEachRevision()
{
    StoreFixture fixture;
    PlainData data = revisions(4);
    std::mt19937 random(5);
    for (int revision = 1; revision <= 4; ++revision) {
        for (const char* config : {"a", "b", "c"}) {
            std::string log;
            for (int i = 0; i < 6; ++i) {
                log += random() % 2 == 0 ? warning(i) : "";
            }
            addBuild(data, revision, config, log + (random() % 3 == 0 ? BadType : ""));
        }
    }
    fixture.add(data);
    const auto ids = revisionIds(fixture);
    const auto found = numbers(fixture, ids);
    QCOMPARE(found->builds.size(), std::size_t(12));
    for (const std::int64_t id : ids) {
        const auto health =
            must(service::buildHealth(fixture.engine(), {fixture.common(), id, {}}, {}));
        for (const query::BuildHealthRow& row : health->rows) {
            const auto* one = found->find(row.now.id);
            QVERIFY(one != nullptr);
            QCOMPARE(one->errors, row.now.errors);
            QCOMPARE(one->warnings, row.now.warnings);
            QCOMPARE(one->newErrors + one->newWarnings, std::ssize(row.added));
            QCOMPARE(one->fixedErrors + one->fixedWarnings, std::ssize(row.fixed));
        }
    }
}

void BuildNumbersTest::detailsNameFileAndLineErrorsFirst()
{
    StoreFixture fixture;
    PlainData data = revisions(1);
    addBuild(data, 1, "defconfig", warning(4) + "make[2]: *** [x] Error 1\n" + BadType);
    fixture.add(data);
    const auto found = details(fixture, "maestro:defconfig-1");
    QCOMPARE(found->findings.size(), std::size_t(2));
    QVERIFY(found->findings[0].diagnostic.isError);
    QCOMPARE(found->findings[0].diagnostic.file, std::string("fs/ext4/inode.c"));
    QCOMPARE(found->findings[0].sourceLine, std::optional<std::int64_t>(77));
    QCOMPARE(found->findings[0].diagnostic.line, 3); // Of the log.
    QCOMPARE(found->findings[1].sourceLine, std::optional<std::int64_t>(4));
    QCOMPARE(found->build.names.config, std::string("defconfig"));
    QVERIFY(!found->baseline);
}

void BuildNumbersTest::detailsSayWhatIsNewAndWhatIsFixed()
{
    StoreFixture fixture;
    fillThree(fixture);
    const auto found = details(fixture, "maestro:defconfig-2");
    QVERIFY(found->baseline);
    QCOMPARE(found->baseline->name, std::string("v1"));
    QCOMPARE(found->findings.size(), std::size_t(2));
    QCOMPARE(found->findings[0].change, BuildChange::New);
    QCOMPARE(found->findings[0].diagnostic.file, std::string("drivers/w2.c"));
    QCOMPARE(found->findings[1].change, BuildChange::Fixed);
    QCOMPARE(found->findings[1].diagnostic.file, std::string("drivers/w1.c"));
    const auto newest = details(fixture, "maestro:defconfig-3");
    QCOMPARE(newest->findings[0].change, BuildChange::New);
    QCOMPARE(newest->findings[1].change, BuildChange::Same);
}

void BuildNumbersTest::othersThatSayTheSameAreCounted()
{
    StoreFixture fixture;
    PlainData data = revisions(1);
    addBuild(data, 1, "a", warning(1) + warning(2));
    addBuild(data, 1, "b", warning(1));
    addBuild(data, 1, "c", warning(1) + warning(1));
    fixture.add(data);
    QVERIFY(!details(fixture, "maestro:a-1")->findings.front().otherBuilds);
    const auto found = details(fixture, "maestro:a-1", true);
    QCOMPARE(found->findings[0].otherBuilds, std::optional<std::int64_t>(2));
    QCOMPARE(found->findings[1].otherBuilds, std::optional<std::int64_t>(0));
}

void BuildNumbersTest::aBuildThatIsNotStoredIsNotFound()
{
    StoreFixture fixture;
    fillThree(fixture);
    const auto found =
        service::buildDetails(fixture.engine(), {fixture.common(), "maestro:no", {}, false}, {});
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(BuildNumbersTest)
#include "tst_build_numbers.moc"
