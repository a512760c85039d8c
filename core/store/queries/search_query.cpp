// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/search_text.h"
#include "core/store/queries/queries.h"
#include "core/store/queries/search_group.h"
#include "core/store/revisions/name_aliases.h"
#include "core/store/revisions/outcome_cache.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"

#include <algorithm>

namespace cboard::store {

namespace {

    using query::SearchHit;

    using query::SearchRank;
    using query::SearchScope;

    class Searcher {
    public:
        Searcher(const QueryContext& context, const query::SearchRequest& request)
            : m_context(context)
            , m_scope(query::parseSearchText(request.text).scope)
            , m_text(query::parseSearchText(request.text).text)
            , m_limit(request.limitPerGroup)
        {
        }

        Result<query::SearchSnapshot> search()
        {
            query::SearchSnapshot snapshot;
            if (m_text.empty()) {
                return snapshot;
            }
            if (m_scope == SearchScope::All) {
                CBOARD_TRY_VOID(records(snapshot));
                CBOARD_TRY_VOID(branches(snapshot));
            }
            if (isAsked(SearchScope::Revisions)) {
                CBOARD_TRY_VOID(revisions(snapshot));
            }
            if (isAsked(SearchScope::Boards)) {
                CBOARD_TRY_VOID(boards(snapshot));
                CBOARD_TRY_VOID(compatibles(snapshot));
            }
            if (isAsked(SearchScope::Paths)) {
                paths(snapshot);
            }
            if (m_scope == SearchScope::All) {
                names(snapshot, "config", NameKind::Config);
            }
            if (isAsked(SearchScope::Issues)) {
                CBOARD_TRY_VOID(issues(snapshot));
            }
            snapshot.info.shownRows = static_cast<std::int64_t>(snapshot.hits.size());
            return snapshot;
        }

    private:
        bool isAsked(SearchScope scope) const
        {
            return m_scope == SearchScope::All || m_scope == scope;
        }

        /// Rows whose external id begins with the text, through the unique index.
        Result<void> idPrefix(std::string_view sql, std::string_view group, std::string_view detail,
                              query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(auto rows, m_context.database.prepare(sql));
            const std::string upper = m_text + "\xff";
            rows.bindAll(std::string_view(m_text), std::string_view(upper), m_limit);
            SearchGroup hits(group, m_limit);
            CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
                SearchHit hit;
                hit.title = row.text(0);
                hit.detail = detail;
                hits.add(hit.title == m_text ? SearchRank::Exact : SearchRank::Prefix,
                         std::move(hit));
                return {};
            }));
            hits.moveTo(snapshot);
            return {};
        }

        Result<void> records(query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY_VOID(runs(snapshot));
            CBOARD_TRY_VOID(idPrefix("SELECT ext_id FROM checkout"
                                     " WHERE ext_id >= ?1 AND ext_id < ?2"
                                     " AND is_placeholder = 0 ORDER BY ext_id LIMIT ?3",
                                     "record", "checkout", snapshot));
            return idPrefix("SELECT ext_id FROM build WHERE ext_id >= ?1 AND ext_id < ?2"
                            " AND is_placeholder = 0 ORDER BY ext_id LIMIT ?3",
                            "build", "build", snapshot);
        }

        Result<void> runs(query::SearchSnapshot& snapshot)
        {
            const auto colon = m_text.find(':');
            if (colon == std::string::npos
                || !m_context.names.findName(NameKind::Origin, m_text.substr(0, colon))) {
                return {};
            }
            CBOARD_TRY(const auto ids, findRunIds(m_context, m_text, m_limit));
            SearchGroup hits("record", m_limit);
            for (const std::string& id : ids) {
                SearchHit hit;
                hit.title = id;
                hit.detail = "test";
                hits.add(id == m_text ? SearchRank::Exact : SearchRank::Prefix, std::move(hit));
            }
            hits.moveTo(snapshot);
            return {};
        }

        /// By the compatibles themselves; the detail names some boards.
        Result<void> compatibles(query::SearchSnapshot& snapshot)
        {
            constexpr std::size_t NamedBoards = 3;
            CBOARD_TRY(const auto all, m_context.outcomes.boards().all(m_context));
            SearchGroup hits("compatible", m_limit);
            for (const auto& [text, boards] : *all) {
                const auto rank = query::rankName(text, m_text);
                if (!rank) {
                    continue;
                }
                SearchHit hit;
                hit.title = text;
                for (std::size_t i = 0; i < std::min(boards.size(), NamedBoards); ++i) {
                    hit.detail += i == 0 ? "" : ", ";
                    hit.detail += m_context.names.name(NameKind::Platform, boards[i]);
                }
                hit.detail += boards.size() > NamedBoards ? ", ..." : "";
                hits.add(*rank, std::move(hit));
            }
            hits.moveTo(snapshot);
            return {};
        }

        Result<void> branches(query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT tree, branch FROM revision"
                                                  " WHERE (tree, branch) > (?1, ?2)"
                                                  " ORDER BY tree, branch LIMIT 1"));
            SearchGroup hits("tree", m_limit);
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
                if (title.empty()) {
                    CBOARD_TRY_VOID(namelessTrees(tree, branch, hits));
                    continue;
                }
                title += '/';
                title += m_context.names.name(NameKind::Branch, branch);
                if (const auto rank = query::rankName(title, m_text)) {
                    hits.add(*rank, title);
                }
            }
            hits.moveTo(snapshot);
            return {};
        }

        /// By the repository, which the hit names in place of a target.
        Result<void> namelessTrees(std::int64_t tree, std::int64_t branch, SearchGroup& hits)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT DISTINCT url FROM revision"
                                                  " WHERE tree = ?1 AND branch = ?2"));
            rows.bindAll(tree, branch);
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                query::RevisionRef place;
                place.branch = m_context.names.name(NameKind::Branch, branch);
                place.repositoryUrl = m_context.names.name(NameKind::Repository, row.integer(0));
                const std::string title = place.repositoryUrl + '/' + place.branch;
                if (const auto rank = query::rankName(title, m_text)) {
                    SearchHit hit;
                    hit.title = title;
                    hit.revision = std::move(place);
                    hits.add(*rank, std::move(hit));
                }
                return {};
            });
        }

        Result<void> revisions(query::SearchSnapshot& snapshot)
        {
            SearchGroup hits("revision", m_limit);
            CBOARD_TRY_VOID(revisionsByHash(hits));
            CBOARD_TRY_VOID(revisionsByText(hits));
            hits.moveTo(snapshot);
            return {};
        }

        Result<void> addRevision(SearchGroup& hits, SearchRank rank, std::int64_t id,
                                 std::string_view title)
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

        Result<void> revisionsByHash(SearchGroup& hits)
        {
            constexpr std::size_t ShortestHash = 4;
            if (m_text.size() < ShortestHash
                || m_text.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
                return {};
            }
            std::string lower = m_text;
            std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
                return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT id, hash FROM revision"
                                                  " WHERE hash >= ?1 AND hash < ?2"
                                                  " ORDER BY hash LIMIT ?3"));
            const std::string upper = lower + "g"; // Behind all hex digits.
            rows.bindAll(std::string_view(lower), std::string_view(upper), m_limit);
            return forEachRow(rows, [&](const Statement& row) -> Result<void> {
                return addRevision(hits, SearchRank::Prefix, row.integer(0), row.text(1));
            });
        }

        /// Names, tags and subjects have no index (nor have hashes): one pass over the revisions,
        /// which are few.
        Result<void> revisionsByText(SearchGroup& hits)
        {
            CBOARD_TRY(auto rows,
                       m_context.database.prepare("SELECT id, name, tags, subject FROM revision"
                                                  " ORDER BY id DESC"));
            std::int64_t found = 0;
            while (found < m_limit * 4) {
                CBOARD_TRY(const bool hasRow, rows.step());
                if (!hasRow) {
                    break;
                }
                for (const int column : {1, 2, 3}) {
                    const auto rank = query::rankName(rows.text(column), m_text);
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
            SearchGroup hits(group, m_limit);
            for (std::int64_t id = 1; id < m_context.names.nameCount(kind); ++id) {
                const std::string_view name = m_context.names.name(kind, id);
                if (const auto rank = query::rankName(name, m_text)) {
                    hits.add(*rank, name);
                }
            }
            hits.moveTo(snapshot);
        }

        /// A board is found by any of its names, once; the detail says the others.
        Result<void> boards(query::SearchSnapshot& snapshot)
        {
            CBOARD_TRY(const auto user, UserNames::of(m_context));
            const NameAliases& aliases = user->boards;
            SearchGroup hits("board", m_limit);
            for (const NamedThing& board : aliases.all()) {
                std::optional<SearchRank> best = query::rankName(board.name, m_text);
                SearchHit hit;
                hit.title = board.name;
                for (const std::string& name : board.otherNames) {
                    const auto rank = query::rankName(name, m_text);
                    best = best && rank ? std::min(best, rank) : rank ? rank : best;
                    hit.detail += (hit.detail.empty() ? "" : ", ") + name;
                }
                if (best) {
                    hits.add(*best, std::move(hit));
                }
            }
            for (std::int64_t id = 1; id < m_context.names.nameCount(NameKind::Platform); ++id) {
                const std::string_view name = m_context.names.name(NameKind::Platform, id);
                const auto rank = query::rankName(name, m_text);
                if (rank && aliases.find(id) == nullptr) {
                    hits.add(*rank, name);
                }
            }
            hits.moveTo(snapshot);
            return {};
        }

        void paths(query::SearchSnapshot& snapshot)
        {
            SearchGroup hits("test", m_limit);
            for (std::int64_t id = 1; id < m_context.names.pathCount(); ++id) {
                const std::string_view path = m_context.names.path(id).text;
                if (const auto rank = query::rankName(path, m_text)) {
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
            SearchGroup hits("issue", m_limit);
            CBOARD_TRY_VOID(forEachRow(rows, [&](const Statement& row) -> Result<void> {
                std::optional<SearchRank> best;
                for (const int column : {0, 2, 3}) {
                    const auto rank = query::rankName(row.text(column), m_text);
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
        SearchScope m_scope;
        std::string m_text;
        std::int64_t m_limit;
    };

} // namespace

Result<query::SearchSnapshot> querySearch(const QueryContext& context,
                                          const query::SearchRequest& request)
{
    return Searcher(context, request).search();
}

} // namespace cboard::store
