// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"
#include "core/query/home_snapshots.h"
#include "store_fixture.h"

#include <QTest>

using namespace cboard;
using namespace cboard::test;

namespace {

std::string textOf(const StatusCounts& counts)
{
    std::string text;
    for (const std::int64_t count : counts.byClass) {
        text += std::to_string(count) + ' ';
    }
    return text;
}

std::string textOf(const query::ResultCounts& counts)
{
    return textOf(counts.builds) + "| " + textOf(counts.boots) + "| " + textOf(counts.tests);
}

std::string textOf(const std::optional<query::RevisionRef>& revision)
{
    return revision ? revision->tree + '/' + revision->branch + ' ' + revision->commit : "none";
}

std::string textOf(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += word + ',';
    }
    return text;
}

std::string treesText(query::Engine& engine, const query::Common& common)
{
    std::string text;
    const auto trees = must(engine.trees({common}, {}));
    for (const query::TreeRow& row : trees->rows) {
        text += textOf(row.newest) + ' ' + std::to_string(row.revisionCount);
        for (const query::TrendPoint& point : row.trend) {
            text += '\n' + std::to_string(point.revision) + ": " + textOf(point.counts);
        }
        text += '\n';
    }
    return text;
}

std::string boardsText(query::Engine& engine, const query::Common& common)
{
    query::HardwareRequest request;
    request.common = common;
    request.window = request.rateWindow = std::chrono::days(3650);
    std::string text;
    const auto hardware = must(engine.hardware(request, {}));
    for (const query::HardwareRow& row : hardware->rows) {
        text += row.identity.board + ' ' + textOf(row.identity.compatibles) + ' '
            + textOf(row.architectures) + ' ' + textOf(row.labs) + ' ' + textOf(row.trees) + ' '
            + textOf(row.counts) + textOf(row.boots) + textOf(row.newestRevision)
            + textOf(row.lastBoot);
        for (const query::BootBar& bar : row.strip) {
            text += '\n' + std::to_string(bar.revision) + ": " + textOf(bar.boots);
        }
        text += '\n';
    }
    return text;
}

std::string sourcesText(query::Engine& engine, const query::Common& common)
{
    query::HomeRequest request;
    request.common = common;
    std::string text;
    const auto home = must(engine.home(request, {}));
    for (const query::SourceRow& row : home->sources) {
        text += row.kind + ' ' + row.name + ' ' + std::to_string(row.runs) + ' '
            + std::to_string(row.errorShare) + '\n';
    }
    return text;
}

/// All that is added up, in an order that is the same in each program.
std::string allText(query::Engine& engine, const query::Common& common)
{
    return treesText(engine, common) + boardsText(engine, common) + sourcesText(engine, common);
}

/// What a program answers that has just started.
std::string freshText(const StoreFixture& fixture, const query::Common& common)
{
    const auto opened =
        store::Store::open(fixture.file(), {.isReadOnly = true, .mayCreate = false});
    return opened ? allText((*opened)->engine(), common) : std::string("no store");
}

/// The part of \p list from share \p part to the next of \p parts.
template <typename Record>
std::vector<Record> slice(const std::vector<Record>& list, std::size_t part, std::size_t parts)
{
    const auto at = [&](std::size_t share) {
        return list.begin() + static_cast<std::ptrdiff_t>(list.size() * share / parts);
    };
    return {at(part), at(part + 1)};
}

} // namespace

/// A program that remembers the sums of revisions against one that has just started.
class QuerySumsTest : public QObject {
    Q_OBJECT

private slots:
    void eachCommitIsSeen();
    void pendingCountsAsMissedWhenItsTimeHasCome();
    void aCheckoutTakesItsResultsToItsNewBranch();
};

void QuerySumsTest::eachCommitIsSeen()
{
    constexpr std::size_t Parts = 5;
    StoreFixture fixture;
    const PlainData all = randomData(11, 5, 12);
    // Tests come before their builds, and those before their checkouts, as often as not.
    std::string before;
    for (std::size_t part = 0; part < Parts; ++part) {
        PlainData some;
        some.tests = slice(all.tests, part, Parts);
        some.builds = slice(all.builds, Parts - 1 - part, Parts);
        some.checkouts = slice(all.checkouts, part, Parts);
        fixture.add(some);
        const std::string warm = allText(fixture.engine(), fixture.common());
        QCOMPARE(warm, freshText(fixture, fixture.common()));
        QVERIFY(warm != before);
        before = warm;
    }
}

void QuerySumsTest::pendingCountsAsMissedWhenItsTimeHasCome()
{
    StoreFixture fixture;
    PlainData data;
    data.checkouts = {mainlineCheckout(1)};
    data.builds = {mainlineBuild(1)};
    const auto ago = [](int hours) {
        return formatIso(StoreFixture::now() - std::chrono::hours(hours));
    };
    for (const int hours : {1, 5, 20}) {
        PlainTest test;
        test.id = "maestro:t" + std::to_string(hours);
        test.build = data.builds.front().id;
        test.origin = "maestro";
        test.path = "boot";
        test.platform = "rk3399-gru-kevin";
        test.lab = "lab-a";
        test.start = ago(hours);
        data.tests.push_back(test);
    }
    fixture.add(data);
    for (const int later : {0, 3, 8, 12, 3, 0}) {
        query::Common common = fixture.common();
        common.now += std::chrono::hours(later);
        QCOMPARE(allText(fixture.engine(), common), freshText(fixture, common));
        const auto trees = must(fixture.engine().trees({common}, {}));
        const std::int64_t missed = later < 7 ? 1 : later < 11 ? 2 : 3;
        QCOMPARE(trees->rows.at(0).counts.boots[StatusClass::Miss], missed);
    }
}

void QuerySumsTest::aCheckoutTakesItsResultsToItsNewBranch()
{
    StoreFixture fixture;
    PlainData data = randomData(5, 3, 8);
    fixture.add(data);
    const std::string before = allText(fixture.engine(), fixture.common());
    PlainData moved;
    moved.checkouts = {data.checkouts.front()};
    moved.checkouts.front().tree = "elsewhere";
    moved.checkouts.front().branch = "for-next";
    fixture.add(moved, store::MergePolicy::Last);
    const std::string after = allText(fixture.engine(), fixture.common());
    QCOMPARE(after, freshText(fixture, fixture.common()));
    QVERIFY(after != before);
    QVERIFY(after.find("elsewhere/for-next") != std::string::npos);
}

QTEST_GUILESS_MAIN(QuerySumsTest)
#include "tst_query_sums.moc"
