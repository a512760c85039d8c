// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_search.h"
#include "core/logs/regex.h"

#include <QtTest>

#include <random>

using namespace cboard;
using namespace cboard::logs;

class LineSearchTest : public QObject {
    Q_OBJECT

private slots:
    void findsWhatAnExpressionFindsInEachLine_data();
    void findsWhatAnExpressionFindsInEachLine();
    void wordsAndCase();
    void literalsAreNoExpressions();
    void linesOverBlocksAreFoundOnce();
    void sinkEndsTheSearch();
    void wrongPatternsAreRefused();
    void cancelledSearchStops();
    void backwardSearchGivesTheSameLinesFromTheEnd();
    void onlyLinesThatBeginInTheRangeAreFound();
    void cancelInsideABlockEndsTheSearch();
};

namespace {

struct Found {
    std::vector<std::int64_t> lines;
    std::vector<std::string> texts;
    std::int64_t count = -1;
};

Found search(const std::string& text, SearchRequest request)
{
    const auto source = makeMemorySource(std::make_shared<const std::string>(text));
    Found found;
    const auto result = searchLines(
        *source, request,
        [&found](const LineHit& hit) {
            found.lines.push_back(hit.line);
            found.texts.emplace_back(hit.text);
            return true;
        },
        TaskContext{});
    found.count = result ? result->lineCount : -1;
    return found;
}

/// Lines of random words, some empty, some long, no `\n` at the end.
std::string randomText(std::size_t bytes)
{
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same text in each run
    std::string text;
    while (text.size() < bytes) {
        for (auto i = random() % 12; i > 0; --i) {
            text += std::array{"error",  "Error",     "an errors", "ok",
                               "panic:", "\xFF\x00x", "ab  c",     "[ 1.0]"}[random() % 8];
            text += ' ';
        }
        text += random() % 1000 == 0 ? std::string(100'000, 'y') : "";
        text += '\n';
    }
    return text + "last error";
}

} // namespace

void LineSearchTest::findsWhatAnExpressionFindsInEachLine_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("threads");
    for (const char* pattern : {"error", "^error", "panic: $", "(?<!an )error", "(a)b +c", "^$",
                                "y{70}", "ok.*ok", R"(\[ \d\.\d\] \[)", "last error", R"(\Aerror)",
                                R"(panic: \z)", "(?-m)^ok", "(a(?1)?b)"}) {
        for (const int threads : {1, 3}) {
            QTest::addRow("%s, %d threads", pattern, threads) << pattern << threads;
        }
    }
}

void LineSearchTest::findsWhatAnExpressionFindsInEachLine()
{
    QFETCH(QString, pattern);
    QFETCH(int, threads);
    static const std::string text = randomText(3U << 20U);
    const auto regex = Regex::compile(pattern.toStdString());
    QVERIFY(regex.has_value());
    RegexMatcher matcher(*regex);
    std::vector<std::int64_t> expected;
    std::int64_t line = 1;
    for (std::size_t at = 0; at <= text.size(); ++line) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (matcher.match(std::string_view(text).substr(at, end - at))) {
            expected.push_back(line);
        }
        at = end + 1;
    }
    const Found found = search(
        text, {.patterns = {pattern.toStdString()}, .threads = static_cast<unsigned>(threads)});
    QVERIFY(found.lines == expected);
    QCOMPARE(found.count, static_cast<std::int64_t>(expected.size()));
    const SearchRequest onlyCount{.patterns = {pattern.toStdString()},
                                  .wantsLines = false,
                                  .threads = static_cast<unsigned>(threads)};
    QCOMPARE(search(text, onlyCount).count, found.count);
}

void LineSearchTest::wordsAndCase()
{
    const std::string text = "error\nErrors\nan ERROR here\nterror\n";
    const auto lines = [&](SearchRequest request) {
        request.patterns = {"error"};
        return search(text, request).lines;
    };
    using Lines = std::vector<std::int64_t>;
    QVERIFY(lines({}) == (Lines{1, 4}));
    QVERIFY(lines({.patterns = {}, .isCaseSensitive = false}) == (Lines{1, 2, 3, 4}));
    QVERIFY(lines({.patterns = {}, .isCaseSensitive = false, .isWholeWord = true})
            == (Lines{1, 3}));
}

void LineSearchTest::literalsAreNoExpressions()
{
    const Found found = search("a.c\nabc\n(x[\n", {.patterns = {"a.c", "(x["}, .isLiteral = true});
    QVERIFY(found.lines == (std::vector<std::int64_t>{1, 3}));
}

void LineSearchTest::linesOverBlocksAreFoundOnce()
{
    // One line over three blocks, with the word in the last part and again in the next line.
    const std::string text = std::string(2'500'000, 'x').append(" needle\nneedle needle\n");
    for (const unsigned threads : {1U, 2U, 4U}) {
        const Found found = search(text, {.patterns = {"needle"}, .threads = threads});
        QVERIFY(found.lines == (std::vector<std::int64_t>{1, 2}));
        QCOMPARE(found.texts[0].size(), std::size_t(2'500'007));
        QCOMPARE(found.texts[1], "needle needle");
    }
}

void LineSearchTest::sinkEndsTheSearch()
{
    const auto source =
        makeMemorySource(std::make_shared<const std::string>(randomText(4U << 20U)));
    int count = 0;
    const auto result = searchLines(
        *source, {.patterns = {"error"}, .threads = 2},
        [&count](const LineHit&) { return ++count < 5; }, TaskContext{});
    QVERIFY(result.has_value());
    QCOMPARE(count, 5);
}

void LineSearchTest::wrongPatternsAreRefused()
{
    const auto source = makeMemorySource(std::make_shared<const std::string>("x\n"));
    const auto result = searchLines(
        *source, {.patterns = {"a("}}, [](auto&) { return true; }, TaskContext{});
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::Invalid);
}

void LineSearchTest::cancelledSearchStops()
{
    std::stop_source stop;
    stop.request_stop();
    const auto source = makeMemorySource(std::make_shared<const std::string>("x\n"));
    const auto result = searchLines(
        *source, {.patterns = {"x"}, .threads = 2}, [](auto&) { return true; },
        TaskContext(stop.get_token()));
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
}

void LineSearchTest::backwardSearchGivesTheSameLinesFromTheEnd()
{
    const std::string text = randomText(3'000'000);
    for (const bool isLiteral : {true, false}) {
        SearchRequest request{.patterns = {"panic:"}, .isLiteral = isLiteral, .threads = 3};
        Found forward = search(text, request);
        request.isBackward = true;
        const Found backward = search(text, request);
        std::reverse(forward.texts.begin(), forward.texts.end());
        QVERIFY(forward.count > 1000);
        QCOMPARE(backward.count, forward.count);
        QVERIFY(backward.texts == forward.texts);
    }
}

void LineSearchTest::onlyLinesThatBeginInTheRangeAreFound()
{
    const std::string text = "ok 1\nok 2\nok 3\nok 4\n";
    const Found found = search(text, {.patterns = {"ok"}, .beginByte = 1, .endByte = 15});
    QCOMPARE(found.texts, (std::vector<std::string>{"ok 2", "ok 3"}));
    QCOMPARE(found.lines, (std::vector<std::int64_t>{0, 0}));
    const Found before = search(text, {.patterns = {"ok"}, .endByte = 10, .isBackward = true});
    QCOMPARE(before.texts, (std::vector<std::string>{"ok 2", "ok 1"}));
}

void LineSearchTest::cancelInsideABlockEndsTheSearch()
{
    std::stop_source stop;
    const auto source = makeMemorySource(
        std::make_shared<const std::string>(std::string(4'000'000, '\n').append("x")));
    const SearchRequest request{.patterns = {"^$"}};
    std::int64_t hits = 0;
    const auto result = searchLines(
        *source, request,
        [&](const LineHit&) {
            stop.request_stop();
            ++hits;
            return true;
        },
        TaskContext(stop.get_token()));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QVERIFY(hits < 4'000'000);
}

QTEST_GUILESS_MAIN(LineSearchTest)
#include "tst_line_search.moc"
