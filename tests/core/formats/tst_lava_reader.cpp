// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_writer.h"
#include "core/formats/lava/lava_job.h"
#include "core/formats/lava_reader.h"
#include "tests/core/formats/golden.h"
#include "tests/core/formats/reading.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <set>

using namespace cboard;
using namespace cboard::formats;

namespace {

const std::string Samples = CBOARD_SHARED_DATA "/lava/";

bool haveSamples()
{
    return QFileInfo::exists(QString::fromStdString(Samples));
}

#define NEEDS_SAMPLES()                                                                            \
    if (!haveSamples()) {                                                                          \
        QSKIP("needs the sample data folder: set CBOARD_SHARED_DATA");                             \
    }

std::int64_t countStatus(const Document& document, Status status)
{
    return std::ranges::count_if(document.tests, [status](const Test& test) {
        return test.path != "boot" && test.status && test.status->known == status;
    });
}

std::string_view statusOf(const Test& test)
{
    return test.status ? test.status->text : std::string_view("none");
}

bool miscHas(const Test& test, std::string_view part)
{
    return test.misc && test.misc->text.find(part) != std::string_view::npos;
}

std::int64_t warningCount(const Document& document, std::string_view key)
{
    for (const auto& [name, count] : document.warnings) {
        if (name == key) {
            return count;
        }
    }
    return 0;
}

/// A small callback with one boot step and one test case; parts can be replaced.
std::string callback(const std::string& lavaSuite, const std::string& log = "",
                     const std::string& more = "")
{
    return R"({"id": 4711, "status": 2, "status_string": "complete", "lab_name": "lab-demo", )"
        + more
        + R"("definition": "metadata:\n  device.type: demo-board\n  kernel.tree: demo\n)"
          R"(  git.branch: for-next\n  git.describe: v5.1-12-gabc\n  job.arch: arm64\n)"
          R"(  test.plan: baseline\n  kernel.defconfig_full: defconfig+CONFIG_DEMO=y\n)"
          R"(  job.build_environment: gcc-8\n", "results": {"lava": ")"
        + lavaSuite
        + R"(", "0_dmesg": "- {name: crit, result: fail, log_start_line: '2', suite: 0_dmesg}\n"}, )"
          R"("log": ")"
        + log + "\"}";
}

const std::string PassedLogin =
    R"(- {name: login-action, result: pass, measurement: '12.3400000000', unit: seconds}\n)";

} // namespace

class LavaReaderTest : public QObject {
    Q_OBJECT

private slots:
    void goldenCases_data();
    void goldenCases();
    void samplesGiveTheirCounts_data();
    void samplesGiveTheirCounts();
    void dispatcherLogsGiveTheirLevels_data();
    void dispatcherLogsGiveTheirLevels();
    void incompleteJobKeepsItsCauseApartFromTheBoot();
    void failedLoginIsAFailedBoot();
    void cancelledJobDidNotReachTheBoot();
    void emptyLogIsNotRecognised();
    void sameKernelGivesSameBuild();
    void recordsSayWhereTheyComeFrom();
    void pathsFollowPlanSuiteSetCase();
    void loginAttemptsAreJudged_data();
    void loginAttemptsAreJudged();
    void infrastructureErrorsAreErrors();
    void objectTagsGiveText();
    void timesOfAnyPrecisionAreRead();
    void brokenLogLinesAreKeptAndCounted();
    void bytesInLogsSurvive();
    void numbersWhereTextIsExpectedAreText();
    void statusMayBeText();
    void noneAndPlaceholdersAreAbsent();
    void unknownKeysAreKeptWordForWord();
    void tokenIsNotKept();
    void optionsFillTheGaps();
    void repeatedStepsAreTestsOfTheirOwn();
    void wrongShapesAreRefused_data();
    void wrongShapesAreRefused();
    void truncationIsRefusedAnywhere();
    void hostileYamlIsRefused();
};

void LavaReaderTest::samplesGiveTheirCounts_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<qint64>("steps");
    QTest::addColumn<qint64>("cases");
    QTest::addColumn<qint64>("passed");
    QTest::addColumn<qint64>("failed");
    QTest::addColumn<qint64>("logLines");
    QTest::addColumn<double>("bootSeconds");
    QTest::newRow("jetson") << "lava-json-jetson-tk1.json" << 17LL << 25LL << 25LL << 0LL << 1394LL
                            << 23.94;
    QTest::newRow("rpi") << "lava-json-bcm2837-rpi-3-b.json" << 19LL << 23LL << 22LL << 1LL << 857LL
                         << 16.62;
    QTest::newRow("qemu") << "callback-qemu-arm-incomplete.json" << 16LL << 16LL << 13LL << 3LL
                          << 540LL << 2.05;
}

void LavaReaderTest::samplesGiveTheirCounts()
{
    NEEDS_SAMPLES();
    QFETCH(QString, file);
    QFETCH(qint64, steps);
    QFETCH(qint64, cases);
    QFETCH(qint64, passed);
    QFETCH(qint64, failed);
    QFETCH(qint64, logLines);
    QFETCH(double, bootSeconds);
    const std::string path = Samples + "callback/" + file.toStdString();
    const std::string bytes = test::fileBytes(path);
    QCOMPARE(formats::sniff(std::string_view(bytes).substr(0, 4096), {})->name, "lava");
    const auto document = test::readFileAs("lava", path);
    QVERIFY(document);
    QCOMPARE(document->checkouts.size(), std::size_t{1});
    QCOMPARE(document->builds.size(), std::size_t{1});
    QCOMPARE(static_cast<qint64>(document->tests.size()), cases + 1);
    QCOMPARE(std::ranges::count_if(
                 document->tests, [](const Test& test) { return test.path->starts_with("lava."); }),
             steps);
    QCOMPARE(countStatus(*document, Status::Pass), passed);
    QCOMPARE(countStatus(*document, Status::Fail), failed);
    const Test& boot = test::testAt(*document, "boot");
    QCOMPARE(statusOf(boot), "PASS");
    QCOMPARE(boot.numberValue->value, bootSeconds);
    QCOMPARE(*boot.numberUnit, "s");
    QCOMPARE(scanLavaLog(document->logs.front().text, limits(), [](Value, std::int64_t) {}).lines,
             logLines);
    QCOMPARE(warningCount(*document, "log_line_unparsed"), 0);
    QCOMPARE(document->logs.front().ownerId, boot.id);
    QCOMPARE(test::kcidbProblem(*document), std::string());
    std::set<std::string_view> ids;
    for (const Test& test : document->tests) {
        QVERIFY(ids.insert(test.id).second);
    }
}

void LavaReaderTest::dispatcherLogsGiveTheirLevels_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("levels");
    QTest::addColumn<QString>("boot");
    QTest::newRow("pass-1") << "pass-1"
                            << "debug 227, info 41, input 7, results 15, target 1011, warning 2"
                            << "PASS 209.97";
    QTest::newRow("fail-1") << "fail-1"
                            << "debug 279, error 3, exception 2, feedback 3, info 35, input 7, "
                               "results 67, target 1556, warning 2"
                            << "PASS 178.93";
    QTest::newRow("fail-4") << "fail-4"
                            << "debug 309, error 2, exception 2, feedback 24, info 44, results 15, "
                               "target 95, warning 2"
                            << "FAIL 1786.";
    QTest::newRow("canceled-1") << "canceled-1"
                                << "debug 22, error 1, exception 3, info 10, results 5"
                                << "ERROR";
    QTest::newRow("levels") << "levels-example"
                            << "debug 1, feedback 1, info 1, input 1, results 1, target 1, "
                               "warning 1"
                            << "MISS";
}

void LavaReaderTest::dispatcherLogsGiveTheirLevels()
{
    NEEDS_SAMPLES();
    QFETCH(QString, name);
    QFETCH(QString, levels);
    QFETCH(QString, boot);
    const auto document =
        test::readFileAs("lava-log", Samples + "dispatcher-log/" + name.toStdString() + ".yaml");
    QVERIFY(document);
    const LavaLogSummary summary =
        scanLavaLog(document->logs.front().text, limits(), [](Value, std::int64_t) {});
    QStringList counted;
    for (const auto& [level, count] : summary.levels) {
        counted << QStringLiteral("%1 %2").arg(QString::fromStdString(level)).arg(count);
    }
    QCOMPARE(counted.join(QStringLiteral(", ")), levels);
    QCOMPARE(summary.unparsed, 0);
    const Test& test = test::testAt(*document, "boot");
    QString outcome = QString::fromStdString(std::string(statusOf(test)));
    if (test.numberValue) {
        outcome += u' ' + QString::fromStdString(std::string(test.numberValue->text));
    }
    QVERIFY2(outcome.startsWith(boot), qPrintable(outcome));
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LavaReaderTest::incompleteJobKeepsItsCauseApartFromTheBoot()
{
    NEEDS_SAMPLES();
    const auto document =
        test::readFileAs("lava", Samples + "callback/callback-qemu-arm-incomplete.json");
    QVERIFY(document);
    const Test& boot = test::testAt(*document, "boot");
    QCOMPARE(statusOf(boot), "PASS");
    QVERIFY(miscHas(boot, R"("job_result":"fail")"));
    QVERIFY(miscHas(boot, R"("error_type":"Job")"));
    QVERIFY(miscHas(boot, R"("error_msg":"expect-shell-connection timed out after 297 seconds")"));
    QVERIFY(miscHas(boot, R"("health_string":"Incomplete")"));
}

void LavaReaderTest::failedLoginIsAFailedBoot()
{
    NEEDS_SAMPLES();
    const auto document = test::readFileAs("lava-log", Samples + "dispatcher-log/fail-4.yaml");
    QVERIFY(document);
    QVERIFY(miscHas(test::testAt(*document, "boot"), R"("boot_result":"fail")"));
    QCOMPARE(statusOf(test::testAt(*document, "lava.auto-login-action")), "FAIL");
}

void LavaReaderTest::cancelledJobDidNotReachTheBoot()
{
    NEEDS_SAMPLES();
    const auto document = test::readFileAs("lava-log", Samples + "dispatcher-log/canceled-1.yaml");
    QVERIFY(document);
    const Test& boot = test::testAt(*document, "boot");
    QVERIFY(miscHas(boot, R"("boot_result":"not reached")"));
    QVERIFY(miscHas(boot, R"("error_type":"Canceled")"));
    QCOMPARE(document->tests.size(), std::size_t{6});
}

void LavaReaderTest::emptyLogIsNotRecognised()
{
    QVERIFY(formats::sniff("", "fail-empty.yaml") == nullptr);
}

void LavaReaderTest::sameKernelGivesSameBuild()
{
    const auto one = test::readAs("lava", callback(PassedLogin));
    const auto two = test::readAs("lava", callback("", "", R"("x": 1, )"));
    QVERIFY(one && two);
    QCOMPARE(one->checkouts.front().id, two->checkouts.front().id);
    QCOMPARE(one->builds.front().id, two->builds.front().id);
    QCOMPARE(one->tests.front().id, two->tests.front().id);
}

void LavaReaderTest::recordsSayWhereTheyComeFrom()
{
    const auto document = test::readAs("lava", callback(PassedLogin));
    QVERIFY(document);
    const Checkout& checkout = document->checkouts.front();
    QCOMPARE(*checkout.treeName, "demo");
    QCOMPARE(*checkout.gitRepositoryBranch, "for-next");
    QCOMPARE(*checkout.gitCommitName, "v5.1-12-gabc");
    const Build& build = document->builds.front();
    QCOMPARE(*build.architecture, "arm64");
    QCOMPARE(*build.configName, "defconfig+CONFIG_DEMO=y");
    QCOMPARE(*build.compiler, "gcc-8");
    QVERIFY(!build.status);
    const Test& boot = test::testAt(*document, "boot");
    QCOMPARE(boot.platform, "demo-board");
    QCOMPARE(boot.lab, "lab-demo");
    QVERIFY(boot.environmentMisc->text.find(R"("platform":"demo-board")") != std::string::npos);
    QVERIFY(miscHas(boot, R"("runtime":"lab-demo","lab":"lab-demo")"));
    QVERIFY(miscHas(test::testAt(*document, "baseline.dmesg.crit"),
                    R"("log_start_line":2,"log_end_line":2)"));
}

void LavaReaderTest::pathsFollowPlanSuiteSetCase()
{
    const std::string text =
        R"({"id": 1, "definition": "metadata: {test.plan: ltp-ipc}\n", "results": {)"
        R"("0_ltp-ipc": "- {name: a b/c, result: pass}\n", )"
        R"("12_other": "- {name: x, result: skip, metadata: {set: group.one}}\n", )"
        R"("plain": "- {name: y, result: pass}\n", "lava": "- {name: job, result: pass}\n"}})";
    const auto document = test::readAs("lava", text);
    QVERIFY(document);
    test::testAt(*document, "ltp-ipc.a_b_c");
    test::testAt(*document, "ltp-ipc.other.group_one.x");
    test::testAt(*document, "ltp-ipc.plain.y");
    test::testAt(*document, "lava.job");
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LavaReaderTest::loginAttemptsAreJudged_data()
{
    QTest::addColumn<QString>("suite");
    QTest::addColumn<QString>("status");
    QTest::addColumn<double>("seconds");
    const auto row = [](const char* name, const char* suite, const char* status, double seconds) {
        QTest::newRow(name) << suite << status << seconds;
    };
    // Newest first, as LAVA lists them.
    row("passed at the second attempt",
        R"(- {name: login-action, result: pass, measurement: '5.5'}\n)"
        R"(- {name: login-action, result: fail, measurement: '300.0'}\n)",
        "PASS", 5.5);
    row("inner failed, outer failed later",
        R"(- {name: auto-login-action, result: fail, measurement: '310.0'}\n)"
        R"(- {name: login-action, result: fail, measurement: '300.0'}\n)",
        "FAIL", 310.0);
    row("outer timed out after the login",
        R"(- {name: auto-login-action, result: fail, measurement: '310.0'}\n)"
        R"(- {name: login-action, result: pass, measurement: '30.0'}\n)",
        "PASS", 30.0);
    row("no login, tests ran", R"(- {name: validate, result: pass}\n)", "PASS", -1);
}

void LavaReaderTest::loginAttemptsAreJudged()
{
    QFETCH(QString, suite);
    QFETCH(QString, status);
    QFETCH(double, seconds);
    const auto document = test::readAs("lava", callback(suite.toStdString()));
    QVERIFY(document);
    const Test& boot = test::testAt(*document, "boot");
    QCOMPARE(QString::fromStdString(std::string(statusOf(boot))), status);
    QCOMPARE(boot.numberValue ? boot.numberValue->value : -1, seconds);
}

void LavaReaderTest::infrastructureErrorsAreErrors()
{
    const auto read = [](const std::string& errorType) {
        return test::readAs(
            "lava",
            R"({"id": 1, "results": {"lava": "- {name: job, result: fail, metadata: )"
            R"({error_type: )"
                + errorType + R"(, error_msg: oops}}\n"}})");
    };
    const auto infrastructure = read("Infrastructure");
    QCOMPARE(statusOf(test::testAt(*infrastructure, "boot")), "ERROR");
    QCOMPARE(statusOf(test::testAt(*infrastructure, "lava.job")), "ERROR");
    const auto job = read("Job");
    QCOMPARE(statusOf(test::testAt(*job, "boot")), "MISS");
    QCOMPARE(statusOf(test::testAt(*job, "lava.job")), "FAIL");
    QCOMPARE(statusOf(test::testAt(*read("SomethingNew"), "boot")), "MISS");
}

void LavaReaderTest::objectTagsGiveText()
{
    const auto document = test::readAs(
        "lava",
        callback(R"(- name: login-action\n  result: pass\n)"
                 R"(  measurement: !!python/object/apply:decimal.Decimal [\"2.5\"]\n)",
                 R"(- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"results\", \"msg\": )"
                 R"({\"case\": \"x\", \"m\": !!python/object/apply:decimal.Decimal [\"2\"]}}\n)"));
    QVERIFY(document);
    QCOMPARE(test::testAt(*document, "boot").numberValue->value, 2.5);
    QCOMPARE(warningCount(*document, "log_line_unparsed"), 0);
}

void LavaReaderTest::timesOfAnyPrecisionAreRead()
{
    for (const auto& [time, iso] :
         {std::pair{"2020-11-04T16:44:33", "2020-11-04T16:44:33Z"},
          std::pair{"2020-11-04 16:46:26.466005+00:00", "2020-11-04T16:46:26.466005Z"},
          std::pair{"2020-11-04 16:46:26+00:00", "2020-11-04T16:46:26Z"},
          std::pair{"2020-11-04T16:46:26.123", "2020-11-04T16:46:26.123000Z"}}) {
        const auto document = test::readAs(
            "lava",
            callback(std::string("- {name: validate, result: pass, logged: '") + time + R"('}\n)",
                     "", std::string(R"("end_time": ")") + time + "\", "));
        QVERIFY(document);
        QCOMPARE(test::testAt(*document, "lava.validate").startTime->text, iso);
        QCOMPARE(formatIso(*document->timestamp), std::string(iso));
    }
    const auto unset = test::readAs("lava", callback("", "", R"("end_time": "None", )"));
    QVERIFY(unset && !unset->timestamp);
}

void LavaReaderTest::brokenLogLinesAreKeptAndCounted()
{
    const std::string log =
        R"(- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \"a\"}\n)"
        R"(garbage between\n- {\"dt\": \"2020-01-01T00:00:01\", \"lvl\n)"
        R"(- {dt: 2020-01-01T00:00:02, lvl: target, msg: 'single ''quoted'''}\n)"
        R"(- {\"dt\": \"2020-01-01T00:00:03\", \"lvl\": \"debug\", \"msg\": [1, 2]}\n)";
    const auto document = test::readAs("lava", callback(PassedLogin, log));
    QVERIFY(document);
    QCOMPARE(warningCount(*document, "log_line_unparsed"), 2);
    QVERIFY(miscHas(test::testAt(*document, "boot"),
                    R"("log_levels":{"debug":1,"target":2,"unparsed":2})"));
    QVERIFY(document->logs.front().text.find("garbage between\n") != std::string_view::npos);
}

void LavaReaderTest::bytesInLogsSurvive()
{
    // A raw byte that is no UTF-8, the same as Python escapes it, control characters raw and
    // escaped, NUL.
    const std::string log =
        "- {\\\"dt\\\": \\\"2020-01-01T00:00:00\\\", \\\"lvl\\\": "
        "\\\"target\\\", \\\"msg\\\": \\\"\xff \\udcfe \x1b[1m\\\\u0000\\\"}\\n";
    const auto document = test::readAs("lava", callback(PassedLogin, log));
    QVERIFY(document);
    QCOMPARE(document->logs.front().text,
             "- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \"\xff \xfe "
             "\x1b[1m\\u0000\"}\n");
    QCOMPARE(warningCount(*document, "bytes_repaired"), 1);
    QCOMPARE(test::kcidbProblem(*document), std::string());
    const auto raw = test::readAs(
        "lava-log",
        "- {\"dt\": \"2020-01-01T00:00:00\", \"lvl\": \"target\", \"msg\": \"\xff\"}\n");
    QVERIFY(raw);
    QVERIFY(raw->logs.front().text.find('\xff') != std::string_view::npos);
    QCOMPARE(warningCount(*raw, "log_line_unparsed"), 0);
}

void LavaReaderTest::numbersWhereTextIsExpectedAreText()
{
    const auto document = test::readAs(
        "lava",
        R"({"id": "77", "lab_name": 5, "definition": "metadata:\n  git.commit: 1234567\n)"
        R"(  device.type: 42\n  kernel.tree: 1.0\n", "results": {"lava": )"
        R"("- {name: 3, result: pass, id: 9, log_start_line: 4, measurement: 7}\n"}})");
    QVERIFY(document);
    QCOMPARE(*document->checkouts.front().treeName, "1.0");
    QVERIFY(document->checkouts.front().misc->text.find(R"("git_commit":"1234567")")
            != std::string_view::npos);
    QCOMPARE(document->tests.front().platform, "42");
    QCOMPARE(document->tests.front().lab, "5");
    test::testAt(*document, "lava.3");
    QCOMPARE(test::kcidbProblem(*document), std::string());
}

void LavaReaderTest::statusMayBeText()
{
    for (const char* status : {R"("status": "2", )", R"("status": "complete", )"}) {
        const auto document = test::readAs(
            "lava", std::string("{") + status + R"("id": 1, "results": {"lava": "[]\n"}})");
        QVERIFY(document);
        QCOMPARE(document->tests.size(), std::size_t{1});
    }
}

void LavaReaderTest::noneAndPlaceholdersAreAbsent()
{
    const auto document = test::readAs(
        "lava",
        R"({"id": 1, "lab_name": "%{lab}", "definition": "metadata:\n  kernel.tree: None\n)"
        R"(  git.branch: '%{[git][branch]}'\n", "results": {"0_x": "- {name: a, result: )"
        R"(None, measurement: None}\n"}})");
    QVERIFY(document);
    QVERIFY(!document->checkouts.front().treeName);
    QVERIFY(!document->checkouts.front().gitRepositoryBranch);
    QVERIFY(warningCount(*document, "placeholder") >= 2);
    const Test& test = test::testAt(*document, "x.a");
    QVERIFY(!test.status);
    QVERIFY(!test.numberValue);
    QCOMPARE(test.lab, "local");
}

void LavaReaderTest::unknownKeysAreKeptWordForWord()
{
    const auto document = test::readAs(
        "lava",
        callback("- {name: validate, result: pass, new_key: {a: 1.50}}\\n", "",
                 R"("brand_new": {"x": [1.0, null, "é"], "y": 12345678901234567890}, )"));
    QVERIFY(document);
    const Test& boot = test::testAt(*document, "boot");
    const std::string brandNew = R"("brand_new":{"x":[1.0,null,"é"],"y":12345678901234567890})";
    QVERIFY(miscHas(boot, brandNew));
    const std::string definition = R"("definition":"metadata:\n)";
    QVERIFY(miscHas(boot, definition));
    QVERIFY(miscHas(test::testAt(*document, "lava.validate"), R"("new_key":{"a":1.50})"));
}

void LavaReaderTest::tokenIsNotKept()
{
    const auto document =
        test::readAs("lava", callback(PassedLogin, "", R"("token": "very-secret", )"));
    QVERIFY(document);
    QVERIFY(kcidbJson(*document).find("very-secret") == std::string::npos);
}

void LavaReaderTest::optionsFillTheGaps()
{
    ReadOptions options;
    options.origin = "mylab";
    options.tree = "mainline";
    options.branch = "master";
    options.platform = "qemu";
    options.lab = "home";
    options.config = "tinyconfig";
    const auto document =
        test::readAs("lava", R"({"id": 1, "results": {"lava": "[]\n"}, "log": null})", options);
    QVERIFY(document);
    QCOMPARE(*document->checkouts.front().treeName, "mainline");
    QCOMPARE(document->checkouts.front().origin, "mylab");
    QVERIFY(document->tests.front().id.starts_with("mylab:"));
    QCOMPARE(document->tests.front().platform, "qemu");
    QCOMPARE(document->tests.front().lab, "home");
    QCOMPARE(*document->builds.front().configName, "tinyconfig");
    QCOMPARE(test::kcidbProblem(*document), std::string());
    // Two jobs that say nothing about their kernel are not two jobs of one kernel.
    const auto other = test::readAs("lava", R"({"id": 2, "results": {}})");
    const auto another = test::readAs("lava", R"({"id": 3, "results": {}})");
    QVERIFY(other->checkouts.front().id != another->checkouts.front().id);
}

void LavaReaderTest::repeatedStepsAreTestsOfTheirOwn()
{
    const auto document = test::readAs("lava",
                                       callback(R"(- {name: http-download, result: pass}\n)"
                                                R"(- {name: http-download, result: fail}\n)"));
    QVERIFY(document);
    QCOMPARE(document->tests.size(), std::size_t{4});
    QVERIFY(document->tests[1].id != document->tests[2].id);
    QCOMPARE(statusOf(document->tests[1]), "FAIL");
}

void LavaReaderTest::wrongShapesAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const char* name, const char* text, const char* rule, const char* pointer) {
        QTest::newRow(name) << text << rule << pointer;
    };
    row("empty", "", "syntax", "");
    row("no object", "[]", "type", "");
    row("nothing in it", R"({"id": 1})", "format", "");
    row("results no object", R"({"id": 1, "results": []})", "type", "/results");
    row("log no text", R"({"id": 1, "log": ["a"]})", "type", "/log");
    row("id no text", R"({"id": {}, "results": {}})", "type", "/id");
    row("definition no text", R"({"definition": {"a": 1}})", "type", "/definition");
    row("suite no list", R"({"results": {"lava": "a: b\n"}})", "type", "/results/lava");
    row("case no object", R"({"results": {"lava": "- a\n"}})", "type", "/results/lava");
    row("broken suite", R"({"results": {"lava": "- {a: b\n"}})", "syntax", "/results/lava");
    row("broken definition", R"({"definition": "a: [b\n", "results": {}})", "syntax",
        "/definition");
}

void LavaReaderTest::wrongShapesAreRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, rule);
    QFETCH(QString, pointer);
    const auto document = test::readAs("lava", text.toStdString());
    QVERIFY(!document);
    QCOMPARE(document.error().format, std::string("lava"));
    QCOMPARE(QString::fromStdString(document.error().rule), rule);
    QCOMPARE(QString::fromStdString(document.error().pointer), pointer);
    QVERIFY(!document.error().message.empty());
}

void LavaReaderTest::truncationIsRefusedAnywhere()
{
    const std::string text = callback(PassedLogin, "- {}\\n");
    QVERIFY(test::readAs("lava", text));
    for (std::size_t size = 0; size < text.size(); ++size) {
        QVERIFY(!test::readAs("lava", std::string_view(text).substr(0, size)));
    }
}

void LavaReaderTest::hostileYamlIsRefused()
{
    std::string bomb = R"({"id": 1, "definition": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n)";
    for (int i = 1; i < 10; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before
            + ", " + before + ", " + before + ", " + before + ", " + before + "]\\n";
    }
    bomb += R"(", "results": {}})";
    const auto aliases = test::readAs("lava", bomb);
    QVERIFY(!aliases);
    QCOMPARE(aliases.error().rule, std::string("limit"));
    const auto deep =
        test::readAs("lava", R"({"results": {"lava": ")" + std::string(10'000, '[') + R"("}})");
    QVERIFY(!deep);
    QCOMPARE(deep.error().rule, std::string("limit"));
    const auto deepJson = test::readAs("lava", R"({"results": )" + std::string(10'000, '['));
    QVERIFY(!deepJson);
    QCOMPARE(deepJson.error().rule, std::string("limit"));
}

void LavaReaderTest::goldenCases_data()
{
    QTest::addColumn<QString>("folder");
    test::addGoldenRows("lava");
}

void LavaReaderTest::goldenCases()
{
    QFETCH(QString, folder);
    test::compareGolden(folder);
}

QTEST_GUILESS_MAIN(LavaReaderTest)
#include "tst_lava_reader.moc"
