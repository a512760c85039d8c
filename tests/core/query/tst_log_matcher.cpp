// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/log_matcher.h"

#include <QTest>

#include <ctime>

using namespace cboard;
using namespace cboard::query;

namespace {

LogMatcher matcherOf(const std::string& term)
{
    return *LogMatcher::create(parseFilter(term)->terms.front());
}

} // namespace

/// A filter term over long texts: what it finds does not depend on where, and it can be stopped.
class LogMatcherTest : public QObject {
    Q_OBJECT

private slots:
    void valuesDecideAsOfShortTexts_data();
    void valuesDecideAsOfShortTexts();
    void whatIsSoughtIsFoundAnywhere_data();
    void whatIsSoughtIsFoundAnywhere();
    void aStoppedTaskEndsWithinALog_data();
    void aStoppedTaskEndsWithinALog();
};

void LogMatcherTest::valuesDecideAsOfShortTexts_data()
{
    QTest::addColumn<QByteArray>("term");
    QTest::addColumn<bool>("isMatch");
    QTest::newRow("contains") << QByteArray("log:~OOPS") << true;
    QTest::newRow("one of two") << QByteArray("log:~never,~oops") << true;
    QTest::newRow("none") << QByteArray("log:~never") << false;
    QTest::newRow("unwanted") << QByteArray("log:~oops,-~panic") << false;
    QTest::newRow("unwanted alone") << QByteArray("log:-~never") << true;
    QTest::newRow("wildcard") << QByteArray("log:*oops*panic*") << true;
    QTest::newRow("expression") << QByteArray("log:/oops.*\\npanic/") << true;
    QTest::newRow("begin of the text") << QByteArray("log:/^panic/") << false;
}

void LogMatcherTest::valuesDecideAsOfShortTexts()
{
    QFETCH(const QByteArray, term);
    QFETCH(const bool, isMatch);
    const auto found = matcherOf(term.toStdString()).matches("an oops\npanic\n", {});
    QCOMPARE(found.value(), isMatch);
}

void LogMatcherTest::whatIsSoughtIsFoundAnywhere_data()
{
    constexpr std::size_t Steps = 40'000; // Of expressions up to 4 KB each.
    constexpr std::size_t Pieces = 1'100'000; // Of a megabyte.
    QTest::addColumn<QByteArray>("term");
    QTest::addColumn<std::size_t>("size");
    QTest::newRow("expression") << QByteArray("log:/pan+ic: \\w+/") << Steps;
    QTest::newRow("what stands before") << QByteArray("log:/(?<=é )pan+ic: \\w+/") << Steps;
    QTest::newRow("begin of a word") << QByteArray("log:/\\bpanic/") << Steps;
    QTest::newRow("contains") << QByteArray("log:~panic:") << Pieces;
    QTest::newRow("wildcard") << QByteArray("log:*panic*vfs*") << Pieces;
}

/// Around each place where one step of the search ends and the next begins.
void LogMatcherTest::whatIsSoughtIsFoundAnywhere()
{
    QFETCH(const QByteArray, term);
    QFETCH(const std::size_t, size);
    constexpr std::size_t Around = 24;
    const LogMatcher matcher = matcherOf(term.toStdString());
    std::string filling;
    while (filling.size() < size) {
        filling += "é";
    }
    for (const std::size_t border : {64U, 192U, 448U, 960U, 4032U, 8128U, 32'000U, 1U << 20}) {
        for (std::size_t at = border - Around; at < border + Around && at < size; at += 2) {
            std::string text = filling;
            text.insert(at, " panic: VFS ");
            QVERIFY2(matcher.matches(text, {}).value(), qPrintable(QString::number(at)));
        }
    }
    QVERIFY(!matcher.matches(filling, {}).value());
}

void LogMatcherTest::aStoppedTaskEndsWithinALog_data()
{
    QTest::addColumn<QByteArray>("term");
    QTest::newRow("a hostile expression") << QByteArray("log:/(\\w+)+[.]/");
    QTest::newRow("contains") << QByteArray("log:~aaaaaaaaaaaaaaab");
    QTest::newRow("wildcard") << QByteArray("log:*aaaaaaaaaaaaaaaaaaab*");
}

/// Seconds to minutes to its end; sanitizers take ten times as long for a step.
void LogMatcherTest::aStoppedTaskEndsWithinALog()
{
    QFETCH(const QByteArray, term);
    const std::string text(100'000'000, 'a');
    std::stop_source stop;
    stop.request_stop();
    const std::clock_t before = std::clock();
    const auto found = matcherOf(term.toStdString()).matches(text, TaskContext(stop.get_token()));
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
    QVERIFY(std::clock() - before < 2 * CLOCKS_PER_SEC);
}

QTEST_GUILESS_MAIN(LogMatcherTest)
#include "tst_log_matcher.moc"
