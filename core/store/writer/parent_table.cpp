// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/parent_table.h"

#include "core/store/rows/dummy_build.h"
#include "core/store/rows/json_member.h"
#include "core/store/rows/record_codec.h"
#include "core/store/rows/test_template.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::size_t CachedBuilds = 100'000;

    std::int64_t microseconds(Timestamp time)
    {
        return time.time_since_epoch().count();
    }

    std::optional<std::int64_t> microseconds(const std::optional<Time>& time)
    {
        return time ? std::optional(microseconds(time->value)) : std::nullopt;
    }

    std::string labOf(const Build& build)
    {
        if (build.misc) {
            for (const std::string_view key : {"lab", "runtime"}) {
                if (auto lab = jsonTextMember(build.misc->text, key); lab && !lab->empty()) {
                    return *std::move(lab);
                }
            }
        }
        return std::string(build.origin);
    }

    std::string_view firstLine(std::string_view text)
    {
        return text.substr(0, text.find('\n'));
    }

    /// What a revision shows, gathered from its checkouts.
    struct RevisionFacts {
        std::optional<std::string> name;
        std::optional<std::string> tags;
        std::optional<std::string> subject;
        std::optional<std::int64_t> time;

        void add(const Checkout& checkout)
        {
            if (!name && checkout.gitCommitName) {
                name = *checkout.gitCommitName;
            }
            if (!tags && checkout.gitCommitTags) {
                tags = checkout.gitCommitTags->text;
            }
            if (!subject && checkout.gitCommitMessage) {
                subject = firstLine(*checkout.gitCommitMessage);
            }
            if (const auto start = microseconds(checkout.startTime)) {
                time = std::min(time.value_or(*start), *start);
            }
        }
    };

} // namespace

ParentTable::ParentTable(WriterContext& context)
    : m_context(context)
{
}

void ParentTable::forget()
{
    m_builds.clear();
    m_lastBuild = nullptr;
}

Result<bool> ParentTable::add(const Checkout& checkout)
{
    CBOARD_TRY(const bool isRetired, m_context.retired.hasCheckout(checkout.id));
    if (isRetired) {
        return false;
    }
    CBOARD_TRY(auto row,
               m_context.database.prepare(
                   "SELECT id, is_placeholder, document FROM checkout WHERE ext_id = ?1"));
    CBOARD_TRY(const bool hasRow, row.bind(1, checkout.id).step());
    if (hasRow && row.integer(1) == 0) {
        return mergeCheckout(row.integer(0), row.integer(2), checkout);
    }
    CBOARD_TRY(const std::int64_t id,
               writeCheckout(hasRow ? row.integer(0) : 0, checkout, m_context.arrival.document));
    m_context.touched.emplace(id, RecordKind::Checkout);
    if (hasRow) { // What hangs on it becomes visible.
        m_context.touched.emplace(id, RecordKind::Build);
        m_context.touched.emplace(id, RecordKind::Test);
    }
    return true;
}

Result<bool> ParentTable::mergeCheckout(std::int64_t id, std::int64_t document,
                                        const Checkout& checkout)
{
    CBOARD_TRY(const Checkout stored, m_context.decoder.checkout(id));
    CBOARD_TRY(const auto merged,
               m_context.versions.merge(id, stored, document, checkout, m_context.arrival));
    if (!merged) {
        return false;
    }
    CBOARD_TRY_VOID(writeCheckout(id, *merged, document));
    m_context.touched.emplace(id, RecordKind::Checkout);
    return true;
}

Result<std::int64_t> ParentTable::writeCheckout(std::int64_t id, const Checkout& checkout,
                                                std::int64_t document)
{
    Database& database = m_context.database;
    std::int64_t oldRevision = 0;
    if (id == 0) {
        CBOARD_TRY(id, database.scalar("SELECT coalesce(max(id), 0) + 1 FROM checkout"));
    } else {
        CBOARD_TRY(auto old, database.prepare("SELECT revision FROM checkout WHERE id = ?1"));
        CBOARD_TRY([[maybe_unused]] const bool hasRow, old.bind(1, id).step());
        oldRevision = old.integer(0);
    }
    CBOARD_TRY(const std::int64_t revision, revisionFor(checkout));
    CBOARD_TRY(const std::int64_t origin,
               m_context.names.internName(database, NameKind::Origin, checkout.origin));
    std::optional<std::int64_t> excerpt;
    if (checkout.logExcerpt) {
        CBOARD_TRY(excerpt, m_context.excerpts.intern(*checkout.logExcerpt));
    }
    m_body.clear();
    encodeRecord(checkout, maskOf(fieldNumber<Checkout>("log_excerpt")), m_body);
    CBOARD_TRY(
        auto row,
        database.prepare("INSERT INTO checkout (id, ext_id, revision, origin, is_placeholder,"
                         " valid, start, excerpt, last_arrival, document, body)"
                         " VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, ?7, ?8, ?9, ?10)"
                         " ON CONFLICT (id) DO UPDATE SET revision = excluded.revision,"
                         " origin = excluded.origin, is_placeholder = 0,"
                         " valid = excluded.valid, start = excluded.start,"
                         " excerpt = excluded.excerpt, document = excluded.document,"
                         " body = excluded.body"));
    row.bindAll(id, checkout.id, revision, origin,
                checkout.valid ? std::optional(*checkout.valid ? 1 : 0) : std::nullopt,
                microseconds(checkout.startTime), excerpt, microseconds(m_context.arrival.arrival),
                document);
    row.bindBlob(10, m_context.compressor.compress(m_body, Compressor::Effort::Small));
    CBOARD_TRY_VOID(row.run());
    CBOARD_TRY_VOID(refreshRevision(revision));
    if (oldRevision != 0 && oldRevision != revision) {
        CBOARD_TRY_VOID(refreshRevision(oldRevision));
    }
    return id;
}

Result<std::int64_t> ParentTable::revisionFor(const Checkout& checkout)
{
    Database& database = m_context.database;
    Dictionary& names = m_context.names;
    const auto text = [](const Text& value) { return value.value_or(std::string_view()); };
    CBOARD_TRY(const std::int64_t tree,
               names.internName(database, NameKind::Tree, text(checkout.treeName)));
    CBOARD_TRY(const std::int64_t branch,
               names.internName(database, NameKind::Branch, text(checkout.gitRepositoryBranch)));
    CBOARD_TRY(const std::int64_t url,
               names.internName(database, NameKind::Repository, text(checkout.gitRepositoryUrl)));
    const std::string_view hash = text(checkout.gitCommitHash);
    const std::string_view patchset = text(checkout.patchsetHash);
    CBOARD_TRY(auto find,
               database.prepare("SELECT id FROM revision WHERE tree = ?1 AND branch = ?2"
                                " AND url = ?3 AND hash = ?4 AND patchset = ?5"));
    CBOARD_TRY(const bool hasRow, find.bindAll(tree, branch, url, hash, patchset).step());
    if (hasRow) {
        return find.integer(0);
    }
    CBOARD_TRY(auto insert,
               database.prepare("INSERT INTO revision (tree, branch, url, hash,"
                                " patchset, order_time)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
    const std::int64_t arrival = microseconds(m_context.arrival.arrival);
    CBOARD_TRY_VOID(insert.bindAll(tree, branch, url, hash, patchset, arrival).run());
    return database.lastInsertId();
}

Result<void> ParentTable::refreshRevision(std::int64_t revision)
{
    Database& database = m_context.database;
    CBOARD_TRY(auto rows,
               database.prepare("SELECT id, last_arrival FROM checkout"
                                " WHERE revision = ?1 ORDER BY id"));
    rows.bind(1, revision);
    RevisionFacts facts;
    bool hasCheckouts = false;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            break;
        }
        hasCheckouts = true;
        CBOARD_TRY(const Checkout checkout, m_context.decoder.checkout(rows.integer(0)));
        facts.add(checkout);
    }
    if (!hasCheckouts) {
        CBOARD_TRY(auto remove, database.prepare("DELETE FROM revision WHERE id = ?1"));
        return remove.bind(1, revision).run();
    }
    CBOARD_TRY(auto update,
               database.prepare("UPDATE revision SET name = ?2, tags = coalesce(?3, line_tags),"
                                " subject = coalesce(?4, line_subject), time = ?5,"
                                " order_time = coalesce(line_time, ?5, order_time)"
                                " WHERE id = ?1"));
    const auto view = [](const std::optional<std::string>& text) {
        return text ? std::optional<std::string_view>(*text) : std::nullopt;
    };
    return update
        .bindAll(revision, view(facts.name), view(facts.tags), view(facts.subject), facts.time)
        .run();
}

Result<std::int64_t> ParentTable::checkoutFor(std::string_view externalId)
{
    CBOARD_TRY(auto find, m_context.database.prepare("SELECT id FROM checkout WHERE ext_id = ?1"));
    CBOARD_TRY(const bool hasRow, find.bind(1, externalId).step());
    if (hasRow) {
        return find.integer(0);
    }
    CBOARD_TRY(auto insert,
               m_context.database.prepare("INSERT INTO checkout (ext_id, origin, is_placeholder,"
                                          " last_arrival) VALUES (?1, 0, 1, ?2)"));
    CBOARD_TRY_VOID(insert.bindAll(externalId, microseconds(m_context.arrival.arrival)).run());
    return m_context.database.lastInsertId();
}

Result<bool> ParentTable::add(const Build& build)
{
    CBOARD_TRY(const bool isRetired, m_context.retired.hasBuild(build.id, build.checkoutId));
    if (isRetired) {
        return false;
    }
    CBOARD_TRY(auto row,
               m_context.database.prepare("SELECT id, is_placeholder, checkout, document"
                                          " FROM build WHERE ext_id = ?1"));
    CBOARD_TRY(const bool hasRow, row.bind(1, build.id).step());
    if (hasRow && row.integer(1) == 0) {
        return mergeBuild(row.integer(0), row.integer(2), row.integer(3), build);
    }
    CBOARD_TRY(const std::int64_t checkoutId, checkoutFor(build.checkoutId));
    CBOARD_TRY(
        const std::int64_t id,
        writeBuild(hasRow ? row.integer(0) : 0, checkoutId, build, m_context.arrival.document));
    if (hasRow) {
        m_context.rollups.moveCheckout(-id, checkoutId);
        m_context.touched.emplace(checkoutId, RecordKind::Test);
    }
    if (const auto cached = m_builds.find(std::string(build.id)); cached != m_builds.end()) {
        cached->second.checkout = checkoutId;
    }
    m_context.touched.emplace(checkoutId, RecordKind::Build);
    CBOARD_TRY_VOID(countBuild(id, checkoutId, build, true));
    return true;
}

Result<bool> ParentTable::mergeBuild(std::int64_t id, std::int64_t checkoutId,
                                     std::int64_t document, const Build& build)
{
    CBOARD_TRY(const Build stored, m_context.decoder.build(id));
    CBOARD_TRY(const auto merged,
               m_context.versions.merge(id, stored, document, build, m_context.arrival));
    if (!merged) {
        return false;
    }
    CBOARD_TRY_VOID(countBuild(id, checkoutId, stored, false));
    CBOARD_TRY_VOID(writeBuild(id, checkoutId, *merged, document));
    CBOARD_TRY_VOID(countBuild(id, checkoutId, *merged, true));
    m_context.touched.emplace(checkoutId, RecordKind::Build);
    return true;
}

Result<std::int64_t> ParentTable::writeBuild(std::int64_t id, std::int64_t checkoutId,
                                             const Build& build, std::int64_t document)
{
    Database& database = m_context.database;
    Dictionary& names = m_context.names;
    const auto text = [](const Text& value) { return value.value_or(std::string_view()); };
    if (id == 0) {
        CBOARD_TRY(id, database.scalar("SELECT coalesce(max(id), 0) + 1 FROM build"));
    }
    CBOARD_TRY(const std::int64_t config,
               names.internName(database, NameKind::Config, text(build.configName)));
    CBOARD_TRY(const std::int64_t architecture,
               names.internName(database, NameKind::Architecture, text(build.architecture)));
    CBOARD_TRY(const std::int64_t compiler,
               names.internName(database, NameKind::Compiler, text(build.compiler)));
    CBOARD_TRY(const std::int64_t origin,
               names.internName(database, NameKind::Origin, build.origin));
    CBOARD_TRY(const std::int64_t lab, names.internName(database, NameKind::Lab, labOf(build)));
    std::optional<std::int64_t> excerpt;
    if (build.logExcerpt) {
        CBOARD_TRY(excerpt, m_context.excerpts.intern(*build.logExcerpt));
    }
    m_body.clear();
    encodeRecord(build, maskOf(fieldNumber<Build>("log_excerpt")), m_body);
    CBOARD_TRY(
        auto row,
        database.prepare("INSERT INTO build (id, ext_id, checkout, is_placeholder, config,"
                         " architecture, compiler, origin, lab, status, start, duration,"
                         " has_log, excerpt, document, body) VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6,"
                         " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
                         " ON CONFLICT (id) DO UPDATE SET checkout = excluded.checkout,"
                         " is_placeholder = 0, config = excluded.config,"
                         " architecture = excluded.architecture, compiler = excluded.compiler,"
                         " origin = excluded.origin, lab = excluded.lab,"
                         " status = excluded.status, start = excluded.start,"
                         " duration = excluded.duration,"
                         " has_log = CASE WHEN has_log = 1 THEN 1 ELSE excluded.has_log END,"
                         " excerpt = excluded.excerpt, document = excluded.document,"
                         " body = excluded.body"));
    const int withoutExcerpt = build.logUrl ? 2 : 0;
    row.bindAll(id, build.id, checkoutId, config, architecture, compiler, origin, lab,
                m_context.words.numberOf(build.origin, build.status),
                microseconds(build.startTime));
    if (build.duration) {
        const auto number = columnNumber(*build.duration);
        number && number->integer ? row.bind(11, *number->integer)
                                  : row.bind(11, build.duration->value);
    } else {
        row.bind(11, std::nullopt);
    }
    row.bind(12, excerpt ? 1 : withoutExcerpt).bind(13, excerpt).bind(14, document);
    row.bindBlob(15, m_context.compressor.compress(m_body, Compressor::Effort::Small));
    CBOARD_TRY_VOID(row.run());
    return id;
}

Result<void> ParentTable::countBuild(std::int64_t id, std::int64_t checkoutId, const Build& build,
                                     bool isAdded)
{
    if (isDummyBuild(build.id)) {
        return {};
    }
    CBOARD_TRY(const std::int64_t lab,
               m_context.names.internName(m_context.database, NameKind::Lab, labOf(build)));
    RollupEntry entry;
    entry.checkout = checkoutId;
    entry.kind = BuildKind;
    entry.build = id;
    entry.lab = lab;
    entry.status = m_context.words.numberOf(build.origin, build.status).value_or(NoStatus);
    entry.start = microseconds(build.startTime);
    isAdded ? m_context.rollups.add(entry) : m_context.rollups.remove(entry);
    return {};
}

Result<const ParentTable::BuildRef*> ParentTable::buildFor(std::string_view externalId)
{
    if (m_lastBuild != nullptr && m_lastBuild->first == externalId) {
        return &m_lastBuild->second;
    }
    if (const auto found = m_builds.find(std::string(externalId)); found != m_builds.end()) {
        m_lastBuild = &*found;
        return &found->second;
    }
    if (m_builds.size() >= CachedBuilds) {
        forget();
    }
    CBOARD_TRY(auto find,
               m_context.database.prepare("SELECT id, checkout FROM build WHERE ext_id = ?1"));
    CBOARD_TRY(const bool hasRow, find.bind(1, externalId).step());
    BuildRef build;
    if (hasRow) {
        build = {find.integer(0), find.integer(1)};
    } else {
        CBOARD_TRY(build.id,
                   m_context.database.scalar("SELECT coalesce(max(id), 0) + 1 FROM build"));
        build.checkout = -build.id;
        CBOARD_TRY(
            auto insert,
            m_context.database.prepare("INSERT INTO build (id, ext_id, checkout, is_placeholder,"
                                       " config, architecture, compiler, origin, lab, has_log)"
                                       " VALUES (?1, ?2, ?3, 1, 0, 0, 0, 0, 0, 0)"));
        CBOARD_TRY_VOID(insert.bindAll(build.id, externalId, build.checkout).run());
    }
    m_lastBuild = &*m_builds.emplace(externalId, build).first;
    return &m_lastBuild->second;
}

} // namespace cboard::store
