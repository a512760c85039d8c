// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/record_codec.h"

#include "core/store/rows/varint.h"

#include <charconv>
#include <type_traits>

namespace cboard::store {

namespace {

    bool hasEmptyObject(const Test& test)
    {
        return test.hasEnvironment && !test.environmentComment && !test.environmentCompatible
            && !test.environmentMisc;
    }

    bool hasEmptyObject(const Issue& issue)
    {
        return issue.hasCulprit && !issue.culpritCode && !issue.culpritTool
            && !issue.culpritHarness;
    }

    template <typename Record>
    bool hasEmptyObject(const Record& /*record*/)
    {
        return false;
    }

    void setEmptyObject(Test& test)
    {
        test.hasEnvironment = true;
    }

    void setEmptyObject(Issue& issue)
    {
        issue.hasCulprit = true;
    }

    template <typename Record>
    void setEmptyObject(Record& /*record*/)
    {
    }

    void encodeDerived(const Test& test, std::string& out)
    {
        out += static_cast<char>(PlatformField);
        appendBytes(out, test.platform);
        out += static_cast<char>(LabField);
        appendBytes(out, test.lab);
    }

    template <typename Record>
    void encodeDerived(const Record& /*record*/, std::string& /*out*/)
    {
    }

    bool setDerived(Test& test, std::uint8_t number, std::string_view bytes)
    {
        (number == PlatformField ? test.platform : test.lab) = bytes;
        return true;
    }

    template <typename Record>
    bool setDerived(Record& /*record*/, std::uint8_t /*number*/, std::string_view /*bytes*/)
    {
        return false;
    }

    void set(std::string_view& value, std::string_view bytes)
    {
        value = bytes;
    }
    void set(Text& value, std::string_view bytes)
    {
        value = bytes;
    }
    void set(Number& value, std::string_view bytes)
    {
        value = numberOf(bytes);
    }
    void set(std::optional<Number>& value, std::string_view bytes)
    {
        value = numberOf(bytes);
    }
    void set(std::optional<Time>& value, std::string_view bytes)
    {
        value = timeOf(bytes);
    }
    void set(std::optional<StatusValue>& value, std::string_view bytes)
    {
        value = statusOf(bytes);
    }
    void set(std::optional<Json>& value, std::string_view bytes)
    {
        value = Json{bytes};
    }
    void set(std::optional<bool>& value, std::string_view bytes)
    {
        value = bytes == "1";
    }

    void finish(Test& test)
    {
        finishRecord(test);
    }
    void finish(Issue& issue)
    {
        finishRecord(issue);
    }
    template <typename Record>
    void finish(Record& /*record*/)
    {
    }

} // namespace

Number numberOf(std::string_view text)
{
    Number number{0, text};
    std::from_chars(text.data(), text.data() + text.size(), number.value);
    return number;
}

Time timeOf(std::string_view text)
{
    const auto value = parseRfc3339(text);
    return {value ? *value : parseLooseTime(text).value_or(Timestamp{}), text};
}

StatusValue statusOf(std::string_view text)
{
    return {parseStatus(text), text};
}

template <typename Record>
void encodeRecord(const Record& record, FieldMask without, std::string& out)
{
    std::uint8_t number = 0;
    forEachField<Record>([&](const auto& field) {
        const std::uint8_t current = number++;
        if ((without & maskOf(current)) != 0) {
            return;
        }
        if (const auto bytes = fieldBytes(record.*field.member)) {
            out += static_cast<char>(current);
            appendBytes(out, *bytes);
        }
    });
    if (hasEmptyObject(record)) {
        out += static_cast<char>(EmptyObjectField);
        appendBytes(out, {});
    }
    encodeDerived(record, out);
    if (record.timestamp && (without & maskOf(TimestampField)) == 0) {
        out += static_cast<char>(TimestampField);
        appendBytes(out, record.timestamp->text);
    }
}

template <typename Record>
bool setField(Record& record, std::uint8_t number, std::string_view bytes)
{
    if (number == TimestampField) {
        record.timestamp = timeOf(bytes);
        return true;
    }
    if (number == EmptyObjectField) {
        setEmptyObject(record);
        return true;
    }
    if (number == PlatformField || number == LabField) {
        return setDerived(record, number, bytes);
    }
    bool isSet = false;
    std::uint8_t current = 0;
    forEachField<Record>([&](const auto& field) {
        if (current++ == number) {
            set(record.*field.member, bytes);
            isSet = true;
        }
    });
    return isSet;
}

template <typename Record>
Result<void> decodeRecord(std::string_view bytes, Record& record)
{
    ByteReader reader(bytes);
    while (!reader.isAtEnd()) {
        const auto number = reader.varint();
        const auto value = reader.bytes();
        if (!number || !value || !setField(record, static_cast<std::uint8_t>(*number), *value)) {
            return fail(ErrorKind::Storage, "the body of a record is damaged");
        }
    }
    finish(record);
    return {};
}

void finishRecord(Test& test)
{
    test.hasEnvironment = test.hasEnvironment || test.environmentComment
        || test.environmentCompatible || test.environmentMisc;
}

void finishRecord(Issue& issue)
{
    issue.hasCulprit =
        issue.hasCulprit || issue.culpritCode || issue.culpritTool || issue.culpritHarness;
}

template void encodeRecord(const Checkout&, FieldMask, std::string&);
template void encodeRecord(const Build&, FieldMask, std::string&);
template void encodeRecord(const Test&, FieldMask, std::string&);
template void encodeRecord(const Issue&, FieldMask, std::string&);
template void encodeRecord(const Incident&, FieldMask, std::string&);
template bool setField(Test&, std::uint8_t, std::string_view);
template Result<void> decodeRecord(std::string_view, Checkout&);
template Result<void> decodeRecord(std::string_view, Build&);
template Result<void> decodeRecord(std::string_view, Test&);
template Result<void> decodeRecord(std::string_view, Issue&);
template Result<void> decodeRecord(std::string_view, Incident&);

} // namespace cboard::store
