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
    return result ? *result : FindResult{{-1}, -1, -1, false};
}

using Rows = std::vector<std::int64_t>;

} // namespace

class FindTest : public QObject {
    Q_OBJECT

private slots:
    void literalIsFoundInAnyCaseByDefault()
    {
        const FindResult result = found("Abc abc\nx\nABC\n", {.pattern = "abc"});
        QCOMPARE(result.rows, (Rows{0, 2}));
        QCOMPARE(result.matchCount, std::int64_t{3});
    }

    void caseCanCount()
    {
        QCOMPARE(found("Abc\nabc\n", {.pattern = "abc", .isCaseSensitive = true}).rows, Rows{1});
    }

    void wholeWordsOnly()
    {
        QCOMPARE(found("oopsie\nan oops!\n", {.pattern = "OOPS", .isWholeWord = true}).rows,
                 Rows{1});
        QCOMPARE(found("aab\nab\n", {.pattern = "a.", .isRegex = true, .isWholeWord = true}).rows,
                 Rows{1});
    }

    void literalTakesItsSignsAsTheyAre()
    {
        QCOMPARE(found("a+b\naab\n", {.pattern = "a+b"}).rows, Rows{0});
        QCOMPARE(found("a\\E(\nx\n", {.pattern = "\\E("}).rows, Rows{0});
    }

    void regexAnchorsAreThoseOfRows()
    {
        QCOMPARE(found("ab\r\ncab\r\nabc", {.pattern = "^ab$", .isRegex = true}).rows, Rows{0});
    }

    void emptyMatchesAreNoMatches()
    {
        const FindResult result = found("bab\n\n", {.pattern = "a*", .isRegex = true});
        QCOMPARE(result.matchCount, std::int64_t{1});
        QCOMPARE(found("abc\n", {.pattern = ""}).matchCount, std::int64_t{0});
    }

    void coloursDoNotHideWords()
    {
        QCOMPARE(found("ker\x1b[1mnel\n", {.pattern = "kernel"}).rows, Rows{0});
        QCOMPARE(found("x\x1b[1m\n", {.pattern = "[1m"}).rows, Rows{});
    }

    void whatIsShownIsWhatIsFound()
    {
        QCOMPARE(found("a\xFF z\n", {.pattern = "\\xff"}).rows, Rows{0});
        QCOMPARE(found("\xC3\x84rger\n", {.pattern = "\xC3\xA4RGER"}).rows, Rows{0});
        QCOMPARE(found("- {\"dt\": \"x\", \"lvl\": \"target\", \"msg\": \"\\u0041\\u0042\"}\n",
                       {.pattern = "ab"}, RowFormat::Lava)
                     .rows,
                 Rows{0});
        QCOMPARE(found("- {\"dt\": \"x\", \"lvl\": \"target\", \"msg\": \"hello\"}\n",
                       {.pattern = "target"}, RowFormat::Lava)
                     .rows,
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
        QCOMPARE(result.rows, Rows{1});
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
