// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_selection.h"
#include "core/logs/rules/rule_marks.h"
#include "tests/core/logs/log_test_support.h"

#include <QtTest>

using namespace cboard;
using namespace cboard::logs;

namespace {

const char* const Rules = "[own.reset]\nseverity = fatal\nstart = usb \\d+: reset\n\n"
                          "[own.slow]\nseverity = warning\nstart = took too long\n\n"
                          "[own.known]\nseverity = noise\nstart = error: known quirk\n\n"
                          "[own.report]\nseverity = error\nextent = report\nstart = ^broken:\n"
                          "end = ^mended$\n";

RuleFindings findingsIn(const LogText& text, std::int64_t firstRow = 0)
{
    const auto rules = RuleSet::parse(Rules);
    auto found = rules ? findRuleErrors(text, *rules, firstRow, TaskContext{})
                       : Result<RuleFindings>(tl::unexpected(rules.error()));
    return found ? std::move(*found) : RuleFindings();
}

std::shared_ptr<const LogText> marked(const std::shared_ptr<const LogText>& text)
{
    const RuleFindings found = findingsIn(*text);
    RuleMarks marks = marksOf(found.errors, text->index());
    marks.quietRows = found.quietRows;
    return text->withMarks(marks);
}

/// "2 own.slow": row and kind of each mark.
QStringList namesOf(const LogText& text)
{
    QStringList marks;
    for (const ErrorMark& mark : text.marks()) {
        const std::string_view rule = text.ruleKindOf(mark);
        const std::string_view kind = rule.empty() ? markKindKey(mark.kind) : rule;
        marks << QString::number(mark.row) + ' ' + QString::fromUtf8(kind.data(), int(kind.size()));
    }
    return marks;
}

} // namespace

class RuleMarksTest : public QObject {
    Q_OBJECT

private slots:
    void rulesMarkTheirRows();
    void builtInMarksInsideAReportArePartsOfIt();
    void tracesInsideAReportStillFold();
    void builtInMarksNeverOpenALogWhereRulesFoundErrors();
    void builtInMarksStayWhereRulesFindNothing();
    void errorsComeWithTitlesAndFingerprints();
    void rulesWinOverBuiltInMarks();
    void noiseTakesAMarkOff();
    void aLogOpensAtWhatIsFatal();
    void lavaMessagesAreLookedAt();
    void whatWasAppendedIsMarkedLikeTheWhole();
};

void RuleMarksTest::rulesMarkTheirRows()
{
    const auto text = marked(openText("fine\nusb 3: reset\nBUG: x\nit took too long\n"));
    QVERIFY(text);
    QCOMPARE(namesOf(*text), QStringList({"1 own.reset", "2 bug", "3 own.slow"}));
    QCOMPARE(text->ruleMarkCount(), std::int64_t{2});
    QCOMPARE(text->markCounts()[static_cast<std::size_t>(MarkKind::Warning)], std::int64_t{1});
}

void RuleMarksTest::builtInMarksInsideAReportArePartsOfIt()
{
    const auto text = marked(openText("error: before\nbroken: x\nerror: a part\n indented\nmended\n"
                                      "error: behind\n"));
    QVERIFY(text);
    QCOMPARE(namesOf(*text), QStringList({"0 error", "1 own.report", "5 error"}));
}

void RuleMarksTest::tracesInsideAReportStillFold()
{
    const auto text =
        marked(openText("broken: x\nCall Trace:\n foo+0x1/0x2\n bar+0x1/0x2\nmended\n"));
    QCOMPARE(namesOf(*text), QStringList({"0 own.report"}));
    const auto traces = findTraces(*text, TaskContext{});
    QVERIFY(traces.has_value());
    QCOMPARE(*traces, std::vector<RowRange>({{1, 4}}));
}

void RuleMarksTest::builtInMarksNeverOpenALogWhereRulesFoundErrors()
{
    const auto text = marked(openText("Kernel panic - not syncing: x\nit took too long\n"));
    QVERIFY(text);
    QCOMPARE(namesOf(*text), QStringList({"0 kernel_panic", "1 own.slow"}));
    QCOMPARE(text->firstPlace().row, std::int64_t{1});
    // Inside a part of the log where rules found nothing they do.
    QCOMPARE(text->firstPlace(RowRange{0, 1}).row, std::int64_t{0});
}

void RuleMarksTest::builtInMarksStayWhereRulesFindNothing()
{
    QCOMPARE(namesOf(*marked(openText("fine\nBUG: x\n"))), QStringList({"1 bug"}));
}

void RuleMarksTest::errorsComeWithTitlesAndFingerprints()
{
    const auto text = openText("fine\r\nusb 3: reset\n" + std::string(600, 'x')
                               + "\xC3\xA4 took too "
                                 "long\nusb 4: reset\n");
    const RuleFindings found = findingsIn(*text);
    QCOMPARE(found.errors.size(), std::size_t{3});
    const MarkedError first = found.errors[0];
    QCOMPARE(first.row, std::int64_t{1});
    QCOMPARE(first.firstLine, std::int64_t{2});
    QCOMPARE(first.lastLine, std::int64_t{2});
    QCOMPARE(first.severity, Severity::Fatal);
    QCOMPARE(first.kind, std::string_view("own.reset"));
    QCOMPARE(first.title, std::string_view("usb 3: reset"));
    QVERIFY(first.fingerprint.starts_with("f"));
    QCOMPARE(found.errors[2].fingerprint, first.fingerprint);
    QCOMPARE(std::string(found.errors[1].title), std::string(500, 'x'));
}

void RuleMarksTest::rulesWinOverBuiltInMarks()
{
    const auto text = marked(openText("Kernel panic: it took too long\n"));
    QVERIFY(text);
    QCOMPARE(namesOf(*text), QStringList({"0 own.slow"}));
    QCOMPARE(text->markCounts()[static_cast<std::size_t>(MarkKind::KernelPanic)], std::int64_t{0});
}

void RuleMarksTest::noiseTakesAMarkOff()
{
    const auto text = marked(openText("error: known quirk\nerror: other\n"));
    QVERIFY(text);
    QCOMPARE(namesOf(*text), QStringList({"1 error"}));
}

void RuleMarksTest::aLogOpensAtWhatIsFatal()
{
    const auto text = marked(openText("BUG: first\nusb 3: reset\nOops: second\n"));
    QVERIFY(text);
    QCOMPARE(text->firstPlace().row, std::int64_t{1});
}

void RuleMarksTest::lavaMessagesAreLookedAt()
{
    const auto text = marked(
        openText(R"(- {"dt": "2026-01-01T00:00:00", "lvl": "target", "msg": "\x75sb 3: reset"})"
                 "\n",
                 RowFormat::Lava));
    QVERIFY(text);
    QCOMPARE(namesOf(*text), QStringList({"0 own.reset"}));
}

void RuleMarksTest::whatWasAppendedIsMarkedLikeTheWhole()
{
    std::string whole;
    for (int i = 0; i < 3000; ++i) {
        whole += i % 700 == 0 ? "usb 3: reset\n" : i % 900 == 0 ? "error: known quirk\n" : "line\n";
    }
    const std::size_t before = whole.find("usb", whole.size() / 2) + 2; // In the midst of a row.
    const auto first = marked(openText(whole.substr(0, before)));
    QVERIFY(first);
    const auto grown =
        first->grown(makeMemorySource(std::make_shared<const std::string>(whole)), TaskContext{});
    QVERIFY(grown.has_value());
    const auto known = first->rowCount();
    const std::int64_t firstRow = (*grown)->index().groupOf(known - 1).firstRow;
    const RuleFindings more = findingsIn(**grown, firstRow);
    const auto all = joined(findingsIn(*first).errors, firstRow, more.errors);
    RuleMarks marks = marksOf(all, (*grown)->index());
    marks.quietRows = more.quietRows;
    const auto both = (*grown)->withMarks(marks);
    QCOMPARE(namesOf(*both), namesOf(*marked(openText(whole))));
    QCOMPARE(both->marks().size(), std::size_t{5});
}

QTEST_GUILESS_MAIN(RuleMarksTest)
#include "tst_rule_marks.moc"
