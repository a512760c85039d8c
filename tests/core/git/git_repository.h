// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QStringList>
#include <QTemporaryDir>

#include <map>
#include <string>

namespace cboard::test {

/// A repository of its own, made by the git program with fixed names and dates.
class GitRepository {
public:
    GitRepository();

    std::string folder() const;
    /// Runs git there; ends the test program when it fails. \returns what it printed, trimmed.
    std::string git(const QStringList& arguments) const;

    /// Commits on the current branch with these files changed, an hour after the commit before.
    /// \returns the hash. \p files: content by path.
    std::string commit(const std::string& subject, const std::map<std::string, std::string>& files);
    /// The same with a file that says the subject.
    std::string commit(const std::string& subject) { return commit(subject, {{"log", subject}}); }
    /// Merges without fast forward. \returns the hash of the merge.
    std::string merge(const std::string& branch);

private:
    QTemporaryDir m_folder;
    mutable int m_hour = 0;
};

} // namespace cboard::test
