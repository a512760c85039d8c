// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter.h"

#include <QTest>

#include <array>

using namespace cboard::query;

class TextMatcherTest : public QObject {
    Q_OBJECT

private slots:
    void valuesDecideAsTyped_data();
    void valuesDecideAsTyped();
    void oneOfSeveralTextsMustBeWantedAndNoneUnwanted();
};

void TextMatcherTest::valuesDecideAsTyped_data()
{
    QTest::addColumn<QByteArray>("term");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isMatch");
    const auto row = [](const char* term, const char* text, bool isMatch) {
        QTest::addRow("%s on %s", term, text) << QByteArray(term) << QByteArray(text) << isMatch;
    };
    row("arch:arm64", "ARM64", true);
    row("arch:arm", "arm64", false);
    row("arch:arm64,x86_64", "x86_64", true);
    row("lab:-broken*", "lab-a", true);
    row("lab:-broken*", "broken-b", false);
    row("lab:lab-*,-*-b", "lab-b", false);
    row("lab:lab-*,-*-b", "lab-a", true);
    row("board:~3399", "rk3399-gru", true);
    row("path:/^kselftest\\.(net|mm)/", "kselftest.net.tcp", true);
    row("path:/^kselftest\\.(net|mm)/", "ltp.net", false);
    row("gru", "RK3399-GRU-kevin", true);
    row("-gru", "RK3399-GRU-kevin", true); // The term's own negation is the caller's.
}

void TextMatcherTest::valuesDecideAsTyped()
{
    QFETCH(QByteArray, term);
    QFETCH(QByteArray, text);
    QFETCH(bool, isMatch);
    const auto filter = parseFilter(term.toStdString());
    QVERIFY(filter);
    const auto matcher = TextMatcher::create(filter->terms.front());
    QVERIFY(matcher);
    QCOMPARE(matcher->matches(text.toStdString()), isMatch);
}

void TextMatcherTest::oneOfSeveralTextsMustBeWantedAndNoneUnwanted()
{
    const auto filter = parseFilter("gru,kevin,-clang");
    QVERIFY(filter);
    const auto matcher = TextMatcher::create(filter->terms.front());
    QVERIFY(matcher);
    const std::array<std::string_view, 2> good = {"defconfig", "rk3399-gru"};
    const std::array<std::string_view, 2> bad = {"clang-17", "rk3399-gru"};
    const std::array<std::string_view, 2> other = {"gcc", "meson"};
    QVERIFY(matcher->matchesAnyOf(good));
    QVERIFY(!matcher->matchesAnyOf(bad));
    QVERIFY(!matcher->matchesAnyOf(other));
}

QTEST_GUILESS_MAIN(TextMatcherTest)
#include "tst_text_matcher.moc"
