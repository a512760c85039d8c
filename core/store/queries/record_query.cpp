// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/domain/record_fields.h"
#include "core/query/record_json.h"
#include "core/store/queries/queries.h"
#include "core/store/revisions/filter_plan.h"
#include "core/store/revisions/revision_rows.h"
#include "core/store/revisions/run_reference.h"
#include "core/store/rows/record_decoder.h"
#include "core/store/status_words.h"

#include <algorithm>

namespace cboard::store {

namespace {

    using query::RecordField;

    std::string fieldKey(FieldParent parent, std::string_view key)
    {
        switch (parent) {
        case FieldParent::None:
            break;
        case FieldParent::Environment:
            return "environment." + std::string(key);
        case FieldParent::Number:
            return "number." + std::string(key);
        case FieldParent::Culprit:
            return "culprit." + std::string(key);
        }
        return std::string(key);
    }

    class FieldList {
    public:
        void add(std::string key, std::string_view text)
        {
            m_fields.push_back({std::move(key), std::string(text), false});
        }
        void add(std::string key, const Json& value) { addJson(std::move(key), value.text); }
        void add(std::string key, const Number& value) { addJson(std::move(key), value.text); }
        void add(std::string key, const Time& value) { add(std::move(key), value.text); }
        void add(std::string key, const StatusValue& value) { add(std::move(key), value.text); }
        void add(std::string key, bool value) { addJson(std::move(key), value ? "true" : "false"); }
        template <typename Value>
        void add(std::string key, const std::optional<Value>& value)
        {
            if (value) {
                add(std::move(key), *value);
            }
        }

        std::vector<RecordField> take() { return std::move(m_fields); }

    private:
        void addJson(std::string key, std::string_view json)
        {
            m_fields.push_back({std::move(key), std::string(json), true});
        }
        std::vector<RecordField> m_fields;
    };

    template <typename Record>
    std::vector<RecordField> fieldsOf(const Record& record)
    {
        FieldList fields;
        forEachField<Record>([&](const auto& field) {
            fields.add(fieldKey(field.parent, field.key), record.*(field.member));
        });
        return fields.take();
    }

    Result<query::RecordVersion> versionOf(const QueryContext& context, std::int64_t document,
                                           std::vector<RecordField> fields)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT folder, name, arrival FROM document"
                                            " WHERE id = ?1"));
        rows.bind(1, document);
        CBOARD_TRY(const bool hasRow, rows.step());
        query::RecordVersion version;
        version.fields = std::move(fields);
        if (hasRow) {
            version.sourcePath = context.names.name(NameKind::Folder, rows.integer(0));
            version.sourcePath += rows.text(1);
            version.arrival = toTimestamp(rows.optionalInteger(2));
        }
        return version;
    }

    template <typename Record>
    Result<void> addVersions(const QueryContext& context, std::int64_t row,
                             query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(const auto versions, context.decoder.versions<Record>(row));
        for (const StoredVersion<Record>& version : versions) {
            CBOARD_TRY(auto shown, versionOf(context, version.document, fieldsOf(version.record)));
            snapshot.versions.push_back(std::move(shown));
        }
        return {};
    }

    Result<void> addIncidents(const QueryContext& context, std::string_view sql,
                              query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(auto rows, context.database.prepare(sql));
        rows.bind(1, std::string_view(snapshot.id));
        return forEachRow(rows, [&snapshot](const Statement& row) -> Result<void> {
            snapshot.incidentIds.emplace_back(row.text(0));
            return {};
        });
    }

    Result<bool> hasStoredLog(const QueryContext& context, RecordKind kind, std::int64_t row)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT 1 FROM record_log"
                                            " WHERE kind = ?1 AND record = ?2"));
        rows.bindAll(static_cast<int>(kind), row);
        return rows.step();
    }

    /// The row id of a record with an external id.
    Result<std::int64_t> findRow(const QueryContext& context, std::string_view sql,
                                 std::string_view id)
    {
        CBOARD_TRY(auto rows, context.database.prepare(sql));
        rows.bind(1, id);
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            return fail(ErrorKind::NotFound, "no record \"" + std::string(id) + "\" is stored");
        }
        return rows.integer(0);
    }

    Result<void> addRevision(const QueryContext& context, std::int64_t checkout,
                             query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(auto revision, loadRevisionOfCheckout(context, checkout));
        if (revision) {
            snapshot.revision = std::move(revision->ref);
        }
        return {};
    }

    template <typename Record>
    Result<StatusClass> classOf(const QueryContext& context, const query::Common& common,
                                const Record& record)
    {
        auto status = record.status ? record.status->known : std::optional<Status>();
        if (record.status && !status) {
            CBOARD_TRY(const StatusWords words, StatusWords::read(context.database));
            status = words.meaning(record.origin, record.status->text);
        }
        const auto start = record.startTime ? std::optional(record.startTime->value) : std::nullopt;
        return classify(status, start, common.now, common.window);
    }

    Result<void> fillCheckout(const QueryContext& context, query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(const auto row,
                   findRow(context, "SELECT id FROM checkout WHERE ext_id = ?1", snapshot.id));
        CBOARD_TRY(const auto record, context.decoder.checkout(row));
        snapshot.fields = fieldsOf(record);
        snapshot.logUrl = record.logUrl.value_or(std::string_view());
        CBOARD_TRY_VOID(addVersions<Checkout>(context, row, snapshot));
        return addRevision(context, row, snapshot);
    }

    Result<void> fillBuild(const QueryContext& context, const query::Common& common,
                           query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(const auto row,
                   findRow(context, "SELECT id FROM build WHERE ext_id = ?1", snapshot.id));
        CBOARD_TRY(const auto record, context.decoder.build(row));
        snapshot.fields = fieldsOf(record);
        CBOARD_TRY(snapshot.status, classOf(context, common, record));
        snapshot.logUrl = record.logUrl.value_or(std::string_view());
        CBOARD_TRY(const auto facts, loadBuild(context, row));
        snapshot.lab = context.names.name(NameKind::Lab, facts.lab);
        CBOARD_TRY(snapshot.hasStoredLog, hasStoredLog(context, RecordKind::Build, row));
        CBOARD_TRY_VOID(addVersions<Build>(context, row, snapshot));
        CBOARD_TRY_VOID(addIncidents(
            context, "SELECT ext_id FROM incident WHERE build_id = ?1 ORDER BY ext_id", snapshot));
        CBOARD_TRY(const auto checkout,
                   findRow(context, "SELECT checkout FROM build WHERE ext_id = ?1", snapshot.id));
        return addRevision(context, checkout, snapshot);
    }

    Result<void> addRevisionOfTest(const QueryContext& context, std::int64_t key,
                                   query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(auto rows,
                   context.database.prepare("SELECT build.checkout FROM test"
                                            " JOIN build ON build.id = test.build"
                                            " WHERE test.key = ?1"));
        rows.bind(1, key);
        CBOARD_TRY(const bool hasRow, rows.step());
        return hasRow ? addRevision(context, rows.integer(0), snapshot) : Result<void>();
    }

    Result<void> fillTest(const QueryContext& context, const query::Common& common,
                          query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(const auto key, findRun(context, snapshot.id));
        CBOARD_TRY(const auto record, context.decoder.test(key));
        snapshot.id = record.id;
        snapshot.fields = fieldsOf(record);
        CBOARD_TRY(snapshot.status, classOf(context, common, record));
        snapshot.platform = record.platform;
        snapshot.lab = record.lab;
        snapshot.logUrl = record.logUrl.value_or(std::string_view());
        CBOARD_TRY(snapshot.hasStoredLog, hasStoredLog(context, RecordKind::Test, key));
        CBOARD_TRY_VOID(addVersions<Test>(context, key, snapshot));
        CBOARD_TRY_VOID(addIncidents(
            context, "SELECT ext_id FROM incident WHERE test_id = ?1 ORDER BY ext_id", snapshot));
        return addRevisionOfTest(context, key, snapshot);
    }

    /// The newest version of the issue.
    Result<void> fillIssue(const QueryContext& context, query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(const auto row,
                   findRow(context,
                           "SELECT id FROM issue WHERE ext_id = ?1"
                           " ORDER BY version DESC LIMIT 1",
                           snapshot.id));
        CBOARD_TRY(const auto record, context.decoder.issue(row));
        snapshot.fields = fieldsOf(record);
        CBOARD_TRY_VOID(addVersions<Issue>(context, row, snapshot));
        return addIncidents(
            context, "SELECT ext_id FROM incident WHERE issue_id = ?1 ORDER BY ext_id", snapshot);
    }

    Result<void> fillIncident(const QueryContext& context, query::RecordSnapshot& snapshot)
    {
        CBOARD_TRY(const auto row,
                   findRow(context, "SELECT id FROM incident WHERE ext_id = ?1", snapshot.id));
        CBOARD_TRY(const auto record, context.decoder.incident(row));
        snapshot.fields = fieldsOf(record);
        return addVersions<Incident>(context, row, snapshot);
    }

    Result<void> fill(const QueryContext& context, const query::Common& common,
                      query::RecordSnapshot& snapshot)
    {
        switch (snapshot.kind) {
        case RecordKind::Checkout:
            return fillCheckout(context, snapshot);
        case RecordKind::Build:
            return fillBuild(context, common, snapshot);
        case RecordKind::Test:
            return fillTest(context, common, snapshot);
        case RecordKind::Issue:
            return fillIssue(context, snapshot);
        case RecordKind::Incident:
            return fillIncident(context, snapshot);
        }
        return {};
    }

} // namespace

Result<query::RecordSnapshot> queryRecord(const QueryContext& context,
                                          const query::RecordRequest& request)
{
    query::RecordSnapshot snapshot;
    snapshot.kind = request.kind;
    snapshot.id = request.id;
    CBOARD_TRY_VOID(fill(context, request.common, snapshot));
    context.decoder.clear();
    snapshot.json = query::recordJson(snapshot.fields);
    snapshot.info.totalRows = 1;
    snapshot.info.shownRows = 1;
    return snapshot;
}

} // namespace cboard::store
