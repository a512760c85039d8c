// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/csv.h"

#include <QtTest>

using namespace cboard;

class CsvTest : public QObject {
    Q_OBJECT
private slots:
    void cellsAreQuotedAsNeeded_data();
    void cellsAreQuotedAsNeeded();
};

void CsvTest::cellsAreQuotedAsNeeded_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isNumber");
    QTest::addColumn<QString>("cell");
    QTest::newRow("plain") << "boot" << false << "boot";
    QTest::newRow("empty") << "" << false << "";
    QTest::newRow("comma") << "a,b" << false << "\"a,b\"";
    QTest::newRow("quote") << "a\"b" << false << "\"a\"\"b\"";
    QTest::newRow("line break") << "a\nb" << false << "\"a\nb\"";
    QTest::newRow("formula") << "=cmd|' /C calc'!A0" << false << "\"'=cmd|' /C calc'!A0\"";
    QTest::newRow("plus") << "+1" << false << "\"'+1\"";
    QTest::newRow("at") << "@SUM(A1)" << false << "\"'@SUM(A1)\"";
    QTest::newRow("minus as text") << "-x" << false << "\"'-x\"";
    QTest::newRow("negative number") << "-1.5e3" << true << "-1.5e3";
    QTest::newRow("no number") << "-1+cmd" << true << "\"'-1+cmd\"";
}

void CsvTest::cellsAreQuotedAsNeeded()
{
    QFETCH(QString, text);
    QFETCH(bool, isNumber);
    QFETCH(QString, cell);
    QCOMPARE(QString::fromStdString(service::csvCell(text.toStdString(), isNumber)), cell);
}

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_csv.moc"
