// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/request_settings.h"

#include <QTest>

using namespace cboard;
using namespace cboard::service;

class RequestSettingsTest : public QObject {
    Q_OBJECT

private slots:
    void withoutAFileTheDefaultsOfTheCodeHold();
    void everySettingIsOneLimit();
    void pathsAndLabsHaveLimitsOfTheirOwn();
    void wrongLimitsAreRefusedWithTheReason_data();
    void wrongLimitsAreRefusedWithTheReason();
    void onlyTheseSettingsChangeAnswers();
};

namespace {

const Timestamp Now{std::chrono::microseconds(1'000'000)};

} // namespace

void RequestSettingsTest::withoutAFileTheDefaultsOfTheCodeHold()
{
    const query::Common common = commonOf(SettingsFile(), Now);
    QVERIFY(common.limits == query::Limits());
    QVERIFY(common.window.length == RunningWindow().length);
    QVERIFY(common.now == Now);
}

void RequestSettingsTest::everySettingIsOneLimit()
{
    SettingsFile settings;
    for (const auto& [key, text] :
         {std::pair("analysis/flaky_runs", "20"), std::pair("analysis/flaky_flips", "6"),
          std::pair("analysis/flaky_unsteady_flips", "3"),
          std::pair("analysis/flaky_low_rate", "10"), std::pair("analysis/flaky_high_rate", "90"),
          std::pair("analysis/lab_boards", "4"), std::pair("analysis/lab_errors", "75"),
          std::pair("analysis/silent_after", "30"), std::pair("query/running_window", "6")}) {
        QVERIFY2(settings.set(key, text), key);
        QVERIFY2(changesAnswers(key), key);
    }
    query::Limits expected;
    expected.flaky = {.runs = 20, .flips = 6, .flipsOfUnsteady = 3, .lowRate = 10, .highRate = 90};
    expected.labs = {.boards = 4, .errorPercent = 75};
    expected.silentAfter = std::chrono::days(30);
    const query::Common common = commonOf(settings, Now);
    QVERIFY(common.limits == expected);
    QVERIFY(common.window.length == std::chrono::hours(6));
}

void RequestSettingsTest::pathsAndLabsHaveLimitsOfTheirOwn()
{
    SettingsFile settings;
    QVERIFY(settings.set("analysis/flaky_flips", "6"));
    QVERIFY(settings.set("analysis/flaky_exceptions",
                         "kselftest.net runs=20;  lab:lab-x boot flips=9 ; ;lab:lab-y low=0 "
                         "high=100 unsteady=1;"));
    QVERIFY(changesAnswers("analysis/flaky_exceptions"));
    const std::vector<query::FlakyException> expected{
        {.path = "kselftest.net", .lab = "", .limits = {.runs = 20, .flips = 6}},
        {.path = "boot", .lab = "lab-x", .limits = {.flips = 9}},
        {.path = "",
         .lab = "lab-y",
         .limits = {.flips = 6, .flipsOfUnsteady = 1, .lowRate = 0, .highRate = 100}}};
    QVERIFY(commonOf(settings, Now).limits.flakyExceptions == expected);
}

void RequestSettingsTest::wrongLimitsAreRefusedWithTheReason_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::addRow("no place") << "flips=8"
                              << "expected a path or lab:NAME, and a limit";
    QTest::addRow("no limit") << "kselftest"
                              << "expected a path or lab:NAME, and a limit";
    QTest::addRow("two paths") << "kselftest ltp flips=8"
                               << "one path and one lab";
    QTest::addRow("no lab") << "lab: flips=8"
                            << "one path and one lab";
    QTest::addRow("unknown limit") << "ltp flops=8"
                                   << "got \"flops=8\"";
    QTest::addRow("no number") << "ltp flips=few"
                               << "a whole number from 1 to 31";
    QTest::addRow("too many runs") << "ltp runs=100"
                                   << "a whole number from 10 to 32";
}

void RequestSettingsTest::wrongLimitsAreRefusedWithTheReason()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    SettingsFile settings;
    const auto set = settings.set("analysis/flaky_exceptions", text.toStdString());
    QVERIFY(!set);
    const auto message = QString::fromStdString(set.error().message);
    QVERIFY2(message.startsWith("analysis/flaky_exceptions: "), qPrintable(message));
    QVERIFY2(message.contains(reason), qPrintable(message));
}

void RequestSettingsTest::onlyTheseSettingsChangeAnswers()
{
    QVERIFY(!changesAnswers("appearance/theme"));
    QVERIFY(!changesAnswers("query/last_revisions"));
}

QTEST_GUILESS_MAIN(RequestSettingsTest)
#include "tst_request_settings.moc"
