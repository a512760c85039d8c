// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/record_export.h"

#include "core/domain/record_fields.h"
#include "core/formats/kcidb_writer.h"
#include "core/service/csv.h"

#include <array>
#include <string>
#include <type_traits>
#include <utility>

namespace cboard::service {

namespace {

    constexpr std::size_t FlushBytes = 64UL << 10;

    /// Passes pieces on until the receiver wants no more.
    class Output {
    public:
        explicit Output(const ByteSink& sink)
            : m_sink(sink)
        {
        }
        void write(std::string_view bytes) { m_isOpen = m_isOpen && m_sink(bytes); }
        bool isOpen() const { return m_isOpen; }

    private:
        const ByteSink& m_sink;
        bool m_isOpen = true;
    };

    template <typename Record>
    constexpr std::size_t kindIndex()
    {
        return static_cast<std::size_t>(RecordFields<Record>::Kind);
    }

    /// The same handler for each kind of record.
    template <typename Handler>
    store::RecordSink sinkOf(Handler handler)
    {
        return store::RecordSink{
            [handler](const Checkout& record) mutable { return handler(record); },
            [handler](const Build& record) mutable { return handler(record); },
            [handler](const Test& record) mutable { return handler(record); },
            [handler](const Issue& record) mutable { return handler(record); },
            [handler](const Incident& record) mutable { return handler(record); }};
    }

    std::string_view parentPrefix(FieldParent parent)
    {
        switch (parent) {
        case FieldParent::None:
            return "";
        case FieldParent::Environment:
            return "environment_";
        case FieldParent::Number:
            return "number_";
        case FieldParent::Culprit:
            return "culprit_";
        }
        return "";
    }

    std::string csvValue(std::string_view text)
    {
        return csvCell(text);
    }
    std::string csvValue(const Json& json)
    {
        return csvCell(json.text);
    }
    std::string csvValue(const Number& number)
    {
        return csvCell(number.text, true);
    }
    std::string csvValue(const Time& time)
    {
        return csvCell(time.text);
    }
    std::string csvValue(const StatusValue& status)
    {
        return csvCell(status.text);
    }
    std::string csvValue(bool claim)
    {
        return claim ? "true" : "false";
    }
    template <typename Value>
    std::string csvValue(const std::optional<Value>& value)
    {
        return value ? csvValue(*value) : std::string();
    }

    /// Columns that are not fields: what tests are grouped by.
    std::string csvDerivedHeader(const Test* /*type*/)
    {
        return ",platform,lab";
    }
    std::string csvDerived(const Test& test)
    {
        return ',' + csvCell(test.platform) + ',' + csvCell(test.lab);
    }
    template <typename Record>
    std::string csvDerivedHeader(const Record* /*type*/)
    {
        return {};
    }
    template <typename Record>
    std::string csvDerived(const Record& /*record*/)
    {
        return {};
    }

    template <typename Record>
    std::string csvHeader()
    {
        std::string line;
        forEachField<Record>([&line](const auto& field) {
            line += (line.empty() ? "" : ",") + std::string(parentPrefix(field.parent));
            line += field.key;
        });
        return line + csvDerivedHeader(static_cast<const Record*>(nullptr)) + "\r\n";
    }

    template <typename Record>
    std::string csvLine(const Record& record)
    {
        std::string line;
        bool isFirst = true;
        forEachField<Record>([&](const auto& field) {
            line += std::exchange(isFirst, false) ? "" : ",";
            line += csvValue(record.*(field.member));
        });
        return line + csvDerived(record) + "\r\n";
    }

    std::string csvHeaderOf(RecordKind kind)
    {
        switch (kind) {
        case RecordKind::Checkout:
            return csvHeader<Checkout>();
        case RecordKind::Build:
            return csvHeader<Build>();
        case RecordKind::Test:
            return csvHeader<Test>();
        case RecordKind::Issue:
            return csvHeader<Issue>();
        case RecordKind::Incident:
            return csvHeader<Incident>();
        }
        return {};
    }

    /// Collects lines to larger pieces.
    class Pieces {
    public:
        explicit Pieces(Output& output)
            : m_output(output)
        {
        }
        void add(std::string_view text)
        {
            m_buffer += text;
            if (m_buffer.size() >= FlushBytes) {
                flush();
            }
        }
        void flush()
        {
            m_output.write(m_buffer);
            m_buffer.clear();
        }

    private:
        Output& m_output;
        std::string m_buffer;
    };

    /// {"schema":1,"checkouts":[...],...}: kinds without records have an empty list.
    class JsonLists {
    public:
        explicit JsonLists(Output& output)
            : m_pieces(output)
        {
            m_pieces.add("{\"schema\":1");
        }
        template <typename Record>
        void add(const Record& record)
        {
            openUpTo(kindIndex<Record>() + 1);
            m_pieces.add(m_isFirst ? "\n" : ",\n");
            m_isFirst = false;
            m_pieces.add(formats::recordJson(record));
        }
        void finish()
        {
            openUpTo(RecordKindCount);
            m_pieces.add("]}\n");
            m_pieces.flush();
        }

    private:
        void openUpTo(std::size_t count)
        {
            constexpr std::array<std::string_view, RecordKindCount> Keys = {
                RecordFields<Checkout>::ListKey, RecordFields<Build>::ListKey,
                RecordFields<Test>::ListKey, RecordFields<Issue>::ListKey,
                RecordFields<Incident>::ListKey};
            for (; m_opened < count; ++m_opened) {
                m_pieces.add(m_opened > 0 ? "],\n\"" : ",\n\"");
                m_pieces.add(Keys.at(m_opened));
                m_pieces.add("\":[");
                m_isFirst = true;
            }
        }

        Pieces m_pieces;
        std::size_t m_opened = 0;
        bool m_isFirst = true;
    };

    /// Runs the store's export with a writer that has add() and finish().
    template <typename Writer>
    Result<store::RecordCounts> exportWith(Writer& writer, Output& output, store::Store& store,
                                           const ExportRequest& request, const TaskContext& task)
    {
        store::RecordCounts counts{};
        const auto sink = sinkOf([&]<typename Record>(const Record& record) {
            writer.add(record);
            ++counts[kindIndex<Record>()];
            return output.isOpen();
        });
        CBOARD_TRY_VOID(store.exportRecords(request.filter, request.now, sink, task));
        writer.finish();
        if (!output.isOpen()) {
            return fail(ErrorKind::Cancelled, "the receiver of the export ended it");
        }
        return counts;
    }

    class CsvLines {
    public:
        CsvLines(Output& output, RecordKind kind)
            : m_pieces(output)
            , m_kind(kind)
        {
            m_pieces.add(csvHeaderOf(kind));
        }
        template <typename Record>
        void add(const Record& record)
        {
            if (RecordFields<Record>::Kind == m_kind) {
                m_pieces.add(csvLine(record));
            }
        }
        void finish() { m_pieces.flush(); }

    private:
        Pieces m_pieces;
        RecordKind m_kind;
    };

} // namespace

std::optional<ExportFormat> parseExportFormat(std::string_view key)
{
    if (key == "kcidb") {
        return ExportFormat::Kcidb;
    }
    if (key == "json") {
        return ExportFormat::Json;
    }
    if (key == "csv") {
        return ExportFormat::Csv;
    }
    return std::nullopt;
}

Result<store::RecordCounts> exportRecords(store::Store& store, const ExportRequest& request,
                                          const ByteSink& sink, const TaskContext& task)
{
    Output output(sink);
    switch (request.format) {
    case ExportFormat::Kcidb: {
        formats::KcidbWriter writer([&output](std::string_view bytes) { output.write(bytes); });
        return exportWith(writer, output, store, request, task);
    }
    case ExportFormat::Json: {
        JsonLists writer(output);
        return exportWith(writer, output, store, request, task);
    }
    case ExportFormat::Csv: {
        CsvLines writer(output, request.kind);
        CBOARD_TRY(const auto all, exportWith(writer, output, store, request, task));
        store::RecordCounts written{};
        const auto kind = static_cast<std::size_t>(request.kind);
        written[kind] = all[kind];
        return written;
    }
    }
    return fail(ErrorKind::Invalid, "unknown export format");
}

} // namespace cboard::service
