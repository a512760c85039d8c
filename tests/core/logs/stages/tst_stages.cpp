// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/stages/stage_finder.h"

#include <QtTest>

using namespace cboard;
using namespace cboard::logs;

class StagesTest : public QObject {
    Q_OBJECT

private slots:
    void phasesFollowEachOtherAndLastByTheClock();
    void restartBeginsThePhasesAnew();
    void suitesAndCasesLieInTheirPhase();
    void whatIsGoingOnAtTheEndHasNotEnded();
    void dispatcherActionsAreExact();
    void laterPhaseIsNotLeftForAnEarlierOne();
    void blocksDoNotMatter();
    void wrongFilesAreRefusedWithTheirPlace_data();
    void wrongFilesAreRefusedWithTheirPlace();
};

namespace {

std::vector<Stage> stagesOf(const std::string& text, RowFormat format = RowFormat::Plain)
{
    const auto rules = StageRules::shipped();
    const auto source = makeMemorySource(std::make_shared<const std::string>(text));
    const auto found = rules ? findStages(*source, format, *rules, TaskContext{})
                             : Result<std::vector<Stage>>(tl::unexpected(rules.error()));
    if (found) {
        return *found;
    }
    Stage failure;
    failure.kind = found.error().message;
    return {failure};
}

/// "kind name first-last", indented by depth.
QStringList shown(const std::vector<Stage>& stages)
{
    QStringList lines;
    for (const Stage& stage : stages) {
        QString line(2 * stage.depth, QLatin1Char(' '));
        line += QString::fromStdString(stage.kind);
        line += stage.name.empty() ? "" : " " + QString::fromStdString(stage.name);
        lines << QStringLiteral("%1 %2-%3").arg(line).arg(stage.firstLine).arg(stage.lastLine);
    }
    return lines;
}

const std::string Boot = "U-Boot 2024.01 (Jan 01 2024)\n"
                         "loading\n"
                         "Starting kernel ...\n"
                         "[    0.000000] Booting Linux on physical CPU 0x0\n"
                         "[    0.500000] NET: Registered PF_NETLINK/PF_ROUTE protocol family\n"
                         "[    1.000000] probing\n"
                         "[    2.250000] Run /init as init process\n";

} // namespace

void StagesTest::phasesFollowEachOtherAndLastByTheClock()
{
    const auto stages = stagesOf(Boot + "login:\n[    4.000000] reboot: Power down\n");
    QCOMPARE(shown(stages),
             (QStringList{"bootloader 1-2", "decompression 3-3", "early_boot 4-4", "drivers 5-6",
                          "user_space 7-8", "shutdown 9-9"}));
    QVERIFY(!stages[0].duration.has_value());
    QCOMPARE(stages[2].duration->count(), 500'000);
    QCOMPARE(stages[3].duration->count(), 1'750'000);
    QCOMPARE(stages[4].duration->count(), 1'750'000);
    QCOMPARE(stages[3].beginByte, std::uint64_t(Boot.find("[    0.5")));
    QCOMPARE(stages[3].endByte, std::uint64_t(Boot.find("[    2.25")));
}

void StagesTest::restartBeginsThePhasesAnew()
{
    const auto stages = stagesOf(Boot + Boot);
    QCOMPARE(stages.size(), std::size_t{10});
    QCOMPARE(shown(stages)[5], QStringLiteral("bootloader 8-9"));
    // The clock starts anew as well, so that only the first boot's own times count.
    QCOMPARE(stages[4].duration->count(), 0);
}

void StagesTest::suitesAndCasesLieInTheirPhase()
{
    const auto stages = stagesOf(Boot
                                 + "<LAVA_SIGNAL_STARTRUN 0_exec 1.2>\n"
                                   "# selftests: exec: execveat\n"
                                   "ok 1 selftests: exec: execveat\n"
                                   "# selftests: exec: recursion\n"
                                   "not ok 2 selftests: exec: recursion\n"
                                   "<LAVA_SIGNAL_ENDRUN 0_exec 1.2>\n"
                                   "end\n");
    QCOMPARE(
        shown(stages).mid(4),
        (QStringList{"user_space 7-14", "  lava_suite 0_exec 8-13",
                     "    kselftest exec: execveat 9-10", "    kselftest exec: recursion 11-12"}));
    QVERIFY(stages[5].hasEnded);
    QVERIFY(!stages[4].hasEnded);
}

void StagesTest::whatIsGoingOnAtTheEndHasNotEnded()
{
    const std::string text = "[    0.000000] Linux version 6.1\n[    3.000000] x";
    const auto stages = stagesOf(text);
    QCOMPARE(shown(stages), QStringList{"early_boot 1-2"});
    QVERIFY(!stages[0].hasEnded);
    QCOMPARE(stages[0].endByte, std::uint64_t(text.size()));
    QCOMPARE(stages[0].duration->count(), 3'000'000);
    QVERIFY(stagesOf("").empty());
}

void StagesTest::dispatcherActionsAreExact()
{
    const auto line = [](const char* second, const char* level, const char* message) {
        return QStringLiteral("- {\"dt\": \"2024-01-01T00:00:%1\", \"lvl\": \"%2\", \"msg\": "
                              "\"%3\"}\n")
            .arg(second, level, message)
            .toStdString();
    };
    const std::string log = line("01", "info", "start: 1 deploy (timeout 00:05:00) [common]")
        + line("02", "debug", "start: 1.1 http-download (timeout 00:05:00) [common]")
        + line("04", "debug", "end: 1.1 http-download (duration 00:00:02) [common]")
        + line("05", "info", "end: 1 deploy (duration 00:00:04) [common]")
        + line("06", "info", "start: 2 boot (timeout 00:05:00) [common]")
        + line("07", "target", "[    0.000000] Linux version 6.1")
        + line("09", "target", "start: 3 quoted by the device (timeout) [common]");
    const auto stages = stagesOf(log, RowFormat::Lava);
    QCOMPARE(shown(stages),
             (QStringList{"action deploy 1-4", "provisioning 1-5", "  action http-download 2-3",
                          "action boot 5-7", "early_boot 6-7"}));
    QCOMPARE(stages[0].duration->count(), 4'000'000);
    QCOMPARE(stages[2].duration->count(), 2'000'000);
    QCOMPARE(stages[4].duration->count(), 2'000'000);
    QVERIFY(stages[3].isOfDispatcher && !stages[3].hasEnded);
}

void StagesTest::laterPhaseIsNotLeftForAnEarlierOne()
{
    const auto stages = stagesOf(Boot + "[    3.000000] NET: Registered PF_NETLINK again\n");
    QCOMPARE(shown(stages).last(), QStringLiteral("user_space 7-8"));
}

void StagesTest::blocksDoNotMatter()
{
    std::string text = Boot;
    while (text.size() < 1'500'000) {
        text += "[    3.000000] a line that says nothing\n";
    }
    const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    const auto stages = stagesOf(text + "[    9.000000] reboot: Restarting system\n");
    QCOMPARE(shown(stages).mid(4),
             (QStringList{QStringLiteral("user_space 7-%1").arg(lines),
                          QStringLiteral("shutdown %1-%1").arg(lines + 1)}));
    QCOMPARE(stages[4].duration->count(), 6'750'000);
}

void StagesTest::wrongFilesAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("level") << "[a]\nlevel = step\nbegin = x"
                           << R"(line 2, column 9: level cannot be "step")";
    QTest::newRow("setting") << "[a]\n  colour = red"
                             << R"(line 2, column 3: no setting is called "colour")";
    QTest::newRow("no begin") << "\n[a]\nlevel = case\n[b]\nbegin = x"
                              << "line 2, column 1: section [a] has no begin";
    QTest::newRow("outside") << "begin = x"
                             << "line 1, column 1: a setting before the first [kind]";
}

void StagesTest::wrongFilesAreRefusedWithTheirPlace()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto rules = StageRules::parse(text.toStdString());
    QVERIFY(!rules.has_value());
    QCOMPARE(QString::fromStdString(rules.error().message), message);
    QVERIFY(!StageRules::parse("[a]\nbegin = (").has_value());
}

QTEST_GUILESS_MAIN(StagesTest)
#include "tst_stages.moc"
