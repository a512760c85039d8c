// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/trace_decoder.h"
#include "tests/core/logs/log_test_support.h"
#include "tests/support/small_kernel.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace cboard;
using namespace cboard::logs;
using cboard::testing::SmallKernel;

namespace {

const std::string Banner = "[    0.000000] Linux version 6.12.0-rc3-small (me@here) #1\n";

Result<DecodedTraces> decode(const std::string& log, const QString& symbols,
                             const SymbolTools& tools = {})
{
    CBOARD_TRY(const auto traces, readTraces(*openText(log), {}));
    CBOARD_TRY(const auto file, SymbolFile::open(symbols.toStdString(), tools, {}));
    return decodeTraces(traces, *file, {});
}

QString messageOf(const Result<DecodedTraces>& decoded)
{
    return decoded ? QStringLiteral("decoded") : QString::fromStdString(decoded.error().message);
}

QString textOf(const Result<DecodedTraces>& decoded)
{
    if (!decoded) {
        return messageOf(decoded);
    }
    QStringList lines;
    for (const DecodedTrace& trace : decoded->traces) {
        for (const DecodedLine& line : trace.lines) {
            lines << QString::fromStdString(decodedText(line));
        }
    }
    return lines.join('\n');
}

QString notesOf(const Result<DecodedTraces>& decoded)
{
    QStringList notes;
    for (const std::string& note : decoded ? decoded->notes : std::vector<std::string>()) {
        notes << QString::fromStdString(note);
    }
    return notes.join('\n');
}

} // namespace

class TraceDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_kernel = SmallKernel::make(m_folder.path());
        QVERIFY2(m_kernel.problem.empty(), m_kernel.problem.c_str());
    }

    void aCallHasItsLineAndTheCallersItIsInlinedInto()
    {
        const auto decoded = decode(
            Banner + "[    1.0] Call Trace:\n[    1.0]  " + m_kernel.entry + "\n", m_kernel.file);
        QCOMPARE(textOf(decoded),
                 QString::fromStdString("Call Trace:\n " + m_kernel.entry
                                        + " (init/main.c:7 in inner)\n"
                                          "    inlined at init/main.c:12 in start_kernel"));
        QCOMPARE(notesOf(decoded), QString());
        const auto& frames = decoded->traces.at(0).lines.at(1).addresses.at(0).frames;
        QCOMPARE(frames.size(), std::size_t{2});
        QCOMPARE(frames[0], (SourceFrame{"inner", "init/main.c", 7}));
        QCOMPARE(frames[1], (SourceFrame{"start_kernel", "init/main.c", 12}));
    }

    void theCounterIsNotMovedBack()
    {
        const auto decoded = decode("lr : " + m_kernel.entry + "\n", m_kernel.file);
        QVERIFY2(decoded, qPrintable(messageOf(decoded)));
        QCOMPARE(decoded->traces.at(0).lines.at(0).addresses.at(0).frames.at(0).line, 7);
        // The trace of arm64 begins with the counter once more, which is no call.
        const auto counter =
            decode("pc : " + m_kernel.entry + "\n " + m_kernel.entry + "\n", m_kernel.file);
        QVERIFY2(counter, qPrintable(messageOf(counter)));
        const auto& lines = counter->traces.at(0).lines;
        QVERIFY(lines.at(0).addresses.at(0).frames.at(0).line != 7);
        QCOMPARE(lines.at(1).addresses.at(0).frames, lines.at(0).addresses.at(0).frames);
    }

    void bareAddressesBecomeFunctions()
    {
        const auto decoded =
            decode(Banner + "Call Trace:\n [<0000000000" + m_kernel.address + ">] ? 0x"
                       + m_kernel.address + "\n [<ffffffffdeadbeef>]\n",
                   m_kernel.file);
        const QString text = textOf(decoded);
        QVERIFY2(
            text.contains(QString::fromStdString(m_kernel.entry) + " (init/main.c:7 in inner)"),
            qPrintable(text));
        QVERIFY2(text.contains("(0xffffffffdeadbeef lies in no function of vmlinux)"),
                 qPrintable(text));
    }

    void aMovedKernelIsMovedBack()
    {
        const QString map = write("System.map-6.1",
                                  "ffffffff81000000 T _stext\n"
                                  "ffffffff81000100 T work\n"
                                  "ffffffff81000200 T _etext\n");
        const auto decoded = decode("Linux version 6.1 (a)\nCall Trace:\n [<ffffffff91000110>]\n"
                                    "Kernel Offset: 0x10000000 from 0xffffffff81000000\n",
                                    map);
        QVERIFY2(textOf(decoded).startsWith("Call Trace:\n [<ffffffff91000110>] work+0x10/0x100"),
                 qPrintable(textOf(decoded)));
    }

    void sizeTellsFunctionsOfOneNameApart()
    {
        const QString map = write("System.map",
                                  "ffffffff81000000 t probe\n"
                                  "ffffffff81000100 t probe\n"
                                  "ffffffff81000130 t twice\n"
                                  "ffffffff81000140 t twice\n"
                                  "ffffffff81000150 T _etext\n");
        const auto decoded = decode("Call Trace:\n probe+0x1/0x30\n probe+0x1/0x31\n"
                                    " twice+0x1/0x10\n none+0x1/0x10\n _etext+0x1/0x2\n",
                                    map);
        QVERIFY2(decoded, qPrintable(messageOf(decoded)));
        const auto& lines = decoded->traces.at(0).lines;
        QCOMPARE(lines.at(1).addresses.at(0).problem, std::string());
        QCOMPARE(lines.at(1).addresses.at(0).size, std::uint64_t{0x30});
        QCOMPARE(lines.at(2).addresses.at(0).problem,
                 std::string("none of the 2 functions probe in System.map has the size 0x31"));
        QCOMPARE(lines.at(3).addresses.at(0).problem,
                 std::string("2 functions of System.map have this name and size"));
        QCOMPARE(lines.at(4).addresses.at(0).problem,
                 std::string("System.map names no function none"));
        QCOMPARE(notesOf(decoded),
                 QString("The log does not say which kernel ran: whether System.map belongs to it "
                         "is not known."));
    }

    void anotherSizeIsDoubted()
    {
        const auto decoded = decode(Banner + " start_kernel+0x4/0x7777\n", m_kernel.file);
        QVERIFY2(textOf(decoded).contains("(in doubt: the size is 0x7777 in the log and 0x"),
                 qPrintable(textOf(decoded)));
        const auto beyond = decode(Banner + " start_kernel+0x7000/0x7777\n", m_kernel.file);
        QVERIFY2(textOf(beyond).contains("(the function ends before 0x7000 in vmlinux)"),
                 qPrintable(textOf(beyond)));
    }

    void anotherKernelIsDoubted()
    {
        const std::string trace = " " + m_kernel.entry + "\n";
        QCOMPARE(notesOf(decode("Linux version 5.4.0 (x)\n" + trace, m_kernel.file)),
                 QString("The log is of Linux 5.4.0, vmlinux of 6.12.0-rc3-small: what it says may "
                         "be wrong."));
        const std::string id(40, 'a');
        const QString notes = notesOf(
            decode(Banner + "CPU: 0 PID: 1 Comm: init Not tainted 6.12.0 #1 " + id + "\n" + trace,
                   m_kernel.file));
        QVERIFY2(notes.startsWith("The log is of the build " + QString::fromStdString(id)),
                 qPrintable(notes));
    }

    void modulesAreNotGuessed()
    {
        const auto decoded = decode(Banner + " start_kernel+0x4/0x10 [ext4]\n", m_kernel.file);
        QCOMPARE(notesOf(decoded),
                 QString("vmlinux does not hold the modules that the traces name: ext4."));
        QVERIFY(decoded->traces.at(0).lines.at(0).addresses.at(0).frames.empty());
    }

    void withoutDebugInformationThereAreFunctionsOnly()
    {
        QTemporaryDir folder;
        const SmallKernel plain = SmallKernel::make(folder.path(), {"-g0"});
        QVERIFY2(plain.problem.empty(), plain.problem.c_str());
        const auto decoded = decode(Banner + " [<" + std::string(16 - plain.address.size(), '0')
                                        + plain.address + ">]\n",
                                    plain.file);
        QVERIFY2(textOf(decoded).contains(QString::fromStdString(plain.entry)),
                 qPrintable(textOf(decoded)));
        QCOMPARE(notesOf(decoded),
                 QString("vmlinux has no debug information: it names functions, but no source "
                         "lines."));
    }

    void whatIsNoSymbolFileIsSaid()
    {
        const std::string log = Banner + " a+0x1/0x2\n";
        QCOMPARE(messageOf(decode(log, "/no/such/vmlinux")),
                 QString("/no/such/vmlinux: there is no such file"));
        QCOMPARE(messageOf(decode(log, m_folder.path())), m_folder.path() + " is no file");
        const QString other = write("notes.txt", "hello world\n");
        QCOMPARE(
            messageOf(decode(log, other)),
            other
                + " is neither a vmlinux nor a System.map: line 1: expected an address, a type "
                  "and a name");
        const QString empty = write("empty", "");
        QCOMPARE(messageOf(decode(log, empty)), empty + " names no functions");
        QVERIFY(!decode(log, write("broken", "\177ELF and no more")));
    }

    void absentProgramsAreNamed()
    {
        const std::string log = Banner + " " + m_kernel.entry + "\n";
        QCOMPARE(messageOf(decode(log, m_kernel.file, {"no-nm", "readelf", "addr2line"})),
                 QString("there is no program no-nm to read a vmlinux with; it belongs to the "
                         "package binutils"));
        QCOMPARE(messageOf(decode(log, m_kernel.file, {"nm", "readelf", "no-addr2line"})),
                 QString("there is no program no-addr2line to read a vmlinux with; it belongs to "
                         "the package binutils"));
    }

    void hostileNamesAreOnlyNames()
    {
        const QString trap = m_folder.filePath("trap");
        const std::string name = "$(touch${IFS}" + trap.toStdString() + ")";
        QTemporaryDir folder;
        const QString strange = folder.filePath("-e @x;`touch trap` vmlinux");
        QVERIFY(QFile::copy(m_kernel.file, strange));
        const auto decoded =
            decode("Linux version ../../etc/passwd (x)\n " + name + "+0x1/0x2\n @"
                       + trap.toStdString() + "+0x1/0x2\n " + m_kernel.entry + "\n",
                   strange);
        QVERIFY2(textOf(decoded).contains("(init/main.c:7 in inner)"), qPrintable(textOf(decoded)));
        QVERIFY(!QFile::exists(trap));
        QCOMPARE(kernelRelease("Linux version ../../etc/passwd (x)"), std::string_view());
        QCOMPARE(kernelRelease("Linux version 6.1/../x (x)"), std::string_view());
        QCOMPARE(kernelRelease("Linux version 6.1.0-1+b2 (x)"), std::string_view("6.1.0-1+b2"));
    }

    void reportsAndBootsAreApart()
    {
        const auto traces =
            readTraces(*openText("Linux version 6.1 (a)\n a+0x1/0x2\n b+0x1/0x2\n"
                                 "------------[ cut here ]------------\n c+0x1/0x2\n"
                                 "Linux version 6.2 (a)\n d+0x1/0x2\n"),
                       {});
        QVERIFY(traces);
        QCOMPARE(traces->traces.size(), std::size_t{3});
        QCOMPARE(traces->traces[0].lines.size(), std::size_t{2});
        QCOMPARE(traces->kernels.at(traces->traces[0].kernel).release, std::string("6.1"));
        QCOMPARE(traces->kernels.at(traces->traces[2].kernel).release, std::string("6.2"));
    }

    void moreAddressesThanThatAreCounted()
    {
        std::string log;
        for (int i = 0; i < 20'010; ++i) {
            log += " a+0x1/0x2\n";
        }
        const auto traces = readTraces(*openText(log), {});
        QVERIFY(traces);
        QCOMPARE(traces->leftOut, 10);
    }

private:
    QString write(const QString& name, const char* text)
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(text);
        }
        return file.fileName();
    }

    QTemporaryDir m_folder;
    SmallKernel m_kernel;
};

QTEST_GUILESS_MAIN(TraceDecoderTest)
#include "tst_trace_decoder.moc"
