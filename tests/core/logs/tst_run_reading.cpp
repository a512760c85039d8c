// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/count_feeds.h"
#include "core/logs/run_reading.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace cboard;
using namespace cboard::logs;

/// A log read once for its errors and its stages.
class RunReadingTest : public QObject {
    Q_OBJECT

private slots:
    void feedsAreCountedAsOneByOne();
    void onePassFindsWhatTwoFind();
};

void RunReadingTest::feedsAreCountedAsOneByOne()
{
    std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same texts in each run
    QCOMPARE(countFeeds({}), std::int64_t(0));
    for (const unsigned kinds : {1U, 2U, 12U, 256U}) { // 1: nothing but feeds.
        for (std::size_t size = 1; size < 9000; size += 1 + size / 7) {
            std::string text;
            for (std::size_t i = 0; i < size; ++i) {
                text += static_cast<char>('\n' + random() % kinds);
            }
            for (std::size_t begin = 0; begin < std::min<std::size_t>(size, 9); ++begin) {
                const auto part = std::string_view(text).substr(begin);
                QCOMPARE(countFeeds(part), std::count(part.begin(), part.end(), '\n'));
            }
        }
    }
}

void RunReadingTest::onePassFindsWhatTwoFind()
{
    std::string text = "U-Boot 2023.01\n[    0.000000] Booting Linux on physical CPU 0x0\n";
    for (int i = 0; i < 20'000; ++i) { // Several blocks.
        text += i % 5000 == 4999 ? "[    2.000000] BUG: sleeping function called\n"
                                 : "[    1.500000] usb 1-1: new device\n";
    }
    text += "[    3.000000] Run /sbin/init as init process\n";
    const auto source = makeMemorySource(std::make_shared<const std::string>(text));
    const auto rules = RuleSet::shipped();
    const auto stageRules = StageRules::shipped();
    const auto run = readRun(*source, RowFormat::Plain, *rules, *stageRules, {});
    const auto errors = findErrors(*source, RowFormat::Plain, *rules, {});
    const auto stages = findStages(*source, RowFormat::Plain, *stageRules, {});
    QVERIFY(run && errors && stages);
    QCOMPARE(run->errors.errors.size(), std::size_t(4));
    QCOMPARE(run->errors.errors.size(), errors->errors.size());
    for (std::size_t i = 0; i < errors->errors.size(); ++i) {
        QCOMPARE(run->errors.errors[i].firstLine, errors->errors[i].firstLine);
        QVERIFY(run->errors.errors[i].fingerprint == errors->errors[i].fingerprint);
    }
    QVERIFY(run->stages.size() > 2);
    QCOMPARE(run->stages.size(), stages->size());
    for (std::size_t i = 0; i < stages->size(); ++i) {
        QCOMPARE(run->stages[i].kind, (*stages)[i].kind);
        QCOMPARE(run->stages[i].firstLine, (*stages)[i].firstLine);
    }
}

QTEST_GUILESS_MAIN(RunReadingTest)
#include "tst_run_reading.moc"
