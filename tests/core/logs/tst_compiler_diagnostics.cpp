// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/compiler_diagnostics.h"

#include <QTest>

using namespace cboard;

/// Errors and warnings of a build log.
class CompilerDiagnosticsTest : public QObject {
    Q_OBJECT

private slots:
    void linesAreReadAsTheyAre_data();
    void linesAreReadAsTheyAre();
    void otherLinesAreNone();
    void equalOnesAreCounted();
    void gccAndClangSayTheSame();
    void hugeAndEmptyLogsAreRead();
};

namespace {

QStringList texts(const std::vector<logs::CompilerDiagnostic>& found)
{
    QStringList all;
    for (const auto& one : found) {
        all << QStringLiteral("%1|%2|%3|%4")
                   .arg(QLatin1String(one.isError ? "error" : "warning"),
                        QString::fromStdString(one.file), QString::fromStdString(one.message),
                        QString::fromStdString(one.flag));
    }
    return all;
}

} // namespace

void CompilerDiagnosticsTest::linesAreReadAsTheyAre_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("isError");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("flag");
    QTest::newRow("gcc warning")
        << "drivers/a/b.c:12:7: warning: unused variable ‘x’ [-Wunused-variable]" << false
        << "drivers/a/b.c"
        << "unused-variable";
    QTest::newRow("gcc as error")
        << "drivers/a/b.c:12:7: error: unused variable 'x' [-Werror=unused-variable]" << true
        << "drivers/a/b.c"
        << "unused-variable";
    QTest::newRow("clang as error")
        << "drivers/a/b.c:12:7: error: unused variable 'x' [-Werror,-Wunused-variable]" << true
        << "drivers/a/b.c"
        << "unused-variable";
    QTest::newRow("build folder")
        << "/home/ci/linux/drivers/a/b.c:12: fatal error: no.h: No such file" << true
        << "drivers/a/b.c"
        << "";
    QTest::newRow("kconfig") << "arch/arm/Kconfig:12:warning: ignored" << false << ""
                             << "none";
    QTest::newRow("linker") << "aarch64-linux-gnu-ld: error: out of room" << true << ""
                            << "";
    QTest::newRow("undefined") << "vmlinux.o: in function `f': undefined reference to `g'" << true
                               << ""
                               << "";
    QTest::newRow("modpost") << "WARNING: modpost: vmlinux: section mismatch in reference" << false
                             << ""
                             << "";
}

void CompilerDiagnosticsTest::linesAreReadAsTheyAre()
{
    QFETCH(const QString, line);
    QFETCH(const bool, isError);
    QFETCH(const QString, file);
    QFETCH(const QString, flag);
    const auto found = logs::compilerDiagnostics("first\n" + line.toStdString() + "\r\n");
    if (flag == QStringLiteral("none")) {
        QVERIFY(found.empty());
        return;
    }
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found.front().isError, isError);
    QCOMPARE(QString::fromStdString(found.front().file), file);
    QCOMPARE(QString::fromStdString(found.front().flag), flag);
    QCOMPARE(QString::fromStdString(found.front().text), line);
    QCOMPARE(found.front().line, std::int64_t(2));
    QVERIFY(!found.front().message.empty());
}

void CompilerDiagnosticsTest::otherLinesAreNone()
{
    QVERIFY(logs::compilerDiagnostics("  CC      drivers/a.o\n"
                                      "make[2]: *** [a.o] Error 1\n"
                                      "time 12:30: warning: it is late\n"
                                      "no warning: here\n"
                                      "echo a: error: b\n")
                .empty());
}

void CompilerDiagnosticsTest::equalOnesAreCounted()
{
    const auto found = logs::compilerDiagnostics("a/b.c:1:1: warning: w [-Wx]\n"
                                                 "a/b.c:9:4: warning: w [-Wx]\n"
                                                 "a/c.c:1:1: warning: w [-Wx]\n"
                                                 "a/b.c:1:1: error: w [-Werror=x]\n");
    QCOMPARE(found.size(), std::size_t(3));
    QCOMPARE(found.front().count, std::int64_t(2));
    QCOMPARE(found.front().line, std::int64_t(1));
}

void CompilerDiagnosticsTest::gccAndClangSayTheSame()
{
    QCOMPARE(texts(logs::compilerDiagnostics(
                 "drivers/b.c:1:1: error: implicit declaration of function ‘f’\n")),
             texts(logs::compilerDiagnostics(
                 "/src/linux/drivers/b.c:8:2: error: call to undeclared function 'f'\n")));
}

void CompilerDiagnosticsTest::hugeAndEmptyLogsAreRead()
{
    QVERIFY(logs::compilerDiagnostics("").empty());
    QVERIFY(logs::compilerDiagnostics(std::string(1 << 20, ':')).empty());
    QCOMPARE(logs::compilerDiagnostics("a.c:1: error: " + std::string(1 << 20, 'x')).size(),
             std::size_t(1));
}

QTEST_GUILESS_MAIN(CompilerDiagnosticsTest)
#include "tst_compiler_diagnostics.moc"
