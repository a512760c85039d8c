// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/hardware_snapshots.h"
#include "core/store/embedded_engine.h"
#include "core/store/queries/outcome_check.h"
#include "core/store/revisions/outcome_codec.h"
#include "core/store/revisions/outcome_file.h"
#include "core/store/revisions/outcome_update.h"
#include "core/store/revisions/sums_codec.h"
#include "core/store/sqlite/database.h"
#include "plain_query.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace cboard;
using namespace cboard::test;

/// What is kept of revisions between starts: the same answers, never an old one.
class OutcomeFileTest : public QObject {
    Q_OBJECT

private slots:
    void codedOutcomesReadTheSame();
    void codedSumsReadTheSame();
    void damagedBytesReadAsNothing();
    void answersAreTheSameWithTheFile();
    void sumsAreReadFromTheFileAlone();
    void damagedBoardsAreReadAgain();
    void aSecondUpdateReadsNothingAgain();
    void onlyWhatWasTouchedIsReadAgain();
    void whatIsKeptAfterManyStepsIsWhatOneStepKeeps();
    void aFileOfAnotherStoreIsNotBelieved();
    void checkFindsWhatDiffers();
    void checkFindsWhatDiffersByAnotherWindow();
    void checkFindsSumsThatDiffer();
    void aStoppedUpdateGoesOnWhereItWas();
    void whatNobodyTouchedIsConfirmedAndNotWrittenAgain();
    void whatHoldsForAWhileIsReadAgainAfterIt();
    void anOvertakenUpdateChangesNothing();

private:
    static store::OutcomeUpdate update(StoreFixture& fixture)
    {
        const auto done = store::updateOutcomes(fixture.file(), fixture.common(), {});
        if (!done) {
            qFatal("%s", describe(done.error()).c_str());
        }
        return *done;
    }
    static std::filesystem::path keptFile(const StoreFixture& fixture)
    {
        return store::OutcomeFile::fileFor(fixture.file());
    }
    /// All that is judged of the branch, as one text, by an engine that remembers nothing yet.
    static std::string judged(const StoreFixture& fixture)
    {
        store::EmbeddedEngine engine(fixture.file());
        query::RegressionsRequest request;
        request.common = fixture.common();
        request.branch = {"mainline", "master", {}};
        const auto found = must(engine.regressions(request, {}));
        std::string text;
        for (const query::RegressionRow& row : found->rows) {
            text += std::string(regressionStateKey(row.state)) + row.subject + row.firstBad.commit
                + std::to_string(row.failingFor) + std::to_string(row.confidence);
            for (const query::RegressionCell& cell : row.cells) {
                text += cell.names.config + cell.names.lab + cell.recordId;
            }
        }
        query::VerdictsRequest verdicts;
        verdicts.common = fixture.common();
        verdicts.branch = request.branch;
        verdicts.lastRevisions = 100;
        const auto rows = must(engine.verdicts(verdicts, {}));
        for (const query::RevisionVerdicts& row : rows->rows) {
            for (const query::MarkCounts* marks : {&row.builds, &row.boots, &row.tests}) {
                for (const std::int32_t count : marks->byMark) {
                    text += std::to_string(count) + " ";
                }
            }
            for (const std::string& lab : row.illLabs) {
                text += lab;
            }
        }
        return text + summed(fixture);
    }
    /// What all revisions add up to, likewise.
    static std::string summed(const StoreFixture& fixture)
    {
        store::EmbeddedEngine engine(fixture.file());
        std::string text;
        const auto add = [&text](const StatusCounts& counts) {
            for (const std::int64_t count : counts.byClass) {
                text += std::to_string(count) + " ";
            }
        };
        const auto trees = must(engine.trees({fixture.common()}, {}));
        for (const query::TreeRow& row : trees->rows) {
            for (const query::TrendPoint& point : row.trend) {
                add(point.counts.builds);
                add(point.counts.boots);
                add(point.counts.tests);
            }
        }
        query::HardwareRequest request;
        request.common = fixture.common();
        request.window = request.rateWindow = std::chrono::days(3650);
        request.withMarks = false;
        const auto boards = must(engine.hardware(request, {}));
        for (const query::HardwareRow& row : boards->rows) {
            text += row.identity.board;
            for (const auto* words :
                 {&row.architectures, &row.labs, &row.trees, &row.identity.compatibles}) {
                for (const std::string& word : *words) {
                    text += word + ",";
                }
            }
            add(row.counts.builds);
            add(row.counts.boots);
            add(row.counts.tests);
        }
        return text;
    }
    /// What the file holds, by names in place of numbers: the numbers depend on the order.
    static std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::int64_t>>
    contents(const StoreFixture& fixture);
};

void OutcomeFileTest::codedOutcomesReadTheSame()
{
    std::mt19937 random(5);
    for (int round = 0; round < 50; ++round) {
        std::vector<store::KeptCell> numbers(300);
        std::vector<store::CellIndex::Cell> cells(numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = static_cast<store::KeptCell>((i * 7 + 3) % numbers.size());
            cells[numbers[i]] = static_cast<store::CellIndex::Cell>(i);
        }
        store::RevisionOutcomes outcomes;
        outcomes.checkouts = {1, 70'000, static_cast<std::int64_t>(random())};
        const auto small = [&random] { return static_cast<std::uint8_t>(random() % 3); };
        for (std::size_t i = random() % 200; i > 0; --i) {
            outcomes.cells.push_back({static_cast<store::CellIndex::Cell>(random() % 300), small(),
                                      small(), small(), random() % 9 == 0});
            const auto key = static_cast<std::int64_t>((std::uint64_t{random()} << 32U) | random());
            outcomes.troubled.push_back({outcomes.cells.back().cell, random() % 2 == 0, key});
        }
        const auto read = store::decodeOutcomes(store::encodeOutcomes(outcomes, numbers), cells);
        QVERIFY(read);
        QVERIFY(read->checkouts == outcomes.checkouts);
        QVERIFY(read->cells == outcomes.cells);
        QVERIFY(read->troubled == outcomes.troubled);
    }
}

void OutcomeFileTest::codedSumsReadTheSame()
{
    std::mt19937 random(9);
    for (int round = 0; round < 50; ++round) {
        const auto fill = [&random](auto& counts) {
            for (auto& count : counts.byClass) {
                count = static_cast<std::remove_reference_t<decltype(count)>>(random() % 300'000);
            }
        };
        const auto below = [&random](std::uint32_t limit) {
            return static_cast<std::int64_t>(random() % limit);
        };
        const store::ClockSpan clocks{Timestamp(std::chrono::microseconds(below(1U << 30U))),
                                      random() % 2 == 0
                                          ? std::optional<Timestamp>()
                                          : Timestamp(std::chrono::hours(below(1U << 20U)))};
        store::RevisionSums all;
        all.origin.clocks = clocks;
        for (StatusCounts* counts : {&all.counts.builds, &all.counts.boots, &all.counts.tests}) {
            fill(*counts);
        }
        QVERIFY(store::decodeSums(store::encodeSums(all)) == all);

        store::RunSums runs;
        runs.origin.clocks = clocks;
        for (std::size_t i = random() % 20; i > 0; --i) {
            store::BoardSums board;
            board.platform = below(5000);
            fill(board.builds);
            fill(board.boots);
            fill(board.tests);
            board.firstWord = static_cast<std::uint32_t>(runs.words.size());
            board.architectureCount = static_cast<std::uint16_t>(random() % 3);
            board.labCount = static_cast<std::uint16_t>(random() % 4);
            for (int word = board.architectureCount + board.labCount; word > 0; --word) {
                runs.words.push_back(below(400));
            }
            runs.boards.push_back(board);
            runs.labs.push_back({static_cast<std::int64_t>(i), below(1000), below(9)});
            runs.origins.push_back({-static_cast<std::int64_t>(i), below(1000), 0});
        }
        const std::string body = store::encodeRunSums(runs);
        QVERIFY(store::decodeRunSums(body) == runs);
        for (std::size_t length = 0; length < body.size(); ++length) {
            QVERIFY(!store::decodeRunSums(body.substr(0, length)));
        }
        if (!runs.boards.empty()) {
            runs.boards.back().labCount += 1; // A word that is not there.
            QVERIFY(!store::decodeRunSums(store::encodeRunSums(runs)));
        }
    }
}

void OutcomeFileTest::damagedBytesReadAsNothing()
{
    store::RevisionOutcomes outcomes;
    outcomes.checkouts = {3};
    outcomes.cells = {{2, 1, 0, 0, false}, {1, 3, 2, 1, true}};
    outcomes.troubled = {{1, true, -44}};
    const std::vector<store::KeptCell> numbers{0, 1, 2};
    const std::vector<store::CellIndex::Cell> cells{0, 1, 2};
    const std::string body = store::encodeOutcomes(outcomes, numbers);
    QVERIFY(store::decodeOutcomes(body, cells));
    QVERIFY(!store::decodeOutcomes(body, std::span(cells).first(2)));
    QVERIFY(!store::decodeOutcomes(body + "x", cells));
    for (std::size_t length = 0; length < body.size(); ++length) {
        QVERIFY(!store::decodeOutcomes(body.substr(0, length), cells));
    }
    QVERIFY(!store::decodeHealth("\xff\xff\xff"));
    QVERIFY(!store::decodeCells("\x7f"));
}

void OutcomeFileTest::answersAreTheSameWithTheFile()
{
    for (const std::uint32_t seed : {3U, 4U}) {
        StoreFixture fixture;
        fixture.add(randomData(seed, 8, 16));
        const std::string before = judged(fixture);
        QVERIFY(update(fixture).updated > 0);
        QCOMPARE(judged(fixture), before);
        fixture.add(randomData(seed + 100, 3, 16));
        std::string stale = judged(fixture); // With a file that is behind.
        std::filesystem::remove(keptFile(fixture));
        QCOMPARE(stale, judged(fixture));
    }
}

void OutcomeFileTest::sumsAreReadFromTheFileAlone()
{
    StoreFixture fixture;
    fixture.add(randomData(8, 6, 12));
    update(fixture);
    const std::string before = summed(fixture);
    auto opened = store::Database::open(fixture.file(), store::Database::Mode::ReadWrite);
    QVERIFY((*opened)->execute("DELETE FROM rollup_checkout; DELETE FROM rollup_platform"));
    QCOMPARE(summed(fixture), before);
    std::filesystem::remove(keptFile(fixture));
    QVERIFY(summed(fixture) != before);
}

void OutcomeFileTest::damagedBoardsAreReadAgain()
{
    StoreFixture fixture;
    fixture.add(randomData(8, 6, 12));
    const std::string before = summed(fixture);
    for (const char* damage : {"substr(value, 1, length(value) - 1)", "x'ffff'", "x'000105'"}) {
        update(fixture);
        auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
        QCOMPARE(*(*file)->scalar("SELECT count(*) FROM meta WHERE key = 'boards'"),
                 std::int64_t(1));
        QVERIFY((*file)->execute("UPDATE meta SET value = " + std::string(damage)
                                 + " WHERE key = 'boards'"));
        QCOMPARE(summed(fixture), before);
    }
}

void OutcomeFileTest::aSecondUpdateReadsNothingAgain()
{
    StoreFixture fixture;
    fixture.add(randomData(6, 5, 8));
    const auto first = update(fixture);
    QCOMPARE(first.updated, first.revisions);
    const auto second = update(fixture);
    QCOMPARE(second.updated, std::int64_t(0));
    QCOMPARE(second.revisions, first.revisions);
}

void OutcomeFileTest::onlyWhatWasTouchedIsReadAgain()
{
    StoreFixture fixture;
    const PlainData data = randomData(7, 5, 8);
    fixture.add(data);
    update(fixture);
    PlainData late; // One more run of a build that was there.
    late.tests.push_back(data.tests.front());
    late.tests.back().id = "maestro:late";
    late.tests.back().build = data.builds.front().id;
    fixture.add(late);
    QCOMPARE(update(fixture).updated, std::int64_t(1));
}

std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::int64_t>>
OutcomeFileTest::contents(const StoreFixture& fixture)
{
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadOnly);
    std::array<std::vector<store::CellKey>, 3> keys;
    auto blocks = (*file)->prepare("SELECT kind, body FROM cell_block ORDER BY kind, first");
    while (*blocks->step()) {
        const auto block = store::decodeCells(blocks->blob(1));
        auto& all = keys.at(static_cast<std::size_t>(blocks->integer(0)));
        all.insert(all.end(), block->begin(), block->end());
    }
    std::map<std::pair<std::int64_t, std::int64_t>, std::vector<std::int64_t>> found;
    auto parts = (*file)->prepare("SELECT revision, part, stamp, body FROM revision_part");
    store::Compressor compressor;
    while (*parts->step()) {
        const std::int64_t part = parts->integer(1);
        auto& values = found[{parts->integer(0), part}];
        values.push_back(parts->integer(2));
        Arena arena;
        const auto body = *compressor.decompress(parts->blob(3), arena);
        if (part > 2) {
            values.insert(values.end(), body.begin(), body.end());
            continue;
        }
        const auto& known = keys.at(static_cast<std::size_t>(part));
        std::vector<store::CellIndex::Cell> own(known.size());
        std::iota(own.begin(), own.end(), 0U);
        const auto outcomes = store::decodeOutcomes(body, own);
        for (const store::CellOutcome& cell : outcomes->cells) {
            const store::CellKey& key = known[cell.cell];
            values.insert(values.end(),
                          {key.config, key.architecture, key.compiler, key.platform, key.path,
                           key.lab, cell.passes, cell.fails, cell.infrastructure,
                           cell.isStale ? 1 : 0});
        }
        for (const store::TroubledRun& run : outcomes->troubled) {
            values.insert(values.end(), {known[run.cell].path, run.isFail ? 1 : 0, run.key});
        }
    }
    return found;
}

void OutcomeFileTest::whatIsKeptAfterManyStepsIsWhatOneStepKeeps()
{
    for (const std::uint32_t seed : {11U, 12U, 13U}) {
        StoreFixture fixture;
        PlainData data = randomData(seed, 6, 12);
        // Children before parents, a revision in several commits.
        std::mt19937 random(seed);
        std::shuffle(data.tests.begin(), data.tests.end(), random);
        std::shuffle(data.builds.begin(), data.builds.end(), random);
        const std::size_t third = data.tests.size() / 3;
        PlainData first;
        first.tests.assign(data.tests.begin(), data.tests.begin() + std::ptrdiff_t(third));
        PlainData second;
        second.checkouts = data.checkouts;
        second.builds.assign(data.builds.begin(), data.builds.begin() + 4);
        PlainData last;
        last.builds.assign(data.builds.begin() + 4, data.builds.end());
        last.tests.assign(data.tests.begin() + std::ptrdiff_t(third), data.tests.end());
        for (const PlainData& step : {first, second, last}) {
            fixture.add(step);
            update(fixture);
        }
        const auto inSteps = contents(fixture);
        QVERIFY(!inSteps.empty());
        std::filesystem::remove(keptFile(fixture));
        update(fixture);
        QVERIFY(contents(fixture) == inSteps);
    }
}

void OutcomeFileTest::aFileOfAnotherStoreIsNotBelieved()
{
    StoreFixture fixture;
    fixture.add(randomData(21, 5, 10));
    StoreFixture other;
    other.add(randomData(22, 5, 10));
    update(other);
    const std::string expected = judged(fixture);
    std::filesystem::copy_file(keptFile(other), keptFile(fixture));
    QCOMPARE(judged(fixture), expected);
    update(fixture); // Takes the file over.
    QCOMPARE(judged(fixture), expected);
}

void OutcomeFileTest::checkFindsWhatDiffers()
{
    StoreFixture fixture;
    fixture.add(randomData(31, 4, 10));
    update(fixture);
    QVERIFY(store::checkOutcomes(fixture.file(), {})->empty());
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
    QVERIFY((*file)->execute("UPDATE revision_part SET body ="
                             " (SELECT body FROM revision_part WHERE part = 2 LIMIT 1),"
                             " stamp = stamp WHERE part = 2"));
    QCOMPARE(store::checkOutcomes(fixture.file(), {})->size(), std::size_t(1));
}

void OutcomeFileTest::checkFindsWhatDiffersByAnotherWindow()
{
    StoreFixture fixture;
    fixture.add(randomData(31, 4, 10));
    query::Common common = fixture.common();
    common.window.length = std::chrono::hours(3);
    QVERIFY(store::updateOutcomes(fixture.file(), common, {}));
    QVERIFY(store::checkOutcomes(fixture.file(), {})->empty());
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
    QVERIFY((*file)->execute("UPDATE revision_part SET body ="
                             " (SELECT body FROM revision_part WHERE part = 2 LIMIT 1),"
                             " stamp = stamp WHERE part = 2"));
    QCOMPARE(store::checkOutcomes(fixture.file(), {})->size(), std::size_t(1));
}

void OutcomeFileTest::checkFindsSumsThatDiffer()
{
    StoreFixture fixture;
    fixture.add(randomData(32, 4, 10));
    update(fixture);
    QVERIFY(store::checkOutcomes(fixture.file(), {})->empty());
    auto opened = store::Database::open(fixture.file(), store::Database::Mode::ReadWrite);
    QVERIFY((*opened)->execute("UPDATE rollup_checkout SET count = count + 1"));
    QCOMPARE(store::checkOutcomes(fixture.file(), {})->size(), std::size_t(1));
}

void OutcomeFileTest::aStoppedUpdateGoesOnWhereItWas()
{
    StoreFixture fixture;
    fixture.add(randomData(41, 12, 6)); // More than are done at once.
    std::stop_source stop;
    int reports = 0;
    const TaskContext task(stop.get_token(), [&](const Progress&) {
        if (++reports == 2) {
            stop.request_stop();
        }
    });
    const auto stopped = store::updateOutcomes(fixture.file(), fixture.common(), task);
    QVERIFY(!stopped && stopped.error().kind == ErrorKind::Cancelled);
    const auto rest = update(fixture);
    QVERIFY(rest.updated > 0);
    QVERIFY(rest.updated < rest.revisions);
}

void OutcomeFileTest::whatNobodyTouchedIsConfirmedAndNotWrittenAgain()
{
    StoreFixture fixture;
    const PlainData data = randomData(51, 6, 8);
    fixture.add(data);
    update(fixture);
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
    for (const char* id : {"maestro:late", "maestro:later"}) {
        PlainData late;
        late.tests.push_back(data.tests.front());
        late.tests.back().id = id;
        fixture.add(late);
        QCOMPARE(update(fixture).updated, std::int64_t(1));
    }
    QCOMPARE(*(*file)->scalar("SELECT count(DISTINCT revision) FROM revision_part WHERE generation"
                              " = (SELECT value FROM meta WHERE key = 'confirmed')"),
             std::int64_t(1));

    // The feed forgets what lies before; what is confirmed needs no more of it.
    auto opened = store::Database::open(fixture.file(), store::Database::Mode::ReadWrite);
    QVERIFY((*opened)->execute("DELETE FROM change WHERE generation"
                               " < (SELECT max(generation) FROM change)"));
    QCOMPARE(update(fixture).updated, std::int64_t(0));
    QVERIFY((*opened)->execute("DELETE FROM rollup_checkout; DELETE FROM rollup_platform"));
    const std::string fromFile = summed(fixture);
    QVERIFY((*file)->execute("DELETE FROM meta WHERE key = 'confirmed'"));
    QVERIFY(summed(fixture) != fromFile);
}

void OutcomeFileTest::whatHoldsForAWhileIsReadAgainAfterIt()
{
    StoreFixture fixture;
    PlainData data = randomData(52, 6, 8);
    const auto finish = [](auto& result) {
        result.status = result.status.empty() ? "PASS" : result.status;
    };
    std::ranges::for_each(data.builds, finish);
    std::ranges::for_each(data.tests, finish);
    data.tests.front().status.clear(); // One is pending, at first.
    data.tests.front().start = formatIso(StoreFixture::now() - std::chrono::hours(1));
    fixture.add(data);
    query::Common common = fixture.common();
    const auto updateNow = [&] { return store::updateOutcomes(fixture.file(), common, {}); };
    QVERIFY(updateNow());
    QCOMPARE(updateNow()->updated, std::int64_t(0));
    common.now += common.window.length + std::chrono::hours(2);
    const auto later = updateNow();
    QVERIFY(later->updated > 0);
    QVERIFY(later->updated < later->revisions);
    QCOMPARE(updateNow()->updated, std::int64_t(0));
    QVERIFY(store::checkOutcomes(fixture.file(), {})->empty());
}

void OutcomeFileTest::anOvertakenUpdateChangesNothing()
{
    StoreFixture fixture;
    const PlainData data = randomData(53, 4, 8);
    fixture.add(data);
    update(fixture);
    auto file = store::Database::open(keptFile(fixture), store::Database::Mode::ReadWrite);
    QVERIFY((*file)->execute("UPDATE meta SET value = value + 1 WHERE key = 'confirmed';"
                             "DELETE FROM revision_part"));
    const auto done = update(fixture);
    QCOMPARE(done.updated, std::int64_t(0));
    QVERIFY(done.revisions > 0);
    QCOMPARE(*(*file)->scalar("SELECT count(*) FROM revision_part"), std::int64_t(0));
    fixture.add(randomData(54, 1, 2)); // Now this state is as new.
    QVERIFY(update(fixture).updated > 0);
}

QTEST_GUILESS_MAIN(OutcomeFileTest)
#include "tst_outcome_file.moc"
