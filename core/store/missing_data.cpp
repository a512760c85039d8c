// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/missing_data.h"

#include "core/base/median.h"
#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/database.h"

#include <algorithm>
#include <optional>

namespace cboard::store {

namespace {

    constexpr std::chrono::hours Looked = std::chrono::days{14};
    constexpr std::size_t Compared = 10;
    constexpr std::size_t FewestCompared = 3;

    std::optional<std::int64_t> usualOf(const std::vector<std::int64_t>& before)
    {
        if (before.size() < FewestCompared) {
            return std::nullopt;
        }
        const auto first =
            before.end() - static_cast<std::ptrdiff_t>(std::min(before.size(), Compared));
        return medianOf(std::vector<std::int64_t>(first, before.end()));
    }

    MissingData readRow(const Statement& row)
    {
        MissingData data;
        query::RevisionRef& revision = data.revision;
        revision.id = row.integer(0);
        revision.tree = row.text(1);
        revision.branch = row.text(2);
        revision.repositoryUrl = row.text(3);
        revision.commit = row.text(4);
        revision.patchset = row.text(5);
        revision.name = row.text(6);
        data.origin = row.text(7);
        data.start = Timestamp{std::chrono::microseconds{row.integer(8)}};
        data.results = row.integer(9);
        return data;
    }

    bool isSameLine(const MissingData& a, const MissingData& b)
    {
        return a.origin == b.origin && a.revision.tree == b.revision.tree
            && a.revision.branch == b.revision.branch
            && a.revision.repositoryUrl == b.revision.repositoryUrl;
    }

    /// What was let go by a rule is not missing.
    Result<bool> wasRetired(Database& database, const MissingData& data)
    {
        CBOARD_TRY(auto row,
                   database.prepare("SELECT 1 FROM checkout JOIN build ON build.checkout ="
                                    " checkout.id JOIN retired ON retired.kind = 2"
                                    " AND retired.ext_id = build.ext_id"
                                    " WHERE checkout.revision = ?1 LIMIT 1"));
        return row.bind(1, data.revision.id).step();
    }

} // namespace

Result<std::vector<MissingData>> readMissingData(const std::filesystem::path& storeFile,
                                                 Timestamp now, RunningWindow window,
                                                 const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope scope(*database, task);
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Read));
    CBOARD_TRY(auto rows, database->prepare(R"(
SELECT revision.id, tree.text, branch.text, repository.text, revision.hash, revision.patchset,
  coalesce(revision.name, ''), origin.text, min(checkout.start),
  sum((SELECT coalesce(sum(count), 0) FROM rollup_checkout
       WHERE rollup_checkout.checkout = checkout.id AND kind > 0))
FROM checkout
JOIN revision ON revision.id = checkout.revision
JOIN tree ON tree.id = revision.tree
JOIN branch ON branch.id = revision.branch
JOIN repository ON repository.id = revision.url
JOIN origin ON origin.id = checkout.origin
WHERE checkout.is_placeholder = 0 AND checkout.start IS NOT NULL
GROUP BY revision.id, checkout.origin
ORDER BY revision.tree, revision.branch, revision.url, checkout.origin, revision.order_time,
  revision.id)"));
    std::vector<MissingData> found;
    std::optional<MissingData> last;
    std::vector<std::int64_t> before;
    const auto read = forEachRow(rows, [&](const Statement& row) -> Result<void> {
        CBOARD_TRY_VOID(task.check());
        MissingData data = readRow(row);
        if (last && !isSameLine(*last, data)) {
            before.clear();
        }
        const auto usual = usualOf(before);
        const bool isDue = data.start + window.length < now && now - data.start < Looked;
        if (usual && isDue && data.results * 2 < *usual) {
            data.usual = *usual;
            CBOARD_TRY(const bool isRetired, wasRetired(*database, data));
            if (!isRetired) {
                found.push_back(data);
            }
        }
        before.push_back(data.results);
        last = std::move(data);
        return {};
    });
    if (!read) {
        return tl::unexpected(read.error());
    }
    std::ranges::stable_sort(found, std::ranges::greater(), &MissingData::start);
    return found;
}

} // namespace cboard::store
