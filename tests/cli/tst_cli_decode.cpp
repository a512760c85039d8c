// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"
#include "tests/support/small_kernel.h"

#include <QJsonArray>
#include <QtTest>

using namespace cboard::testing;

class CliDecodeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_kernel = SmallKernel::make(m_cboard.path("6.12.0-rc3-small"));
        QVERIFY2(m_kernel.problem.empty(), m_kernel.problem.c_str());
        m_log = m_cboard.write("boot.log",
                               QByteArray("Linux version 6.12.0-rc3-small (me@here) #1\nbooted\n"
                                          "Call Trace:\n ")
                                   + m_kernel.entry.c_str() + "\n gone+0x1/0x2 [ext4]\n");
    }

    void tracesArePrintedWithSourceLines()
    {
        const RunResult result = m_cboard.run({"log", "decode", "--symbols", m_kernel.file, m_log});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.output,
                 QByteArray("lines 3-5\nCall Trace:\n ") + m_kernel.entry.c_str()
                     + " (init/main.c:7 in inner)\n    inlined at init/main.c:12 in start_kernel\n"
                       " gone+0x1/0x2 [ext4]\n");
        QVERIFY2(result.errors.contains("vmlinux does not hold the modules that the traces name: "
                                        "ext4."),
                 result.errors);
    }

    void jsonHasEachFrame()
    {
        const QJsonObject json =
            m_cboard.run({"--json", "log", "decode", "--symbols", m_kernel.file, m_log}).json();
        QCOMPARE(json["release"].toString(), "6.12.0-rc3-small");
        QCOMPARE(json["notes"].toArray().size(), 1);
        const QJsonObject line =
            json["traces"].toArray().at(0).toObject()["lines"].toArray().at(1).toObject();
        QCOMPARE(line["line"].toInt(), 4);
        const QJsonObject address = line["addresses"].toArray().at(0).toObject();
        QCOMPARE(address["function"].toString(), "start_kernel");
        QVERIFY(address["problem"].isNull());
        const QJsonArray frames = address["frames"].toArray();
        QCOMPARE(frames.size(), 2);
        QCOMPARE(frames.at(0).toObject()["file"].toString(), "init/main.c");
        QCOMPARE(frames.at(0).toObject()["line"].toInt(), 7);
        QVERIFY(frames.at(0).toObject()["is_inlined"].toBool());
        QVERIFY(!frames.at(1).toObject()["is_inlined"].toBool(true));
    }

    void theSettingIsAFolderOfKernels()
    {
        const QStringList decode{"log", "decode", m_log};
        const RunResult none = m_cboard.run(decode);
        QCOMPARE(none.exitCode, 2);
        QVERIFY2(none.errors.contains("no vmlinux or System.map of Linux 6.12.0-rc3-small"),
                 none.errors);
        QCOMPARE(m_cboard.run({"config", "set", "log/symbols", m_cboard.path(".")}).exitCode, 0);
        const RunResult found = m_cboard.run(decode);
        QVERIFY2(found.output.contains("(init/main.c:7 in inner)"), found.errors);
    }

    void aLogWithoutTracesNeedsNoSymbols()
    {
        const RunResult result = m_cboard.run(
            {"log", "decode", "--symbols", "/no/such", m_cboard.write("a.log", "x\n")});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.output, QByteArray());
        QVERIFY2(result.errors.contains("the log has no call trace"), result.errors);
    }

    void withoutBinutilsTheirPackageIsNamed()
    {
        const RunResult result = m_cboard.runShell(
            "PATH=/nonexistent; \"$CBOARD\" log decode --symbols " + m_kernel.file + ' ' + m_log);
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.errors.contains("there is no program nm to read a vmlinux with; it belongs "
                                        "to the package binutils"),
                 result.errors);
    }

private:
    CboardRunner m_cboard;
    SmallKernel m_kernel;
    QString m_log;
};

QTEST_GUILESS_MAIN(CliDecodeTest)
#include "tst_cli_decode.moc"
