// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/table_printer.h"

#include <QtTest>

#include <clocale>

using namespace cboard::cli;

class TablePrinterTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void colorsOnlyWhenAskedFor();
    void columnsAreAligned();
    void widthIsThatOfATerminal();
    void controlCharactersDoNotReachTheTerminal();
    void csvQuotesWhatASpreadsheetWouldRun();
};

void TablePrinterTest::initTestCase()
{
    QVERIFY(std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr);
}

void TablePrinterTest::columnsAreAligned()
{
    TablePrinter table({{"name"}, {"count", Align::Right}, {"note"}});
    table.addRow({"a", "1", "x"});
    table.addRow({"longer", "1000", "yy"});
    QCOMPARE(table.text(),
             std::string("name    count  note\n"
                         "a           1  x\n"
                         "longer   1000  yy\n"));
}

void TablePrinterTest::widthIsThatOfATerminal()
{
    QCOMPARE(displayWidth("abc"), std::size_t(3));
    QCOMPARE(displayWidth("gr\xC3\xBCn"), std::size_t(4));
    QCOMPARE(displayWidth("e\xCC\x81"), std::size_t(1)); // combining accent
    QCOMPARE(displayWidth("\xE6\x9D\xBF"), std::size_t(2)); // wide
    TablePrinter table({{"n"}, {"m"}});
    table.addRow({"\xE6\x9D\xBF", "x"});
    table.addRow({"ab", "y"});
    QCOMPARE(table.text(), std::string("n   m\n\xE6\x9D\xBF  x\nab  y\n"));
}

void TablePrinterTest::controlCharactersDoNotReachTheTerminal()
{
    TablePrinter table({{"name"}});
    table.addRow({"\x1b[31mred\nnext\xC2\x9B"
                  "1m\xff"});
    for (const char c : table.text()) {
        QVERIFY(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
    }
    QCOMPARE(QByteArray::fromStdString(table.text()).count(QByteArray("\n")), 2);
    QVERIFY(table.text().find("\xC2\x9B") == std::string::npos);
}

void TablePrinterTest::csvQuotesWhatASpreadsheetWouldRun()
{
    TablePrinter table({{"name"}, {"count", Align::Right}});
    table.addRow({"=1+1", "-5"});
    QCOMPARE(table.csv(), std::string("name,count\r\n\"'=1+1\",-5\r\n"));
}

void TablePrinterTest::colorsOnlyWhenAskedFor()
{
    TablePrinter table({{"status"}, {"path"}});
    table.addRow({"fail", "boot"});
    table.addRow({"pass", "fail.me"});
    QVERIFY(table.text().find('\x1b') == std::string::npos);
    const std::string colored = table.text(true);
    QVERIFY(colored.starts_with("\x1b[1m"));
    QVERIFY(colored.find("\x1b[31mfail    \x1b[0m") != std::string::npos);
    QVERIFY(colored.find("\x1b[31mfail.me") == std::string::npos);
    QVERIFY(table.csv().find('\x1b') == std::string::npos);
}

QTEST_GUILESS_MAIN(TablePrinterTest)
#include "tst_table_printer.moc"
