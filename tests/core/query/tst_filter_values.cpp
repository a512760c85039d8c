// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/filter_values.h"

#include <QTest>

using namespace cboard;
using namespace cboard::query;

class FilterValuesTest : public QObject {
    Q_OBJECT

private slots:
    void timesCountBackFromNow_data();
    void timesCountBackFromNow();
    void durationsHaveUnits();
    void numbersCompare();
    void statusTermsSelectOutcomes_data();
    void statusTermsSelectOutcomes();
};

namespace {

FilterTerm term(const char* text)
{
    const auto filter = parseFilter(text);
    Q_ASSERT(filter && filter->terms.size() == 1);
    return filter->terms.front();
}

} // namespace

void FilterValuesTest::timesCountBackFromNow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("iso"); // empty: no time
    QTest::newRow("days") << "7d"
                          << "2025-07-03T10:00:00Z";
    QTest::newRow("hours") << "12h"
                           << "2025-07-09T22:00:00Z";
    QTest::newRow("half a day") << "0.5d"
                                << "2025-07-09T22:00:00Z";
    QTest::newRow("date") << "2025-07-01"
                          << "2025-07-01T00:00:00Z";
    QTest::newRow("time") << "2025-07-01T12:30:00+02:00"
                          << "2025-07-01T10:30:00Z";
    QTest::newRow("today") << "today"
                           << "2025-07-10T00:00:00Z";
    QTest::newRow("yesterday") << "yesterday"
                               << "2025-07-09T00:00:00Z";
    QTest::newRow("no unit") << "7"
                             << "";
    QTest::newRow("beyond all time") << "1e300d"
                                     << "";
    QTest::newRow("negative") << "-7d"
                              << "";
    QTest::newRow("not a number") << "nand"
                                  << "";
    QTest::newRow("far too long") << "99999999999999w"
                                  << "";
}

void FilterValuesTest::timesCountBackFromNow()
{
    QFETCH(QString, text);
    QFETCH(QString, iso);
    const auto time = parseTimeValue(text.toStdString(), *parseRfc3339("2025-07-10T10:00:00Z"));
    QCOMPARE(time.has_value(), !iso.isEmpty());
    if (time) {
        QCOMPARE(QString::fromStdString(formatIso(*time)), iso);
    }
}

void FilterValuesTest::durationsHaveUnits()
{
    QCOMPARE(parseDurationValue("300", FilterKey::Duration).value_or(-1), 300.0);
    QCOMPARE(parseDurationValue("1.5h", FilterKey::Duration).value_or(-1), 5400.0);
    QCOMPARE(parseDurationValue("2", FilterKey::Age).value_or(-1), 172'800.0);
    QVERIFY(!parseDurationValue("", FilterKey::Duration));
    QVERIFY(!parseDurationValue("inf", FilterKey::Duration));
}

void FilterValuesTest::numbersCompare()
{
    QVERIFY(matchesNumber(term("dur:>300"), 301));
    QVERIFY(!matchesNumber(term("dur:>300"), 300));
    QVERIFY(matchesNumber(term("dur:<1m,>1h"), 59));
    QVERIFY(matchesNumber(term("dur:5m..10m"), 300));
    QVERIFY(!matchesNumber(term("dur:5m..10m,-400"), 400));
    QVERIFY(matchesNumber(term("dur:-400"), 300));
}

void FilterValuesTest::statusTermsSelectOutcomes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("selected"); // of: Fail Error Miss Pass Done Skip pending never
    const auto row = [](const char* text, const char* selected) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(selected);
    };
    row("status:fail", "F.......");
    row("status:fail,error", "FE......");
    row("-status:pass", "FEM.DSpn");
    row("status:-pass,-skip", "FEM.D.pn");
    row("status:miss", "..M....n");
    row("status:raw=MISS", "..M.....");
    row("status:raw=NULL", "......pn");
    row("status:pending", "......p.");
    row("-status:miss", "FE.PDSp.");
    row("status:none", "........");
}

void FilterValuesTest::statusTermsSelectOutcomes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, selected);
    const OutcomeSet set = outcomesOf(term(text.constData()));
    for (int i = 0; i < 6; ++i) {
        const auto statusClass = static_cast<StatusClass>(i);
        QCOMPARE(set.contains(static_cast<Status>(i), statusClass), selected[i] != '.');
    }
    QCOMPARE(set.contains({}, StatusClass::Pending), selected[6] != '.');
    QCOMPARE(set.contains({}, StatusClass::Miss), selected[7] != '.');
}

QTEST_GUILESS_MAIN(FilterValuesTest)
#include "tst_filter_values.moc"
