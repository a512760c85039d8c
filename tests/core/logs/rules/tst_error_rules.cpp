// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/console_line.h"
#include "core/logs/rules/log_blocks.h"
#include "core/logs/rules/rule_file.h"
#include "tests/core/logs/rules/finding.h"

#include <QFile>
#include <QtTest>

#include <random>
#include <set>

using namespace cboard;
using namespace cboard::logs;

class ErrorRulesTest : public QObject {
    Q_OBJECT

private slots:
    void eachKindIsRecognised_data();
    void eachKindIsRecognised();
    void harmlessLinesAreNoErrors();
    void reportTakesItsTraceAsOneUnit();
    void worseErrorEndsAReport();
    void strangersInATraceDoNotEndIt();
    void placesAreThoseOfTheLog();
    void dispatcherWordsAreNotTheKernels();
    void coloursAreNoPartOfTitlesAndFingerprints();
    void aPanicDoesNotHideWhyTheLabGaveUp();
    void whatFollowsAReportWithoutItsEndIsNotSwallowed();
    void whatIsWorstIsFoundBehindAnyNumberOfWarnings();
    void mistakesInARuleFileHaveAPlace_data();
    void mistakesInARuleFileHaveAPlace();
    void allMistakesOfARuleFileAreTold();
    void ownRulesReplaceTheShippedOnes();
    void setFindsWhatSingleExpressionsFind();
    void anyCutOfBlocksFindsTheSame();
    void cancelledSearchStops();
};

void ErrorRulesTest::eachKindIsRecognised_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("line");
    QFile file(QStringLiteral(CBOARD_TEST_DATA "/logs/kinds.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        if (!line.startsWith('#')) {
            const QString kind = line.section('|', 0, 0);
            const QString text = line.section('|', 1);
            QTest::newRow(qPrintable(kind + ": " + text.left(60))) << kind << text;
        }
    }
}

void ErrorRulesTest::eachKindIsRecognised()
{
    QFETCH(QString, kind);
    QFETCH(QString, line);
    const bool isLava = kind.startsWith("lava.");
    const auto errors =
        errorsOf(line.toStdString() + '\n', isLava ? RowFormat::Lava : RowFormat::Plain);
    QCOMPARE(errors.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(errors[0].kind), kind);
    QVERIFY(!errors[0].title.empty());
    QVERIFY(errors[0].fingerprint.id.starts_with("f3:"));
}

void ErrorRulesTest::harmlessLinesAreNoErrors()
{
    const std::string text = "[    0.1] Kernel command line: panic=1 oops=panic\n"
                             "[    0.2] rcu: RCU stall detection is on\n"
                             "ok 1 selftests: net: not_ok.sh\n"
                             "not ok 2 selftests_are_here # SKIP no hardware\n"
                             "  CC      drivers/base/error.o\n"
                             "checking for errors: none\n"
                             "[    0.3] debug: BUGS are not here\n"
                             "makefile: ***\n";
    const auto errors = errorsOf(text);
    QVERIFY2(errors.empty(), errors.empty() ? "" : errors[0].title.c_str());
}

void ErrorRulesTest::reportTakesItsTraceAsOneUnit()
{
    const auto errors = errorsOf("boot\n"
                                 "[    1.0] WARNING: CPU: 0 PID: 1 at mm/a.c:12 foo+0x1/0x2\n"
                                 "[    1.0] Modules linked in: a b\n"
                                 "[    1.0] Call Trace:\n"
                                 "[    1.0]  <TASK>\n"
                                 "[    1.0]  foo+0x1/0x2 [mod]\n"
                                 "[    1.0]  ? maybe+0x1/0x2\n"
                                 "[    1.0]  bar.isra.0+0x1/0x2\n"
                                 "[    1.0]  </TASK>\n"
                                 "[    1.0] ---[ end trace 0000000000000000 ]---\n"
                                 "[    2.0] after\n");
    QCOMPARE(errors.size(), std::size_t(1));
    const FoundError& error = errors[0];
    QCOMPARE(error.kind, "kernel.warning");
    QCOMPARE(error.firstLine, std::int64_t(2));
    QCOMPARE(error.lastLine, std::int64_t(10));
    QCOMPARE(error.fields.at("file"), "mm/a.c");
    QCOMPARE(error.fields.at("line"), "12");
    QVERIFY(error.trace.has_value());
    QCOMPARE(error.trace->firstLine, std::int64_t(4));
    QCOMPARE(error.trace->lastLine, std::int64_t(8));
    QVERIFY(error.trace->functions == (std::vector<std::string>{"foo", "bar.isra.0"}));
    QCOMPARE(error.fingerprint.text, "kernel.warning|mm/a.c|foo|foo|bar");
}

void ErrorRulesTest::worseErrorEndsAReport()
{
    const auto errors = errorsOf("[    1.0] BUG: KASAN: use-after-free in foo+0x1/0x2\n"
                                 "[    1.0] CPU: 0 PID: 1\n"
                                 "[    1.1] Kernel panic - not syncing: Fatal exception\n"
                                 "[    1.1] ---[ end Kernel panic - not syncing\n");
    QCOMPARE(errors.size(), std::size_t(2));
    QCOMPARE(errors[0].lastLine, std::int64_t(2));
    QCOMPARE(errors[1].kind, "kernel.panic");
    QCOMPARE(errors[1].lastLine, std::int64_t(4));
}

void ErrorRulesTest::strangersInATraceDoNotEndIt()
{
    const auto errors = errorsOf("[    1.0] Kernel panic - not syncing: x\n"
                                 "[    1.0] Call Trace:\n"
                                 "hello from another task\n"
                                 "[    1.0]  foo+0x1/0x2\n"
                                 "[    1.0] ---[ end Kernel panic - not syncing: x ]---\n");
    QCOMPARE(errors.size(), std::size_t(1));
    QVERIFY(errors[0].trace->functions == (std::vector<std::string>{"foo"}));
}

void ErrorRulesTest::placesAreThoseOfTheLog()
{
    const std::string text = "a\r\nb\rc\nx.c:1:2: error: bad\r\nend\n";
    const auto errors = errorsOf(text);
    QCOMPARE(errors.size(), std::size_t(1));
    QCOMPARE(errors[0].firstLine, std::int64_t(3));
    QCOMPARE(text.substr(errors[0].beginByte, errors[0].endByte - errors[0].beginByte),
             "x.c:1:2: error: bad\r\n");

    const std::string lava = R"(- {"dt": "2020-11-04T16:44:33", "lvl": "target", "msg": "x"})"
                             "\n"
                             R"(- {"dt": "2020-11-04T16:44:33", "lvl": "target", "msg": )"
                             R"("[ 1.0] BUG: workqueue lockup"})"
                             "\n";
    const auto lavaErrors = errorsOf(lava, RowFormat::Lava);
    QCOMPARE(lavaErrors.size(), std::size_t(1));
    QCOMPARE(lavaErrors[0].firstLine, std::int64_t(2));
    QCOMPARE(lavaErrors[0].beginByte, std::uint64_t(lava.find('\n') + 1));
    QCOMPARE(lavaErrors[0].endByte, std::uint64_t(lava.size()));
}

void ErrorRulesTest::dispatcherWordsAreNotTheKernels()
{
    const std::string lava =
        R"(- {"lvl": "debug", "msg": "waiting for Kernel panic - not syncing"})"
        "\n"
        R"(- {"lvl": "error", "msg": "login-action timed out after 90"})"
        "\n";
    const auto errors = errorsOf(lava, RowFormat::Lava);
    QCOMPARE(errors.size(), std::size_t(1));
    QCOMPARE(errors[0].kind, "lava.timeout");
    QCOMPARE(errors[0].fields.at("seconds"), "90");
}

void ErrorRulesTest::coloursAreNoPartOfTitlesAndFingerprints()
{
    const auto plain = errorsOf("[FAILED] Failed to start Load Kernel Modules.\n");
    const auto coloured =
        errorsOf("[\x1b[0;1;31mFAILED\x1b[0m] Failed to start Load Kernel Modules.\n");
    // As a LAVA log has it: without the escape characters.
    const auto lava = errorsOf("- {\"dt\": \"2022-06-03T05:40:49\", \"lvl\": \"target\", \"msg\": "
                               "\"[[0;1;31mFAILED[0m] Failed to start Load Kernel Modules.\"}\n",
                               RowFormat::Lava);
    QCOMPARE(plain.size(), std::size_t(1));
    QCOMPARE(coloured.size(), std::size_t(1));
    QCOMPARE(lava.size(), std::size_t(1));
    for (const FoundError& error : {coloured.front(), lava.front()}) {
        QCOMPARE(error.title, plain.front().title);
        QCOMPARE(error.fingerprint, plain.front().fingerprint);
    }
}

void ErrorRulesTest::aPanicDoesNotHideWhyTheLabGaveUp()
{
    const auto line = [](const char* level, const char* message) {
        return std::string("- {\"dt\": \"2022-06-03T05:40:49\", \"lvl\": \"") + level
            + "\", \"msg\": \"" + message + "\"}\n";
    };
    const auto errors = errorsOf(line("target", "[ 1.0] Kernel panic - not syncing: here")
                                     + line("debug", "waiting") + line("error", "board lost"),
                                 RowFormat::Lava);
    QCOMPARE(errors.size(), std::size_t(2));
    QCOMPARE(errors[0].kind, std::string("kernel.panic"));
    QCOMPARE(errors[1].kind, std::string("lava.error"));
}

void ErrorRulesTest::whatFollowsAReportWithoutItsEndIsNotSwallowed()
{
    const std::string panic = "[    1.0] Kernel panic - not syncing: Fatal exception\n"
                              "[    1.0] Kernel Offset: disabled\n";
    const std::string firmware = "[    1.1] i915 0000:00:02.0: Direct firmware load for i915/x.bin "
                                 "failed with error -2\n";
    const auto kinds = [](const std::vector<FoundError>& errors) {
        QStringList names;
        for (const FoundError& error : errors) {
            names << QStringLiteral("%1 %2")
                         .arg(error.firstLine)
                         .arg(QString::fromStdString(error.kind));
        }
        return names;
    };
    // No end marker: what is behind stands for itself, at the end of the log and before its end.
    const QStringList both{"1 kernel.panic", "3 kernel.firmware"};
    QCOMPARE(kinds(errorsOf(panic + firmware)), both);
    std::string rest;
    for (int i = 0; i < 20; ++i) {
        rest += "FMAP: Found\n";
    }
    QCOMPARE(kinds(errorsOf(panic + firmware + rest)), both);
    // With one it is printed in between, by another processor.
    const std::string end = "[    1.2] ---[ end Kernel panic - not syncing: Fatal exception ]---\n";
    QCOMPARE(kinds(errorsOf(panic + firmware + end)), QStringList{"1 kernel.panic"});
    // A report that begins there is read as one.
    const std::string warning = "[    1.1] WARNING: CPU: 0 PID: 1 at kernel/x.c:10 foo+0x1/0x2\n"
                                "[    1.1] Call Trace:\n[    1.1]  bar+0x1/0x2\n";
    QCOMPARE(kinds(errorsOf("Kernel panic - not syncing: x\nFMAP: a\nFMAP: b\n" + warning)),
             QStringList({"1 kernel.panic"})); // Its lines are those of a panic, too.
    QCOMPARE(kinds(errorsOf(panic + rest + warning)),
             QStringList({"1 kernel.panic", "23 kernel.warning"}));
}

void ErrorRulesTest::whatIsWorstIsFoundBehindAnyNumberOfWarnings()
{
    const auto rules = RuleSet::parse("[own.fatal]\nseverity = fatal\nstart = ^F\n\n"
                                      "[own.slow]\nseverity = warning\nstart = ^W\n\n"
                                      "[own.noise]\nseverity = noise\nstart = ^N\n");
    QVERIFY(rules.has_value());
    std::string text;
    for (std::int64_t i = 0; i < LogErrors::MaxErrors + 7; ++i) {
        text += "N\nW\n";
    }
    const auto source = makeMemorySource(std::make_shared<const std::string>(text + "F\nW\n"));
    const auto found = findErrors(*source, RowFormat::Plain, *rules, TaskContext{});
    QVERIFY(found.has_value());
    QCOMPARE(found->errors.back().kind, "own.fatal");
    QCOMPARE(found->count(Severity::Warning), LogErrors::MaxErrors + 8);
    QCOMPARE(found->leftOut, std::int64_t{8});
}

void ErrorRulesTest::mistakesInARuleFileHaveAPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("no section") << "start = x\n"
                                << "line 1, column 1";
    QTest::newRow("no start") << "[a]\ntitle = x\n\n[b]\nstart = y\n"
                              << "line 1, column 1";
    QTest::newRow("section") << "[A b]\n"
                             << "line 1, column 1";
    QTest::newRow("no value") << "[a]\nstart =\n"
                              << "line 2, column 8";
    QTest::newRow("no equals") << "[a]\nstart x\n"
                               << "line 2, column 1";
    QTest::newRow("name") << "# c\n[a]\n  begin = x\n"
                          << "line 3, column 3";
    QTest::newRow("word") << "[a]\nseverity = bad\n"
                          << "line 2, column 12";
    QTest::newRow("expression") << "[a]\nstart = a(b\n"
                                << "line 2, column 9: at character 4";
    QTest::newRow("field") << "[a]\nstart = a\nfield = [z-a]\n"
                           << "line 3, column 9";
    QTest::newRow("empty match") << "[a]\nstart = x*\n"
                                 << "line 2, column 9";
}

void ErrorRulesTest::mistakesInARuleFileHaveAPlace()
{
    QFETCH(QString, text);
    QFETCH(QString, place);
    const auto rules = RuleSet::parse(text.toStdString());
    QVERIFY(!rules.has_value());
    QCOMPARE(rules.error().kind, ErrorKind::Parse);
    QVERIFY2(QString::fromStdString(rules.error().message).startsWith(place),
             rules.error().message.c_str());
}

void ErrorRulesTest::allMistakesOfARuleFileAreTold()
{
    const auto problems = checkRuleFile("[a]\ntitle = t\n\n[b]\nstart = a(b\nseverity = bad\n"
                                        "colour = red\n[c]\nstart = c\n[D]\nstart = d\n");
    QStringList places;
    for (const RuleProblem& problem : problems) {
        places << QStringLiteral("%1:%2").arg(problem.line).arg(problem.column);
    }
    QCOMPARE(places, QStringList({"1:1", "5:9", "6:12", "7:1", "10:1"}));
    QCOMPARE(problems[3].what, "no setting is called \"colour\"");
    QVERIFY(checkRuleFile(RuleSet::shippedText()).empty());
}

void ErrorRulesTest::ownRulesReplaceTheShippedOnes()
{
    const auto errors = errorsOf("Kernel panic\nmine: 7\n", RowFormat::Plain,
                                 "[own.kind]\nseverity = warning\nstart = mine: \\d\n"
                                 "field = (?<n>\\d)\ntitle = number {n}, {absent}\n");
    QCOMPARE(errors.size(), std::size_t(1));
    QCOMPARE(errors[0].title, "mine: 7"); // A field is absent.
    QCOMPARE(errors[0].fields.at("n"), "7");
}

void ErrorRulesTest::setFindsWhatSingleExpressionsFind()
{
    const auto rules = RuleSet::shipped();
    QVERIFY(rules.has_value());
    const auto& all = (*rules)->rules();
    // Words of the rules themselves, cut and mixed, so that near misses are common.
    std::vector<std::string> words;
    for (const Rule& rule : all) {
        std::string word;
        for (const char c : rule.start.text) {
            if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ' || c == ':'
                || c == '-') {
                word += c;
            } else if (!word.empty()) {
                words.push_back(std::exchange(word, {}));
            }
        }
    }
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same texts in each run
    std::vector<RegexMatcher> single;
    for (const Rule& rule : all) {
        single.emplace_back(rule.start.regex);
    }
    std::size_t found = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string line;
        for (int i = 0; i < 6; ++i) {
            line += words[random() % words.size()];
            line += std::string_view("1 .[]c:#\xFF")[random() % 9];
        }
        std::set<std::size_t> candidates;
        QVERIFY((*rules)->starts().scan(line, [&](std::size_t pattern, std::size_t end) {
            candidates.insert(pattern);
            return end <= line.size();
        }));
        for (std::size_t i = 0; i < all.size(); ++i) {
            const bool isMatch = single[i].match(line).has_value();
            QVERIFY2(!isMatch || candidates.contains(i), (all[i].kind + ": " + line).c_str());
            found += isMatch ? 1 : 0;
        }
    }
    QVERIFY(found > 5'000);
}

void ErrorRulesTest::anyCutOfBlocksFindsTheSame()
{
    // Longer than some blocks, with an error at each kilobyte.
    std::string text;
    std::int64_t lines = 0;
    while (text.size() < (3U << 20U)) {
        text += "drivers/a.c:" + std::to_string(text.size()) + ":1: error: no "
            + std::string(960, 'x') + '\n';
        ++lines;
    }
    const auto errors = errorsOf(text);
    QCOMPARE(static_cast<std::int64_t>(errors.size()), lines);
    for (std::size_t i = 0; i < errors.size(); ++i) {
        QCOMPARE(errors[i].firstLine, static_cast<std::int64_t>(i) + 1);
        QCOMPARE(errors[i].fields.at("line"), std::to_string(errors[i].beginByte));
    }
}

void ErrorRulesTest::cancelledSearchStops()
{
    std::stop_source stop;
    stop.request_stop();
    const auto source = makeMemorySource(std::make_shared<const std::string>("x\n"));
    const auto found =
        findErrors(*source, RowFormat::Plain, *RuleSet::shipped(), TaskContext(stop.get_token()));
    QVERIFY(!found.has_value());
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(ErrorRulesTest)
#include "tst_error_rules.moc"
