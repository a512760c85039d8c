// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/find_time.h"
#include "log_test_support.h"

#include <QTest>

using namespace cboard;
using namespace cboard::logs;

class FindTimeTest : public QObject {
    Q_OBJECT

private slots:
    void momentsAreRead_data();
    void momentsAreRead();
    void otherTextIsNoMoment_data();
    void otherTextIsNoMoment();
    void kernelTimesAreFound_data();
    void kernelTimesAreFound();
    void lavaTimesAreFound_data();
    void lavaTimesAreFound();
    void aLogWithoutTimesSaysSo();
};

namespace {

const char* const Kernel = "U-Boot 2023.01\n"
                           "[    0.000000] Booting Linux\n"
                           "[    1.500000] usb: new device\n"
                           "no time here\n"
                           "[   12.345678] done\n";

const char* const Lava =
    "- {\"dt\": \"2025-07-09T23:59:58.250000\", \"lvl\": \"info\", \"msg\": \"a\"}\n"
    "- {\"dt\": \"2025-07-09T23:59:59.000000\", \"lvl\": \"target\", \"msg\": \"b\"}\n"
    "- {\"dt\": \"2025-07-10T00:00:04.000000\", \"lvl\": \"target\", \"msg\": \"c\"}\n";

} // namespace

void FindTimeTest::momentsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isOfDay");
    QTest::addColumn<qint64>("microseconds");
    QTest::newRow("minutes") << "12:34" << true << qint64(45'240'000'000);
    QTest::newRow("seconds") << "12:34:56" << true << qint64(45'296'000'000);
    QTest::newRow("one digit") << "1:02:03" << true << qint64(3'723'000'000);
    QTest::newRow("fraction") << "00:00:00.789" << true << qint64(789'000);
    QTest::newRow("since start") << "+123" << false << qint64(123'000'000);
    QTest::newRow("with fraction") << "+123.4" << false << qint64(123'400'000);
    QTest::newRow("beyond microseconds") << "+0.1234567" << false << qint64(123'456);
}

void FindTimeTest::momentsAreRead()
{
    QFETCH(QString, text);
    QFETCH(bool, isOfDay);
    QFETCH(qint64, microseconds);
    const auto moment = parseLogMoment(text.toStdString());
    QVERIFY(moment);
    QCOMPARE(moment->kind == LogMoment::Kind::TimeOfDay, isOfDay);
    QCOMPARE(static_cast<qint64>(moment->time.count()), microseconds);
}

void FindTimeTest::otherTextIsNoMoment_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text :
         {"", "+", "12", "24:00", "12:60", "12:34:61", "12:34:56.", "12:34:56x", "+1x", "+-1",
          "-1:00", "+1.", "+99999999999", ":30", "12:", "12:34:"}) {
        QTest::newRow(*text == '\0' ? "nothing" : text) << text;
    }
}

void FindTimeTest::otherTextIsNoMoment()
{
    QFETCH(QString, text);
    QVERIFY(!parseLogMoment(text.toStdString()));
}

void FindTimeTest::kernelTimesAreFound_data()
{
    QTest::addColumn<QString>("moment");
    QTest::addColumn<qint64>("row"); // -1: the log ends before.
    QTest::newRow("begin") << "+0" << qint64(1);
    QTest::newRow("exact") << "+1.5" << qint64(2);
    QTest::newRow("between") << "+1.500001" << qint64(4);
    QTest::newRow("behind") << "+13" << qint64(-1);
}

void FindTimeTest::kernelTimesAreFound()
{
    QFETCH(QString, moment);
    QFETCH(qint64, row);
    const auto text = openText(Kernel, RowFormat::Plain);
    const auto found = findMoment(*text, *parseLogMoment(moment.toStdString()), {});
    QVERIFY(found);
    QCOMPARE(static_cast<qint64>(found->value_or(-1)), row);
}

void FindTimeTest::lavaTimesAreFound_data()
{
    QTest::addColumn<QString>("moment");
    QTest::addColumn<qint64>("row");
    QTest::newRow("its first second") << "23:59:58" << qint64(0);
    QTest::newRow("same day") << "23:59:59" << qint64(1);
    QTest::newRow("behind midnight") << "0:00:01" << qint64(2);
    QTest::newRow("since start") << "+0.75" << qint64(1);
    QTest::newRow("behind the end") << "12:00" << qint64(-1);
}

void FindTimeTest::lavaTimesAreFound()
{
    QFETCH(QString, moment);
    QFETCH(qint64, row);
    const auto text = openText(Lava, RowFormat::Lava);
    const auto found = findMoment(*text, *parseLogMoment(moment.toStdString()), {});
    QVERIFY(found);
    QCOMPARE(static_cast<qint64>(found->value_or(-1)), row);
}

void FindTimeTest::aLogWithoutTimesSaysSo()
{
    const auto plain = openText("one\ntwo\n", RowFormat::Plain);
    const auto none = findMoment(*plain, *parseLogMoment("+1"), {});
    QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
    const auto kernel = openText(Kernel, RowFormat::Plain);
    const auto ofDay = findMoment(*kernel, *parseLogMoment("12:34"), {});
    QVERIFY(!ofDay && ofDay.error().kind == ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(FindTimeTest)
#include "tst_find_time.moc"
