// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/requests.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What an id or a web address names that someone sent in a mail.
namespace cboard::query {

enum class PastedKind : std::uint8_t {
    Branch, ///< `branch`: its newest revision.
    Revision, ///< `commit`, with `branch` where the address says it.
    Compare, ///< `commit` (A) and `otherCommit` (B) of `branch`.
    Checkout, ///< `id`
    Build, ///< `id`
    Test, ///< `id`
    Record, ///< `id` of a kind that only the store knows.
    Issue, ///< `id`, `version` where the address says it.
    Board, ///< `id`: a platform or a compatible.
    Node, ///< `id` of a Maestro node: 24 hex digits, the local part of a record's id.
    LavaJob, ///< `id`: the job number; `host` the lab's server.
    Log, ///< `url` of a log; with the record's kind in `logOwner` and its `id` where known.
    Page, ///< `url` of something else: mail archive, bug tracker; found where records link to it.
};

struct PastedThing {
    PastedKind kind = PastedKind::Page;
    BranchKey branch;
    std::string commit; ///< Lower case hex digits, at least 7.
    std::string otherCommit;
    std::string id;
    std::optional<std::int64_t> version;
    std::optional<RecordKind> logOwner;
    std::string host;
    std::string url; ///< As pasted, without blanks around; empty when no address was pasted.

    bool operator==(const PastedThing&) const = default;
};

/// Understands addresses of the KernelCI dashboard (short and old forms too), Maestro's viewer and
/// node API, LAVA jobs, git web pages with a commit, and storage; record ids ("origin:local"),
/// commit hashes of 7 to 40 digits, "good..bad" ranges. Signs that mails put around an address
/// (<>, quotes, a final dot) are dropped. Nothing for any other text: that is to be searched for.
std::optional<PastedThing> parsePasted(std::string_view text);

} // namespace cboard::query
