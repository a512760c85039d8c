// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/symbol_table.h"

#include <QtTest>

using namespace cboard;
using namespace cboard::logs;

namespace {

std::string nameAt(const SymbolTable& table, std::uint64_t address)
{
    const Symbol* const symbol = table.at(address);
    return symbol == nullptr ? "-" : std::string(symbol->name);
}

} // namespace

class SymbolTableTest : public QObject {
    Q_OBJECT

private slots:
    void systemMapTellsSpans()
    {
        const auto table = SymbolTable::parse("ffffffff81000000 T _stext\n"
                                              "ffffffff81000040 t helper\r\n"
                                              "ffffffff81000060 T work\n"
                                              "ffffffff81000060 T __pfx_work\n"
                                              "ffffffff81000070 t $x\n"
                                              "ffffffff81000090 t helper\n"
                                              "ffffffff81000200 R _etext_data\n"
                                              "0000000000000000 A absolute\n",
                                              {});
        QVERIFY(table);
        const auto helpers = table->named("helper");
        QCOMPARE(helpers.size(), std::size_t{2});
        QCOMPARE(helpers[0]->span, std::uint64_t{0x20});
        QCOMPARE(helpers[1]->span, std::uint64_t{0x170});
        QCOMPARE(table->named("work").at(0)->span, std::uint64_t{0x30}); // Not ended by `$x`.
        QCOMPARE(table->named("_etext_data").size(), std::size_t{0}); // Data.
        QCOMPARE(nameAt(*table, 0xffffffff81000061), std::string("work"));
        QCOMPARE(nameAt(*table, 0xffffffff810001ff), std::string("helper"));
        QCOMPARE(nameAt(*table, 0xffffffff81000200), std::string("-"));
        QCOMPARE(nameAt(*table, 0xffffffff80ffffff), std::string("-"));
    }

    void nmTellsSizesToo()
    {
        const auto table = SymbolTable::parse("                 U printf\n                 w weak\n"
                                              "0000000000001040 0000000000000019 t helper\n"
                                              "0000000000001060 T _start\n",
                                              {});
        QVERIFY2(table, table ? "" : table.error().message.c_str());
        QCOMPARE(table->size(), std::size_t{2});
        QCOMPARE(table->named("helper").at(0)->size, std::uint64_t{0x19});
        QCOMPARE(table->named("helper").at(0)->span, std::uint64_t{0x20});
        QCOMPARE(nameAt(*table, 0x1061), std::string("-")); // Its end is not known.
    }

    void otherTextIsRefusedWithItsLine()
    {
        const auto table = SymbolTable::parse("ffffffff81000000 T _stext\nhello world\n", {});
        QVERIFY(!table);
        QCOMPARE(table.error().kind, ErrorKind::Parse);
        QCOMPARE(table.error().message,
                 std::string("line 2: expected an address, a type and a name"));
        QVERIFY(SymbolTable::parse("", {}));
    }
};

QTEST_GUILESS_MAIN(SymbolTableTest)
#include "tst_symbol_table.moc"
