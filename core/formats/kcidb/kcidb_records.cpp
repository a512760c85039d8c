// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/kcidb/kcidb_records.h"

#include "core/formats/kcidb/kcidb_slots.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <variant>
#include <vector>

namespace cboard::formats::kcidb {

namespace {

    constexpr std::size_t RecordsBetweenStopChecks = 1024;

    /// Whether a runtime is a lab, not the machinery that runs jobs without boards.
    bool isLab(std::string_view runtime)
    {
        return !runtime.empty() && runtime != "shell" && runtime.substr(0, 3) != "k8s";
    }

    class RecordsReader {
    public:
        RecordsReader(std::string_view json, RecordChecks checks, const Limits& limits,
                      const TaskContext& task, Document& document)
            : m_scan(json, document.arena, limits)
            , m_limits(limits)
            , m_task(task)
            , m_document(document)
            , m_values(m_scan, document.arena, limits, checks == RecordChecks::All)
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
            std::uint32_t seen = 0;
            do {
                const TopKey key = readTopKey();
                const std::uint32_t bit = 1U << static_cast<unsigned>(key);
                if ((seen & bit) != 0 || key == TopKey::Other || !colon() || !readTopValue(key)) {
                    return false;
                }
                seen |= bit;
            } while (m_scan.take(','));
            m_scan.leave();
            return m_scan.take('}') && m_minor >= 0 && m_minor >= m_neededMinor;
        }

        enum class TopKey : std::uint8_t {
            Version,
            Checkouts,
            Builds,
            Tests,
            Issues,
            Incidents,
            Other
        };

        TopKey readTopKey()
        {
            constexpr std::array<std::string_view, 6> QuotedKeys = {"\"version\"", "\"checkouts\"",
                                                                    "\"builds\"",  "\"tests\"",
                                                                    "\"issues\"",  "\"incidents\""};
            m_scan.peek();
            const auto found = std::ranges::find_if(
                QuotedKeys, [this](std::string_view key) { return m_scan.takeSame(key); });
            return static_cast<TopKey>(found - QuotedKeys.begin());
        }

        bool readTopValue(TopKey key)
        {
            switch (key) {
            case TopKey::Version:
                return readVersion();
            case TopKey::Checkouts:
                return readList(m_document.checkouts);
            case TopKey::Builds:
                return readList(m_document.builds);
            case TopKey::Tests:
                return readList(m_document.tests);
            case TopKey::Issues:
                return readList(m_document.issues);
            case TopKey::Incidents:
                return readList(m_document.incidents);
            case TopKey::Other:
                return false;
            }
            return false;
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
                if (part == nullptr || *part >= 0 || !colon() || !beginsNumber(m_scan.peek())
                    || !m_scan.readNumber(number) || number.text.size() != 1) {
                    return false;
                }
                *part = number.text.front() - '0';
            } while (m_scan.take(','));
            m_minor = std::max(minor, 0);
            return m_scan.take('}') && major == NewestVersion.major
                && m_minor <= NewestVersion.minor;
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
                record.lab = isLab(m_lab) ? m_lab : record.origin;
                m_lab = {};
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
                        const bool isGood = m_values.read(c, slot.rule, memo, record.*member);
                        if constexpr (std::is_same_v<Member, std::optional<Json> Test::*>) {
                            takeNames(member, memo.names, record);
                        }
                        return isGood;
                    }
                },
                slot.member);
        }

        void takeNames(std::optional<Json> Test::*member, const MiscNames& names, Test& test)
        {
            if (member == &Test::environmentMisc) {
                test.platform = names.platform;
            } else if (member == &Test::misc) {
                m_lab = names.runtime.empty() ? names.lab : names.runtime;
            }
        }

        template <typename Record>
        bool readNested(FieldParent parent, Record& record)
        {
            if constexpr (std::is_same_v<Record, Test>) {
                if (parent == FieldParent::Environment) {
                    record.hasEnvironment = true;
                    return readObject(m_environmentHabits, record);
                }
                return readObject(m_numberHabits, record);
            } else if constexpr (std::is_same_v<Record, Issue>) {
                record.hasCulprit = true;
                return readObject(m_culpritHabits, record);
            } else {
                return false;
            }
        }

        JsonScanner m_scan;
        const Limits& m_limits;
        const TaskContext& m_task;
        Document& m_document;
        ValueReader m_values;
        Habits<Test> m_environmentHabits{slotTable<Test, FieldParent::Environment>()};
        Habits<Test> m_numberHabits{slotTable<Test, FieldParent::Number>()};
        Habits<Issue> m_culpritHabits{slotTable<Issue, FieldParent::Culprit>()};
        std::size_t m_recordCount = 0;
        int m_minor = -1;
        int m_neededMinor = 0;
        bool m_isCancelled = false;
        std::string_view m_lab; ///< As the test in hand names it.
    };

} // namespace

RecordsResult readRecords(std::string_view json, RecordChecks checks, const Limits& limits,
                          const TaskContext& task, Document& document)
{
    return RecordsReader(json, checks, limits, task, document).run();
}

} // namespace cboard::formats::kcidb
