// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/log_text.h"
#include "tests/core/logs/log_test_support.h"

#include <QFile>
#include <QObject>
#include <QProcess>
#include <QTest>

using namespace cboard;
using namespace cboard::logs;

namespace {

QString lavaLine(const char* level, const char* message)
{
    return QStringLiteral("- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"%1\", \"msg\": \"%2\"}\n")
        .arg(QLatin1String(level), QLatin1String(message));
}

/// A shared sample, decompressed; nothing when it is not on this machine.
std::optional<std::string> sharedLog(const QString& name)
{
    const QString path = QStringLiteral(CBOARD_SHARED_DATA "/") + name;
    if (name.endsWith(QLatin1String(".gz"))) {
        if (!QFile::exists(path)) {
            return {};
        }
        QProcess gzip;
        gzip.start(QStringLiteral("gzip"), {QStringLiteral("-dc"), path});
        gzip.waitForFinished();
        return gzip.readAllStandardOutput().toStdString();
    }
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? std::optional(file.readAll().toStdString())
                                          : std::nullopt;
}

} // namespace

class LogTextTest : public QObject {
    Q_OBJECT

private slots:
    void rowsAreReadFromAnyPlace()
    {
        std::string text;
        for (int i = 0; i < 1000; ++i) {
            text += std::to_string(i) + (i % 3 == 0 ? "\r\n" : (i % 3 == 1 ? "\r" : "\n"));
        }
        const auto log = openText(text);
        QVERIFY(log);
        QCOMPARE(log->rowCount(), std::int64_t{1000});
        QCOMPARE(rowsOf(*log, 62, 4), (std::vector<std::string>{"62", "63", "64", "65"}));
        QCOMPARE(rowsOf(*log, 127, 1), (std::vector<std::string>{"127"}));
        QCOMPARE(rowsOf(*log, 998, 10), (std::vector<std::string>{"998", "999"}));
        QCOMPARE(rowsOf(*log, 1000, 1), std::vector<std::string>{});
    }

    void worstMarkDecidesWhereALogOpens_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("row");
        QTest::newRow("panic before oops")
            << QByteArray("a\nOops: 1\nKernel panic - not syncing\nKernel panic") << qint64{2};
        QTest::newRow("oops before BUG")
            << QByteArray("BUG: x\nInternal error: Oops: 2") << qint64{1};
        QTest::newRow("BUG at") << QByteArray("x\nkernel BUG at mm/slub.c:1!\nBUG: y") << qint64{1};
        QTest::newRow("warning") << QByteArray("error: 1\nWARNING: CPU: 0\nnot ok 1") << qint64{1};
        QTest::newRow("call trace") << QByteArray("error: 1\n Call Trace:\n") << qint64{1};
        QTest::newRow("error in any case")
            << QByteArray("not ok 1\nx.c:1:2: ERROR: y") << qint64{1};
        QTest::newRow("not ok") << QByteArray("ok 1\n# not ok 2 a\nnot ok 3\nend") << qint64{1};
        QTest::newRow("nothing: the end") << QByteArray("a\nb\nc\n") << qint64{2};
        QTest::newRow("words inside words")
            << QByteArray("DEBUG: x\nterror: y\noops=panic\nz") << qint64{3};
        QTest::newRow("empty") << QByteArray() << qint64{0};
    }
    void worstMarkDecidesWhereALogOpens()
    {
        QFETCH(QByteArray, text);
        QFETCH(qint64, row);
        const auto log = openText(text.toStdString());
        QVERIFY(log);
        QCOMPARE(qint64{log->firstPlace().row}, row);
    }

    void lavaMarksAreThoseOfTheConsoleAndOfLevels()
    {
        const QString text = lavaLine("debug", "wait for Kernel panic - not syncing")
            + lavaLine("input", "Oops") + lavaLine("target", "fine") + lavaLine("error", "no")
            + lavaLine("exception", "no");
        const auto log = openText(text.toStdString(), RowFormat::Lava);
        QVERIFY(log);
        QCOMPARE(log->marks().size(), std::size_t{2});
        const FirstPlace place = log->firstPlace();
        QCOMPARE(place.row, std::int64_t{3});
        QCOMPARE(place.kind, MarkKind::LavaError);
        QCOMPARE(log->levelCounts()[LavaLevel::Exception], std::int64_t{1});
    }

    void partOfALogOpensAtItsOwnTrouble()
    {
        const auto log = openText("Kernel panic\nok 1\nnot ok 2\nx\nok 3\n");
        QVERIFY(log);
        QCOMPARE(log->firstPlace(RowRange{1, 4}).row, std::int64_t{2});
        const FirstPlace clean = log->firstPlace(RowRange{3, 5});
        QCOMPARE(clean.row, std::int64_t{4});
        QCOMPARE(clean.reason, FirstPlace::Reason::RangeEnd);
    }

    void marksAreFoundAcrossChunks()
    {
        // One mark over each possible place of the border between two chunks.
        for (std::size_t shift = 0; shift < 20; ++shift) {
            std::string text((1UL << 20) - 20 + shift, '.');
            text[10] = '\n';
            text += "Kernel panic - not syncing\n";
            const auto log = openText(text);
            QVERIFY(log);
            QCOMPARE(log->markCounts()[0], std::int64_t{1});
            QCOMPARE(log->index().lineNumber(log->marks().front().row), std::int64_t{2});
        }
    }

    void countsGoOnWhenMarksAreNoLongerKept()
    {
        std::string text;
        for (std::size_t i = 0; i < LogText::MaxMarks + 5; ++i) {
            text += "error: x\n";
        }
        const auto log = openText(text);
        QVERIFY(log);
        QCOMPARE(log->marks().size(), LogText::MaxMarks);
        QCOMPARE(log->markCounts()[static_cast<std::size_t>(MarkKind::Error)],
                 static_cast<std::int64_t>(LogText::MaxMarks + 5));
    }

    void cancelledOpenSaysSo()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto opened =
            LogText::open(makeMemorySource(std::make_shared<const std::string>("a\n")),
                          RowFormat::Plain, TaskContext(stop.get_token()));
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
    }

    void realLogsOpenWhereAReaderWouldLook_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<qint64>("line"); // 1-based, found by reading.
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("linux_boot_005.log.gz")
            << QStringLiteral("logspec/linux_boot/linux_boot_005.log.gz") << qint64{2268}
            << QByteArray("Kernel panic - not syncing: Fatal exception");
        QTest::newRow("linux_boot_007.log.gz")
            << QStringLiteral("logspec/linux_boot/linux_boot_007.log.gz") << qint64{2372}
            << QByteArray("Oops: 0000 [#1] SMP");
        QTest::newRow("kbuild_001.log.gz")
            << QStringLiteral("logspec/kbuild/kbuild_001.log.gz") << qint64{12797}
            << QByteArray("r535.c:1266:3: error: label at end");
        QTest::newRow("kbuild_017.log.gz")
            << QStringLiteral("logspec/kbuild/kbuild_017.log.gz") << qint64{4314}
            << QByteArray("Section mismatch in reference");
        QTest::newRow("edge_05_warning_with_error_code_inside.log")
            << QStringLiteral("logspec/edge/edge_05_warning_with_error_code_inside.log")
            << qint64{9} << QByteArray("device_links_driver_bound");
        QTest::newRow("edge_09_panic_cut_by_reboot.log")
            << QStringLiteral("logspec/edge/edge_09_panic_cut_by_reboot.log") << qint64{7}
            << QByteArray("Unable to mount root fs");
        QTest::newRow("edge_13_crlf.log") << QStringLiteral("logspec/edge/edge_13_crlf.log")
                                          << qint64{9} << QByteArray("Internal error: Oops");
        QTest::newRow("edge_23_kselftest.log")
            << QStringLiteral("logspec/edge/edge_23_kselftest.log") << qint64{13}
            << QByteArray("not ok 2 selftests: exec");
        QTest::newRow("edge_37_kbuild_no_error.log")
            << QStringLiteral("logspec/edge/edge_37_kbuild_no_error.log") << qint64{4}
            << QByteArray("OBJCOPY arch/arm64");
        QTest::newRow("canceled-1.yaml") << QStringLiteral("lava/dispatcher-log/canceled-1.yaml")
                                         << qint64{23} << QByteArray("The job was canceled");
        QTest::newRow("fail-4.yaml") << QStringLiteral("lava/dispatcher-log/fail-4.yaml")
                                     << qint64{417} << QByteArray("Did not find a cmdline");
        QTest::newRow("fail-1.yaml")
            << QStringLiteral("lava/dispatcher-log/fail-1.yaml") << qint64{1918}
            << QByteArray("Marking unfinished test run as failed");
        QTest::newRow("pass-1.yaml")
            << QStringLiteral("lava/dispatcher-log/pass-1.yaml") << qint64{1303}
            << QByteArray("case: job  definition: lava  result: pass");
    }
    void realLogsOpenWhereAReaderWouldLook()
    {
        QFETCH(QString, file);
        QFETCH(qint64, line);
        QFETCH(QByteArray, begins);
        const std::optional<std::string> text = sharedLog(file);
        if (!text) {
            QSKIP("the shared sample logs are not on this machine");
        }
        const bool isLava = file.endsWith(QLatin1String(".yaml"));
        const auto log = openText(*text, isLava ? RowFormat::Lava : RowFormat::Plain);
        QVERIFY(log);
        const FirstPlace place = log->firstPlace();
        RowDecoder decoder(log->format());
        DecodedRow row;
        for (const std::string& bytes : rowsOf(*log, place.row, 1)) {
            decoder.decode(bytes, row);
        }
        QVERIFY2(QByteArray::fromStdString(row.text).contains(begins), row.text.c_str());
        QCOMPARE(qint64{log->index().lineNumber(place.row)}, line);
    }
};

QTEST_GUILESS_MAIN(LogTextTest)
#include "tst_log_text.moc"
