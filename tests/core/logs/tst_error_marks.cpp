// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/error_marks.h"
#include "core/logs/regex.h"

#include <QtTest>

#include <random>

using namespace cboard::logs;

namespace {

using Found = std::vector<std::pair<std::size_t, MarkKind>>;

Found scanned(std::string_view bytes)
{
    static const auto scanner = MarkScanner::create().value();
    Found found;
    const auto done = scanner->scan(
        bytes, [&found](std::size_t end, MarkKind kind) { found.emplace_back(end, kind); });
    return done ? found : Found();
}

/// The same by expressions, one after the other.
Found expected(std::string_view bytes)
{
    static constexpr std::array<std::pair<const char*, MarkKind>, 7> Expressions{{
        {"Kernel panic", MarkKind::KernelPanic},
        {R"(\bOops\b)", MarkKind::Oops},
        {R"(\bBUG:|kernel BUG at)", MarkKind::Bug},
        {R"(\bWARNING:)", MarkKind::Warning},
        {"Call [Tt]race", MarkKind::CallTrace},
        {R"((?i)\berror:)", MarkKind::Error},
        {R"(\bnot ok\b)", MarkKind::NotOk},
    }};
    Found found;
    for (const auto& [expression, kind] : Expressions) {
        const auto regex = Regex::compile(expression).value();
        RegexMatcher matcher(regex);
        for (auto match = matcher.match(bytes); match; match = matcher.match(bytes, match->end)) {
            found.emplace_back(match->end, kind);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

class ErrorMarksTest : public QObject {
    Q_OBJECT
private slots:
    void eachTextIsFoundWhereItStandsAlone();
    void partsOfATextAreNoMark();
    void randomPiecesAreReadAsExpressionsReadThem();
};

void ErrorMarksTest::eachTextIsFoundWhereItStandsAlone()
{
    QCOMPARE(scanned("x Kernel panic - not syncing"), (Found{{14, MarkKind::KernelPanic}}));
    QCOMPARE(scanned("kernel BUG at mm/slub.c"), (Found{{13, MarkKind::Bug}}));
    QCOMPARE(scanned("fatal ERROR: no rule"), (Found{{12, MarkKind::Error}}));
    QCOMPARE(scanned("Call Trace:"), (Found{{10, MarkKind::CallTrace}}));
    QCOMPARE(scanned("DEBUG: no mark, terror: neither"), Found());
    QCOMPARE(scanned("not okay"), Found());
}

void ErrorMarksTest::partsOfATextAreNoMark()
{
    for (const char* text : {"rror:", "el panic", "Kernel pan", "l Trace", "Call Tr",
                             "ARNING:", "BUG", "kernel BUG a", "WARNI"}) {
        QCOMPARE(scanned(text), Found());
    }
}

void ErrorMarksTest::randomPiecesAreReadAsExpressionsReadThem()
{
    static constexpr std::array Pieces{"Kernel ", "panic", "Oops", "BUG",   ":",   "kernel ",
                                       " at",     "WARN",  "ING",  "Call ", "Tr",  "tr",
                                       "ace",     "er",    "ror",  "ERROR", "not", " ok",
                                       " ",       "_",     "\n",   "\xFF"};
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same texts in each run
    std::size_t count = 0;
    for (int round = 0; round < 5000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) {
            text += Pieces[random() % Pieces.size()];
        }
        const Found found = scanned(text);
        QCOMPARE(found, expected(text));
        count += found.size();
    }
    QVERIFY(count > 500);
}

QTEST_GUILESS_MAIN(ErrorMarksTest)
#include "tst_error_marks.moc"
