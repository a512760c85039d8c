// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revision_places.h"

#include "core/store/lease.h"
#include "core/store/revisions/query_context.h"
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

namespace cboard::store {

namespace {

    /// As a checkout's list of tags; git allows no control characters in a name.
    std::string jsonList(const std::vector<std::string>& names)
    {
        std::string json = "[";
        for (const std::string& name : names) {
            json += json.size() > 1 ? ",\"" : "\"";
            for (const char character : name) {
                if (character == '"' || character == '\\') {
                    json += '\\';
                }
                json += character;
            }
            json += '"';
        }
        return json + ']';
    }

    /// When the first checkout of a revision came.
    constexpr std::string_view FirstArrival = "(SELECT min(document.arrival) FROM checkout"
                                              " JOIN document ON document.id = checkout.document"
                                              " WHERE checkout.revision = revision.id)";

    /// The columns that a place sets; ?1 revision, ?2 time, ?3 subject, ?4 tags.
    constexpr std::string_view Differs = " WHERE id = ?1 AND (line_time IS NOT ?2"
                                         " OR (?3 IS NOT NULL AND line_subject IS NOT ?3)"
                                         " OR (?4 IS NOT NULL AND line_tags IS NOT ?4))";
    /// What a checkout says goes before the clone. A subject or tag that the clone does not tell
    /// any more stays: it was true of this commit. {} is FirstArrival.
    constexpr std::string_view Update =
        "UPDATE revision SET line_time = ?2, order_time = coalesce(?2, time, {}, order_time),"
        " subject = CASE WHEN subject IS NULL OR subject IS line_subject"
        "  THEN coalesce(?3, subject) ELSE subject END,"
        " tags = CASE WHEN tags IS NULL OR tags IS line_tags THEN coalesce(?4, tags) ELSE tags END,"
        " line_subject = coalesce(?3, line_subject), line_tags = coalesce(?4, line_tags)";

    /// Values of the columns; null is what is not known.
    struct PlaceRow {
        explicit PlaceRow(const RevisionPlace& place)
            : revision(place.revision)
        {
            if (place.time) {
                time = place.time->time_since_epoch().count();
            }
            if (!place.subject.empty()) {
                subject = place.subject;
            }
            if (!place.tags.empty()) {
                tags = jsonList(place.tags);
            }
        }

        void bindTo(Statement& row) const
        {
            row.bindAll(revision, time, view(subject), view(tags));
        }

        std::int64_t revision = 0;
        std::optional<std::int64_t> time;
        std::optional<std::string> subject;
        std::optional<std::string> tags;

    private:
        static std::optional<std::string_view> view(const std::optional<std::string>& text)
        {
            return text ? std::optional<std::string_view>(*text) : std::nullopt;
        }
    };

    Result<std::vector<PlaceRow>>
    differing(Database& database, const std::vector<RevisionPlace>& places, const TaskContext& task)
    {
        CBOARD_TRY(auto row, database.prepare("SELECT 1 FROM revision" + std::string(Differs)));
        std::vector<PlaceRow> found;
        for (const RevisionPlace& place : places) {
            CBOARD_TRY_VOID(task.check());
            PlaceRow wanted(place);
            wanted.bindTo(row);
            CBOARD_TRY(const bool differs, row.step());
            row.reset();
            if (differs) {
                found.push_back(std::move(wanted));
            }
        }
        return found;
    }

    Result<void> write(Database& database, const std::vector<PlaceRow>& places)
    {
        CBOARD_TRY_VOID(
            database.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'"));
        CBOARD_TRY(auto row,
                   database.prepare(fmt::format(Update, FirstArrival) + std::string(Differs)));
        CBOARD_TRY(
            auto change,
            database.prepare("INSERT OR IGNORE INTO change (generation, revision, kind, tree)"
                             " SELECT meta.value, revision.id, 0, revision.tree"
                             " FROM revision, meta"
                             " WHERE revision.id = ?1 AND meta.key = 'generation'"));
        for (const PlaceRow& place : places) {
            place.bindTo(row);
            CBOARD_TRY_VOID(row.run());
            CBOARD_TRY_VOID(change.bind(1, place.revision).run());
        }
        return {};
    }

} // namespace

Result<std::vector<StoredRevision>> readRevisions(const std::filesystem::path& storeFile,
                                                  const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadOnly));
    const CancelScope cancel(*database, task);
    CBOARD_TRY(
        auto rows,
        database->prepare(fmt::format(
            "SELECT revision.id, tree.text, branch.text, repository.text, hash, patchset,"
            " coalesce(time, {}, order_time), line_time IS NOT NULL FROM revision"
            " JOIN tree ON tree.id = revision.tree"
            " JOIN branch ON branch.id = revision.branch"
            " JOIN repository ON repository.id = revision.url"
            " ORDER BY revision.tree, revision.branch, revision.url, hash, patchset, revision.id",
            FirstArrival)));
    std::vector<StoredRevision> found;
    CBOARD_TRY_VOID(forEachRow(rows, [&found](const Statement& row) -> Result<void> {
        StoredRevision revision;
        revision.id = row.integer(0);
        revision.tree = row.text(1);
        revision.branch = row.text(2);
        revision.repositoryUrl = row.text(3);
        revision.commit = row.text(4);
        revision.patchset = row.text(5);
        revision.time = Timestamp(std::chrono::microseconds(row.integer(6)));
        revision.isOnLine = row.integer(7) != 0;
        found.push_back(std::move(revision));
        return {};
    }));
    return found;
}

Result<std::int64_t> placeRevisions(const std::filesystem::path& storeFile,
                                    const std::vector<RevisionPlace>& places,
                                    const std::string& program, Timestamp now,
                                    const TaskContext& task)
{
    CBOARD_TRY(const auto database, Database::open(storeFile, Database::Mode::ReadWrite));
    const CancelScope cancel(*database, task);
    CBOARD_TRY(const auto wanted, differing(*database, places, task));
    if (wanted.empty()) {
        return 0;
    }
    CBOARD_TRY(const auto lease, Lease::take(*database, program, now));
    CBOARD_TRY(auto transaction, Transaction::begin(*database, Transaction::Kind::Write));
    CBOARD_TRY_VOID(write(*database, wanted));
    CBOARD_TRY_VOID(database->execute("DELETE FROM lease"));
    CBOARD_TRY_VOID(transaction.commit());
    return std::ssize(wanted);
}

} // namespace cboard::store
