// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_validate.h"

#include "core/formats/json/json_writer.h"

#include <algorithm>
#include <vector>

namespace cboard::formats::kcidb {

namespace {

    constexpr std::size_t ShownBytes = 60;

    /// A value as messages show it: text "a/b", number 17, an object.
    std::string describeValue(const JsonValue& value)
    {
        switch (value.type) {
        case JsonValue::Type::Null:
            return "null";
        case JsonValue::Type::Boolean:
            return value.boolean ? "true" : "false";
        case JsonValue::Type::Number:
            return "number " + std::string(value.text.substr(0, ShownBytes));
        case JsonValue::Type::Array:
            return "a list";
        case JsonValue::Type::Object:
            return "an object";
        case JsonValue::Type::String:
            break;
        }
        std::string_view shown = value.text.substr(0, ShownBytes);
        while (shown.size() < value.text.size() && !shown.empty()
               && (static_cast<unsigned char>(value.text[shown.size()]) & 0xC0U) == 0x80U) {
            shown.remove_suffix(1); // Not in the middle of a character.
        }
        std::string out = "text ";
        appendJsonString(out, shown);
        return shown.size() == value.text.size() ? out : out + " and more";
    }

    struct PathPart {
        std::string_view key = {}; ///< Empty for an index.
        std::size_t index = 0;
    };

    class Validator {
    public:
        explicit Validator(SchemaVersion version)
            : m_version(version)
        {
        }

        std::optional<SchemaError> run(const JsonValue& document)
        {
            if (expectType(document, JsonValue::Type::Object, "an object")) {
                checkDocument(document);
            }
            return m_best;
        }

    private:
        void checkDocument(const JsonValue& document)
        {
            if (const JsonValue* version = document.find("version")) {
                Enter enter(*this, {.key = "version"});
                checkVersion(*version);
            } else {
                report(document, "required", "\"version\" is missing");
            }
            for (const RecordList& list : recordLists()) {
                if (list.since <= m_version && m_version <= list.until) {
                    checkRecords(document.find(list.key), list);
                }
            }
            for (const JsonMember& member : document.members) {
                if (member.key != "version" && !isList(member.key)) {
                    reportUnknown(document, member);
                    break;
                }
            }
        }

        bool isList(std::string_view key) const
        {
            return std::ranges::any_of(recordLists(), [&](const RecordList& list) {
                return list.key == key && list.since <= m_version && m_version <= list.until;
            });
        }

        void checkRecords(const JsonValue* records, const RecordList& list)
        {
            if (records == nullptr) {
                return;
            }
            Enter enter(*this, {.key = list.key});
            forEachItem(*records, [&](const JsonValue& item) { checkObject(item, list.owner); });
        }

        // The version of 1.1 is one of two forms; when exactly one thing is wrong inside the
        // second, the reference reports that, else that neither fits.

        void checkVersion(const JsonValue& version)
        {
            if (m_version.major != 1) {
                if (expectType(version, JsonValue::Type::Object, "an object")) {
                    checkVersionObject(version);
                }
                return;
            }
            if (version.isString() && (version.text == "1" || version.text == "1.0")) {
                return;
            }
            Validator inner(m_version);
            inner.m_path = m_path;
            if (inner.expectType(version, JsonValue::Type::Object, "an object")) {
                inner.checkVersionObject(version);
            }
            if (inner.m_count == 0) {
                return;
            }
            if (inner.m_count == 1 && inner.m_bestDepth > m_path.size()) {
                m_best = inner.m_best;
                m_bestDepth = m_path.size();
                m_isBestWeak = true;
                return;
            }
            report(version, "oneOf", "expected \"1\" or an object with major 1", true);
        }

        void checkVersionObject(const JsonValue& version)
        {
            if (const JsonValue* major = version.find("major")) {
                Enter enter(*this, {.key = "major"});
                expectInteger(*major);
                if (!major->isNumber() || major->number != m_version.major) {
                    report(*major, "const", "expected " + std::to_string(m_version.major));
                }
            }
            if (const JsonValue* minor = version.find("minor")) {
                Enter enter(*this, {.key = "minor"});
                expectInteger(*minor);
                checkRange(*minor);
            }
            for (const JsonMember& member : version.members) {
                if (member.key != "major" && member.key != "minor") {
                    reportUnknown(version, member);
                    break;
                }
            }
            if (version.find("major") == nullptr) {
                report(version, "required", "\"major\" is missing");
            }
        }

        void checkRange(const JsonValue& minor)
        {
            if (minor.isNumber() && minor.number < 0) {
                report(minor, "minimum", "expected 0 or more");
            }
            if (minor.isNumber() && minor.number > m_version.minor) {
                report(minor, "maximum", "expected at most " + std::to_string(m_version.minor));
            }
        }

        void checkObject(const JsonValue& object, Owner owner)
        {
            if (!expectType(object, JsonValue::Type::Object, "an object")) {
                return;
            }
            for (const Property& property : propertiesOf(owner)) {
                const JsonValue* value =
                    property.isIn(m_version) ? object.find(property.key) : nullptr;
                if (value != nullptr) {
                    Enter enter(*this, {.key = property.key});
                    checkValue(*value, property.rule);
                }
            }
            // The order of these two differs in the schema of numbers.
            if (owner == Owner::Number) {
                checkRequired(object, owner);
                checkUnknown(object, owner);
            } else {
                checkUnknown(object, owner);
                checkRequired(object, owner);
            }
        }

        void checkUnknown(const JsonValue& object, Owner owner)
        {
            for (const JsonMember& member : object.members) {
                if (findProperty(owner, member.key, m_version) == nullptr) {
                    reportUnknown(object, member);
                    return;
                }
            }
        }

        void checkRequired(const JsonValue& object, Owner owner)
        {
            for (const Property& property : propertiesOf(owner)) {
                if (property.isRequired && property.isIn(m_version)
                    && object.find(property.key) == nullptr) {
                    report(object, "required", '"' + std::string(property.key) + "\" is missing");
                }
            }
        }

        void checkValue(const JsonValue& value, Rule rule)
        {
            if (isTextRule(rule)) {
                checkString(value, rule);
                return;
            }
            if (isTextListRule(rule)) {
                forEachItem(value,
                            [&](const JsonValue& item) { checkString(item, elementRule(rule)); });
                return;
            }
            switch (rule) {
            case Rule::Boolean:
                expectType(value, JsonValue::Type::Boolean, "true or false");
                return;
            case Rule::Number:
                expectType(value, JsonValue::Type::Number, "a number");
                return;
            case Rule::RecordVersion:
                expectInteger(value);
                if (value.isNumber() && value.number < 0) {
                    report(value, "minimum", "expected 0 or more");
                }
                return;
            case Rule::FreeForm:
                expectType(value, JsonValue::Type::Object, "an object");
                return;
            case Rule::Environment:
                checkObject(value, Owner::Environment);
                return;
            case Rule::NumberObject:
                checkObject(value, Owner::Number);
                return;
            case Rule::Culprit:
                checkObject(value, Owner::Culprit);
                return;
            case Rule::Files:
                forEachItem(value, [&](const JsonValue& item) { checkObject(item, Owner::File); });
                return;
            default:
                return;
            }
        }

        void checkString(const JsonValue& value, Rule rule)
        {
            if (!expectType(value, JsonValue::Type::String, "text")) {
                return;
            }
            const RuleBreak broken = checkText(rule, value.text);
            if (!broken.keyword.empty()) {
                report(value, broken.keyword, "expected " + std::string(broken.expected));
            }
        }

        template <typename Check>
        void forEachItem(const JsonValue& list, Check&& check)
        {
            if (!expectType(list, JsonValue::Type::Array, "a list")) {
                return;
            }
            for (std::size_t i = 0; i < list.items.size(); ++i) {
                Enter enter(*this, {.index = i});
                check(list.items[i]);
            }
        }

        bool expectType(const JsonValue& value, JsonValue::Type type, std::string_view name)
        {
            if (value.type == type) {
                return true;
            }
            report(value, "type", "expected " + std::string(name));
            return false;
        }

        void expectInteger(const JsonValue& value)
        {
            if (!value.isNumber() || !value.isIntegral) {
                report(value, "type", "expected an integer");
            }
        }

        void reportUnknown(const JsonValue& object, const JsonMember& member)
        {
            std::string message = "unknown property ";
            appendJsonString(message, member.key.substr(0, ShownBytes));
            report(object, "additionalProperties", message, false, member.value.raw.data());
        }

        /// Keeps the error if it is better than the best so far. A weak one (a choice of forms)
        /// yields to others of the same depth.
        void report(const JsonValue& value, std::string_view rule, const std::string& message,
                    bool isWeak = false, const char* at = nullptr)
        {
            ++m_count;
            const bool isBetter = !m_best || m_path.size() < m_bestDepth
                || (m_path.size() == m_bestDepth && m_isBestWeak && !isWeak);
            if (!isBetter) {
                return;
            }
            SchemaError error;
            error.pointer = pointer();
            error.rule = rule;
            error.message = (error.pointer.empty() ? "document" : error.pointer) + ": " + message;
            if (rule != "required" && rule != "additionalProperties") {
                error.message += ", got " + describeValue(value);
            }
            error.at = at != nullptr ? at : value.raw.data();
            m_best = std::move(error);
            m_bestDepth = m_path.size();
            m_isBestWeak = isWeak;
        }

        std::string pointer() const
        {
            std::string out;
            for (const PathPart& part : m_path) {
                out +=
                    '/' + (part.key.empty() ? std::to_string(part.index) : pointerPart(part.key));
            }
            return out;
        }

        /// Goes one step down for the length of a scope.
        class Enter {
        public:
            Enter(Validator& validator, PathPart part)
                : m_validator(validator)
            {
                m_validator.m_path.push_back(part);
            }
            ~Enter() { m_validator.m_path.pop_back(); }
            Enter(const Enter&) = delete;
            Enter& operator=(const Enter&) = delete;

        private:
            Validator& m_validator;
        };

        SchemaVersion m_version;
        std::vector<PathPart> m_path;
        std::optional<SchemaError> m_best;
        std::size_t m_bestDepth = 0;
        bool m_isBestWeak = false;
        std::size_t m_count = 0;
    };

} // namespace

std::optional<SchemaError> validate(const JsonValue& document, SchemaVersion version)
{
    return Validator(version).run(document);
}

} // namespace cboard::formats::kcidb
