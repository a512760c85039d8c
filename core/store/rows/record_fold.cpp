// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/record_fold.h"

#include <type_traits>

namespace cboard::store {

namespace {

    template <typename Value>
    bool isPresent(const std::optional<Value>& value)
    {
        return value.has_value();
    }

    template <typename Value>
    bool isPresent(const Value& /*required*/)
    {
        return true;
    }

    /// What is derived from a field goes with it.
    void takeDerived(Test& into, const Test& from, std::string_view key, FieldParent parent)
    {
        if (key == "misc" && parent == FieldParent::Environment) {
            into.platform = from.platform;
        }
        if (key == "misc" && parent == FieldParent::None) {
            into.lab = from.lab;
        }
    }

    template <typename Record>
    void takeDerived(Record& /*into*/, const Record& /*from*/, std::string_view /*key*/,
                     FieldParent /*parent*/)
    {
    }

    void takeObjects(Test& into, const Test& from)
    {
        into.hasEnvironment = into.hasEnvironment || from.hasEnvironment;
    }

    void takeObjects(Issue& into, const Issue& from)
    {
        into.hasCulprit = into.hasCulprit || from.hasCulprit;
    }

    template <typename Record>
    void takeObjects(Record& /*into*/, const Record& /*from*/)
    {
    }

} // namespace

template <typename Record>
bool hasSameFields(const Record& a, const Record& b)
{
    bool isSame = true;
    forEachField<Record>(
        [&](const auto& field) { isSame = isSame && a.*field.member == b.*field.member; });
    return isSame;
}

template <typename Record>
bool isContainedIn(const Record& part, const Record& whole)
{
    bool isContained = true;
    forEachField<Record>([&](const auto& field) {
        if (!field.isRequired && isPresent(part.*field.member)) {
            isContained = isContained && part.*field.member == whole.*field.member;
        }
    });
    return isContained;
}

template <typename Record>
RecordFold<Record>::RecordFold(const Record& first, Timestamp time)
    : m_record(first)
{
    m_times.fill(time);
}

template <typename Record>
void RecordFold<Record>::add(const Record& next, Timestamp time, MergePolicy policy)
{
    std::size_t number = 0;
    forEachField<Record>([&](const auto& field) {
        Timestamp& current = m_times[number++];
        if (field.isRequired || !isPresent(next.*field.member)) {
            return;
        }
        bool isTaken = !isPresent(m_record.*field.member);
        switch (policy) {
        case MergePolicy::First:
            break;
        case MergePolicy::Last:
            isTaken = true;
            break;
        case MergePolicy::Newest:
            isTaken = isTaken || time >= current;
            break;
        }
        if (isTaken) {
            m_record.*field.member = next.*field.member;
            current = time;
            takeDerived(m_record, next, field.key, field.parent);
        }
    });
    takeObjects(m_record, next);
    if (next.timestamp
        && (!m_record.timestamp || next.timestamp->value > m_record.timestamp->value)) {
        m_record.timestamp = next.timestamp;
    }
}

template bool hasSameFields(const Checkout&, const Checkout&);
template bool hasSameFields(const Build&, const Build&);
template bool hasSameFields(const Test&, const Test&);
template bool hasSameFields(const Issue&, const Issue&);
template bool hasSameFields(const Incident&, const Incident&);
template bool isContainedIn(const Checkout&, const Checkout&);
template bool isContainedIn(const Build&, const Build&);
template bool isContainedIn(const Test&, const Test&);
template bool isContainedIn(const Issue&, const Issue&);
template bool isContainedIn(const Incident&, const Incident&);
template class RecordFold<Checkout>;
template class RecordFold<Build>;
template class RecordFold<Test>;
template class RecordFold<Issue>;
template class RecordFold<Incident>;

} // namespace cboard::store
