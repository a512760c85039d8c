// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/fingerprint/compiler_message.h"
#include "core/logs/fingerprint/normalise.h"
#include "core/logs/sources/open_log_file.h"
#include "tests/core/logs/rules/finding.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include <filesystem>
#include <set>

using namespace cboard::logs;

class FingerprintTest : public QObject {
    Q_OBJECT

private slots:
    void pairsAreToldApart_data();
    void pairsAreToldApart();
    void bootsOfFourKernelsAgree_data();
    void bootsOfFourKernelsAgree();
    void bootsWithOtherTroubleDiffer();
    void sampleLogsOfTwoRunsAgree_data();
    void sampleLogsOfTwoRunsAgree();
    void troublesOfOneSampleLogDiffer_data();
    void troublesOfOneSampleLogDiffer();
    void textExplainsTheId();
    void linesAreNormalised_data();
    void linesAreNormalised();
    void eachRuleCanBeTurnedOff();
    void unknownCompilerMessagesStay();
};

void FingerprintTest::pairsAreToldApart_data()
{
    QTest::addColumn<bool>("isSame");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const QDir folder(QStringLiteral(CBOARD_TEST_DATA "/logs/pairs"));
    for (const QString& name : folder.entryList({"*.txt"})) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList cases = QString::fromUtf8(file.readAll()).split("\n= ").mid(1);
        for (const QString& text : cases) {
            const QString title = text.section('\n', 0, 0);
            const QStringList logs = text.section('\n', 1).split("\n-\n");
            QCOMPARE(logs.size(), 2);
            QTest::newRow(qPrintable(title)) << title.startsWith("same") << logs[0] << logs[1];
        }
    }
}

void FingerprintTest::pairsAreToldApart()
{
    QFETCH(bool, isSame);
    QFETCH(QString, first);
    QFETCH(QString, second);
    const FoundError a = worstOf(errorsOf(first.toStdString() + '\n'));
    const FoundError b = worstOf(errorsOf(second.toStdString() + '\n'));
    QVERIFY(!a.kind.empty());
    QVERIFY(!b.kind.empty());
    QVERIFY2((a.fingerprint == b.fingerprint) == isSame,
             (a.fingerprint.text + "\n" + b.fingerprint.text).c_str());
    QCOMPARE(a.fingerprint.id == b.fingerprint.id, isSame);
}

namespace {

FoundError recordedBoot(const QString& kernel, const QString& trouble)
{
    QFile file(QStringLiteral(CBOARD_TEST_DATA "/logs/boots/%1.%2.log").arg(kernel, trouble));
    return file.open(QIODevice::ReadOnly) ? worstOf(errorsOf(file.readAll().toStdString()))
                                          : FoundError();
}

const QStringList Kernels{"6.1.0-50-amd64", "6.1.0-50-cloud-amd64", "6.1.0-56-amd64",
                          "6.1.0-56-cloud-amd64"};

} // namespace

void FingerprintTest::bootsOfFourKernelsAgree_data()
{
    QTest::addColumn<QString>("trouble");
    for (const char* trouble : {"noroot", "nosuchinit", "exit", "sysrq"}) {
        QTest::newRow(trouble) << trouble;
    }
}

void FingerprintTest::bootsOfFourKernelsAgree()
{
    QFETCH(QString, trouble);
    const FoundError first = recordedBoot(Kernels[0], trouble);
    QCOMPARE(first.severity, Severity::Fatal);
    for (const QString& kernel : Kernels) {
        QCOMPARE(recordedBoot(kernel, trouble).fingerprint.text, first.fingerprint.text);
    }
}

void FingerprintTest::bootsWithOtherTroubleDiffer()
{
    for (const QString& kernel : Kernels) {
        const std::string noRoot = recordedBoot(kernel, "noroot").fingerprint.id;
        const std::string exit = recordedBoot(kernel, "exit").fingerprint.id;
        const std::string sysrq = recordedBoot(kernel, "sysrq").fingerprint.id;
        QVERIFY(noRoot != exit && exit != sysrq && sysrq != noRoot);
        // Without root the missing init is never looked for: it is the same trouble.
        QCOMPARE(recordedBoot(kernel, "nosuchinit").fingerprint.id, noRoot);
    }
}

namespace {

/// The fingerprints of what a sample log says under titles with \p part in them.
std::set<std::string> sampleFingerprints(const QString& name, const QString& part)
{
    const auto path = std::filesystem::path(CBOARD_SHARED_DATA) / name.toStdString();
    const auto log = openLogFile(path, std::filesystem::temp_directory_path(), {});
    const auto rules = RuleSet::shipped();
    if (!log || !rules) {
        return {};
    }
    std::set<std::string> ids;
    if (const auto found = findErrors(*log->bytes, log->format, *rules, {})) {
        for (const FoundError& error : found->errors) {
            if (error.title.find(part.toStdString()) != std::string::npos) {
                ids.insert(error.fingerprint.id);
            }
        }
    }
    return ids;
}

const QString Kbuild = QStringLiteral("logspec/kbuild/kbuild_%1.log.gz");
const QString Job = QStringLiteral("lava/dispatcher-log/%1.yaml");

} // namespace

void FingerprintTest::sampleLogsOfTwoRunsAgree_data()
{
    if (!QFileInfo::exists(QStringLiteral(CBOARD_SHARED_DATA "/logspec"))) {
        QSKIP("needs the sample data folder: set CBOARD_SHARED_DATA");
    }
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    const auto row = [](const char* title, const QString& first, const QString& second) {
        QTest::newRow(qPrintable(QString::fromUtf8(title) + second)) << first << second;
    };
    const QString boot = QStringLiteral("logspec/linux_boot/linux_boot_005.log.gz");
    row("regulatory.db", boot, "logspec/test_baseline/test_baseline_001.log.gz");
    row("regulatory.db", boot, "logspec/test_baseline/test_baseline_003.log.gz");
    row("regulatory.db", boot, "logspec/test_kselftest/test_kselftest_001.log.gz");
    row("regulatory.db", boot, Job.arg("pass-1"));
    for (const char* title :
         {"kvm_intel", "kvm_amd", "initialize ptp_kvm", "Load Kernel Modules"}) {
        row(title, Job.arg("fail-1"), Job.arg("pass-1"));
    }
    for (const char* title : {"tcp_mmap Error 1", "resctrl_tests Error 1"}) { // gcc and clang
        row(title, Kbuild.arg("009"), Kbuild.arg("013"));
    }
    for (const char* title : {"'have_outer_privilege' is used", "'irqcount' set but not used",
                              "openat2_test Error 1"}) {
        row(title, Kbuild.arg("013"), Kbuild.arg("015"));
    }
}

void FingerprintTest::sampleLogsOfTwoRunsAgree()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const QString title = QString::fromUtf8(QTest::currentDataTag()).remove(second);
    const std::set<std::string> ids = sampleFingerprints(first, title);
    QCOMPARE(ids.size(), std::size_t(1));
    QVERIFY(sampleFingerprints(second, title) == ids);
}

void FingerprintTest::troublesOfOneSampleLogDiffer_data()
{
    if (!QFileInfo::exists(QStringLiteral(CBOARD_SHARED_DATA "/logspec"))) {
        QSKIP("needs the sample data folder: set CBOARD_SHARED_DATA");
    }
    QTest::addColumn<QString>("log");
    QTest::addColumn<QString>("other");
    const QString boot = QStringLiteral("logspec/test_baseline/test_baseline_003.log.gz");
    QTest::newRow("regulatory.db") << boot << "raven_dmcu.bin";
    QTest::newRow("kvm_intel") << Job.arg("fail-1") << "kvm_amd";
    QTest::newRow("tcp_mmap Error 1") << Kbuild.arg("009") << "resctrl_tests Error 1";
    QTest::newRow("uses symbol d_drop") << Kbuild.arg("003") << "uses symbol dentry_open";
}

void FingerprintTest::troublesOfOneSampleLogDiffer()
{
    QFETCH(QString, log);
    QFETCH(QString, other);
    const auto ids = sampleFingerprints(log, QString::fromUtf8(QTest::currentDataTag()));
    const auto others = sampleFingerprints(log, other);
    QVERIFY(ids.size() == 1 && others.size() == 1 && ids != others);
}

void FingerprintTest::textExplainsTheId()
{
    const Fingerprint fingerprint =
        fingerprintOf({"kernel.warning",
                       "/b/linux/mm/slub.c:12",
                       "slub at 0xffff8880 of 12",
                       "free.isra.0",
                       {"dump_stack_lvl", "free", "a.cold", "b", "c", "d"}});
    QCOMPARE(fingerprint.text, "kernel.warning|mm/slub.c|slub at <hex> of #|free|a|b");
    // A change of the rules must change the version: ids are stored.
    QCOMPARE(fingerprint.id, "f3:e460c3dcbc9fdc150227134a9f787a8d");
}

void FingerprintTest::linesAreNormalised_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* line, const char* expected) {
        QTest::newRow(line) << line << expected;
    };
    row("[    1.234567][   T12] foo 0x1f at ffff888012345678", "foo <hex> at <hex>");
    row("<6>[    1.2] x", "x");
    row("12:34:56 make -j8", "make -j8");
    row("foo+0x1/0x2 bar.isra.3+0x4/0x5 [mod]", "foo bar [mod]");
    row("took 12.5ms, 3 of 7, error -22, 64KB", "took #ms, # of #, error -22, #KB");
    row("kworker/u8:2-events and swapper/0:1", "kworker and swapper");
    row("/build/x/linux-6.9/fs/ext4/super.c:12:3: bad", "fs/ext4/super.c: bad");
    row("../include/linux/x.h:7 and /tmp/cc1.o", "include/linux/x.h and cc1.o");
    row("ext4 i2c1 8021q 9p", "ext4 i2c1 8021q 9p");
    row("exitcode=0x0000000b", "exitcode=0x0000000b");
    row("4e000000.ethernet eth0", "<hex>.ethernet eth0");
    row("\xE2\x80\x98x\xE2\x80\x99 `y' \"z\"", "'x' 'y' 'z'");
    row("", "");
    row("/", "/");
    row("-5 --5 a-5", "-5 --5 a-#");
}

void FingerprintTest::linesAreNormalised()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    QCOMPARE(QString::fromStdString(normalised(line.toStdString())), expected);
}

void FingerprintTest::eachRuleCanBeTurnedOff()
{
    const std::string line =
        "[    1.5] kworker/0:1 f.isra.0+0x1/0x2 at /b/linux/mm/a.c:5 is 0xff for 12";
    const NormaliseOptions none{false, false, false, false, false, false};
    QCOMPARE(normalised(line, none), line);
    const auto changed = [&](bool NormaliseOptions::*option) {
        NormaliseOptions options = none;
        options.*option = true;
        return normalised(line, options);
    };
    QVERIFY(!changed(&NormaliseOptions::timeStamps).starts_with('['));
    QVERIFY(changed(&NormaliseOptions::addresses).find("0x") == std::string::npos);
    QVERIFY(changed(&NormaliseOptions::numbers).ends_with("for #"));
    QVERIFY(changed(&NormaliseOptions::tasks).find("kworker f") != std::string::npos);
    QVERIFY(changed(&NormaliseOptions::paths).find(" mm/a.c is") != std::string::npos);
    QVERIFY(changed(&NormaliseOptions::symbols).find("isra") == std::string::npos);
}

void FingerprintTest::unknownCompilerMessagesStay()
{
    QCOMPARE(commonCompilerMessage("something new 'x'"), "something new 'x'");
    QCOMPARE(commonCompilerMessage("format 'y' is odd [-Werror=format=]"), "-Wformat y");
}

QTEST_GUILESS_MAIN(FingerprintTest)
#include "tst_fingerprint.moc"
