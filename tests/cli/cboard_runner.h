// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace cboard::testing {

struct RunResult {
    int exitCode = -1; ///< -1 when it did not end by itself.
    QByteArray output;
    QByteArray errors;

    /// The one document on standard output; empty when it is no JSON object.
    QJsonObject json() const;
};

/// Runs the real program with settings, data and home in a folder of its own.
class CboardRunner {
public:
    CboardRunner();

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString store() const { return path(QStringLiteral("store/results.db")); }
    /// Writes a file in the folder and returns its path.
    QString write(const QString& name, const QByteArray& bytes) const;

    /// Waits for the end. The store is `store()` unless the arguments name another.
    RunResult run(const QStringList& arguments, const QByteArray& input = {}) const;
    /// The answer of a query as JSON; empty when it failed. \p options stand before its name.
    QJsonObject query(const QStringList& options, const QStringList& arguments) const;
    RunResult runShell(const QString& script) const; ///< $CBOARD is the program.
    std::unique_ptr<QProcess> start(const QStringList& arguments) const;
    static RunResult finish(QProcess& process);

    /// The digest of a store; fails the test's expectations by being empty.
    QByteArray digest(const QString& storeFile = {}) const;

private:
    std::unique_ptr<QProcess> prepare() const;
    QTemporaryDir m_folder;
};

/// Submissions of KCIDB 5.3, made by rule: `number` tells them apart, parents come with every
/// third one, so that children arrive before and after them.
QByteArray makeSubmission(int number, int testCount);

/// Where the shared sample data is; empty when it is absent.
QString sharedSubmissions();

} // namespace cboard::testing
