// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/pattern.h"
#include "core/store/queries/queries.h"
#include "core/store/queries/revision_rows.h"
#include "core/store/record_decoder.h"

#include <algorithm>

namespace cboard::store {

namespace {

    using query::SearchHit;

    /// How well a text answers: 0 exactly, 1 begins with it, 2 a word begins with it, 3 holds it.
    std::optional<int> rankOf(std::string_view text, std::string_view wanted)
    {
        constexpr std::string_view WordEnds = " -_./+:";
        if (!query::containsIgnoringCase(text, wanted)) {
            return std::nullopt;
        }
        if (query::equalsIgnoringCase(text.substr(0, wanted.size()), wanted)) {
            return text.size() == wanted.size() ? 0 : 1;
        }
        for (std::size_t at = 1; at + wanted.size() <= text.size(); ++at) {
            if (WordEnds.find(text[at - 1]) != std::string_view::npos
                && query::equalsIgnoringCase(text.substr(at, wanted.size()), wanted)) {
                return 2;
            }
        }
        return 3;
    }

    /// The best hits of one group, by rank, then text.
    class Group {
    public:
        Group(std::string_view name, std::int64_t limit)
            : m_name(name)
            , m_limit(static_cast<std::size_t>(std::max<std::int64_t>(limit, 0)))
        {
        }

        void add(int rank, std::string_view title)
        {
            m_found.push_back({rank, m_found.size(), std::string(title)});
        }
        void add(int rank, SearchHit hit)
        {
            m_found.push_back({rank, m_found.size(), hit.title, std::move(hit)});
        }

        void moveTo(query::SearchSnapshot& snapshot)
        {
            std::stable_sort(m_found.begin(), m_found.end(), [](const Found& a, const Found& b) {
                return std::tie(a.rank, a.title) < std::tie(b.rank, b.title);
            });
            snapshot.info.totalRows += static_cast<std::int64_t>(m_found.size());
            for (std::size_t i = 0; i < std::min(m_limit, m_found.size()); ++i) {
                Found& found = m_found[i];
                found.hit.group = m_name;
                found.hit.title = found.title;
                if (found.hit.target.empty()) {
                    found.hit.target = found.title;
                }
                snapshot.hits.push_back(std::move(found.hit));
            }
        }

    private:
        struct Found {
            int rank = 0;
            std::size_t order = 0;
            std::string title;
            SearchHit hit{};
        };
        std::string m_name;
        std::size_t m_limit;
        std::vector<Found> m_found;
    };

    class Searcher {
    public:
        Searcher(const QueryContext& context, const query::SearchRequest& request)
            : m_context(context)
            , m_request(request)
        {
        }

        Result<query::SearchSnapshot> search()
        {
            query::SearchSnapshot snapshot;
            if (m_request.text.empty()) {
                return snapshot;
            }
            CBOARD_TRY_VOID(records(snapshot));
            CBOARD_TRY_VOID(branches(snapshot));
            CBOARD_TRY_VOID(revisions(snapshot));
            names(snapshot, "board", NameKind::Platform);
            paths(snapshot);
            names(snapshot, "config", NameKind::Config);
            CBOARD_TRY_VOID(issues(snapshot));
            snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.hits.size());
            return snapshot;
        }

    private:
        /// Rows whose external id begins with the text, through the unique index.
        Result<void> idPrefix(std::string_view sql, std::string_view group, std::string_view detail,
                              query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(auto rows, m_context.database.prepare(sql));
            const std::string upper = m_request.text + "\xff";
            rows.bindAll(std::string_view(m_request.text), std::string_view(upper),
                         m_request.limitPerGroup);
            Group hits(group, m_request.limitPerGroup);
            CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
                SearchHit hit;
                hit.title = row.text(0);
                hit.detail = detail;
                hits.add(hit.title == m_request.text ? 0 : 1, std::move(hit));
                return {};
            }));
            hits.moveTo(snapshot);
            return {};
        }

        Result<void> records(query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(const auto test, m_context.decoder.findTest(m_request.text));
            if (test) {
                Group hits("record", 1);
                SearchHit hit;
                hit.title = m_request.text;
                hit.detail = "test";
                hits.add(0, std::move(hit));
                hits.moveTo(snapshot);
            }
            CBOARD_TRY_VOID(idPrefix("SELECT ext_id FROM checkout"
                                     " WHERE ext_id >= ?1 AND ext_id < ?2"
                                     " AND is_placeholder = 0 ORDER BY ext_id LIMIT ?3",
                                     "record", "checkout", snapshot));
            return idPrefix("SELECT ext_id FROM build WHERE ext_id >= ?1 AND ext_id < ?2"
                            " AND is_placeholder = 0 ORDER BY ext_id LIMIT ?3",
                            "build", "build", snapshot);
        }

        Result<void> branches(query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT tree, branch FROM revision"
                                                  " WHERE (tree, branch) > (?1, ?2)"
                                                  " ORDER BY tree, branch LIMIT 1"));
            Group hits("tree", m_request.limitPerGroup);
            std::int64_t tree = -1;
            std::int64_t branch = -1;
            while (true) {
                rows.bindAll(tree, branch);
                CBOARD_TRY(const bool hasRow, rows.step());
                if (!hasRow) {
                    break;
                }
                tree = rows.integer(0);
                branch = rows.integer(1);
                rows.reset();
                std::string title(m_context.names.name(NameKind::Tree, tree));
                title += '/';
                title += m_context.names.name(NameKind::Branch, branch);
                if (const auto rank = rankOf(title, m_request.text)) {
                    hits.add(*rank, title);
                }
            }
            hits.moveTo(snapshot);
            return {};
        }

        Result<void> revisions(query::SearchSnapshot& snapshot)
        {
            Group hits("revision", m_request.limitPerGroup);
            CBOARD_TRY_VOID(revisionsByHash(hits));
            CBOARD_TRY_VOID(revisionsByText(hits));
            hits.moveTo(snapshot);
            return {};
        }

        Result<void> addRevision(Group& hits, int rank, std::int64_t id, std::string_view title)
        {
            CBOARD_TRY(auto revision, loadRevision(m_context, id));
            SearchHit hit;
            hit.title = title;
            hit.detail = revision.ref.tree + "/" + revision.ref.branch;
            hit.target = std::to_string(id);
            hit.revision = std::move(revision.ref);
            hits.add(rank, std::move(hit));
            return {};
        }

        Result<void> revisionsByHash(Group& hits)
        {
            constexpr std::size_t ShortestHash = 4;
            if (m_request.text.size() < ShortestHash
                || m_request.text.find_first_not_of("0123456789abcdef") != std::string::npos) {
                return {};
            }
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT id, hash FROM revision"
                                                  " WHERE hash >= ?1 AND hash < ?2"
                                                  " ORDER BY hash LIMIT ?3"));
            const std::string upper = m_request.text + "g"; // Behind all hex digits.
            rows.bindAll(std::string_view(m_request.text), std::string_view(upper),
                         m_request.limitPerGroup);
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                return addRevision(hits, 1, row.integer(0), row.text(1));
            });
        }

        /// Names, tags and subjects have no index (nor have hashes): one pass over the revisions, which are few.
        Result<void> revisionsByText(Group& hits)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT id, name, tags, subject FROM revision"
                                                  " ORDER BY id DESC"));
            std::int64_t found = 0;
            while (found < m_request.limitPerGroup * 4) {
                CBOARD_TRY(const bool hasRow, rows.step());
                if (!hasRow) {
                    break;
                }
                for (const int column : {1, 2, 3}) {
                    const auto rank = rankOf(rows.text(column), m_request.text);
                    if (rank) {
                        ++found;
                        CBOARD_TRY_VOID(addRevision(hits, *rank, rows.integer(0),
                                                    rows.text(column == 2 ? 1 : column)));
                        break;
                    }
                }
            }
            return {};
        }

        void names(query::SearchSnapshot& snapshot, std::string_view group, NameKind kind)
        {
            Group hits(group, m_request.limitPerGroup);
            for (std::int64_t id = 1; id < m_context.names.nameCount(kind); ++id) {
                const std::string_view name = m_context.names.name(kind, id);
                if (const auto rank = rankOf(name, m_request.text)) {
                    hits.add(*rank, name);
                }
            }
            hits.moveTo(snapshot);
        }

        void paths(query::SearchSnapshot& snapshot)
        {
            Group hits("test", m_request.limitPerGroup);
            for (std::int64_t id = 1; id < m_context.names.pathCount(); ++id) {
                const std::string_view path = m_context.names.path(id).text;
                if (const auto rank = rankOf(path, m_request.text)) {
                    hits.add(*rank, path);
                }
            }
            hits.moveTo(snapshot);
        }

        Result<void> issues(query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT ext_id, max(version), subject,"
                                                  " report_url FROM issue GROUP BY ext_id"));
            Group hits("issue", m_request.limitPerGroup);
            CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
                std::optional<int> best;
                for (const int column : {0, 2, 3}) {
                    const auto rank = rankOf(row.text(column), m_request.text);
                    best = best && rank ? std::min(best, rank) : rank ? rank : best;
                }
                if (best) {
                    SearchHit hit;
                    hit.title = row.text(2).empty() ? row.text(0) : row.text(2);
                    hit.detail = row.text(3);
                    hit.target = row.text(0);
                    hits.add(*best, std::move(hit));
                }
                return {};
            }));
            hits.moveTo(snapshot);
            return {};
        }

        const QueryContext& m_context;
        const query::SearchRequest& m_request;
    };

} // namespace

Result<query::SearchSnapshot> querySearch(const QueryContext& context,
                                          const query::SearchRequest& request)
{
    return Searcher(context, request).search();
}

} // namespace cboard::store
