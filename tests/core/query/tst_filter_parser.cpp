// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter.h"

#include <QTest>

#include <random>

using namespace cboard::query;

class FilterParserTest : public QObject {
    Q_OBJECT

private slots:
    void termsOfTheLanguageParse_data();
    void termsOfTheLanguageParse();
    void valuesKeepTheirMeaning();
    void positionsCoverTheTypedTerm();
    void errorsSayWhereAndWhy_data();
    void errorsSayWhereAndWhy();
    void hostileTextNeverCrashesOrHangs();
};

void FilterParserTest::termsOfTheLanguageParse_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("terms");
    for (const char* text : {"status:fail,error",
                             "status:raw=MISS",
                             "status:raw=miss",
                             "is:new",
                             "-is:known",
                             "is:never_passed",
                             "is:labconflict",
                             "tree:stable-rc",
                             "branch:linux-6.6*",
                             "since:7d",
                             "until:2025-07-01",
                             "since:2025-07-01T12:00:00Z",
                             "arch:arm64",
                             "compiler:clang-*",
                             "lab:-broken*",
                             "compat:~rk3399",
                             "path:kselftest.net*",
                             "origin:maestro",
                             "issue:none",
                             "culprit:harness",
                             "log:/Unable to handle kernel .*/",
                             "dur:>300",
                             "dur:5m..10m",
                             "age:<7d",
                             "mark:tray",
                             "word",
                             "\"two words\"",
                             "-\"two words\"",
                             "a,b",
                             "PLATFORM:rk3399",
                             "https",
                             "\"https://example.org/\"",
                             "path:a\\ b"}) {
        QTest::newRow(text) << QByteArray(text) << 1;
    }
    QTest::newRow("empty") << QByteArray("") << 0;
    QTest::newRow("blanks") << QByteArray(" \t\n ") << 0;
    QTest::newRow("three") << QByteArray("  tree:next arch:arm64\tboot ") << 3;
}

void FilterParserTest::termsOfTheLanguageParse()
{
    QFETCH(QByteArray, text);
    QFETCH(int, terms);
    const auto filter = parseFilter(text.toStdString());
    QVERIFY2(filter.has_value(), filter ? "" : filter.error().message.c_str());
    QCOMPARE(int(filter->terms.size()), terms);
    QCOMPARE(filter->text, text.toStdString());
}

void FilterParserTest::valuesKeepTheirMeaning()
{
    const auto filter = parseFilter(R"(-lab:a*,-~b,"c,d",/e\/ f\./ dur:1..2h x\* Status:RAW=null)");
    QVERIFY(filter);
    const FilterTerm& lab = filter->terms.at(0);
    QVERIFY(lab.isNegated);
    QCOMPARE(lab.key, FilterKey::Lab);
    QCOMPARE(lab.values.size(), std::size_t(4));
    QCOMPARE(lab.values[0].match, MatchKind::Wildcard);
    QCOMPARE(lab.values[0].text, std::string("a*"));
    QCOMPARE(lab.values[1].match, MatchKind::Contains);
    QVERIFY(lab.values[1].isNegated);
    QCOMPARE(lab.values[2].match, MatchKind::Exact);
    QCOMPARE(lab.values[2].text, std::string("c,d"));
    QCOMPARE(lab.values[3].match, MatchKind::Regex);
    QCOMPARE(lab.values[3].text, std::string("e/ f\\."));
    const FilterValue& range = filter->terms.at(1).values.at(0);
    QCOMPARE(range.match, MatchKind::Range);
    QCOMPARE(range.text, std::string("1"));
    QCOMPARE(range.upper, std::string("2h"));
    const FilterTerm& word = filter->terms.at(2);
    QCOMPARE(word.key, FilterKey::Word);
    QCOMPARE(word.values[0].match, MatchKind::Contains);
    QCOMPARE(word.values[0].text, std::string("x*"));
    QCOMPARE(filter->terms.at(3).values[0].text, std::string("raw=NULL"));
}

void FilterParserTest::positionsCoverTheTypedTerm()
{
    const auto filter = parseFilter("  -tree:a,b  boot");
    QVERIFY(filter);
    QCOMPARE(filter->terms[0].position, std::size_t(2));
    QCOMPARE(filter->terms[0].length, std::size_t(9));
    QCOMPARE(filter->terms[1].position, std::size_t(13));
    QCOMPARE(filter->terms[1].length, std::size_t(4));
}

void FilterParserTest::errorsSayWhereAndWhy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char* text, int position, int length, const char* part) {
        QTest::newRow(text) << QByteArray(text) << position << length << QByteArray(part);
    };
    row("arhc:arm64", 0, 4, "did you mean \"arch\"");
    row("tree:x statsu:fail", 7, 6, "did you mean \"status\"");
    row("https://example.org", 0, 5, "put it in quotes");
    row("status:fial", 7, 4, "did you mean \"fail\"");
    row("status:pass,x", 12, 1, "expected one of fail, error");
    row("status:f*", 7, 2, "no value of \"status\"");
    row("is:knew", 3, 4, "did you mean \"new\"");
    row("culprit:kernel", 8, 6, "expected one of code, harness, tool");
    row("arch:", 5, 0, "expected a value after \"arch:\"");
    row("arch: arm64", 5, 0, "expected a value after \"arch:\"");
    row("arch:a,,b", 7, 0, "expected a value");
    row("arch:a,", 7, 0, "expected a value");
    row("lab:~", 4, 1, "expected a value");
    row("-", 0, 1, "expected a term after \"-\"");
    row("boot -", 5, 1, "expected a term after \"-\"");
    row("path:\"boot", 5, 5, "quote without closing");
    row("log:/panic", 4, 6, "regular expression without closing");
    row("log:/a(b/", 8, 1, "regular expression: ");
    row("log:/a/b", 7, 1, "expected a blank or a comma");
    row("since:soon", 6, 4, "is no time");
    row("since:7x", 6, 2, "is no time");
    row("dur:>long", 4, 5, "is no duration");
    row("dur:1..", 4, 3, "is no duration");
    row("path:>3", 5, 2, "compare only \"dur\" and \"age\"");
}

void FilterParserTest::errorsSayWhereAndWhy()
{
    QFETCH(QByteArray, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QByteArray, part);
    const auto filter = parseFilter(text.toStdString());
    QVERIFY(!filter);
    QVERIFY2(filter.error().message.find(part.toStdString()) != std::string::npos,
             filter.error().message.c_str());
    QCOMPARE(int(filter.error().position), position);
    QCOMPARE(int(filter.error().length), length);
}

void FilterParserTest::hostileTextNeverCrashesOrHangs()
{
    std::string manyTerms;
    std::string manyValues = "arch:a";
    for (int i = 0; i < 5000; ++i) {
        manyTerms += "a ";
        manyValues += ",a";
    }
    QVERIFY(!parseFilter(manyTerms));
    QVERIFY(!parseFilter(manyValues));
    QVERIFY(!parseFilter(std::string(100'000, 'x')));
    QVERIFY(!parseFilter("log:/" + std::string(5000, 'a') + "/"));
    QVERIFY(!parseFilter("log:/" + std::string(4000, '(') + "/"));
    QVERIFY(parseFilter(std::string_view("nul\0byte", 8)));
    QVERIFY(parseFilter("path:\xff\xfe broken"));

    std::mt19937 random(1); // Fixed seed: the same texts in each run.
    constexpr std::string_view Alphabet = "ab:-,\"\\/*~<>. \t\n=statusdurlogsince0123\xff";
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        const std::size_t length = random() % 24;
        for (std::size_t j = 0; j < length; ++j) {
            text += Alphabet[random() % Alphabet.size()];
        }
        const auto filter = parseFilter(text);
        if (!filter) {
            QVERIFY(filter.error().position <= text.size());
            QVERIFY(filter.error().position + filter.error().length <= text.size() + 1);
            QVERIFY(!filter.error().message.empty());
        }
    }
}

QTEST_GUILESS_MAIN(FilterParserTest)
#include "tst_filter_parser.moc"
