// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// The commits of a range, from a local clone (core/service/commit_list.h); no engine knows them.
namespace cboard::query {

/// What a regression is about, as far as it tells which files matter.
struct CommitInterest {
    std::vector<std::string> boards; ///< "rk3399-gru-kevin"
    std::vector<std::string> compatibles; ///< "rockchip,rk3399"
    std::vector<std::string> paths; ///< Of tests: "kselftest.net.tls"
    std::vector<std::string> errors; ///< Texts that may name files: "drivers/a/b.c:12: ..."

    bool operator==(const CommitInterest&) const = default;
};

/// Why a commit is worth a look; the strongest of its files, in rising order.
enum class CommitTouch : std::uint8_t {
    None,
    Driver, ///< A file in a folder of the board's vendor, or of its part: drivers/clk/rockchip/.
    Test, ///< A file of the test itself: tools/testing/selftests/net/.
    Board, ///< A file named for the board or its chip: dts/rockchip/rk3399-gru.dtsi.
    Error, ///< A file that the error names.
};
constexpr int CommitTouchCount = 5;
std::string_view commitTouchKey(CommitTouch touch); ///< "", "driver", "test", "board", "error".

struct CommitsRequest {
    std::string tree; ///< Whose clone is asked.
    std::string good; ///< Not in the list, nor what lies behind it. Names as git takes them.
    std::string bad; ///< The first of the list.
    CommitInterest interest;
    std::int64_t limit = 5000; ///< Commits; what is older is counted only.
};

struct CommitRow {
    std::string hash;
    std::string subject;
    std::string author;
    Timestamp time; ///< When it was committed.
    bool isMerge = false;
    CommitTouch touch = CommitTouch::None;
    std::vector<std::string> files; ///< Those that `touch` is about; at most 20.
};

struct CommitsSnapshot {
    std::string good; ///< 40 hex digits.
    std::string bad;
    /// The bad commit is not built upon the good one: the list is what only the bad one has.
    bool isForked = false;
    std::vector<CommitRow> rows; ///< Children before parents.
    std::int64_t total = 0; ///< Rows, and those beyond the limit.
    std::int64_t touching = 0; ///< Rows whose touch is not None.
};

} // namespace cboard::query
