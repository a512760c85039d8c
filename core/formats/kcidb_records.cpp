// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb_records.h"

#include "core/base/time.h"
#include "core/domain/record_fields.h"
#include "core/formats/kcidb_schema.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace cboard::formats::kcidb {

namespace {

    constexpr std::size_t RecordsBetweenStopChecks = 1024;

    /// What a value looked like the last time it stood in this place. Submissions repeat their
    /// excerpts, URLs, files and environments in test after test; a value of the very same bytes
    /// needs no second scan, check or copy.
    struct Memo {
        std::string_view raw;
        std::string_view text;
        std::string_view first; ///< Names found in misc: platform or runtime.
        std::string_view second; ///< Names found in misc: lab.
    };

    template <typename Record>
    using MemberRef =
        std::variant<std::string_view Record::*, Text Record::*, std::optional<Json> Record::*,
                     std::optional<Number> Record::*, Number Record::*,
                     std::optional<bool> Record::*, std::optional<StatusValue> Record::*,
                     std::optional<Time> Record::*, FieldParent>;

    /// One property of an object in the text and the place of its value in the record.
    template <typename Record>
    struct Slot {
        std::string quotedKey;
        Rule rule = Rule::AnyText;
        std::uint8_t sinceMinor = 0;
        bool isRequired = false;
        MemberRef<Record> member; ///< A FieldParent: the value is that nested object.
    };

    /// The properties of one object of a record: of itself or of one nested in it.
    template <typename Record>
    struct SlotTable {
        std::vector<Slot<Record>> slots;
        std::uint32_t required = 0; ///< A bit for each slot.
    };

    constexpr Owner ownerOf(RecordKind kind)
    {
        switch (kind) {
        case RecordKind::Checkout:
            return Owner::Checkout;
        case RecordKind::Build:
            return Owner::Build;
        case RecordKind::Test:
            return Owner::Test;
        case RecordKind::Issue:
            return Owner::Issue;
        case RecordKind::Incident:
            return Owner::Incident;
        }
        return Owner::Checkout;
    }

    constexpr Owner ownerOf(FieldParent parent, RecordKind kind)
    {
        switch (parent) {
        case FieldParent::None:
            return ownerOf(kind);
        case FieldParent::Environment:
            return Owner::Environment;
        case FieldParent::Number:
            return Owner::Number;
        case FieldParent::Culprit:
            return Owner::Culprit;
        }
        return ownerOf(kind);
    }

    template <typename Record>
    void addSlot(SlotTable<Record>& table, Owner owner, std::string_view key,
                 MemberRef<Record> member)
    {
        const Property* property = findProperty(owner, key, NewestVersion);
        Slot<Record> slot;
        slot.quotedKey = '"' + std::string(key) + '"';
        slot.rule = property->rule;
        slot.sinceMinor = property->since.major == 5 ? property->since.minor : std::uint8_t{0};
        slot.isRequired = property->isRequired;
        slot.member = member;
        if (slot.isRequired) {
            table.required |= 1U << table.slots.size();
        }
        table.slots.push_back(std::move(slot));
    }

    template <typename Record>
    SlotTable<Record> makeSlots(FieldParent parent)
    {
        SlotTable<Record> table;
        constexpr RecordKind kind = RecordFields<Record>::Kind;
        const Owner owner = ownerOf(parent, kind);
        forEachField<Record>([&](const auto& field) {
            if (field.parent == parent) {
                addSlot<Record>(table, owner, field.key, field.member);
            }
        });
        if (parent == FieldParent::None) {
            addSlot<Record>(table, owner, "_timestamp", &Record::timestamp);
            if constexpr (kind == RecordKind::Test) {
                addSlot<Record>(table, owner, "environment", FieldParent::Environment);
                addSlot<Record>(table, owner, "number", FieldParent::Number);
            }
            if constexpr (kind == RecordKind::Issue) {
                addSlot<Record>(table, owner, "culprit", FieldParent::Culprit);
            }
        }
        return table;
    }

    template <typename Record, FieldParent Parent>
    const SlotTable<Record>& slotTable()
    {
        static const SlotTable<Record> Table = makeSlots<Record>(Parent);
        return Table;
    }

    /// What is remembered between the objects of one kind: their usual order of keys, and the
    /// last values.
    template <typename Record>
    struct Habits {
        explicit Habits(const SlotTable<Record>& slotTable)
            : table(slotTable)
            , memos(table.slots.size())
            , next(table.slots.size() + 1)
        {
        }

        const SlotTable<Record>& table;
        std::vector<Memo> memos;
        std::vector<std::uint8_t> next; ///< The slot that came after slot i - 1 the last time.
    };

    /// Labs that are no labs but the machinery that runs jobs without boards.
    bool isAutomaticLab(std::string_view runtime)
    {
        return runtime == "shell" || runtime.substr(0, 3) == "k8s";
    }

    std::string_view labOf(std::string_view runtime, std::string_view lab, std::string_view origin)
    {
        const std::string_view name = runtime.empty() ? lab : runtime;
        return name.empty() || isAutomaticLab(name) ? origin : name;
    }

    class RecordsReader {
    public:
        RecordsReader(std::string_view json, RecordChecks checks, const Limits& limits,
                      const TaskContext& task, Document& document)
            : m_scan(json, document.arena, limits)
            , m_limits(limits)
            , m_isChecked(checks == RecordChecks::All)
            , m_task(task)
            , m_document(document)
        {
        }

        RecordsResult run()
        {
            const bool isRead = m_scan.begin() && readDocument() && m_scan.end();
            if (isRead) {
                return {RecordsOutcome::Read, static_cast<std::uint8_t>(m_minor), {}};
            }
            if (!m_scan.problem().rule.empty()) {
                return {RecordsOutcome::BadJson, 0, m_scan.problem()};
            }
            return {m_isCancelled ? RecordsOutcome::Cancelled : RecordsOutcome::NeedsTree, 0, {}};
        }

    private:
        bool readDocument()
        {
            if (!m_scan.take('{') || !m_scan.enter()) {
                return false;
            }
            unsigned seen = 0;
            const auto once = [&seen](unsigned bit) {
                const bool isNew = (seen & bit) == 0;
                seen |= bit;
                return isNew;
            };
            do {
                m_scan.peek();
                if (m_scan.takeSame("\"version\"")) {
                    if (!once(1) || !colon() || !readVersion()) {
                        return false;
                    }
                } else if (m_scan.takeSame("\"checkouts\"")) {
                    if (!once(2) || !colon() || !readList(m_document.checkouts)) {
                        return false;
                    }
                } else if (m_scan.takeSame("\"builds\"")) {
                    if (!once(4) || !colon() || !readList(m_document.builds)) {
                        return false;
                    }
                } else if (m_scan.takeSame("\"tests\"")) {
                    if (!once(8) || !colon() || !readList(m_document.tests)) {
                        return false;
                    }
                } else if (m_scan.takeSame("\"issues\"")) {
                    if (!once(16) || !colon() || !readList(m_document.issues)) {
                        return false;
                    }
                } else if (m_scan.takeSame("\"incidents\"")) {
                    if (!once(32) || !colon() || !readList(m_document.incidents)) {
                        return false;
                    }
                } else {
                    return false;
                }
            } while (m_scan.take(','));
            m_scan.leave();
            return m_scan.take('}') && m_minor >= 0 && m_minor >= m_neededMinor;
        }

        bool colon() { return m_scan.expect(':', "expected a colon after the key"); }

        /// {"major": 5} or {"major": 5, "minor": 0..3}, in either order, in plain digits.
        bool readVersion()
        {
            if (!m_scan.take('{')) {
                return false;
            }
            int major = -1;
            int minor = -1;
            do {
                m_scan.peek();
                int* part = m_scan.takeSame("\"major\"") ? &major
                    : m_scan.takeSame("\"minor\"")       ? &minor
                                                         : nullptr;
                JsonNumber number;
                if (part == nullptr || *part >= 0 || !colon() || !isNumber(m_scan.peek())
                    || !m_scan.readNumber(number) || number.text.size() != 1) {
                    return false;
                }
                *part = number.text.front() - '0';
            } while (m_scan.take(','));
            m_minor = std::max(minor, 0);
            return m_scan.take('}') && major == NewestVersion.major
                && m_minor <= NewestVersion.minor;
        }

        static bool isNumber(char c)
        {
            return c == '-' || (c >= '0' && c <= '9') || c == 'N' || c == 'I';
        }

        template <typename Record>
        bool readList(std::vector<Record>& records)
        {
            if (!m_scan.take('[') || !m_scan.enter()) {
                return false;
            }
            const char* const start = m_scan.position();
            Habits<Record> habits(slotTable<Record, FieldParent::None>());
            if (m_scan.peek() != ']') {
                do {
                    if (++m_recordCount > m_limits.recordsPerDocument) {
                        return m_scan.fail("limit", "the document has too many records");
                    }
                    if (m_recordCount % RecordsBetweenStopChecks == 0 && m_task.stopRequested()) {
                        m_isCancelled = true;
                        return false;
                    }
                    if (records.size() == records.capacity()) {
                        grow(records, start);
                    }
                    Record& record = records.emplace_back();
                    if (!readObject(habits, record)) {
                        return false;
                    }
                    finish(record);
                } while (m_scan.take(','));
            }
            m_scan.leave();
            return m_scan.take(']');
        }

        /// Makes room for as many records as the rest of the text may hold by what they took so
        /// far; in steps, since the first may be small and the others not.
        template <typename Record>
        void grow(std::vector<Record>& records, const char* start)
        {
            const std::size_t count = std::max<std::size_t>(records.size(), 1);
            const auto used = static_cast<std::size_t>(m_scan.position() - start);
            const auto left = static_cast<std::size_t>(m_scan.endPosition() - m_scan.position());
            const std::size_t expected = count + left / std::max<std::size_t>(used / count, 64) + 1;
            records.reserve(std::clamp(expected, count + count / 2 + 1, 16 * count));
        }

        template <typename Record>
        void finish(Record& record)
        {
            if constexpr (std::is_same_v<Record, Test>) {
                record.lab = labOf(m_runtime, m_lab, record.origin);
                m_runtime = m_lab = {};
            }
        }

        template <typename Record>
        bool readObject(Habits<Record>& habits, Record& record)
        {
            if (!m_scan.take('{') || !m_scan.enter()) {
                return false;
            }
            std::uint32_t seen = 0;
            std::size_t previous = 0;
            if (m_scan.peek() != '}') {
                do {
                    const std::size_t index = readKey(habits, previous);
                    const std::uint32_t bit = 1U << index;
                    if (index >= habits.table.slots.size() || (seen & bit) != 0 || !colon()
                        || !readValue(habits.table.slots[index], habits.memos[index], record)) {
                        return false;
                    }
                    seen |= bit;
                    previous = index + 1;
                } while (m_scan.take(','));
            }
            m_scan.leave();
            return m_scan.take('}') && (seen & habits.table.required) == habits.table.required;
        }

        /// The slot of the next key; the number of slots when it is none of them.
        template <typename Record>
        std::size_t readKey(Habits<Record>& habits, std::size_t previous)
        {
            m_scan.peek();
            const auto& slots = habits.table.slots;
            const std::size_t expected = habits.next[previous];
            if (m_scan.takeSame(slots[expected].quotedKey)) {
                return expected;
            }
            for (std::size_t i = 0; i < slots.size(); ++i) {
                if (m_scan.takeSame(slots[i].quotedKey)) {
                    habits.next[previous] = static_cast<std::uint8_t>(i);
                    return i;
                }
            }
            return slots.size();
        }

        template <typename Record>
        bool readValue(const Slot<Record>& slot, Memo& memo, Record& record)
        {
            m_neededMinor = std::max<int>(m_neededMinor, slot.sinceMinor);
            const char c = m_scan.peek();
            return std::visit(
                [&](auto member) {
                    using Member = decltype(member);
                    if constexpr (std::is_same_v<Member, FieldParent>) {
                        return readNested(member, record);
                    } else {
                        return read(c, slot.rule, memo, record.*member);
                    }
                },
                slot.member);
        }

        template <typename Record>
        bool readNested(FieldParent parent, Record& record)
        {
            if constexpr (std::is_same_v<Record, Test>) {
                if (parent == FieldParent::Environment) {
                    record.hasEnvironment = true;
                    m_platform = &record.platform;
                    const bool isGood = readObject(m_environmentHabits, record);
                    m_platform = nullptr;
                    return isGood;
                }
                return readObject(m_numberHabits, record);
            } else if constexpr (std::is_same_v<Record, Issue>) {
                record.hasCulprit = true;
                return readObject(m_culpritHabits, record);
            } else {
                return false;
            }
        }

        // One function per type of member; `c` is the first character of the value. False
        // without a problem of the scanner means that the schema does not allow the value.

        bool readText(char c, Rule rule, Memo& memo, std::string_view& out)
        {
            if (c != '"') {
                return false;
            }
            if (m_scan.takeSame(memo.raw)) {
                out = memo.text;
                return true;
            }
            const char* const start = m_scan.position();
            JsonString string;
            if (!m_scan.readString(string)) {
                return false;
            }
            if (m_isChecked && !isAllowed(rule, string)) {
                return false;
            }
            out = string.text;
            memo.raw = {start, static_cast<std::size_t>(m_scan.position() - start)};
            memo.text = out;
            return true;
        }

        static bool isAllowed(Rule rule, const JsonString& string)
        {
            if (rule == Rule::Text) {
                return !string.hasNul;
            }
            return checkText(rule, string.text, string.hasNul).keyword.empty();
        }

        bool read(char c, Rule rule, Memo& memo, std::string_view& out)
        {
            return readText(c, rule, memo, out);
        }

        bool read(char c, Rule rule, Memo& memo, Text& out)
        {
            std::string_view text;
            const bool isGood = readText(c, rule, memo, text);
            out = text;
            return isGood;
        }

        bool read(char c, Rule, Memo& memo, std::optional<Time>& out)
        {
            // The rule of times is that they can be read, so they are read once, not twice.
            std::string_view text;
            if (!readText(c, Rule::AnyText, memo, text)) {
                return false;
            }
            const std::optional<Timestamp> time = parseRfc3339(text);
            if (!time) {
                memo.raw = {};
                return false;
            }
            out = Time{*time, text};
            return true;
        }

        bool read(char c, Rule rule, Memo& memo, std::optional<StatusValue>& out)
        {
            std::string_view text;
            if (!readText(c, rule, memo, text)) {
                return false;
            }
            out = StatusValue{parseStatus(text), text};
            return true;
        }

        bool read(char c, Rule, Memo&, std::optional<bool>& out)
        {
            if (c != 't' && c != 'f') {
                return false;
            }
            out = c == 't';
            return m_scan.readLiteral(c == 't' ? "true" : "false");
        }

        bool read(char c, Rule, Memo&, std::optional<Number>& out)
        {
            JsonNumber number;
            if (!isNumber(c) || !m_scan.readNumber(number)) {
                return false;
            }
            out = Number{number.value, number.text};
            return true;
        }

        bool read(char c, Rule, Memo&, Number& out)
        {
            JsonNumber number;
            if (!isNumber(c) || !m_scan.readNumber(number) || !number.isIntegral
                || number.value < 0) {
                return false;
            }
            out = Number{number.value, number.text};
            return true;
        }

        bool read(char c, Rule rule, Memo& memo, std::optional<Json>& out)
        {
            if (c != (rule == Rule::FreeForm ? '{' : '[')) {
                return false;
            }
            if (!m_scan.takeSame(memo.raw)) {
                memo.raw = {};
                std::string_view raw;
                bool hasBlanks = false;
                if (!m_scan.skipValue(raw, hasBlanks) || !isAllowedList(rule, raw)) {
                    return false;
                }
                memo.text = hasBlanks ? minifyJson(raw, m_document.arena) : raw;
                memo.first = memo.second = {};
                if (rule == Rule::FreeForm) {
                    findNames(memo);
                }
                memo.raw = raw;
            }
            out = Json{memo.text};
            if (rule == Rule::FreeForm && m_platform != nullptr) {
                *m_platform = memo.first;
            } else if (rule == Rule::FreeForm) {
                m_runtime = memo.first;
                m_lab = memo.second;
            }
            return true;
        }

        bool isAllowedList(Rule rule, std::string_view raw)
        {
            if (!m_isChecked || rule == Rule::FreeForm) {
                return true;
            }
            JsonScanner scan(raw, m_document.arena, m_limits);
            scan.take('[');
            if (scan.peek() == ']') {
                return true;
            }
            do {
                const bool isGood =
                    rule == Rule::Files ? isFile(scan) : isAllowedText(scan, elementRule(rule));
                if (!isGood) {
                    return false;
                }
            } while (scan.take(','));
            return true;
        }

        static bool isAllowedText(JsonScanner& scan, Rule rule)
        {
            JsonString string;
            return scan.peek() == '"' && scan.readString(string) && isAllowed(rule, string);
        }

        static bool isFile(JsonScanner& scan)
        {
            if (!scan.take('{')) {
                return false;
            }
            bool hasName = false;
            bool hasUrl = false;
            do {
                scan.peek();
                const bool isName = scan.takeSame("\"name\"");
                if (!isName && !scan.takeSame("\"url\"")) {
                    return false;
                }
                bool& has = isName ? hasName : hasUrl;
                if (std::exchange(has, true) || !scan.take(':')
                    || !isAllowedText(scan, isName ? Rule::FileName : Rule::Uri)) {
                    return false;
                }
            } while (scan.take(','));
            return scan.take('}') && hasName && hasUrl;
        }

        /// The names that views need out of misc, which is known to be well-formed; of a key
        /// that comes twice the last value counts.
        void findNames(Memo& memo)
        {
            JsonScanner scan(memo.text, m_document.arena, m_limits);
            scan.take('{');
            if (scan.peek() == '}') {
                return;
            }
            do {
                JsonString key;
                scan.peek();
                scan.readString(key);
                scan.take(':');
                std::string_view* name = nullptr;
                if (m_platform != nullptr) {
                    name = key.text == "platform" ? &memo.first : nullptr;
                } else {
                    name = key.text == "runtime" ? &memo.first
                        : key.text == "lab"      ? &memo.second
                                                 : nullptr;
                }
                JsonString value;
                std::string_view raw;
                bool hasBlanks = false;
                if (scan.peek() == '"') {
                    scan.readString(value);
                } else {
                    scan.skipValue(raw, hasBlanks);
                }
                if (name != nullptr) {
                    *name = value.text;
                }
            } while (scan.take(','));
        }

        JsonScanner m_scan;
        const Limits& m_limits;
        bool m_isChecked;
        const TaskContext& m_task;
        Document& m_document;
        Habits<Test> m_environmentHabits{slotTable<Test, FieldParent::Environment>()};
        Habits<Test> m_numberHabits{slotTable<Test, FieldParent::Number>()};
        Habits<Issue> m_culpritHabits{slotTable<Issue, FieldParent::Culprit>()};
        std::size_t m_recordCount = 0;
        int m_minor = -1;
        int m_neededMinor = 0;
        bool m_isCancelled = false;
        std::string_view* m_platform = nullptr; ///< Where the platform goes, inside environment.
        std::string_view m_runtime;
        std::string_view m_lab;
    };

} // namespace

RecordsResult readRecords(std::string_view json, RecordChecks checks, const Limits& limits,
                          const TaskContext& task, Document& document)
{
    return RecordsReader(json, checks, limits, task, document).run();
}

} // namespace cboard::formats::kcidb
