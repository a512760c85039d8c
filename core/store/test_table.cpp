// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/test_table.h"

#include "core/store/test_key.h"
#include "core/store/varint.h"

#include <fmt/format.h>

#include <algorithm>

namespace cboard::store {

namespace {

    constexpr std::uint8_t StatusField = fieldNumber<Test>("status");
    constexpr std::uint8_t StartField = fieldNumber<Test>("start_time");
    constexpr std::uint8_t DurationField = fieldNumber<Test>("duration");
    constexpr std::uint8_t NumberField = fieldNumber<Test>("value", FieldParent::Number);

    void appendExtra(std::string& out, std::uint8_t tag, std::string_view bytes)
    {
        appendVarint(out, tag);
        appendBytes(out, bytes);
    }

    /// Two hex digits a byte; nothing when the text is not that.
    std::optional<std::string> packedHex(std::string_view text)
    {
        constexpr std::string_view Digits = "0123456789abcdef";
        if (text.empty() || text.size() % 2 != 0) {
            return std::nullopt;
        }
        std::string packed;
        for (std::size_t i = 0; i < text.size(); i += 2) {
            const auto high = Digits.find(text[i]);
            const auto low = Digits.find(text[i + 1]);
            if (high == std::string_view::npos || low == std::string_view::npos) {
                return std::nullopt;
            }
            packed += static_cast<char>(high * 16 + low);
        }
        return packed;
    }

    std::int64_t microseconds(const Time& time)
    {
        return time.value.time_since_epoch().count();
    }

    std::optional<std::int64_t> statusNumber(const Test& test)
    {
        if (!test.status || !test.status->known) {
            return std::nullopt;
        }
        return static_cast<std::int64_t>(*test.status->known);
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
    CBOARD_TRY(m_byKey,
               database.prepare(fmt::format("SELECT {} FROM test WHERE key = ?1", TestColumnList)));
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

Result<TestTable::Place> TestTable::find(std::string_view externalId)
{
    Place place{wantedTestKey(externalId), true, false};
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

Result<bool> TestTable::add(const Test& test)
{
    CBOARD_TRY(const Place place, find(test.id));
    if (place.isTaken) {
        return merge(place, test);
    }
    CBOARD_TRY(const ParentTable::BuildRef* build, m_parents.buildFor(test.buildId));
    CBOARD_TRY_VOID(insert(test, place, *build, m_context.arrival.document));
    m_highestKey = std::max(m_highestKey, place.key);
    return true;
}

Result<bool> TestTable::merge(const Place& place, const Test& test)
{
    CBOARD_TRY([[maybe_unused]] const bool hasRow, m_byKey.bind(1, place.key).step());
    const TestColumns columns = readTestColumns(m_byKey);
    CBOARD_TRY(const Test stored, m_context.decoder.test(columns));
    CBOARD_TRY(const std::int64_t lab, m_context.decoder.testLab(columns));
    m_byKey.reset(); // From here on columns.extra is gone; `stored` has its own copy.
    CBOARD_TRY(const auto merged,
               m_context.versions.merge(place.key, stored, columns.document, test,
                                        m_context.arrival, columns.job));
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
    CBOARD_TRY_VOID(insert(*merged, same, *build, columns.document));
    return true;
}

void TestTable::encodeExtra(const Test& test, const IdPattern& id, const JobRef& job,
                            bool isStartExact)
{
    m_extra.clear();
    if (!job.fitsId) {
        const auto hex = packedHex(localPart(test.id));
        const bool hasOriginPrefix =
            id.pattern.find(':') == test.origin.size() && test.id.starts_with(test.origin);
        if (hex && hasOriginPrefix) {
            appendExtra(m_extra, IdHexTag, *hex);
        } else {
            appendExtra(m_extra, IdTextTag, test.id);
        }
    } else if (!id.tail.empty()) {
        appendExtra(m_extra, IdTailTag, id.tail);
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

Result<void> TestTable::insert(const Test& test, const Place& place,
                               const ParentTable::BuildRef& build, std::int64_t document)
{
    Database& database = m_context.database;
    Dictionary& names = m_context.names;
    TestColumns columns;
    columns.build = build.id;
    columns.key = place.key;
    columns.document = document;
    columns.status = statusNumber(test);
    if (test.path) {
        CBOARD_TRY(columns.path, names.internPath(database, *test.path));
    }
    CBOARD_TRY(columns.platform, names.internName(database, NameKind::Platform, test.platform));
    CBOARD_TRY(const std::int64_t lab, names.internName(database, NameKind::Lab, test.lab));
    CBOARD_TRY(const std::int64_t origin,
               names.internName(database, NameKind::Origin, test.origin));
    if (test.startTime && test.startTime->text != m_lastTimeText) {
        m_lastTimeText = test.startTime->text;
        m_lastTimeStyle = timeStyle(*test.startTime).value_or(std::string());
    }
    const auto start = test.startTime ? std::optional(microseconds(*test.startTime)) : std::nullopt;
    const IdPattern id =
        idPattern(test.id, test.path.value_or(std::string_view()), place.isWantedKey);
    JobShape shape;
    shape.idPattern = id.pattern;
    shape.timeStyle = start ? std::string_view(m_lastTimeStyle) : std::string_view();
    shape.start = start.value_or(0);
    shape.origin = origin;
    shape.lab = lab;
    CBOARD_TRY(const JobRef job, m_jobs.intern(test, shape));
    if (test.logExcerpt) {
        CBOARD_TRY(columns.excerpt, m_context.excerpts.intern(*test.logExcerpt));
    }
    encodeExtra(test, id, job, job.fitsTime && !shape.timeStyle.empty());

    m_insert.bindAll(columns.build, columns.path, columns.key, columns.platform, job.id,
                     columns.status);
    start ? m_insert.bind(7, *start - job.start) : m_insert.bind(7, std::nullopt);
    m_insert.bind(8, std::nullopt);
    if (test.duration) {
        if (const auto number = columnNumber(*test.duration)) {
            m_insert.bind(8, number->integer);
            if (number->real) {
                m_insert.bind(8, *number->real);
            }
        } else {
            m_insert.bind(8, test.duration->value);
            appendExtra(m_extra, DurationField, test.duration->text);
        }
    }
    m_insert.bind(9, columns.excerpt).bind(10, columns.document);
    m_extra.empty() ? m_insert.bind(11, std::nullopt) : m_insert.bindBlob(11, m_extra);
    CBOARD_TRY_VOID(m_insert.run());
    m_context.rollups.add(
        rollupEntry(columns, build.checkout, lab, start, names.path(columns.path)));
    m_context.touched.emplace(build.checkout, RecordKind::Test);
    return {};
}

} // namespace cboard::store
