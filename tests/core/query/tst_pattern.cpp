// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/pattern.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cboard::query;

class PatternTest : public QObject {
    Q_OBJECT

private slots:
    void wildcardsMatchFromEndToEnd_data();
    void wildcardsMatchFromEndToEnd();
    void manyStarsStayFast();
    void regexFindsItsPlace();
    void regexRefusesWithTheOffset();
    void runawayRegexGivesUp();
    void brokenUtf8IsMatchedAround();
};

void PatternTest::wildcardsMatchFromEndToEnd_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char* pattern, const char* text, bool isMatch) {
        QTest::addRow("%s on %s", pattern, text)
            << QByteArray(pattern) << QByteArray(text) << isMatch;
    };
    row("linux-6.6*", "linux-6.6.y", true);
    row("linux-6.6*", "Linux-6.6", true);
    row("linux-6.6*", "xlinux-6.6.y", false);
    row("*6.6*", "linux-6.6.y", true);
    row("a*b*c", "aXbYbZc", true);
    row("a*b*c", "aXcYb", false);
    row("*", "", true);
    row("", "", true);
    row("", "a", false);
    row("a\\*", "a*", true);
    row("a\\*", "ab", false);
    row("**a**", "bab", true);
}

void PatternTest::wildcardsMatchFromEndToEnd()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    QCOMPARE(matchesWildcard(pattern.toStdString(), text.toStdString()), isMatch);
}

void PatternTest::manyStarsStayFast()
{
    std::string pattern;
    for (int i = 0; i < 200; ++i) {
        pattern += "*a";
    }
    const std::string text(10'000, 'a');
    QVERIFY(!matchesWildcard(pattern + "b", text));
    QVERIFY(matchesWildcard(pattern, text));
}

void PatternTest::regexFindsItsPlace()
{
    const auto regex = Regex::create("Unable to (handle|mount) \\w+");
    QVERIFY(regex);
    QVERIFY(regex->contains("[1.2] Unable to mount root fs"));
    QVERIFY(!regex->contains("unable to mount root fs"));
    QVERIFY(!regex->contains({}));
    QVERIFY(Regex::create("^$")->contains({}));
}

void PatternTest::regexRefusesWithTheOffset()
{
    QVERIFY(!checkRegex("a+b"));
    const auto problem = checkRegex("ab[c");
    QVERIFY(problem);
    QCOMPARE(problem->offset, std::size_t(4));
    QVERIFY(!Regex::create("(?<"));
    QVERIFY(checkRegex(std::string(5000, 'a')));
    QVERIFY(checkRegex("\xff"));
}

void PatternTest::runawayRegexGivesUp()
{
    const auto regex = Regex::create("(x+x+)+y");
    QVERIFY(regex);
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!regex->contains(std::string(5'000, 'x')));
    QVERIFY(timer.elapsed() < 5'000); // Without the limit: longer than the age of the universe.
}

void PatternTest::brokenUtf8IsMatchedAround()
{
    const auto regex = Regex::create("pan.c");
    QVERIFY(regex);
    QVERIFY(regex->contains("\xff\xfe pan\xc3\xaf"
                            "c \xff"));
    QVERIFY(!regex->contains("\xff pan\xff"));
}

QTEST_GUILESS_MAIN(PatternTest)
#include "tst_pattern.moc"
