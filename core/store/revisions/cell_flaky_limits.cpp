// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/revisions/cell_flaky_limits.h"

#include <string_view>

namespace cboard::store {

namespace {

    constexpr std::int64_t BuildPath = -1; ///< Boots have 0.

    bool isBelow(std::string_view path, std::string_view prefix)
    {
        return path.starts_with(prefix)
            && (path.size() == prefix.size() || path[prefix.size()] == '.');
    }

    std::int64_t pathOf(const CellKey& key)
    {
        return key.platform == 0 && key.path == 0 && key.lab == 0 ? BuildPath : key.path;
    }

} // namespace

CellFlakyLimits::CellFlakyLimits(const Dictionary& names, const query::Limits& limits)
    : m_names(names)
    , m_usual(limits.flaky)
{
    for (const query::FlakyException& one : limits.flakyExceptions) {
        const auto lab = names.findName(NameKind::Lab, one.lab);
        if (lab) { // Nothing ran in others.
            m_exceptions.push_back({&one, *lab});
        }
    }
}

const query::FlakyLimits& CellFlakyLimits::exceptionOf(const CellKey& key)
{
    const auto [found, isNew] = m_byPath.try_emplace(pathOf(key));
    if (isNew) {
        found->second = exceptionsOfPath(key);
    }
    for (const Exception* one : found->second) {
        if (one->lab == 0 || one->lab == key.lab) {
            return one->words->limits;
        }
    }
    return m_usual;
}

std::vector<const CellFlakyLimits::Exception*>
CellFlakyLimits::exceptionsOfPath(const CellKey& key) const
{
    const std::int64_t path = pathOf(key);
    const std::string_view text = path == BuildPath ? std::string_view()
        : path == 0                                 ? std::string_view("boot")
                                                    : m_names.path(path).text;
    std::vector<const Exception*> fitting;
    for (const Exception& one : m_exceptions) {
        if (one.words->path.empty() || isBelow(text, one.words->path)) {
            fitting.push_back(&one);
        }
    }
    return fitting;
}

} // namespace cboard::store
