// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find.h"
#include "tests/core/logs/log_test_support.h"

#include <QObject>
#include <QTest>

#include <array>
#include <random>
#include <thread>

using namespace cboard;
using namespace cboard::logs;

namespace {

FindResult found(const std::string& text, const FindOptions& options,
                 RowFormat format = RowFormat::Plain)
{
    const auto log = openText(text, format);
    auto result = findAll(*log, options, TaskContext{});
    return result ? *result : FindResult();
}

using Rows = std::vector<std::int64_t>;

Rows rowsOf(const FindResult& result)
{
    Rows rows;
    for (std::int64_t number = 0; number < result.rows.size(); ++number) {
        rows.push_back(result.rows.at(number));
    }
    return rows;
}

/// Rows of words, escape sequences, bytes that are no text, long and empty ones; some pieces of the
/// log hold nothing but plain lines.
std::string randomLog(std::size_t bytes)
{
    std::mt19937 random(7); // NOLINT(cert-msc51-cpp): the same text in each run
    std::string text;
    while (text.size() < bytes) {
        const bool isPlain = (text.size() >> 19U) % 2 == 0;
        for (auto i = random() % 9; i > 0; --i) {
            text += std::array{"error",        "Error",  "an errors",    "ok",           "panic:",
                               "ab  c",        "[ 1.0]", "er\x1b[1mror", "\xC3\xA4rger", "\xFF",
                               "\xE2\x84\xAA", "\r",     "\x01"}[random() % (isPlain ? 7 : 13)];
            text += ' ';
        }
        text += !isPlain && random() % 500 == 0 ? std::string(100'000, 'y') : "";
        text += random() % 20 == 0 ? "\r\n" : "\n";
    }
    return text + "last error";
}

/// What a reader would mark, row by row.
FindResult foundRowByRow(const LogText& log, const FindOptions& options)
{
    FindResult result;
    auto pattern = FindPattern::create(options);
    RowDecoder decoder(log.format());
    DecodedRow row;
    const auto status =
        log.forRows(0, log.rowCount(), [&](std::int64_t number, std::string_view bytes) {
            decoder.decode(bytes, row);
            for (auto match = pattern->next(row.text, 0); match;
                 match = pattern->next(row.text, match->end)) {
                ++result.matchCount;
                result.rows.append(number);
            }
            return true;
        });
    return status ? result : FindResult();
}

} // namespace

class FindTest : public QObject {
    Q_OBJECT

private slots:
    void literalIsFoundInAnyCaseByDefault()
    {
        const FindResult result = found("Abc abc\nx\nABC\n", {.pattern = "abc"});
        QCOMPARE(rowsOf(result), (Rows{0, 2}));
        QCOMPARE(result.matchCount, std::int64_t{3});
    }

    void caseCanCount()
    {
        QCOMPARE(rowsOf(found("Abc\nabc\n", {.pattern = "abc", .isCaseSensitive = true})), Rows{1});
    }

    void wholeWordsOnly()
    {
        QCOMPARE(rowsOf(found("oopsie\nan oops!\n", {.pattern = "OOPS", .isWholeWord = true})),
                 Rows{1});
        QCOMPARE(
            rowsOf(found("aab\nab\n", {.pattern = "a.", .isRegex = true, .isWholeWord = true})),
            Rows{1});
    }

    void literalTakesItsSignsAsTheyAre()
    {
        QCOMPARE(rowsOf(found("a+b\naab\n", {.pattern = "a+b"})), Rows{0});
        QCOMPARE(rowsOf(found("a\\E(\nx\n", {.pattern = "\\E("})), Rows{0});
    }

    void regexAnchorsAreThoseOfRows()
    {
        QCOMPARE(rowsOf(found("ab\r\ncab\r\nabc", {.pattern = "^ab$", .isRegex = true})), Rows{0});
    }

    void emptyMatchesAreNoMatches()
    {
        const FindResult result = found("bab\n\n", {.pattern = "a*", .isRegex = true});
        QCOMPARE(result.matchCount, std::int64_t{1});
        QCOMPARE(found("abc\n", {.pattern = ""}).matchCount, std::int64_t{0});
    }

    void coloursDoNotHideWords()
    {
        QCOMPARE(rowsOf(found("ker\x1b[1mnel\n", {.pattern = "kernel"})), Rows{0});
        QCOMPARE(rowsOf(found("x\x1b[1m\n", {.pattern = "[1m"})), Rows{});
    }

    void whatIsShownIsWhatIsFound()
    {
        QCOMPARE(rowsOf(found("a\xFF z\n", {.pattern = "\\xff"})), Rows{0});
        QCOMPARE(rowsOf(found("\xC3\x84rger\n", {.pattern = "\xC3\xA4RGER"})), Rows{0});
        QCOMPARE(
            rowsOf(found("- {\"dt\": \"x\", \"lvl\": \"target\", \"msg\": \"\\u0041\\u0042\"}\n",
                         {.pattern = "ab"}, RowFormat::Lava)),
            Rows{0});
        QCOMPARE(rowsOf(found("- {\"dt\": \"x\", \"lvl\": \"target\", \"msg\": \"hello\"}\n",
                              {.pattern = "target"}, RowFormat::Lava)),
                 Rows{});
    }

    void wrongRegexTellsWhere()
    {
        const auto pattern = FindPattern::create({.pattern = "ab(c", .isRegex = true});
        QVERIFY(!pattern);
        QCOMPARE(pattern.error().kind, ErrorKind::Invalid);
        QVERIFY(pattern.error().message.starts_with("at character 5: "));
    }

    void hostileRegexEnds()
    {
        std::string text(40, 'a');
        text += "!\nab\n";
        const FindResult result =
            found(text, {.pattern = "\\A(a|aa)+$|^ab", .isRegex = true, .isCaseSensitive = true});
        QVERIFY(result.hasHitLimit);
        QCOMPARE(rowsOf(result), Rows{1});
    }

    void findsInBlocksWhatARowTells_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("isRegex");
        QTest::addColumn<bool>("isCaseSensitive");
        QTest::addColumn<bool>("isWholeWord");
        const auto add = [](const char* pattern, bool isRegex, bool isCase, bool isWord) {
            QTest::addRow("%s %d%d%d", pattern, isRegex, isCase, isWord)
                << QString::fromUtf8(pattern) << isRegex << isCase << isWord;
        };
        for (const bool isCase : {false, true}) {
            add("error", false, isCase, false);
            add("error", false, isCase, true);
            add("\xC3\xA4R", false, isCase, false);
            add("k", false, isCase, false); // Also the sign of Kelvin, when case does not count.
            add("er.or", true, isCase, false);
            add("^error", true, isCase, false);
            add("\\Aerror", true, isCase, false);
            add("(?-m)c $", true, isCase, false);
            add("a*b", true, isCase, false);
            add("(?<!an )error", true, isCase, false);
            add("(o)k.*\\1k", true, isCase, false);
            add("[^ -~]", true, isCase, false);
            add("(a(?1)?b)", true, isCase, false); // Which no set takes.
            add("x*", true, isCase, false);
        }
    }

    void findsInBlocksWhatARowTells()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, isRegex);
        QFETCH(bool, isCaseSensitive);
        QFETCH(bool, isWholeWord);
        static const auto log = openText(randomLog(3U << 20U));
        const FindOptions options{pattern.toStdString(), isRegex, isCaseSensitive, isWholeWord};
        const FindResult expected = foundRowByRow(*log, options);
        for (const unsigned threads : {1U, 3U}) {
            for (const std::int64_t first : {std::int64_t{0}, log->rowCount() / 2}) {
                const auto result = findAll(*log, options, TaskContext{}, {first, threads, {}});
                QVERIFY(result.has_value());
                QVERIFY(rowsOf(*result) == rowsOf(expected));
                QCOMPARE(result->matchCount, expected.matchCount);
            }
        }
    }

    void theNextMatchComesFirst()
    {
        std::string text;
        for (int i = 0; i < 200'000; ++i) {
            text += i % 50'000 == 20 ? "needle\n" : "hay in a line\n";
        }
        const auto log = openText(text);
        std::vector<FindPart> parts;
        const auto result =
            findAll(*log, {.pattern = "needle"}, TaskContext{},
                    {150'000, 2, [&parts](const FindPart& part) { parts.push_back(part); }});
        QVERIFY(result && parts.size() > 1);
        QCOMPARE(parts.front().found.rows.firstFrom(150'000), std::int64_t{150'020});
        QVERIFY(!parts.front().isAround);
        QVERIFY(parts.front().doneBytes < static_cast<std::int64_t>(text.size()) / 4);
        QCOMPARE(rowsOf(*result), (Rows{20, 50'020, 100'020, 150'020}));
    }

    void aHitOnEveryRowTakesABitOfEach()
    {
        std::string text;
        for (int i = 0; i < 1'000'000; ++i) {
            text += "a\n";
        }
        const auto log = openText(std::move(text));
        const auto result = findAll(*log, {.pattern = "A"}, TaskContext{});
        QVERIFY(result.has_value());
        QCOMPARE(result->rows.size(), std::int64_t{1'000'000});
        QVERIFY(result->rows.memoryBytes() < 2 * 1'000'000 / 8);
    }

    void cancelEndsACostlyExpressionInsideAPiece()
    {
        std::string text;
        for (int i = 0; i < 5'000; ++i) {
            text.append(40, 'a');
            text += "!\n";
        }
        const auto log = openText(text);
        std::stop_source stop;
        const TaskContext task(stop.get_token());
        std::jthread stopper([&stop] { stop.request_stop(); });
        const auto result =
            findAll(*log, {.pattern = "\\A(a|aa)+$", .isRegex = true}, task, {0, 1, {}});
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }

    void oneOfSeveralIsEnough()
    {
        const auto log = openText("one\ntwo\nthree\nTWO one\n");
        const std::vector<FindOptions> options{{.pattern = "one"},
                                               {.pattern = "^T", .isRegex = true}};
        const auto result = findAny(*log, options, TaskContext{});
        QVERIFY(result.has_value());
        QCOMPARE(rowsOf(*result), (Rows{0, 1, 2, 3}));
        QVERIFY(findAny(*log, {}, TaskContext{})->rows.isEmpty());
    }

    void stoppedFindIsCancelled()
    {
        const auto log = openText("a\nb\n");
        std::stop_source stop;
        stop.request_stop();
        const auto result = findAll(*log, {.pattern = "a"}, TaskContext(stop.get_token()));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(FindTest)
#include "tst_find.moc"
