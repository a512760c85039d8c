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

void RequestSettingsTest::onlyTheseSettingsChangeAnswers()
{
    QVERIFY(!changesAnswers("appearance/theme"));
    QVERIFY(!changesAnswers("query/last_revisions"));
}

QTEST_GUILESS_MAIN(RequestSettingsTest)
#include "tst_request_settings.moc"
