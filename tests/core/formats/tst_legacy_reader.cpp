// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/legacy_reader.h"
#include "tests/core/formats/golden.h"
#include "tests/core/formats/reading.h"

#include <QFileInfo>
#include <QTest>

using namespace cboard;
using namespace cboard::formats;

namespace {

const std::string Samples = CBOARD_SHARED_DATA "/lava/";

#define NEEDS_SAMPLES()                                                                            \
    if (!QFileInfo::exists(QString::fromStdString(Samples))) {                                     \
        QSKIP("needs the sample data folder: set CBOARD_SHARED_DATA");                             \
    }

bool holds(const std::optional<Json>& json, const std::string& part)
{
    return json && json->text.find(part) != std::string_view::npos;
}

std::string sniffed(const std::string& path)
{
    const std::string bytes = test::fileBytes(path);
    const Format* format = formats::sniff(std::string_view(bytes).substr(0, 4096), {});
    return format == nullptr ? "nothing" : std::string(format->name);
}

const std::string FlatBuild =
    R"({"job": "demo", "git_branch": "local/for-next", "git_describe": "v5.1-12-gabc",)"
    R"( "git_commit": "1111111111111111111111111111111111111111", "arch": "arm64",)"
    R"( "git_url": "https://git.example.org/linux.git", "defconfig": "defconfig",)"
    R"( "defconfig_full": "defconfig+CONFIG_DEMO=y", "build_environment": "gcc-8",)"
    R"( "build_result": "FAIL", "build_time": 312.450, "build_log": "build.log",)"
    R"( "build_threads": 10, "kernel_image": null, "compiler_version_full": "gcc 8.3.0",)"
    R"( "file_server_url": "https://storage.example.org", "file_server_resource": "demo/x"})";

const std::string Boot =
    R"({"version": "1.0", "lab_name": "lab-demo", "job": "demo", "kernel": "v5.1-12-gabc",)"
    R"( "git_branch": "for-next", "defconfig": "defconfig",)"
    R"( "defconfig_full": "defconfig+CONFIG_DEMO=y", "build_environment": "gcc-8",)"
    R"( "arch": "arm64", "board": "demo-board", "boot_result": "%1", "boot_time": %2,)"
    R"( "boot_log": "boot-demo-board.txt", "fastboot": "false", "boot_retries": 0})";

ReadResult readBoot(const char* result, const char* seconds)
{
    const QString text =
        QString::fromStdString(Boot).arg(QLatin1String(result), QLatin1String(seconds));
    return test::readAs("kernelci-boot", text.toStdString());
}

} // namespace

class LegacyReaderTest : public QObject {
    Q_OBJECT

private slots:
    void goldenCases_data();
    void goldenCases();
    void flatBuildSampleIsRead();
    void buildMetaSampleComesWithItsCompanions();
    void bootSampleIsRead();
    void flatBuildIsMapped();
    void bootFindsItsBuild();
    void bootResultsAreMapped_data();
    void bootResultsAreMapped();
    void wrongBootTimeIsLeftOut();
    void secondReportIsTheSameBoot();
    void wrongShapesAreRefused_data();
    void wrongShapesAreRefused();
    void truncationIsRefusedAnywhere();
};

void LegacyReaderTest::flatBuildSampleIsRead()
{
    NEEDS_SAMPLES();
    const std::string path = Samples + "build/flat-bmeta-x86_64-tinyconfig-gcc-9.json";
    QCOMPARE(sniffed(path), std::string("kernelci-build"));
    const auto document = test::readFileAs("kernelci-build", path);
    QVERIFY(document);
    const Build& build = document->builds.front();
    QCOMPARE(build.status->text, "PASS");
    QCOMPARE(build.duration->text, "157.61");
    QCOMPARE(*build.architecture, "x86_64");
    QCOMPARE(*build.configName, "tinyconfig");
    QCOMPARE(*build.compiler, "gcc-9");
    QVERIFY(!document->checkouts.front().treeName);
    QVERIFY(holds(build.misc, R"("vmlinux_text_size":667702)"));
    QVERIFY(holds(build.misc, R"("compiler_version_full":"gcc (Debian 9.3.0-22) 9.3.0")"));
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LegacyReaderTest::buildMetaSampleComesWithItsCompanions()
{
    NEEDS_SAMPLES();
    const std::string path = Samples + "build/next-20210304-bmeta.json";
    QCOMPARE(sniffed(path), std::string("kernelci-bmeta"));
    const auto document = test::readFileAs("kernelci-bmeta", path);
    QVERIFY(document);
    const Checkout& checkout = document->checkouts.front();
    QCOMPARE(*checkout.treeName, "next");
    QCOMPARE(*checkout.gitCommitHash, "f5427c2460ebc11b1a66c1742d41077ae5b99796");
    QVERIFY(checkout.gitRepositoryUrl->starts_with("https://git.kernel.org/"));
    const Build& build = document->builds.front();
    QCOMPARE(*build.configName, "defconfig+kselftest");
    QCOMPARE(*build.compiler, "gcc-8");
    QCOMPARE(build.duration->text, "315.772096157074");
    QCOMPARE(build.startTime->text, "2021-03-12T15:04:52.856716Z");
    QVERIFY(holds(build.misc, R"("kernel_config":"config/kernel.config")"));
    QVERIFY(holds(build.misc, R"("modules":"modules.tar.xz")"));
    QVERIFY(holds(build.misc, "\"steps\":[{\"cpus\":{\"Intel Core Processor"));
    QVERIFY(holds(build.misc, R"("artifacts":{"config":[{"key":"config")"));
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LegacyReaderTest::bootSampleIsRead()
{
    NEEDS_SAMPLES();
    const std::string path = Samples + "boot/boot-am335x-boneblack.json";
    QCOMPARE(sniffed(path), std::string("kernelci-boot"));
    const auto document = test::readFileAs("kernelci-boot", path);
    QVERIFY(document);
    QCOMPARE(*document->checkouts.front().gitCommitName, "v4.5-rc3");
    const Test& boot = document->tests.front();
    QCOMPARE(boot.status->text, "PASS");
    QCOMPARE(boot.numberValue->text, "4.30");
    QCOMPARE(boot.platform, "am335x-boneblack");
    QCOMPARE(boot.lab, "lab-baylibre");
    QVERIFY(holds(boot.environmentMisc, R"("device":"dut0-bbb")"));
    QVERIFY(holds(boot.misc, R"("power_stats":[{"current_max":"353.00")"));
    QVERIFY(holds(boot.misc, R"("boot_warnings":null)"));
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LegacyReaderTest::flatBuildIsMapped()
{
    const auto document = test::readAs("kernelci-build", FlatBuild);
    QVERIFY(document);
    const Checkout& checkout = document->checkouts.front();
    QCOMPARE(*checkout.gitRepositoryBranch, "for-next");
    QCOMPARE(*checkout.gitRepositoryUrl, "https://git.example.org/linux.git");
    const Build& build = document->builds.front();
    QCOMPARE(build.status->text, "FAIL");
    QCOMPARE(build.duration->text, "312.450");
    QCOMPARE(*build.logUrl, "https://storage.example.org/demo/x/build.log");
    QVERIFY(holds(build.misc, R"("kernel_image":null)"));
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LegacyReaderTest::bootFindsItsBuild()
{
    const auto build = test::readAs("kernelci-build", FlatBuild);
    const auto boot = readBoot("PASS", "9.81");
    QVERIFY(build && boot);
    QCOMPARE(boot->tests.front().buildId, build->builds.front().id);
    const auto lava = test::readAs(
        "lava",
        R"({"id": 1, "results": {}, "definition": "metadata:\n  kernel.tree: demo\n)"
        R"(  git.branch: for-next\n  kernel.version: v5.1-12-gabc\n  job.arch: arm64\n)"
        R"(  kernel.defconfig_full: defconfig+CONFIG_DEMO=y\n  job.build_environment: gcc-8\n"})");
    QVERIFY(lava);
    QCOMPARE(lava->builds.front().id, build->builds.front().id);
    QCOMPARE(lava->checkouts.front().id, build->checkouts.front().id);
}

void LegacyReaderTest::bootResultsAreMapped_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("status");
    const auto row = [](const char* word, const char* status) {
        QTest::newRow(word) << word << status;
    };
    row("PASS", "PASS");
    row("FAIL", "FAIL");
    row("OFFLINE", "MISS");
    row("UNTRIED", "MISS");
    row("UNKNOWN", "ERROR");
    row("SOMETHING", "SOMETHING"); // No status, but its word is kept.
}

void LegacyReaderTest::bootResultsAreMapped()
{
    QFETCH(QString, word);
    QFETCH(QString, status);
    const auto document = readBoot(word.toLatin1().constData(), "1");
    QVERIFY(document);
    const Test& boot = document->tests.front();
    const std::string text(boot.status ? boot.status->text : "none");
    QCOMPARE(QString::fromStdString(text), status);
    QVERIFY(holds(boot.misc, "\"boot_result\":\"" + word.toStdString() + "\""));
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LegacyReaderTest::wrongBootTimeIsLeftOut()
{
    for (const char* seconds : {"-1", "\"soon\"", "\"\"", "null"}) {
        const auto document = readBoot("PASS", seconds);
        QVERIFY(document);
        QVERIFY(!document->tests.front().duration);
    }
    QCOMPARE(readBoot("PASS", "\"4.30\"")->tests.front().duration->text, "4.30");
}

void LegacyReaderTest::secondReportIsTheSameBoot()
{
    QCOMPARE(readBoot("FAIL", "0")->tests.front().id, readBoot("PASS", "5")->tests.front().id);
}

void LegacyReaderTest::wrongShapesAreRefused_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const char* format, const char* text, const char* rule,
                        const char* pointer) {
        QTest::addRow("%s %s", format, text) << format << text << rule << pointer;
    };
    row("kernelci-build", "", "syntax", "");
    row("kernelci-build", "[1]", "type", "");
    row("kernelci-build", R"({"job": ["a"]})", "type", "/job");
    row("kernelci-build", R"({"job": "a" "b"})", "syntax", "");
    row("kernelci-bmeta", R"({"kernel": {}, "revision": {}})", "type", "/environment");
    row("kernelci-bmeta", R"({"kernel": 1, "revision": {}, "environment": {}})", "type", "/kernel");
    row("kernelci-boot", R"({"boot_result": "PASS"})", "required", "/board");
    row("kernelci-boot", R"({"board": "null"})", "required", "/board");
    row("kernelci-boot", R"({"board": {}})", "type", "/board");
}

void LegacyReaderTest::wrongShapesAreRefused()
{
    QFETCH(QString, format);
    QFETCH(QString, text);
    QFETCH(QString, rule);
    QFETCH(QString, pointer);
    const auto document = test::readAs(format.toStdString(), text.toStdString());
    QVERIFY(!document);
    QCOMPARE(QString::fromStdString(document.error().format), format);
    QCOMPARE(QString::fromStdString(document.error().rule), rule);
    if (rule != QLatin1String("syntax")) {
        QCOMPARE(QString::fromStdString(document.error().pointer), pointer);
    }
}

void LegacyReaderTest::truncationIsRefusedAnywhere()
{
    for (std::size_t size = 0; size < FlatBuild.size(); ++size) {
        QVERIFY(!test::readAs("kernelci-build", FlatBuild.substr(0, size)));
    }
}

void LegacyReaderTest::goldenCases_data()
{
    QTest::addColumn<QString>("folder");
    test::addGoldenRows("legacy");
}

void LegacyReaderTest::goldenCases()
{
    QFETCH(QString, folder);
    test::compareGolden(folder);
}

QTEST_GUILESS_MAIN(LegacyReaderTest)
#include "tst_legacy_reader.moc"
