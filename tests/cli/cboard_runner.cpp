// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/cli/cboard_runner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcessEnvironment>

#include <array>

namespace cboard::testing {

namespace {

    constexpr int TimeoutMs = 300'000;

    QJsonObject makeTest(int submission, int number)
    {
        constexpr std::array<const char*, 5> Statuses = {"PASS", "FAIL", "SKIP", "ERROR", "MISS"};
        QJsonObject test;
        test["id"] = QStringLiteral("ci:t%1_%2").arg(submission).arg(number);
        test["origin"] = "ci";
        test["build_id"] = QStringLiteral("ci:b%1").arg(submission / 3);
        test["path"] = number % 5 == 0
            ? QStringLiteral("boot")
            : QStringLiteral("suite%1.case%2").arg(number % 3).arg(number);
        test["status"] = Statuses.at(static_cast<std::size_t>(number % 7 == 0 ? number % 5 : 0));
        test["start_time"] =
            QStringLiteral("2026-01-02T03:%1:00Z").arg(number % 60, 2, 10, QLatin1Char('0'));
        test["log_excerpt"] = QStringLiteral("line of test %1\n").arg(number).repeated(20);
        test["environment"] = QJsonObject{
            {"misc", QJsonObject{{"platform", QStringLiteral("board%1").arg(number % 4)}}}};
        return test;
    }

} // namespace

QJsonObject RunResult::json() const
{
    return QJsonDocument::fromJson(output).object();
}

CboardRunner::CboardRunner() = default;

QJsonObject CboardRunner::query(const QStringList& options, const QStringList& arguments) const
{
    const RunResult result = run(options + QStringList{"--json", "query"} + arguments);
    return result.exitCode == 0 ? result.json() : QJsonObject();
}

QString CboardRunner::write(const QString& name, const QByteArray& bytes) const
{
    const QString file = path(name);
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(file));
    }
    return file;
}

std::unique_ptr<QProcess> CboardRunner::prepare() const
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), m_folder.path());
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config")));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("data")));
    environment.insert(QStringLiteral("CBOARD_STORE"), store());
    environment.insert(QStringLiteral("CBOARD"), QStringLiteral(CBOARD_PROGRAM));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(m_folder.path());
    return process;
}

std::unique_ptr<QProcess> CboardRunner::start(const QStringList& arguments) const
{
    auto process = prepare();
    process->start(QStringLiteral(CBOARD_PROGRAM), arguments);
    if (!process->waitForStarted()) {
        qFatal("cannot start %s", CBOARD_PROGRAM);
    }
    return process;
}

RunResult CboardRunner::finish(QProcess& process)
{
    process.closeWriteChannel();
    RunResult result;
    if (process.waitForFinished(TimeoutMs) && process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

RunResult CboardRunner::run(const QStringList& arguments, const QByteArray& input) const
{
    const auto process = start(arguments);
    process->write(input);
    return finish(*process);
}

RunResult CboardRunner::runShell(const QString& script) const
{
    const auto process = prepare();
    process->start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script});
    return finish(*process);
}

QByteArray CboardRunner::digest(const QString& storeFile) const
{
    QStringList arguments{QStringLiteral("store"), QStringLiteral("digest")};
    if (!storeFile.isEmpty()) {
        arguments << QStringLiteral("--store") << storeFile;
    }
    const RunResult result = run(arguments);
    return result.exitCode == 0 ? result.output.trimmed() : QByteArray();
}

QByteArray makeSubmission(int number, int testCount)
{
    QJsonObject document;
    document["version"] = QJsonObject{{"major", 5}, {"minor", 3}};
    if (number % 3 == 1) {
        const QString parent = QString::number(number / 3);
        document["checkouts"] =
            QJsonArray{QJsonObject{{"id", "ci:c" + parent},
                                   {"origin", "ci"},
                                   {"tree_name", "mainline"},
                                   {"git_repository_url", "https://git.example.org/linux.git"},
                                   {"git_repository_branch", "master"},
                                   {"git_commit_hash", parent.rightJustified(40, QLatin1Char('a'))},
                                   {"git_commit_name", "v6." + parent},
                                   {"start_time",
                                    QStringLiteral("2026-01-%1T00:00:00Z")
                                        .arg(1 + number / 3 % 28, 2, 10, QLatin1Char('0'))}}};
        document["builds"] = QJsonArray{QJsonObject{{"id", "ci:b" + parent},
                                                    {"origin", "ci"},
                                                    {"checkout_id", "ci:c" + parent},
                                                    {"architecture", "arm64"},
                                                    {"config_name", "defconfig"},
                                                    {"compiler", "gcc-12"},
                                                    {"status", "PASS"}}};
    }
    QJsonArray tests;
    for (int i = 0; i < testCount; ++i) {
        tests.append(makeTest(number, i));
    }
    document["tests"] = tests;
    return QJsonDocument(document).toJson(QJsonDocument::Compact);
}

QString sharedSubmissions()
{
    const QString folder = QStringLiteral(CBOARD_SHARED_DATA "/kcidb/submissions");
    return QFileInfo(folder).isDir() ? folder : QString();
}

} // namespace cboard::testing
