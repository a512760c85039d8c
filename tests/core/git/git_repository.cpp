// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/git/git_repository.h"

#include <QProcess>
#include <QProcessEnvironment>

#include <filesystem>
#include <fstream>

namespace cboard::test {

namespace {

    constexpr int WaitMs = 60'000;
    constexpr int FirstSecond = 1'700'000'000;
    constexpr int SecondsOfHour = 3600;

} // namespace

GitRepository::GitRepository()
{
    git({QStringLiteral("init"), QStringLiteral("-q"), QStringLiteral("-b"),
         QStringLiteral("master")});
}

std::string GitRepository::folder() const
{
    return m_folder.path().toStdString();
}

std::string GitRepository::git(const QStringList& arguments) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("GIT_CONFIG_GLOBAL"), QStringLiteral("/dev/null"));
    environment.insert(QStringLiteral("GIT_CONFIG_NOSYSTEM"), QStringLiteral("1"));
    for (const char* role : {"AUTHOR", "COMMITTER"}) {
        const QString prefix = QStringLiteral("GIT_%1_").arg(QLatin1String(role));
        environment.insert(prefix + QStringLiteral("NAME"), QStringLiteral("A Developer"));
        environment.insert(prefix + QStringLiteral("EMAIL"), QStringLiteral("dev@example.org"));
        environment.insert(prefix + QStringLiteral("DATE"),
                           QStringLiteral("@%1 +0000").arg(FirstSecond + m_hour * SecondsOfHour));
    }
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral("git"), arguments);
    if (!process.waitForFinished(WaitMs) || process.exitCode() != 0) {
        qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
               process.readAllStandardError().constData());
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed().toStdString();
}

std::string GitRepository::commit(const std::string& subject,
                                  const std::map<std::string, std::string>& files)
{
    for (const auto& [path, content] : files) {
        const auto file = std::filesystem::path(folder()) / path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << content << '\n';
    }
    ++m_hour;
    git({QStringLiteral("add"), QStringLiteral("-A")});
    git({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"),
         QString::fromStdString(subject)});
    return git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")});
}

std::string GitRepository::merge(const std::string& branch)
{
    ++m_hour;
    git({QStringLiteral("merge"), QStringLiteral("-q"), QStringLiteral("--no-ff"),
         QStringLiteral("--no-edit"), QStringLiteral("-X"), QStringLiteral("ours"),
         QString::fromStdString(branch)});
    return git({QStringLiteral("rev-parse"), QStringLiteral("HEAD")});
}

} // namespace cboard::test
