// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QStringList>
#include <QTemporaryDir>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cboard::test {

/// A commit of a history that is made at once.
struct PlannedCommit {
    std::int64_t second = 0; ///< When it is committed.
    std::vector<std::size_t> parents; ///< Places of earlier ones.
};

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
    /// Makes all of them at once, without files. \returns their hashes.
    std::vector<std::string> import(const std::vector<PlannedCommit>& commits) const;

private:
    QTemporaryDir m_folder;
    mutable int m_hour = 0;
};

} // namespace cboard::test
