// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/writer/test_table.h"

#include "core/store/rows/record_codec.h"
#include "core/store/rows/test_extra.h"
#include "core/store/rows/test_key.h"
#include "core/store/rows/test_template.h"
#include "core/store/rows/varint.h"

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::uint8_t StatusField = fieldNumber<Test>("status");
    constexpr std::uint8_t StartField = fieldNumber<Test>("start_time");
    constexpr std::uint8_t DurationField = fieldNumber<Test>("duration");
    constexpr std::uint8_t NumberField = fieldNumber<Test>("value", FieldParent::Number);

    std::int64_t microseconds(const Time& time)
    {
        return time.value.time_since_epoch().count();
    }

    RollupEntry rollupEntry(const TestColumns& columns, std::int64_t checkout, std::int64_t lab,
                            std::optional<std::int64_t> start, const PathNode& path)
    {
        RollupEntry entry;
        entry.checkout = checkout;
        entry.kind = path.isBoot ? BootKind : TestKind;
        entry.build = columns.build;
        entry.key = columns.key;
        entry.path = columns.path;
        entry.suite = path.suite;
        entry.platform = columns.platform;
        entry.lab = lab;
        entry.status = columns.status.value_or(NoStatus);
        entry.start = start;
        return entry;
    }

} // namespace

TestTable::TestTable(WriterContext& context, ParentTable& parents)
    : m_context(context)
    , m_parents(parents)
    , m_jobs(context.database, context.compressor)
{
}

Result<void> TestTable::prepare()
{
    Database& database = m_context.database;
    CBOARD_TRY(m_byKey, database.prepare(testByKey()));
    CBOARD_TRY(m_insert,
               database.prepare("INSERT INTO test (build, path, key, platform, job, status, start,"
                                " duration, excerpt, document, extra)"
                                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
    CBOARD_TRY(auto highest, database.prepare("SELECT max(key) FROM test"));
    CBOARD_TRY([[maybe_unused]] const bool hasRow, highest.step());
    m_highestKey = highest.optionalInteger(0).value_or(std::numeric_limits<std::int64_t>::min());
    return {};
}

void TestTable::forget()
{
    m_jobs.forget();
}

Result<std::int64_t> TestTable::add(const std::vector<Test>& tests,
                                    const PreparedDocument& prepared)
{
    m_job = {};
    const Source source{prepared, m_context.arrival.document};
    std::int64_t changed = 0;
    for (std::size_t i = 0; i < tests.size(); ++i) {
        CBOARD_TRY(const bool isChanged, add(tests[i], prepared.tests[i], source));
        changed += isChanged ? 1 : 0;
    }
    return changed;
}

Result<TestTable::Place> TestTable::find(std::string_view externalId, std::int64_t wantedKey)
{
    Place place{wantedKey, true, false};
    // Keys of most sources grow with time: then there is nothing to look for.
    while (place.key <= m_highestKey) {
        CBOARD_TRY(const bool hasRow, m_byKey.bind(1, place.key).step());
        if (!hasRow) {
            m_byKey.reset();
            break;
        }
        CBOARD_TRY(const std::string id, m_context.decoder.testId(readTestColumns(m_byKey)));
        m_byKey.reset();
        if (id == externalId) {
            place.isTaken = true;
            break;
        }
        ++place.key;
        place.isWantedKey = false;
    }
    return place;
}

Result<bool> TestTable::add(const Test& test, const PreparedTest& own, const Source& source)
{
    CBOARD_TRY(const bool isRetired, m_context.retired.hasTestsOf(test.buildId));
    if (isRetired) {
        m_context.retired.noteTest(test.id);
        return false;
    }
    CBOARD_TRY(const Place place, find(test.id, own.wantedKey));
    if (place.isTaken) {
        return merge(place, test);
    }
    CBOARD_TRY(const ParentTable::BuildRef* build, m_parents.buildFor(test.buildId));
    CBOARD_TRY_VOID(insert(test, own, source, place, *build));
    m_highestKey = std::max(m_highestKey, place.key);
    return true;
}

Result<bool> TestTable::merge(const Place& place, const Test& test)
{
    CBOARD_TRY([[maybe_unused]] const bool hasRow, m_byKey.bind(1, place.key).step());
    const TestColumns columns = readTestColumns(m_byKey);
    CBOARD_TRY(const Test stored, m_context.decoder.test(columns));
    CBOARD_TRY(const std::int64_t lab, m_context.decoder.testLab(columns));
    CBOARD_TRY(const std::int64_t document, m_context.decoder.testDocument(columns));
    m_byKey.reset(); // From here on columns.extra is gone; `stored` has its own copy.
    CBOARD_TRY(const auto merged,
               m_context.versions.merge(place.key, stored, document, test, m_context.arrival,
                                        columns.job));
    if (!merged) {
        return false;
    }
    CBOARD_TRY(const ParentTable::BuildRef* build, m_parents.buildFor(stored.buildId));
    const auto start =
        stored.startTime ? std::optional(microseconds(*stored.startTime)) : std::nullopt;
    m_context.rollups.remove(
        rollupEntry(columns, build->checkout, lab, start, m_context.names.path(columns.path)));
    CBOARD_TRY(auto remove,
               m_context.database.prepare("DELETE FROM test WHERE build = ?1 AND path = ?2"
                                          " AND key = ?3"));
    CBOARD_TRY_VOID(remove.bindAll(columns.build, columns.path, columns.key).run());
    Place same = place;
    same.isWantedKey = place.key == wantedTestKey(stored.id);
    const PreparedDocument prepared = m_preparer.prepare(*merged);
    m_job = {};
    CBOARD_TRY_VOID(insert(*merged, prepared.tests.front(), {prepared, document}, same, *build));
    m_job = {};
    return true;
}

Result<void> TestTable::resolveJob(const PreparedJob& job, std::int64_t start,
                                   std::int64_t document)
{
    // A job that did not fit is asked for again: it may get a row of its own.
    if (m_job.prepared == &job && m_job.ref.fitsId && m_job.ref.fitsTime) {
        return {};
    }
    Database& database = m_context.database;
    Dictionary& names = m_context.names;
    m_job.prepared = nullptr;
    CBOARD_TRY(m_job.platform, names.internName(database, NameKind::Platform, job.platform));
    CBOARD_TRY(m_job.lab, names.internName(database, NameKind::Lab, job.lab));
    CBOARD_TRY(m_job.origin, names.internName(database, NameKind::Origin, job.origin));
    CBOARD_TRY(m_job.ref, m_jobs.intern(job, {start, m_job.origin, m_job.lab, document}));
    m_job.prepared = &job;
    return {};
}

void TestTable::encodeExtra(const Test& test, std::string_view idTail, bool isStartExact)
{
    m_extra.clear();
    if (!m_job.ref.fitsId) {
        const auto hex = packedHex(localPart(test.id));
        const bool hasOriginPrefix =
            localPart(test.id).size() + test.origin.size() + 1 == test.id.size()
            && test.id.starts_with(test.origin);
        if (hex && hasOriginPrefix) {
            appendExtra(m_extra, IdHexTag, *hex);
        } else {
            appendExtra(m_extra, IdTextTag, test.id);
        }
    } else if (!idTail.empty()) {
        appendExtra(m_extra, IdTailTag, idTail);
    }
    if (test.status && !test.status->known) {
        appendExtra(m_extra, StatusField, test.status->text);
    }
    if (test.startTime && !isStartExact) {
        appendExtra(m_extra, StartField, test.startTime->text);
    }
    if (test.numberValue) {
        appendExtra(m_extra, NumberField, test.numberValue->text);
    }
    if (test.timestamp) {
        appendExtra(m_extra, TimestampField, test.timestamp->text);
    }
}

void TestTable::bindDuration(const Number& duration)
{
    constexpr int DurationParameter = 8;
    const auto number = columnNumber(duration);
    if (!number) {
        m_insert.bind(DurationParameter, duration.value);
        appendExtra(m_extra, DurationField, duration.text);
    } else if (number->real) {
        m_insert.bind(DurationParameter, *number->real);
    } else {
        m_insert.bind(DurationParameter, number->integer);
    }
}

Result<void> TestTable::insert(const Test& test, const PreparedTest& own, const Source& source,
                               const Place& place, const ParentTable::BuildRef& build)
{
    TestColumns columns;
    columns.build = build.id;
    columns.key = place.key;
    columns.status = m_context.words.numberOf(test.origin, test.status);
    if (test.path) {
        columns.path = m_context.names.internPath(*test.path);
    }
    const auto start = test.startTime ? std::optional(microseconds(*test.startTime)) : std::nullopt;
    PreparedJob job = source.prepared.jobs[own.job];
    std::string_view idTail = own.idTail;
    if (place.isWantedKey) {
        CBOARD_TRY_VOID(
            resolveJob(source.prepared.jobs[own.job], start.value_or(0), source.document));
    } else {
        const IdPattern id = idPattern(test.id, test.path.value_or(std::string_view()), false);
        job.idPattern = id.pattern;
        idTail = id.tail;
        CBOARD_TRY_VOID(resolveJob(job, start.value_or(0), source.document));
        m_job.prepared = nullptr;
    }
    columns.platform = m_job.platform;
    columns.job = m_job.ref.id;
    if (source.document != m_job.ref.document) {
        columns.document = source.document;
    }
    if (own.excerpt != PreparedTest::NoExcerpt) {
        CBOARD_TRY(columns.excerpt,
                   m_context.excerpts.intern(source.prepared.excerpts[own.excerpt]));
    }
    encodeExtra(test, idTail, m_job.ref.fitsTime && !job.timeStyle.empty());
    CBOARD_TRY_VOID(writeRow(test, columns, start));
    m_context.rollups.add(
        rollupEntry(columns, build.checkout, m_job.lab, start, m_context.names.path(columns.path)));
    m_context.touched.emplace(build.checkout, RecordKind::Test);
    return {};
}

Result<void> TestTable::writeRow(const Test& test, const TestColumns& columns,
                                 std::optional<std::int64_t> start)
{
    m_insert.bindAll(columns.build, columns.path, columns.key, columns.platform, columns.job,
                     columns.status, start ? std::optional(*start - m_job.ref.start) : std::nullopt,
                     std::optional<std::int64_t>(), columns.excerpt, columns.document);
    if (test.duration) {
        bindDuration(*test.duration);
    }
    m_extra.empty() ? m_insert.bind(11, std::nullopt) : m_insert.bindBlob(11, m_extra);
    return m_insert.run();
}

} // namespace cboard::store
