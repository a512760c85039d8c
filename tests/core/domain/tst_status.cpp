// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/domain/status.h"

#include <QTest>

using namespace cboard;
using namespace std::chrono_literals;

class StatusTest : public QObject {
    Q_OBJECT

private slots:
    void everyStatusKeepsItsText();
    void unknownTextIsNoStatus();
    void everyStatusHasTheClassOfItsName();
    void rowWithoutStatusIsPendingOnlyInsideTheWindow();
    void worstFollowsTheOrderOfASummary();
    void countsAddUp();
};

void StatusTest::everyStatusKeepsItsText()
{
    for (std::size_t i = 0; i < StatusCount; ++i) {
        const auto status = static_cast<Status>(i);
        QVERIFY(parseStatus(statusText(status)) == status);
    }
}

void StatusTest::unknownTextIsNoStatus()
{
    QVERIFY(!parseStatus("pass"));
    QVERIFY(!parseStatus(""));
    QVERIFY(!parseStatus("PASSED"));
}

void StatusTest::everyStatusHasTheClassOfItsName()
{
    const Timestamp now{1'000'000s};
    for (std::size_t i = 0; i < StatusCount; ++i) {
        const auto status = static_cast<Status>(i);
        const StatusClass found = classify(status, std::nullopt, now, {});
        QCOMPARE(QByteArray(statusClassKey(found).data()),
                 QByteArray(statusText(status).data()).toLower());
    }
}

void StatusTest::rowWithoutStatusIsPendingOnlyInsideTheWindow()
{
    const Timestamp start{1'000'000s};
    const RunningWindow window{12h};
    QVERIFY(classify({}, start, start + 1h, window) == StatusClass::Pending);
    QVERIFY(classify({}, start, start + 12h - 1s, window) == StatusClass::Pending);
    QVERIFY(classify({}, start, start + 12h, window) == StatusClass::Miss);
    QVERIFY(classify({}, std::nullopt, start, window) == StatusClass::Miss);
}

void StatusTest::worstFollowsTheOrderOfASummary()
{
    StatusCounts counts;
    QVERIFY(counts.worst() == StatusClass::None);
    const auto order = {StatusClass::Pending, StatusClass::Skip, StatusClass::Done,
                        StatusClass::Pass,    StatusClass::Miss, StatusClass::Error,
                        StatusClass::Fail};
    for (const StatusClass next : order) {
        ++counts[next];
        QVERIFY(counts.worst() == next);
    }
}

void StatusTest::countsAddUp()
{
    StatusCounts a;
    a[StatusClass::Error] = 2;
    a[StatusClass::Miss] = 3;
    StatusCounts b;
    b[StatusClass::Miss] = 1;
    b[StatusClass::Pass] = 10;
    a += b;
    QCOMPARE(a.total(), 16);
    QCOMPARE(a.infrastructure(), 6);
}

QTEST_GUILESS_MAIN(StatusTest)
#include "tst_status.moc"
