// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/domain/record_fields.h"
#include "core/store/store.h"

#include <array>

namespace cboard::store {

/// Whether both have the same value, or none, in each field. "_timestamp" is not compared.
template <typename Record>
bool hasSameFields(const Record& a, const Record& b);

/// Whether each field that \p part has is in \p whole with the same value.
template <typename Record>
bool isContainedIn(const Record& part, const Record& whole);

/// The record that several submitted versions of it make, taken in order of arrival.
///
/// Required fields stay as first submitted. The others: `first` fills what is absent, `last` takes
/// what is present, `newest` takes what is present and not older than what it replaces. With
/// distinct times, `newest` gives the same record for each order of arrival.
template <typename Record>
class RecordFold {
public:
    RecordFold(const Record& first, Timestamp time);
    void add(const Record& next, Timestamp time, MergePolicy policy);
    const Record& record() const { return m_record; }

private:
    Record m_record;
    std::array<Timestamp, 64> m_times; ///< Of the version that a field's value is from.
};

} // namespace cboard::store
