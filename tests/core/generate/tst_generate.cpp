// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_reader.h"
#include "core/formats/kcidb_writer.h"
#include "core/generate/board_catalog.h"
#include "core/generate/into_store.h"
#include "core/generate/suite_catalog.h"
#include "tests/core/generate/emitted_rows.h"

#include <QTemporaryDir>
#include <QTest>

#include <cctype>

using namespace cboard;
using namespace cboard::generate;
using namespace cboard::generate::testing;

class GenerateTest : public QObject {
    Q_OBJECT
private slots:
    void sameSeedGivesSameBytes();
    void tinySeedGivesTheRecordedBytes();
    void everyDocumentIsValidForTheReader();
    void numberOfTestsIsExact_data();
    void numberOfTestsIsExact();
    void badOptionsAreRefusedWithBothSides();
    void boardsAndPathsAreUniqueAndLegal();
    void statusesComeAsOftenAsInRealSubmissions();
    void documentsAreAsLargeAsRealOnes();
    void someThingsComeLateOrTwice();
    void aGeneratedStoreChecksClean();
    void stoppingStops();
};

void GenerateTest::sameSeedGivesSameBytes()
{
    const Options options{.seed = 11, .trees = 3, .revisions = 6, .tests = 6'000};
    const Emitted first = emitAll(options);
    QVERIFY(first.documents > 0);
    QCOMPARE(toHex(emitAll(options).hash), toHex(first.hash));
    Options other = options;
    other.seed = 12;
    QVERIFY(emitAll(other).hash != first.hash);
}

void GenerateTest::tinySeedGivesTheRecordedBytes()
{
    const Emitted emitted = emitAll({.seed = 5, .trees = 2, .revisions = 4, .tests = 400});
    QCOMPARE(QByteArray::fromStdString(toHex(emitted.hash)),
             QByteArray("0434dfa144ad6c57c53f92d661b03b5e"));
}

void GenerateTest::everyDocumentIsValidForTheReader()
{
    std::int64_t documents = 0;
    std::int64_t tests = 0;
    const auto outcome = generate::generate(
        {.seed = 4, .trees = 3, .revisions = 5, .tests = 9'000},
        {[&](const Document& document) -> Result<void> {
             const std::string bytes = formats::kcidbJson(document);
             auto padded = std::make_shared<std::string>(bytes);
             padded->append(formats::Input::PaddingBytes, '\0');
             const formats::Input input{
                 "made.json", std::string_view(*padded).substr(0, bytes.size()), padded, 1, {}};
             const formats::ReadResult read = formats::readKcidb(input, {}, TaskContext());
             if (!read) {
                 return fail(ErrorKind::Schema, read.error().pointer + ": " + read.error().message);
             }
             ++documents;
             tests += std::ssize(read->tests);
             // What came back must be what was made.
             return formats::kcidbJson(*read) == bytes
                 ? Result<void>{}
                 : Result<void>(fail(ErrorKind::Internal, "read back differently"));
         },
         {}},
        TaskContext());
    QVERIFY2(outcome.has_value(), outcome ? "" : describe(outcome.error()).c_str());
    QCOMPARE(documents, outcome->totals.documents);
    QVERIFY(tests >= 9'000);
}

void GenerateTest::numberOfTestsIsExact_data()
{
    QTest::addColumn<qint64>("trees");
    QTest::addColumn<qint64>("revisions");
    QTest::addColumn<qint64>("tests");
    QTest::newRow("fewer tests than revisions") << 4LL << 5LL << 7LL;
    QTest::newRow("one of each") << 1LL << 1LL << 1LL;
    QTest::newRow("small") << 5LL << 12LL << 9'999LL;
    QTest::newRow("more trees than known names") << 30LL << 2LL << 3'000LL;
    QTest::newRow("one large revision") << 1LL << 1LL << 28'000LL;
}

void GenerateTest::numberOfTestsIsExact()
{
    QFETCH(qint64, trees);
    QFETCH(qint64, revisions);
    QFETCH(qint64, tests);
    const Emitted emitted =
        emitAll({.seed = 3, .trees = trees, .revisions = revisions, .tests = tests});
    QCOMPARE(std::ssize(emitted.tests), tests);
    QCOMPARE(emitted.outcome.totals.tests, tests);
    QCOMPARE(std::ssize(emitted.builds), emitted.outcome.totals.builds);
    QCOMPARE(std::ssize(emitted.checkouts), emitted.outcome.totals.checkouts);
    const auto commits = emitted.commitsOfTree();
    QCOMPARE(std::ssize(commits), trees);
    for (const auto& [tree, itsCommits] : commits) {
        QCOMPARE(std::ssize(itsCommits), revisions);
    }
}

void GenerateTest::badOptionsAreRefusedWithBothSides()
{
    const Sinks sink{[](const Document&) -> Result<void> { return {}; }, {}};
    const auto outcome = generate::generate({.trees = 0}, sink, TaskContext());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Invalid);
    QCOMPARE(outcome.error().message, std::string("trees: expected 1 to 1000, got 0"));
    QVERIFY(!generate::generate({.revisions = -1}, sink, TaskContext()));
    QVERIFY(!generate::generate({.tests = -1}, sink, TaskContext()));
}

void GenerateTest::boardsAndPathsAreUniqueAndLegal()
{
    std::set<std::string> names;
    for (const Board& board : makeBoards()) {
        QVERIFY2(names.insert(board.name).second, board.name.c_str());
    }
    QVERIFY(names.size() >= 380 && names.size() <= 520);
    std::set<std::string> paths;
    for (const Suite& suite : makeSuites()) {
        QVERIFY2(!suite.paths.empty(), suite.job.c_str());
        for (const std::string& path : suite.paths) {
            QVERIFY2(paths.insert(path).second, path.c_str());
            const bool isLegal = std::all_of(path.begin(), path.end(), [](unsigned char c) {
                return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.';
            });
            QVERIFY2(isLegal && path.front() != '.' && path.back() != '.'
                         && path.find("..") == std::string::npos,
                     path.c_str());
        }
    }
    QVERIFY(paths.size() > 4'000);
}

void GenerateTest::statusesComeAsOftenAsInRealSubmissions()
{
    const Emitted emitted = emitAll({.seed = 21, .trees = 4, .revisions = 20, .tests = 120'000});
    std::map<std::string, double> percent;
    for (const auto& [id, test] : emitted.tests) {
        percent[test.status] += 100.0 / 120'000;
    }
    const auto isWithin = [&](const char* status, double low, double high) {
        const double value = percent[status];
        const bool isGood = value >= low && value <= high;
        if (!isGood) {
            qWarning("%s: %.2f %%, expected %.2f to %.2f", status, value, low, high);
        }
        return isGood;
    };
    QVERIFY(isWithin("PASS", 71, 79));
    QVERIFY(isWithin("SKIP", 14, 20));
    QVERIFY(isWithin("FAIL", 4, 7.5));
    QVERIFY(isWithin("", 0.1, 1.5));
    // More than in a quiet week: a lab is ill now and then.
    QVERIFY(isWithin("ERROR", 0.4, 2));
    QVERIFY(isWithin("MISS", 0.4, 2));
}

void GenerateTest::documentsAreAsLargeAsRealOnes()
{
    const Emitted emitted = emitAll({.seed = 22, .trees = 2, .revisions = 2, .tests = 60'000});
    const std::vector<std::size_t>& sizes = emitted.testsOfDocuments;
    QVERIFY(sizes[sizes.size() / 2] <= 12);
    QVERIFY(sizes[sizes.size() * 9 / 10] >= 40 && sizes[sizes.size() * 9 / 10] <= 200);
    QVERIFY(sizes.back() <= 1'407);
    const std::size_t bytesOfTest = emitted.bytes / 60'000;
    QVERIFY2(bytesOfTest >= 4'500 && bytesOfTest <= 8'000, std::to_string(bytesOfTest).c_str());
}

void GenerateTest::someThingsComeLateOrTwice()
{
    const Emitted emitted = emitAll({.seed = 23, .trees = 2, .revisions = 10, .tests = 40'000});
    QVERIFY(emitted.childrenBeforeParents > 0);
    QVERIFY(emitted.repeatedTests > 0);
    QVERIFY(emitted.repeatedTests < 40'000 / 20);
    for (const auto& [id, test] : emitted.tests) {
        QVERIFY2(emitted.builds.contains(test.build), id.c_str());
    }
    for (const auto& [id, build] : emitted.builds) {
        QVERIFY2(emitted.checkouts.contains(build.checkout), id.c_str());
    }
}

void GenerateTest::aGeneratedStoreChecksClean()
{
    const QTemporaryDir folder;
    // A seed in which a run ends in the commit that brings its late build.
    const Options options{.seed = 10, .trees = 3, .revisions = 8, .tests = 8'000};
    const Emitted emitted = emitAll(options);
    QVERIFY(emitted.childrenBeforeParents > 0 && emitted.repeatedTests > 0);
    const auto store = store::Store::open(folder.filePath("made.db").toStdString(), {});
    QVERIFY2(store.has_value(), store ? "" : describe(store.error()).c_str());
    const auto outcome = generateIntoStore(options, **store, Options::DefaultEndTime, {});
    QVERIFY2(outcome.has_value(), outcome ? "" : describe(outcome.error()).c_str());
    const auto found = (*store)->check({});
    QVERIFY2(found.has_value(), found ? "" : describe(found.error()).c_str());
    QVERIFY2(found->empty(), found->empty() ? "" : found->front().c_str());
    const auto sizes = (*store)->sizes();
    QVERIFY(sizes.has_value());
    QCOMPARE(sizes->records[static_cast<std::size_t>(RecordKind::Test)], options.tests);
}

void GenerateTest::stoppingStops()
{
    std::stop_source source;
    std::int64_t documents = 0;
    const auto outcome = generate::generate({.trees = 3, .revisions = 50, .tests = 100'000},
                                            {[&](const Document&) -> Result<void> {
                                                 ++documents;
                                                 source.request_stop();
                                                 return {};
                                             },
                                             {}},
                                            TaskContext(source.get_token()));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
    QVERIFY(documents < 100);
}

QTEST_GUILESS_MAIN(GenerateTest)
#include "tst_generate.moc"
