// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

/// The integer that stands for a test's external id in the store.
namespace cboard::store {

/// The upper 32 bits keep the order of ids that begin with a time (ObjectId, KSUID, digits), so
/// that the index over keys is appended to; the lower ones are the last 8 digits of an ObjectId, of
/// other ids a hash. Two ids may want the same key: the writer takes the next free one, so a
/// search goes on from the wanted key while keys are taken (RecordDecoder::findTest).
std::int64_t wantedTestKey(std::string_view externalId);

/// Keys from `first` to `last`.
struct KeyRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// Where the keys of ids lie whose local part begins with \p localPrefix: every such id wants a key
/// of one of the ranges; other ids may, too. Empty for an empty prefix.
std::vector<KeyRange> testKeyRanges(std::string_view localPrefix);

/// Whether the local part is 24 lower-case hex digits, which with the job's template is all in the
/// key.
bool isObjectId(std::string_view localId);

/// The part after the first colon; all of it without one.
std::string_view localPart(std::string_view externalId);

} // namespace cboard::store
