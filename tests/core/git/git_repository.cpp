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

std::vector<std::string> GitRepository::import(const std::vector<PlannedCommit>& commits) const
{
    QByteArray stream;
    for (std::size_t i = 0; i < commits.size(); ++i) {
        const QByteArray subject = "commit " + QByteArray::number(qulonglong(i));
        stream += "reset refs/heads/imported\n"; // Else each would follow the one before.
        stream += "commit refs/heads/imported\nmark :" + QByteArray::number(qulonglong(i + 1));
        stream += "\ncommitter A Developer <dev@example.org> "
            + QByteArray::number(qlonglong(commits[i].second)) + " +0000\ndata "
            + QByteArray::number(subject.size()) + '\n' + subject + '\n';
        const char* word = "from";
        for (const std::size_t parent : commits[i].parents) {
            stream += word + QByteArray(" :") + QByteArray::number(qulonglong(parent + 1)) + '\n';
            word = "merge";
        }
    }
    const std::string plan = folder() + "/.git/plan";
    const std::string marks = folder() + "/.git/marks";
    std::ofstream(plan, std::ios::binary).write(stream.constData(), stream.size());
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setStandardInputFile(QString::fromStdString(plan));
    process.start(QStringLiteral("git"),
                  {QStringLiteral("fast-import"), QStringLiteral("--quiet"),
                   QStringLiteral("--export-marks=") + QString::fromStdString(marks)});
    if (!process.waitForFinished(WaitMs) || process.exitCode() != 0) {
        qFatal("git fast-import: %s", process.readAllStandardError().constData());
    }
    std::vector<std::string> hashes(commits.size());
    std::ifstream file(marks);
    std::string mark;
    for (std::string hash; file >> mark >> hash;) {
        hashes.at(std::stoul(mark.substr(1)) - 1) = hash;
    }
    return hashes;
}

} // namespace cboard::test
