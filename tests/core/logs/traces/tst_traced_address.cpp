// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/traced_address.h"

#include <QtTest>

using namespace cboard::logs;

namespace {

/// "func+1a/2c", "func+1a/2c [mod]", "@ffffffff81012345"; `!` behind those of the counter.
QString shown(std::string_view message)
{
    QStringList all;
    for (const TracedAddress& address : readTracedAddresses(message)) {
        QString text = address.function.empty()
            ? QStringLiteral("@%1").arg(address.address, 0, 16)
            : QStringLiteral("%1+%2").arg(QString::fromStdString(address.function),
                                          QString::number(address.offset, 16));
        if (address.size) {
            text += '/' + QString::number(*address.size, 16);
        }
        if (!address.module.empty()) {
            text += " [" + QString::fromStdString(address.module) + ']';
        }
        all << (address.isReturn ? text : text + '!');
    }
    return all.join(' ');
}

} // namespace

class TracedAddressTest : public QObject {
    Q_OBJECT

private slots:
    void formsOfAllArchitecturesAreRead_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* message, const char* expected) {
            QTest::newRow(message) << QByteArray(message) << QString(expected);
        };
        row(" func+0x1a/0x2c", "func+1a/2c");
        row(" ? func.isra.0+0x1a/0x2c", "func.isra.0+1a/2c");
        row(" func+0x1a/0x2c [ext4]", "func+1a/2c [ext4]");
        row(" func+0x1a/0x2c [snd-hda 0a1b2c3d]", "func+1a/2c [snd-hda]");
        row(" [<ffffffff81012345>] ? func+0x1a/0x2c", "func+1a/2c");
        row(" [<ffffffff81012345>] 0xffffffff81012345", "@ffffffff81012345");
        row("[<c0010000>] (foo) from [<c0020000>] (bar+0x10/0x20)", "bar+10/20");
        row("[<c0010000>] (foo+0x4/0x8) from [<c0020000>] (bar+0x10/0x20)", "foo+4/8 bar+10/20");
        row(" foo from bar+0x10/0x20", "bar+10/20");
        row("Function entered at [<c0010000>] from [<c0020000>]", "@c0010000 @c0020000");
        row("RIP: 0010:func+0x1a/0x2c", "func+1a/2c!");
        row("RIP: 0010:0xffffffff81012345", "@ffffffff81012345!");
        row("RIP: 0033:0x7f0123456789", "");
        row("pc : func+0x1a/0x2c", "func+1a/2c!");
        row("lr : func+0x1a/0x2c", "func+1a/2c");
        row("PC is at func+0x1a", "func+1a!");
        row("epc : func+0x1a/0x2c", "func+1a/2c!");
        row(" ra : func+0x1a/0x2c", "func+1a/2c");
        row("NIP [c000000000012345] func+0x1a/0x2c", "func+1a/2c!");
        row(" func+0x1a/0x2c (P)", "func+1a/2c!");
        row("WARNING: CPU: 0 PID: 1 at lib/a.c:3 func+0x1a/0x2c", "func+1a/2c!");
        row(" 0xffffffffc0123456", "@ffffffffc0123456");
    }

    void formsOfAllArchitecturesAreRead()
    {
        QFETCH(QByteArray, message);
        QTEST(shown(message.toStdString()), "expected");
    }

    void otherTextNamesNothing_data()
    {
        QTest::addColumn<QByteArray>("message");
        for (const char* message :
             {"", "+0x", "+0x1/0x2", "a = b+0x10", "12+0x1/0x2", "irq 0x10 mapped", "[<>]", "[<",
              "[<ptrval>]", "at 0xffffffff81012345 is mapped", "func+0x/0x", "func+0xfg/0x1",
              "RIP: 0010:", "func+0x1ffffffffffffffff1/0x2"}) {
            QTest::newRow(message) << QByteArray(message);
        }
    }

    void otherTextNamesNothing()
    {
        QFETCH(QByteArray, message);
        QCOMPARE(shown(message.toStdString()), QString());
    }

    void onlySomeOfALineAreTaken()
    {
        std::string line;
        for (int i = 0; i < 1000; ++i) {
            line += "f+0x1/0x2 [<ffffffff81012345>] ";
        }
        QCOMPARE(readTracedAddresses(line).size(), std::size_t{8});
    }

    void theEndOfTheTextIsKnown()
    {
        const std::string line = " ? func+0x1a/0x2c [ext4] (C)";
        QCOMPARE(line.substr(readTracedAddresses(line).at(0).end), std::string(" (C)"));
    }
};

QTEST_GUILESS_MAIN(TracedAddressTest)
#include "tst_traced_address.moc"
