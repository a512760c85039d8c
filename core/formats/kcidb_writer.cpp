// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_writer.h"

#include "core/base/time.h"
#include "core/domain/record_fields.h"
#include "core/domain/status.h"
#include "core/formats/json/json_writer.h"

#include <cassert>
#include <utility>

namespace cboard::formats {

namespace {

    constexpr std::size_t FlushBytes = 64UL * 1024;

    constexpr std::string_view parentKey(FieldParent parent)
    {
        switch (parent) {
        case FieldParent::None:
            return "";
        case FieldParent::Environment:
            return "environment";
        case FieldParent::Number:
            return "number";
        case FieldParent::Culprit:
            return "culprit";
        }
        return "";
    }

    void writeValue(JsonWriter& json, std::string_view text)
    {
        json.string(text);
    }

    void writeValue(JsonWriter& json, bool value)
    {
        json.boolean(value);
    }

    void writeValue(JsonWriter& json, const Json& value)
    {
        json.raw(value.text);
    }

    // Values made by a program rather than read from a document may come without a spelling.

    void writeValue(JsonWriter& json, const Number& number)
    {
        json.raw(number.text.empty() ? numberText(number.value) : std::string(number.text));
    }

    void writeValue(JsonWriter& json, const Time& time)
    {
        json.string(time.text.empty() ? formatIso(time.value) : std::string(time.text));
    }

    void writeValue(JsonWriter& json, const StatusValue& status)
    {
        json.string(status.text.empty() && status.known ? statusText(*status.known) : status.text);
    }

    template <typename T>
    bool isPresent(const T& /*value*/)
    {
        return true;
    }

    template <typename T>
    bool isPresent(const std::optional<T>& value)
    {
        return value.has_value();
    }

    /// Other systems have words that the schema does not take; a result with one has no status.
    bool isPresent(const std::optional<StatusValue>& status)
    {
        return status && (status->known || parseStatus(status->text));
    }

    template <typename T>
    const T& valueOf(const T& value)
    {
        return value;
    }

    template <typename T>
    const T& valueOf(const std::optional<T>& value)
    {
        return *value;
    }

    /// Whether a nested object stands there although it has no members.
    template <typename Record>
    bool hasEmptyParent(const Record& /*record*/, FieldParent /*parent*/)
    {
        return false;
    }

    bool hasEmptyParent(const Test& test, FieldParent parent)
    {
        return parent == FieldParent::Environment && test.hasEnvironment;
    }

    bool hasEmptyParent(const Issue& issue, FieldParent parent)
    {
        return parent == FieldParent::Culprit && issue.hasCulprit;
    }

    /// Writes the members of one record; fields of one nested object stand together in the
    /// field list, so the object opens at the first and closes behind the last.
    template <typename Record>
    class RecordPrinter {
    public:
        RecordPrinter(JsonWriter& json, const Record& record)
            : m_json(json)
            , m_record(record)
        {
        }

        void print(bool withTimestamp)
        {
            m_json.beginObject();
            forEachField<Record>([this](const auto& field) { printField(field); });
            enter(FieldParent::None);
            if (withTimestamp && m_record.timestamp) {
                m_json.key("_timestamp");
                writeValue(m_json, *m_record.timestamp);
            }
            m_json.endObject();
        }

    private:
        template <typename FieldType>
        void printField(const FieldType& field)
        {
            const auto& value = m_record.*field.member;
            if (field.parent != m_parent
                && (isPresent(value) || hasEmptyParent(m_record, field.parent)
                    || field.parent == FieldParent::None)) {
                enter(field.parent);
            }
            if (isPresent(value)) {
                m_json.key(field.key);
                writeValue(m_json, valueOf(value));
            }
        }

        void enter(FieldParent parent)
        {
            if (m_parent == parent) {
                return;
            }
            if (m_parent != FieldParent::None) {
                m_json.endObject();
            }
            if (parent != FieldParent::None) {
                m_json.key(parentKey(parent));
                m_json.beginObject();
            }
            m_parent = parent;
        }

        JsonWriter& m_json;
        const Record& m_record;
        FieldParent m_parent = FieldParent::None;
    };

    template <typename Record>
    void appendRecord(std::string& out, const Record& record, bool withTimestamp,
                      JsonWriter::Layout layout)
    {
        JsonWriter json(out, layout);
        RecordPrinter<Record>(json, record).print(withTimestamp);
    }

    template <typename Record>
    std::string makeRecordJson(const Record& record, RecordLayout layout)
    {
        std::string out;
        appendRecord(out, record, true,
                     layout == RecordLayout::Indented ? JsonWriter::Layout::Indented
                                                      : JsonWriter::Layout::Compact);
        return out;
    }

} // namespace

KcidbWriter::KcidbWriter(Sink sink)
    : KcidbWriter(std::move(sink), Options{})
{
}

KcidbWriter::KcidbWriter(Sink sink, Options options)
    : m_sink(std::move(sink))
    , m_options(options)
    , m_buffer(R"({"version":{"major":5,"minor":3})")
{
}

void KcidbWriter::beginList(RecordKind kind, std::string_view listKey)
{
    assert(!m_isFinished && (!m_list || *m_list < kind));
    if (m_list) {
        m_buffer += "\n]";
    }
    m_buffer += ",\n\"";
    m_buffer += listKey;
    m_buffer += "\":[\n";
    m_list = kind;
}

template <typename Record>
void KcidbWriter::addRecord(const Record& record)
{
    using Fields = RecordFields<Record>;
    if (m_list == Fields::Kind) {
        m_buffer += ",\n";
    } else {
        beginList(Fields::Kind, Fields::ListKey);
    }
    appendRecord(m_buffer, record, m_options.withTimestamps, JsonWriter::Layout::Compact);
    if (m_buffer.size() >= FlushBytes) {
        flush();
    }
}

void KcidbWriter::add(const Checkout& checkout)
{
    addRecord(checkout);
}

void KcidbWriter::add(const Build& build)
{
    addRecord(build);
}

void KcidbWriter::add(const Test& test)
{
    addRecord(test);
}

void KcidbWriter::add(const Issue& issue)
{
    addRecord(issue);
}

void KcidbWriter::add(const Incident& incident)
{
    addRecord(incident);
}

void KcidbWriter::flush()
{
    m_sink(m_buffer);
    m_buffer.clear();
}

void KcidbWriter::finish()
{
    assert(!m_isFinished);
    m_buffer += m_list ? "\n]}\n" : "}\n";
    m_isFinished = true;
    flush();
}

std::string kcidbJson(const Document& document, KcidbWriter::Options options)
{
    std::string json;
    KcidbWriter writer([&json](std::string_view piece) { json += piece; }, options);
    const auto addAll = [&writer](const auto& records) {
        for (const auto& record : records) {
            writer.add(record);
        }
    };
    addAll(document.checkouts);
    addAll(document.builds);
    addAll(document.tests);
    addAll(document.issues);
    addAll(document.incidents);
    writer.finish();
    return json;
}

std::string recordJson(const Checkout& record, RecordLayout layout)
{
    return makeRecordJson(record, layout);
}

std::string recordJson(const Build& record, RecordLayout layout)
{
    return makeRecordJson(record, layout);
}

std::string recordJson(const Test& record, RecordLayout layout)
{
    return makeRecordJson(record, layout);
}

std::string recordJson(const Issue& record, RecordLayout layout)
{
    return makeRecordJson(record, layout);
}

std::string recordJson(const Incident& record, RecordLayout layout)
{
    return makeRecordJson(record, layout);
}

} // namespace cboard::formats
