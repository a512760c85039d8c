// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/time.h"

#include <QTest>

using namespace cboard;

class TimeTest : public QObject {
    Q_OBJECT

private slots:
    void strictTextParses_data();
    void strictTextParses();
    void looseTextWithoutZoneIsUtc();
    void cutFractionKeepsMicroseconds();
};

void TimeTest::strictTextParses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso"); // empty: not a time
    QTest::newRow("utc") << "2025-01-02T03:04:05Z"
                         << "2025-01-02T03:04:05Z";
    QTest::newRow("offset") << "2025-01-02T03:04:05.123456+05:30"
                            << "2025-01-01T21:34:05.123456Z";
    QTest::newRow("blank") << "2025-01-02 03:04:05z"
                           << "2025-01-02T03:04:05Z";
    QTest::newRow("second 60") << "2016-12-31T23:59:60Z"
                               << "2017-01-01T00:00:00Z";
    QTest::newRow("no zone") << "2025-01-02T03:04:05"
                             << "";
    QTest::newRow("30 February") << "2025-02-30T00:00:00Z"
                                 << "";
    QTest::newRow("hour 24") << "2025-01-02T24:00:00Z"
                             << "";
    QTest::newRow("compact") << "20250102T030405Z"
                             << "";
    QTest::newRow("year 0") << "0000-01-01T00:00:00Z"
                            << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("no fraction digits") << "2025-01-02T03:04:05.Z"
                                        << "";
    QTest::newRow("trailing") << "2025-01-02T03:04:05Zx"
                              << "";
}

void TimeTest::strictTextParses()
{
    QFETCH(QString, text);
    QFETCH(QString, iso);
    const auto time = parseRfc3339(text.toStdString());
    QCOMPARE(time.has_value(), !iso.isEmpty());
    if (time) {
        QCOMPARE(QString::fromStdString(formatIso(*time)), iso);
    }
}

void TimeTest::looseTextWithoutZoneIsUtc()
{
    const auto time = parseLooseTime("2020-11-04 16:46:26.466005");
    QVERIFY(time);
    QCOMPARE(formatIso(*time), std::string("2020-11-04T16:46:26.466005Z"));
    QCOMPARE(parseLooseTime("2020-11-04 16:46:26.466005+00:00"), time);
}

void TimeTest::cutFractionKeepsMicroseconds()
{
    const auto time = parseRfc3339("2025-01-02T03:04:05.1234567891Z");
    QVERIFY(time);
    QCOMPARE(formatIso(*time), std::string("2025-01-02T03:04:05.123456Z"));
}

QTEST_GUILESS_MAIN(TimeTest)
#include "tst_time.moc"
