// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/line_search.h"
#include "core/logs/logspec/log_input.h"
#include "core/logs/logspec/parser.h"
#include "core/logs/logspec/python_json.h"
#include "core/logs/logspec/sha1.h"
#include "core/logs/logspec/target_path.h"

#include <QtTest>

#include <random>

using namespace cboard;
using namespace cboard::logs;
using namespace cboard::logs::logspec;

class LogspecText : public QObject {
    Q_OBJECT

private slots:
    void digestsAreThoseOfTheStandard();
    void wrongBytesAreReplacedAsPythonDoes();
    void lineEndsAreNormalisedOnlyWhenAsked();
    void jsonIsThatOfPython();
    void pathsAreTakenApartAsPythonDoes();
    void whiteSpaceIsThatOfUnicode();
    void cachedSearchFindsWhatAFreshOneFinds();
    void mapOfLiteralsFindsWhatALookAtEachByteFinds();
    void targetsThatAreNoExpressionAreNotFound();
    void unfinishedReportsDoNotSlowDownTheRest();
    void cancelledAnalysisStops();
};

void LogspecText::digestsAreThoseOfTheStandard()
{
    QCOMPARE(sha1Hex(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    QCOMPARE(sha1Hex("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
    QCOMPARE(sha1Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
             "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    QCOMPARE(sha1Hex(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

void LogspecText::wrongBytesAreReplacedAsPythonDoes()
{
    const auto decoded = [](std::string_view bytes) {
        return decodeLog(std::string(bytes), LineEnds::Kept);
    };
    const std::string mark = "\xEF\xBF\xBD";
    QCOMPARE(decoded("a\xFF\xC0\x80z"), "a" + mark + mark + mark + "z");
    QCOMPARE(decoded("\xE2\x82|"), mark + "|"); // two bytes of three: one mark
    QCOMPARE(decoded("\xF0\x9F\x98"), mark);
    QCOMPARE(decoded("\xED\xA0\x80"), mark + mark + mark); // a surrogate
    QCOMPARE(decoded("\xF4\x90\x80\x80"), mark + mark + mark + mark);
    QCOMPARE(decoded("\xC3\xA9\xE2\x82\xAC"), "\xC3\xA9\xE2\x82\xAC");
}

void LogspecText::lineEndsAreNormalisedOnlyWhenAsked()
{
    QCOMPARE(decodeLog("a\r\nb\rc\r\r\nd\n", LineEnds::Normalised), "a\nb\nc\n\nd\n");
    QCOMPARE(decodeLog("\r\r\n\r", LineEnds::Normalised), "\n\n\n");
    QCOMPARE(decodeLog("\xFF\r\nb", LineEnds::Normalised), "\xEF\xBF\xBD\nb");
    QCOMPARE(decodeLog("a\r\nb\rc", LineEnds::Kept), "a\r\nb\rc");
}

void LogspecText::jsonIsThatOfPython()
{
    const Fields fields{{"b", TextList{"x", "y\n"}},
                        {"a", true},
                        {"c", Value()},
                        {"d", std::string("\"\\/\x01\x7F\xC3\xA9")}};
    QCOMPARE(toPythonJson(fields),
             "{\"a\": true, \"b\": [\"x\", \"y\\n\"], \"c\": null, "
             "\"d\": \"\\\"\\\\/\\u0001\x7F\xC3\xA9\"}");
}

void LogspecText::pathsAreTakenApartAsPythonDoes()
{
    QCOMPARE(extensionOf("a.b/c.tar.o"), ".o");
    QCOMPARE(extensionOf("a.b/c"), "");
    QCOMPARE(extensionOf("a/..rc"), "");
    QCOMPARE(withoutExtension("a/.x.o"), "a/.x");
    QCOMPARE(folderOf("a//b"), "a");
    QCOMPARE(folderOf("/b"), "/");
    QCOMPARE(joinPath("", "x"), "x");
    QCOMPARE(joinPath("a", "x"), "a/x");
    QCOMPARE(joinPath("a", "/x"), "/x");
}

void LogspecText::whiteSpaceIsThatOfUnicode()
{
    QCOMPARE(stripped(" \t\x1C\xC2\xA0x y\xE3\x80\x80\n"), "x y");
    QCOMPARE(stripped("\xE3\x80\x80"), "");
}

void LogspecText::cachedSearchFindsWhatAFreshOneFinds()
{
    const LineRule rules[] = {{{"b"}, fixedRegex("a.*?b.*")},
                              {{"ab"}, fixedRegex("(a+)b")},
                              {{}, fixedRegex("[ab] *c")},
                              {{"a"}, fixedRegex("^a(.*)\n"), true}};
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same texts in each run
    for (int round = 0; round < 300; ++round) {
        std::string text;
        for (int i = 0; i < 60; ++i) {
            text += "abc \n"[random() % 5];
        }
        for (const LineRule& rule : rules) {
            LineSearch kept(text, rule);
            for (int query = 0; query < 20; ++query) {
                const std::size_t begin = random() % 60;
                const Part part{begin, begin + random() % (61 - begin)};
                const auto cached = kept.find(part);
                const auto fresh = LineSearch(text, rule).find(part);
                QCOMPARE(cached.has_value(), fresh.has_value());
                QVERIFY(!cached || cached->groups == fresh->groups);
                // The expression itself over the part alone, where `^` means each line.
                const auto whole =
                    RegexMatcher(rule.regex).match(text.substr(begin, part.end - begin));
                QVERIFY(rule.isAnchored || whole.has_value() == fresh.has_value());
                QVERIFY(rule.isAnchored || !whole || whole->begin + begin == fresh->whole.begin);
            }
        }
    }
}

void LogspecText::mapOfLiteralsFindsWhatALookAtEachByteFinds()
{
    const std::vector<Literal> literals{{"needle"}, {"Any Case:", false}, {"-"}, {"needle in"}};
    std::vector<SetPattern> patterns;
    for (const Literal& literal : literals) {
        patterns.push_back({std::string(literal.text), literal.isCaseSensitive});
    }
    const auto set = PatternSet::compileLiterals(patterns, PatternSet::Hits::First).value();
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same texts in each run
    // Parts of a map meet at multiples of 8192 bytes.
    for (std::size_t shift = 0; shift < 12; ++shift) {
        std::string text(8192 - shift, ' ');
        text += "needle in" + std::string(random() % 9000, '.') + "aNY cASE:";
        text += std::string(random() % 20'000, ' ') + "needl needle -";
        const LiteralMap map(text, *set);
        for (std::size_t number = 0; number < literals.size(); ++number) {
            for (int query = 0; query < 50; ++query) {
                const std::size_t from = random() % (text.size() + 10);
                QCOMPARE(map.find(number, literals[number], from),
                         literals[number].findIn(text, from));
            }
        }
        QCOMPARE(map.find(0, literals[0], 0), 8192 - shift);
        QVERIFY(map.find(1, literals[1], 0) != std::string::npos);
    }
}

void LogspecText::targetsThatAreNoExpressionAreNotFound()
{
    for (const char* target : {"a(b.o", "x[", "*", "(a+)+$.c", "\\", "++.o"}) {
        const std::string log = std::string("first\n") + target
            + ":1:2: error: x\nmake: *** [Makefile:1: " + target + "] Error 1\n";
        const auto analysis = analyze("kbuild", log, TaskContext{});
        QVERIFY(analysis.has_value());
        QCOMPARE(analysis->errors.size(), std::size_t(1));
    }
}

void LogspecText::unfinishedReportsDoNotSlowDownTheRest()
{
    // Quadratic behaviour would take minutes here.
    std::string log = "Starting kernel ...\n";
    for (int i = 0; i < 100'000; ++i) {
        log += "[    1.0] ------------[ cut here ]------------\n"
               "[    1.0] Unable to handle kernel NULL pointer dereference at x\n"
               "[    1.0] UBSAN: x in y\n";
    }
    const auto analysis = analyze("generic_linux_boot", log, TaskContext{});
    QVERIFY(analysis.has_value());
    QVERIFY(analysis->errors.empty());
}

void LogspecText::cancelledAnalysisStops()
{
    std::stop_source stop;
    stop.request_stop();
    const auto analysis = analyze("generic_linux_boot", "Starting kernel ...\n[1] BUG: x\n",
                                  TaskContext(stop.get_token()));
    QVERIFY(!analysis.has_value());
    QCOMPARE(analysis.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(LogspecText)
#include "tst_logspec_text.moc"
