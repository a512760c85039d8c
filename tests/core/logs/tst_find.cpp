// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find.h"
#include "tests/core/logs/log_test_support.h"

#include <QObject>
#include <QTest>

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
        const std::string text = std::string(40, 'a') + "!\nab\n";
        const FindResult result =
            found(text, {.pattern = "(a|aa)+$|^ab", .isRegex = true, .isCaseSensitive = true});
        QVERIFY(result.hasHitLimit);
        QCOMPARE(rowsOf(result), Rows{1});
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
