// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time.h"
#include "core/query/snapshots.h"

#include <QString>
#include <QStringList>

#include <optional>

/// How numbers, times and names are written on the screen.
namespace cboard::ui {

struct ViewState;

QString fromUtf8(const std::string& text);
QStringList fromUtf8(const std::vector<std::string>& texts);
/// "arm64, x86_64".
QString listText(const std::vector<std::string>& texts);

/// "28 013" with thin spaces.
QString countText(std::int64_t count);
/// \p one with the number for %1 when it is one, else \p many: "1 row", "28 013 rows".
QString countedText(std::int64_t count, const QString& one, const QString& many);
/// Of a share from 0 to 1: "37 %", rounded.
QString percentText(double share);
/// "1 h 02 m 05 s", "12 s", "0.35 s"; empty without a value.
QString durationText(std::optional<double> seconds);
/// "3 min ago", "5 h ago", up to 48 h; then the local date "12 Mar 2026". Empty without a value.
QString ageText(std::optional<Timestamp> time, Timestamp now);
/// Local date and time with the zone, for tooltips.
QString exactTimeText(std::optional<Timestamp> time);
/// 12 hex digits.
QString shortHash(const std::string& commit);
/// Describe name, else tag, else short hash, else "unknown revision".
QString revisionText(const query::RevisionRef& revision);
/// The same without the hash that git describe appends: "v7.1-rc2-45".
QString shortRevisionText(const query::RevisionRef& revision);
/// Any text without such hashes: "good v7.1-rc2-45".
QString withoutHashes(const QString& text);
/// "mainline/master", or the tree alone when the branch is unknown. Trees without a name are told
/// apart by where they lie: "git.kernel.org/…/torvalds/linux/master".
QString branchText(const std::string& tree, const std::string& branch,
                   const std::string& repositoryUrl);
/// The same of all that has these three: revisions, rows of trees, keys of branches.
template <typename Branch>
QString branchText(const Branch& of)
{
    return branchText(of.tree, of.branch, of.repositoryUrl);
}
QString branchText(const ViewState& state);
/// "3 fail, 2 error, 61 pass": the classes that occur, worst first.
QString countsText(const StatusCounts& counts);

} // namespace cboard::ui
