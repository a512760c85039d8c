// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/record_decoder.h"

#include "core/store/rows/compression.h"
#include "core/store/rows/dictionary.h"
#include "core/store/rows/job_cache.h"
#include "core/store/rows/record_codec.h"
#include "core/store/rows/test_extra.h"
#include "core/store/rows/test_key.h"
#include "core/store/rows/test_template.h"
#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"

#include <fmt/format.h>

#include <utility>

namespace cboard::store {

namespace {

    tl::unexpected<Error> notFound(std::string_view what, std::int64_t id)
    {
        return fail(ErrorKind::NotFound, fmt::format("there is no {} with row {}", what, id));
    }

    tl::unexpected<Error> damaged(std::string_view what, std::int64_t id)
    {
        return fail(ErrorKind::Storage, fmt::format("{} {} of the store is damaged", what, id));
    }

} // namespace

struct RecordDecoder::Impl {
    Impl(Database& databaseToRead, const Dictionary& dictionaryToUse)
        : database(databaseToRead)
        , dictionary(dictionaryToUse)
        , jobs(databaseToRead, compressor)
    {
    }

    Result<std::string_view> externalId(const TestColumns& columns, const TestExtra& extra,
                                        const JobContent& content);
    /// All columns of the test whose key is parameter 1.
    Result<Statement> prepareTest() { return database.prepare(testByKey()); }
    Result<std::string_view> excerpt(std::int64_t id);
    Result<void> addExcerpt(std::optional<std::int64_t> id, Text& target);
    Result<std::string_view> buildId(std::int64_t id);
    template <typename Record>
    Result<void> decodeVersion(std::string_view coded, Record& record);
    template <typename Record>
    Result<Record> byBody(std::string_view what, std::string_view sql, std::int64_t id);
    void setTimeAndNumbers(const TestColumns& columns, const JobContent& content, Test& test);

    Database& database;
    const Dictionary& dictionary;
    Compressor compressor;
    Arena arena;
    JobCache jobs;
    std::optional<std::pair<std::int64_t, std::string_view>> lastBuild;
    std::optional<std::pair<std::int64_t, std::string_view>> lastExcerpt;
    bool withExcerpts = true;
};

RecordDecoder::RecordDecoder(Database& database, const Dictionary& dictionary)
    : m_impl(std::make_unique<Impl>(database, dictionary))
{
}

RecordDecoder::~RecordDecoder() = default;

void RecordDecoder::setWithExcerpts(bool isOn)
{
    m_impl->withExcerpts = isOn;
}

void RecordDecoder::clear()
{
    m_impl->arena.clear();
    m_impl->lastBuild.reset();
    m_impl->lastExcerpt.reset();
    m_impl->jobs.trim();
}

void RecordDecoder::forget()
{
    clear();
    m_impl->jobs.forget();
}

Result<std::string_view> RecordDecoder::Impl::externalId(const TestColumns& columns,
                                                         const TestExtra& extra,
                                                         const JobContent& content)
{
    if (extra.idText) {
        return arena.copy(*extra.idText);
    }
    if (extra.idHex) {
        std::string id(content.origin);
        id += ':';
        appendHex(id, *extra.idHex);
        return arena.copy(id);
    }
    TestSlots slots;
    slots.path = dictionary.path(columns.path).text;
    slots.key = columns.key;
    slots.idTail = extra.idTail;
    return fillSlots(content.idPattern, slots, arena);
}

Result<void> RecordDecoder::Impl::addExcerpt(std::optional<std::int64_t> id, Text& target)
{
    if (!id || !withExcerpts) {
        return {};
    }
    CBOARD_TRY(target, excerpt(*id));
    return {};
}

Result<std::string_view> RecordDecoder::Impl::excerpt(std::int64_t id)
{
    if (!lastExcerpt || lastExcerpt->first != id) {
        CBOARD_TRY(auto row, database.prepare("SELECT body FROM excerpt WHERE id = ?1"));
        CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
        if (!hasRow) {
            return notFound("excerpt", id);
        }
        CBOARD_TRY(const std::string_view text, compressor.decompress(row.blob(0), arena));
        lastExcerpt = {id, text};
    }
    return lastExcerpt->second;
}

Result<std::string_view> RecordDecoder::Impl::buildId(std::int64_t id)
{
    if (!lastBuild || lastBuild->first != id) {
        CBOARD_TRY(auto row, database.prepare("SELECT ext_id FROM build WHERE id = ?1"));
        CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
        if (!hasRow) {
            return damaged("build", id);
        }
        lastBuild = {id, arena.copy(row.text(0))};
    }
    return lastBuild->second;
}

void RecordDecoder::Impl::setTimeAndNumbers(const TestColumns& columns, const JobContent& content,
                                            Test& test)
{
    if (columns.status) {
        const auto status = static_cast<Status>(*columns.status);
        test.status = StatusValue{status, statusText(status)};
    }
    if (columns.start) {
        const Timestamp value{std::chrono::microseconds{content.start + *columns.start}};
        std::string text;
        if (!content.timeStyle.empty()) {
            formatTime(value, content.timeStyle, text);
        }
        test.startTime = Time{value, arena.copy(text)};
    }
    if (columns.durationInteger || columns.durationReal) {
        const std::string text = spell({columns.durationInteger, columns.durationReal});
        test.duration = numberOf(arena.copy(text));
    }
}

Result<Test> RecordDecoder::test(const TestColumns& columns)
{
    Impl& impl = *m_impl;
    CBOARD_TRY(const JobContent* content, impl.jobs.find(columns.job));
    CBOARD_TRY(const TestExtra extra, parseTestExtra(columns.extra));
    Test test;
    CBOARD_TRY(test.id, impl.externalId(columns, extra, *content));
    CBOARD_TRY(test.buildId, impl.buildId(columns.build));
    TestSlots slots;
    slots.localId = localPart(test.id);
    slots.path = impl.dictionary.path(columns.path).text;
    if (columns.path != 0) {
        test.path = slots.path;
    }
    for (const JobContent::Field& field : content->fields) {
        const std::string_view value =
            field.isPlain ? field.pattern : fillSlots(field.pattern, slots, impl.arena);
        if (!setField(test, field.number, value)) {
            return damaged("job", columns.job);
        }
    }
    impl.setTimeAndNumbers(columns, *content, test);
    if (extra.start) {
        test.startTime = timeOf(impl.arena.copy(*extra.start));
    }
    for (const auto& [number, value] : extra.fields) {
        if (!setField(test, number, impl.arena.copy(value))) {
            return damaged("test", columns.key);
        }
    }
    CBOARD_TRY_VOID(impl.addExcerpt(columns.excerpt, test.logExcerpt));
    test.platform = impl.dictionary.name(NameKind::Platform, columns.platform);
    test.lab = impl.dictionary.name(NameKind::Lab, content->lab);
    finishRecord(test);
    return test;
}

Result<Test> RecordDecoder::test(std::int64_t key)
{
    CBOARD_TRY(auto row, m_impl->prepareTest());
    CBOARD_TRY(const bool hasRow, row.bind(1, key).step());
    if (!hasRow) {
        return notFound("test", key);
    }
    return test(readTestColumns(row));
}

Result<std::optional<std::int64_t>> RecordDecoder::findTest(std::string_view externalId)
{
    CBOARD_TRY(auto row, m_impl->prepareTest());
    for (std::int64_t key = wantedTestKey(externalId);; ++key) {
        row.reset();
        CBOARD_TRY(const bool hasRow, row.bind(1, key).step());
        if (!hasRow) {
            return std::nullopt;
        }
        CBOARD_TRY(const std::string id, testId(readTestColumns(row)));
        if (id == externalId) {
            return key;
        }
    }
}

Result<std::string> RecordDecoder::testId(const TestColumns& columns)
{
    CBOARD_TRY(const JobContent* content, m_impl->jobs.find(columns.job));
    CBOARD_TRY(const TestExtra extra, parseTestExtra(columns.extra));
    CBOARD_TRY(const std::string_view id, m_impl->externalId(columns, extra, *content));
    return std::string(id);
}

Result<std::string> RecordDecoder::testLogUrl(const TestColumns& columns)
{
    constexpr std::uint8_t LogUrl = fieldNumber<Test>("log_url");
    CBOARD_TRY(const JobContent* content, m_impl->jobs.find(columns.job));
    for (const JobContent::Field& field : content->fields) {
        if (field.number == LogUrl) {
            if (field.isPlain) {
                return std::string(field.pattern);
            }
            CBOARD_TRY(const std::string id, testId(columns));
            TestSlots slots;
            slots.localId = localPart(id);
            slots.path = m_impl->dictionary.path(columns.path).text;
            return std::string(fillSlots(field.pattern, slots, m_impl->arena));
        }
    }
    return std::string();
}

Result<std::optional<Timestamp>> RecordDecoder::testStart(const TestColumns& columns)
{
    if (!columns.start) {
        return std::nullopt;
    }
    CBOARD_TRY(const JobContent* content, m_impl->jobs.find(columns.job));
    return Timestamp{std::chrono::microseconds{content->start + *columns.start}};
}

Result<std::int64_t> RecordDecoder::testLab(const TestColumns& columns)
{
    CBOARD_TRY(const JobContent* content, m_impl->jobs.find(columns.job));
    return content->lab;
}

Result<std::int64_t> RecordDecoder::testDocument(const TestColumns& columns)
{
    if (columns.document) {
        return *columns.document;
    }
    CBOARD_TRY(const JobContent* content, m_impl->jobs.find(columns.job));
    return content->document;
}

Result<std::string_view> RecordDecoder::jobBody(std::int64_t id)
{
    CBOARD_TRY(const JobContent* content, m_impl->jobs.find(id));
    return content->body;
}

Result<std::string_view> RecordDecoder::excerpt(std::int64_t id)
{
    return m_impl->excerpt(id);
}

template <typename Record>
Result<Record> RecordDecoder::Impl::byBody(std::string_view what, std::string_view sql,
                                           std::int64_t id)
{
    CBOARD_TRY(auto row, database.prepare(sql));
    CBOARD_TRY(const bool hasRow, row.bind(1, id).step());
    if (!hasRow || row.isNull(0)) {
        return notFound(what, id);
    }
    CBOARD_TRY(const std::string_view body, compressor.decompress(row.blob(0), arena));
    Record record;
    CBOARD_TRY_VOID(decodeRecord(body, record));
    if constexpr (requires { record.logExcerpt; }) {
        CBOARD_TRY_VOID(addExcerpt(row.optionalInteger(1), record.logExcerpt));
    }
    return record;
}

Result<Checkout> RecordDecoder::checkout(std::int64_t id)
{
    return m_impl->byBody<Checkout>("checkout", "SELECT body, excerpt FROM checkout WHERE id = ?1",
                                    id);
}

Result<Build> RecordDecoder::build(std::int64_t id)
{
    return m_impl->byBody<Build>("build", "SELECT body, excerpt FROM build WHERE id = ?1", id);
}

Result<Issue> RecordDecoder::issue(std::int64_t id)
{
    return m_impl->byBody<Issue>("issue", "SELECT body FROM issue WHERE id = ?1", id);
}

Result<Incident> RecordDecoder::incident(std::int64_t id)
{
    return m_impl->byBody<Incident>("incident", "SELECT body FROM incident WHERE id = ?1", id);
}

template <typename Record>
Result<void> RecordDecoder::Impl::decodeVersion(std::string_view coded, Record& record)
{
    ByteReader reader(coded);
    const auto excerptId = static_cast<std::int64_t>(reader.varint().value_or(0));
    const auto baseJob = static_cast<std::int64_t>(reader.varint().value_or(0));
    std::string_view base;
    if (baseJob != 0) {
        CBOARD_TRY(const JobContent* content, jobs.find(baseJob));
        base = content->body;
    }
    CBOARD_TRY(const std::string_view body, compressor.decompress(reader.rest(), arena, base));
    CBOARD_TRY_VOID(decodeRecord(body, record));
    if constexpr (requires { record.logExcerpt; }) {
        if (excerptId != 0) {
            CBOARD_TRY_VOID(addExcerpt(excerptId, record.logExcerpt));
        }
    }
    return {};
}

template <typename Record>
Result<std::vector<StoredVersion<Record>>> RecordDecoder::versions(std::int64_t record)
{
    CBOARD_TRY(auto rows,
               m_impl->database.prepare("SELECT document, time, policy, body FROM record_version"
                                        " WHERE kind = ?1 AND record = ?2 ORDER BY sequence"));
    rows.bindAll(static_cast<std::int64_t>(RecordFields<Record>::Kind), record);
    std::vector<StoredVersion<Record>> versions;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return versions;
        }
        StoredVersion<Record> version;
        version.document = rows.integer(0);
        version.time = Timestamp{std::chrono::microseconds{rows.integer(1)}};
        version.policy = static_cast<MergePolicy>(rows.integer(2));
        CBOARD_TRY_VOID(m_impl->decodeVersion(rows.blob(3), version.record));
        versions.push_back(version);
    }
}

template Result<std::vector<StoredVersion<Checkout>>> RecordDecoder::versions(std::int64_t);
template Result<std::vector<StoredVersion<Build>>> RecordDecoder::versions(std::int64_t);
template Result<std::vector<StoredVersion<Test>>> RecordDecoder::versions(std::int64_t);
template Result<std::vector<StoredVersion<Issue>>> RecordDecoder::versions(std::int64_t);
template Result<std::vector<StoredVersion<Incident>>> RecordDecoder::versions(std::int64_t);

} // namespace cboard::store
