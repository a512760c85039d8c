// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/log_blocks.h"
#include "core/logs/rules/rule_draft.h"
#include "tests/core/logs/rules/finding.h"

#include <QtTest>

#include <random>

using namespace cboard::logs;

class RuleDraftTest : public QObject {
    Q_OBJECT

private slots:
    void draftNamesTheErrorByItsFirstWords();
    void otherNumbersAndAddressesAreTheSameError();
    void anyLineIsFoundByItsOwnDraft();
    void linesOfTheLabAreFoundByTheirOwnDraft();
    void queriesFindAgainWhatTheyFound();
    void linesWithoutLettersGiveNone();
    void ownRulesWinBeforeTheShippedOnes();
};

void RuleDraftTest::draftNamesTheErrorByItsFirstWords()
{
    QCOMPARE(draftRule("[    4.000000] foo-bus: probe failed (-22)"),
             "[own.foo_bus_probe]\nseverity = error\nstart = foo-bus: probe failed \\(-\\d+\\)\n");
    QCOMPARE(generalExpression("at 0xffff8000 in deadbeef01 of facade"),
             "at 0x[0-9a-fA-F]+ in [0-9a-fA-F]+ of facade");
}

void RuleDraftTest::otherNumbersAndAddressesAreTheSameError()
{
    const std::string rule = draftRule("<3>[   12.3] link 4 lost at 0xdeadbeef, retry 17 of x86");
    const auto errors = errorsOf("[ 1.0] link 12 lost at 0x12, retry 3 of x86\nlink lost\n",
                                 RowFormat::Plain, rule);
    QCOMPARE(errors.size(), std::size_t(1));
    QCOMPARE(errors[0].firstLine, std::int64_t(1));
}

void RuleDraftTest::anyLineIsFoundByItsOwnDraft()
{
    static constexpr std::string_view Characters =
        "abcXYZ 0123456789_.*+?()[]{}^$|\\/-:;,'\"<>@#~!%&=\t\xC3\xBC";
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same lines in each run
    for (int round = 0; round < 60; ++round) {
        std::string line = "x ";
        for (int i = 0; i < 40; ++i) {
            line += Characters[random() % Characters.size()];
        }
        line += 'z';
        const std::string rule = draftRule(line);
        QVERIFY(RuleSet::parse(rule).has_value());
        QVERIFY2(errorsOf(line + "\n", RowFormat::Plain, rule).size() == 1, rule.c_str());
    }
}

void RuleDraftTest::linesOfTheLabAreFoundByTheirOwnDraft()
{
    const std::string log =
        R"(- {"dt": "2022-06-03T05:44:41.542", "lvl": "error", "msg": "test run 3 failed"})"
        "\n"
        R"(- {"dt": "2022-06-03T05:44:41.543", "lvl": "target", "msg": "test run 4 failed"})"
        "\n";
    const auto lineOf = [&log](const std::string& rule) {
        const auto errors = errorsOf(log, RowFormat::Lava, rule);
        return errors.size() == 1 ? errors[0].firstLine : std::int64_t(0);
    };
    QCOMPARE(lineOf(draftRule("test run 3 failed", isOfDispatcher(LavaLevel::Error))),
             std::int64_t(1));
    QCOMPARE(lineOf(draftRule("test run 3 failed", isOfDispatcher(LavaLevel::Target))),
             std::int64_t(2));
}

void RuleDraftTest::queriesFindAgainWhatTheyFound()
{
    const auto found = [](const LinePatterns& query) {
        return errorsOf("[ 1.0] Link 12 lost\n[ 2.0] a blink 3 lost\n", RowFormat::Plain,
                        draftRule(query))
            .size();
    };
    QCOMPARE(found({.patterns = {"link 3 lost"}, .isLiteral = true, .isCaseSensitive = false}),
             std::size_t(2));
    QCOMPARE(found({.patterns = {"link 3 lost"}, .isLiteral = true}), std::size_t(1));
    QCOMPARE(found({.patterns = {"link 3 lost"},
                    .isLiteral = true,
                    .isCaseSensitive = false,
                    .isWholeWord = true}),
             std::size_t(1));
    QCOMPARE(found({.patterns = {"[bL]ink \\d\\d"}}), std::size_t(1));
    QCOMPARE(draftRule(LinePatterns{.patterns = {"link (3)"}, .isLiteral = true}),
             "[own.link]\nseverity = error\nstart = link \\(\\d+\\)\n");
    QVERIFY(draftRule(LinePatterns{.patterns = {"12"}, .isLiteral = true}).empty());
    QVERIFY(draftRule(LinePatterns()).empty());
}

void RuleDraftTest::linesWithoutLettersGiveNone()
{
    QCOMPARE(draftRule(""), "");
    QCOMPARE(draftRule("[    4.000000] 12 -- 13"), "");
    QCOMPARE(generalExpression("12"), "");
}

void RuleDraftTest::ownRulesWinBeforeTheShippedOnes()
{
    const auto rules = RuleSet::shippedBehind("[own.panic]\nstart = Kernel panic\n");
    QVERIFY(rules.has_value());
    const auto source = makeMemorySource(std::make_shared<const std::string>(
        "[ 1.0] Kernel panic - not syncing: x\n[ 2.0] kernel BUG at mm/slub.c:1!\n"));
    const auto found = findErrors(*source, RowFormat::Plain, *rules, cboard::TaskContext{});
    QVERIFY(found.has_value());
    QCOMPARE(found->errors.size(), std::size_t(2));
    QCOMPARE(found->errors[0].kind, "own.panic");
    QVERIFY(found->errors[1].kind.starts_with("kernel."));
    QVERIFY(!RuleSet::shippedBehind("[own.panic]\nseverity = bad\n").has_value());
}

QTEST_GUILESS_MAIN(RuleDraftTest)
#include "tst_rule_draft.moc"
