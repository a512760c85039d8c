// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/commit_snapshots.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::analysis {

/// Which files of a kernel tree have to do with what fails. Goes by names alone:
///
/// - Error: the error text names the file, with or without the folders above it.
/// - Board: a device tree source whose name begins the board's name, word by word (rk3399-gru.dtsi
///   for rk3399-gru-kevin); or a word of the path is a chip of the board: a word of its name or
///   compatibles with letters and digits, four or more ("rk3399" in clk-rk3399.c).
/// - Test: a folder or file of the test: "kselftest.net.tls" lies in tools/testing/selftests/net/,
///   and a part of the path of six or more characters may be the name of a source.
/// - Driver: a folder carries the name of a vendor in the compatibles ("rockchip").
class CommitRelevance {
public:
    explicit CommitRelevance(const query::CommitInterest& interest);

    /// \p file as git names it: from the root of the tree.
    query::CommitTouch touchOf(std::string_view file) const;

private:
    using Words = std::set<std::string, std::less<>>;

    void addChips(std::string_view name);
    void addTest(std::string_view path);
    void addFilesOf(std::string_view text);
    bool isNamedByError(std::string_view file) const;
    bool isOfBoard(std::string_view file) const;
    bool isOfTest(std::string_view file) const;
    bool isOfVendor(std::string_view file) const;

    std::vector<std::string> m_errorFiles;
    std::vector<std::string> m_boards; ///< Lower case, words parted by "-", one "-" at the end.
    Words m_chips;
    Words m_vendors;
    std::vector<std::string> m_testFolders;
    Words m_testNames;
};

} // namespace cboard::analysis
