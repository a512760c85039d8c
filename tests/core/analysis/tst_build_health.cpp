// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/build_health.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace cboard;
using query::BuildDiagnostic;

/// New and fixed diagnostics, sizes and durations.
class BuildHealthTest : public QObject {
    Q_OBJECT

private slots:
    void newAndFixedAreEachOthersMirror();
    void whereTheDiagnosticStandsDoesNotMatter();
    void withoutALogOnOneSideNothingIsNew();
    void smallChangesOfSizeAndDurationAreNone();
    void whatMovesFromBuildToBuildIsNotFixed();
};

namespace {

BuildDiagnostic diagnostic(int number)
{
    return {.isError = number % 3 == 0,
            .file = "drivers/" + std::to_string(number % 5) + ".c",
            .message = "message " + std::to_string(number % 7),
            .flag = number % 2 == 0 ? "unused" : "",
            .text = "text",
            .line = number,
            .count = 1};
}

std::vector<BuildDiagnostic> randomList(std::mt19937& random)
{
    std::vector<BuildDiagnostic> list;
    std::set<int> numbers;
    for (auto i = random() % 20; i > 0; --i) {
        numbers.insert(static_cast<int>(random() % 210)); // Each number another diagnostic.
    }
    for (const int number : numbers) {
        list.push_back(diagnostic(number));
    }
    return list;
}

bool contains(const std::vector<BuildDiagnostic>& list, const BuildDiagnostic& one)
{
    return std::any_of(list.begin(), list.end(), [&one](const BuildDiagnostic& other) {
        return analysis::isSameDiagnostic(one, other);
    });
}

query::BuildHealthRow row(std::optional<double> duration, std::optional<std::int64_t> size)
{
    query::BuildHealthRow made;
    made.now.durationSeconds = duration;
    made.now.sizeBytes = size;
    made.before.durationSeconds = 100;
    made.before.sizeBytes = 1000;
    analysis::compareBuilds(made, {}, {});
    return made;
}

} // namespace

void BuildHealthTest::newAndFixedAreEachOthersMirror()
{
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        std::mt19937 random(seed);
        const auto before = randomList(random);
        const auto now = randomList(random);
        query::BuildHealthRow forth;
        forth.now.hasLog = forth.before.hasLog = true;
        query::BuildHealthRow back = forth;
        analysis::compareBuilds(forth, now, before);
        analysis::compareBuilds(back, before, now);
        QCOMPARE(forth.added.size(), back.fixed.size());
        QCOMPARE(forth.fixed.size(), back.added.size());
        QCOMPARE(forth.now.errors + forth.now.warnings, std::int64_t(now.size()));
        for (const BuildDiagnostic& one : now) {
            QCOMPARE(contains(forth.added, one), !contains(before, one));
        }
        for (const BuildDiagnostic& one : before) {
            QCOMPARE(contains(forth.fixed, one), !contains(now, one));
        }
    }
}

void BuildHealthTest::whereTheDiagnosticStandsDoesNotMatter()
{
    BuildDiagnostic moved = diagnostic(4);
    moved.line = 900;
    moved.count = 5;
    moved.text = "elsewhere";
    QVERIFY(analysis::diagnosticsWithout({moved}, {diagnostic(4)}).empty());
}

void BuildHealthTest::withoutALogOnOneSideNothingIsNew()
{
    query::BuildHealthRow made;
    made.now.hasLog = true;
    analysis::compareBuilds(made, {diagnostic(1)}, {});
    QVERIFY(made.added.empty());
    QCOMPARE(made.now.warnings, std::int64_t(1));
}

void BuildHealthTest::smallChangesOfSizeAndDurationAreNone()
{
    QVERIFY(!row(124, 1009).isSlower && !row(124, 1009).isLarger);
    QVERIFY(row(131, {}).isSlower && !row(131, {}).isLarger);
    QVERIFY(!row(129, {}).isSlower); // A quarter, and not half a minute.
    QVERIFY(row({}, 1010).isLarger && !row({}, 1010).isSlower);
}

void BuildHealthTest::whatMovesFromBuildToBuildIsNotFixed()
{
    query::BuildHealthSnapshot snapshot;
    snapshot.rows.resize(2);
    snapshot.rows[0].names.config = "b";
    snapshot.rows[0].added = {diagnostic(1)};
    snapshot.rows[1].names.config = "a";
    snapshot.rows[1].added = {diagnostic(1), diagnostic(3)};
    snapshot.rows[1].fixed = {diagnostic(1), diagnostic(2)};
    analysis::sumUp(snapshot);
    QCOMPARE(snapshot.newWarnings, std::int64_t(1));
    QCOMPARE(snapshot.newErrors, std::int64_t(1));
    QCOMPARE(snapshot.fixedWarnings, std::int64_t(1));
    QCOMPARE(snapshot.rows.front().names.config, std::string("a"));
}

QTEST_GUILESS_MAIN(BuildHealthTest)
#include "tst_build_health.moc"
