// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/tap/tap_lines.h"
#include "core/formats/tap_reader.h"
#include "tests/core/formats/golden.h"
#include "tests/core/formats/reading.h"

#include <QTest>

#include <set>

using namespace cboard;
using namespace cboard::formats;

class TapReaderTest : public QObject {
    Q_OBJECT

private slots:
    void goldenCases_data();
    void goldenCases();
    void linesAreRead_data();
    void linesAreRead();
    void failureKeepsItsMessages();
    void durationComesFromTheBlock();
    void optionsSayWhereItRan();
    void idsAreUniqueAndStable();
    void announcedButMissingIsBounded();
    void deepNestingIsFlattened();
    void hugeNamesAreALimit();
    void textWithoutResultsIsRefused();
    void bytesThatAreNoTextAreReplaced();
};

void TapReaderTest::goldenCases_data()
{
    QTest::addColumn<QString>("folder");
    test::addGoldenRows("tap");
    test::addGoldenRows("kselftest");
}

void TapReaderTest::goldenCases()
{
    QFETCH(QString, folder);
    test::compareGolden(folder);
}

void TapReaderTest::linesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("indent");
    QTest::addColumn<QString>("description");
    const auto row = [](const char* text, TapLine::Kind kind, int indent, const char* description) {
        QTest::newRow(text) << text << static_cast<int>(kind) << indent << description;
    };
    using Kind = TapLine::Kind;
    row("ok", Kind::Result, 0, "");
    row("okay 1", Kind::Other, 0, "");
    row("not ok 3 - x y # TODO z", Kind::Result, 0, "x y");
    row("ok 1 a#b", Kind::Result, 0, "a#b");
    row("ok 1 a \\# b # SKIP", Kind::Result, 0, "a \\# b");
    row("    ok 2 x\r", Kind::Result, 4, "x");
    row("# ok 1 x", Kind::Result, 1000, "x");
    row("# # ok 1 x", Kind::Result, 2000, "x");
    row("#     ok 1 x", Kind::Result, 1004, "x");
    row("# ok then", Kind::Other, 0, "");
    row("[   12.345678] ok 1 x", Kind::Result, 0, "x");
    row("<6>[    1.0]     ok 1 x", Kind::Result, 4, "x");
    row("[abc] ok 1 x", Kind::Other, 0, "");
    row("1..5", Kind::Plan, 0, "");
    row("1..x", Kind::Other, 0, "");
    row("Bail out! gone", Kind::BailOut, 0, "gone");
    row("    # Subtest: name", Kind::Subtest, 4, "name");
    row("# selftests: a: b", Kind::Subtest, 1000, "selftests: a: b");
    row("KTAP version 1", Kind::Version, 0, "");
}

void TapReaderTest::linesAreRead()
{
    QFETCH(QString, text);
    QFETCH(int, kind);
    QFETCH(int, indent);
    QFETCH(QString, description);
    const std::string line = text.toStdString();
    const TapLine read = readTapLine(line);
    QCOMPARE(static_cast<int>(read.kind), kind);
    QCOMPARE(read.indent, indent);
    QCOMPARE(QString::fromStdString(std::string(read.description)), description);
}

void TapReaderTest::failureKeepsItsMessages()
{
    const auto tap = test::readFileAs("tap", CBOARD_TEST_DATA "/tap/tap13/input.tap");
    QVERIFY(tap);
    QVERIFY(test::testAt(*tap, "plain_failure").logExcerpt->find("# expected 3, got 4")
            != std::string_view::npos);
    QVERIFY(!test::testAt(*tap, "plain_pass").logExcerpt);
    const auto kunit = test::readFileAs("tap", CBOARD_TEST_DATA "/tap/kunit-log/input.log");
    QVERIFY(kunit);
    const Test& failed = test::testAt(*kunit, "list-test-module.list_test_list_add");
    QVERIFY(failed.logExcerpt->find("EXPECTATION FAILED") != std::string_view::npos);
    QVERIFY(failed.misc->text.find(R"("log_start_line":6,"log_end_line":8)")
            != std::string_view::npos);
}

void TapReaderTest::durationComesFromTheBlock()
{
    const auto tap = test::readFileAs("tap", CBOARD_TEST_DATA "/tap/tap13/input.tap");
    QCOMPARE(test::testAt(*tap, "plain_failure").duration->text, "0.0125");
}

void TapReaderTest::optionsSayWhereItRan()
{
    ReadOptions options;
    options.tree = "mainline";
    options.commit = "0123456789012345678901234567890123456789";
    options.platform = "rpi";
    options.lab = "desk";
    const auto tap = test::readAs("tap", "ok 1 x\n", options);
    QVERIFY(tap);
    QCOMPARE(*tap->checkouts.front().gitCommitHash, options.commit);
    QCOMPARE(tap->tests.front().platform, "rpi");
    QCOMPARE(tap->tests.front().environmentMisc->text, R"({"platform":"rpi"})");
    QCOMPARE(tap->tests.front().lab, "desk");
    QCOMPARE(tap->logs.front().ownerId, tap->tests.front().id);
    QCOMPARE(test::kcidbProblem(*tap), std::string());
}

void TapReaderTest::idsAreUniqueAndStable()
{
    const std::string text = "ok 1 x\nok 2 x\nok 3 X\n";
    const auto one = test::readAs("tap", text);
    const auto two = test::readAs("tap", text);
    QVERIFY(one && two);
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < one->tests.size(); ++i) {
        QCOMPARE(one->tests[i].id, two->tests[i].id);
        ids.insert(one->tests[i].id);
    }
    QCOMPARE(ids.size(), std::size_t{3});
    QVERIFY(!ids.contains(test::readAs("tap", text + "\n")->tests.front().id));
}

void TapReaderTest::announcedButMissingIsBounded()
{
    const auto tap = test::readAs("tap", "1..999999999999\nok 1\n");
    QVERIFY(tap);
    QCOMPARE(tap->tests.size(), std::size_t{2'001});
}

void TapReaderTest::deepNestingIsFlattened()
{
    std::string text;
    for (int indent = 900; indent >= 0; --indent) {
        text += std::string(static_cast<std::size_t>(indent), ' ') + "ok 1 level\n";
    }
    const auto tap = test::readAs("tap", text);
    QVERIFY(tap);
    QCOMPARE(tap->tests.size(), std::size_t{901});
    QCOMPARE(test::kcidbProblem(*tap), std::string());
}

void TapReaderTest::hugeNamesAreALimit()
{
    std::string text;
    for (int i = 0; i < 5000; ++i) {
        text += "        ok 1 x\n";
    }
    // Every result repeats the directive of its own line only, so that a long one costs once.
    text += "ok 1 " + std::string(1'000'000, 'n') + "\n";
    const auto tap = test::readAs("tap", text);
    QVERIFY(tap);
    QVERIFY(tap->arena.bytesUsed() < (64UL << 20));
}

void TapReaderTest::textWithoutResultsIsRefused()
{
    for (const char* text : {"", "1..0 # SKIP nothing to do\n", "TAP version 13\n", "okay\n"}) {
        const auto tap = test::readAs("tap", text);
        QVERIFY(!tap);
        QCOMPARE(tap.error().rule, std::string("format"));
    }
}

void TapReaderTest::bytesThatAreNoTextAreReplaced()
{
    using namespace std::string_literals;
    const auto tap = test::readAs("tap", "not ok 1 a\xff\0b # why\xfe\n# more \xfd\0\n"s);
    QVERIFY(tap);
    QCOMPARE(*tap->tests.front().path, "a__b");
    QCOMPARE(test::kcidbProblem(*tap), std::string());
}

QTEST_GUILESS_MAIN(TapReaderTest)
#include "tst_tap_reader.moc"
