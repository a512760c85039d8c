// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/queries/matrix_axis.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace cboard::store {

namespace {

    using query::Dimension;

    std::int64_t valueOf(Dimension dimension, const ResultFacts& facts, std::int32_t revision,
                         const Dictionary& names, const NameAliases& boards)
    {
        switch (dimension) {
        case Dimension::Platform:
            return boards.countedAs(facts.platform);
        case Dimension::Revision:
            return revision;
        case Dimension::Config:
            return facts.build->config;
        case Dimension::Arch:
            return facts.build->architecture;
        case Dimension::Compiler:
            return facts.build->compiler;
        case Dimension::Lab:
            return facts.lab;
        case Dimension::Origin:
            return facts.origin;
        case Dimension::Path:
            return facts.path;
        case Dimension::Suite:
            return names.path(facts.path).suite;
        }
        return 0;
    }

} // namespace

std::size_t MatrixAxis::KeyHasher::operator()(const Key& key) const
{
    std::uint64_t hash = 0;
    for (const std::int64_t value : key) {
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 32U;
    }
    return hash;
}

Result<MatrixAxis> MatrixAxis::create(const QueryContext& context,
                                      std::vector<Dimension> dimensions)
{
    if (dimensions.empty() || dimensions.size() > MostDimensions) {
        return fail(ErrorKind::Invalid, "a matrix axis has one to four dimensions");
    }
    if (std::set<Dimension>(dimensions.begin(), dimensions.end()).size() != dimensions.size()) {
        return fail(ErrorKind::Invalid, "a matrix axis names a dimension twice");
    }
    MatrixAxis axis;
    axis.m_dimensions = std::move(dimensions);
    CBOARD_TRY(axis.m_user, UserNames::of(context));
    return axis;
}

bool MatrixAxis::has(Dimension dimension) const
{
    return std::find(m_dimensions.begin(), m_dimensions.end(), dimension) != m_dimensions.end();
}

std::int32_t MatrixAxis::placeOf(const Key& key)
{
    const auto [place, isNew] = m_places.try_emplace(key, static_cast<std::int32_t>(m_keys.size()));
    if (isNew) {
        m_keys.push_back(key);
    }
    return place->second;
}

std::int32_t MatrixAxis::place(const ResultFacts& facts, std::int32_t revision,
                               const Dictionary& names)
{
    Key key{};
    for (std::size_t i = 0; i < m_dimensions.size(); ++i) {
        key[i] = valueOf(m_dimensions[i], facts, revision, names, m_user->boards);
    }
    return placeOf(key);
}

void MatrixAxis::addRevision(std::int32_t revision)
{
    if (m_dimensions.size() == 1 && m_dimensions.front() == Dimension::Revision) {
        placeOf({revision});
    }
}

std::vector<std::string> MatrixAxis::fieldNames() const
{
    std::vector<std::string> fields;
    for (const Dimension dimension : m_dimensions) {
        fields.emplace_back(query::dimensionKey(dimension));
    }
    return fields;
}

std::string MatrixAxis::text(const Dictionary& names, const std::vector<RevisionEntry>& revisions,
                             const Key& key, std::size_t dimension) const
{
    const std::int64_t value = key[dimension];
    switch (m_dimensions[dimension]) {
    case Dimension::Platform:
        return std::string(m_user->boards.nameOf(names, value));
    case Dimension::Revision: {
        const query::RevisionRef& ref = revisions[static_cast<std::size_t>(value)].ref;
        return ref.name.empty() ? ref.commit : ref.name;
    }
    case Dimension::Config:
        return std::string(names.name(NameKind::Config, value));
    case Dimension::Arch:
        return std::string(names.name(NameKind::Architecture, value));
    case Dimension::Compiler:
        return std::string(names.name(NameKind::Compiler, value));
    case Dimension::Lab:
        return std::string(names.name(NameKind::Lab, value));
    case Dimension::Origin:
        return std::string(names.name(NameKind::Origin, value));
    case Dimension::Path:
    case Dimension::Suite:
        return std::string(names.path(value).text);
    }
    return {};
}

std::vector<query::MatrixHeader> MatrixAxis::headers(const Dictionary& names,
                                                     const std::vector<RevisionEntry>& revisions,
                                                     const std::vector<bool>& isKept,
                                                     std::vector<std::int32_t>& newPlace) const
{
    std::vector<query::MatrixHeader> all(m_keys.size());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        for (std::size_t d = 0; d < m_dimensions.size(); ++d) {
            all[i].fields.push_back(text(names, revisions, m_keys[i], d));
            if (m_dimensions[d] == Dimension::Revision) {
                all[i].revision = revisions[static_cast<std::size_t>(m_keys[i][d])].ref;
            }
        }
        if (isKept[i]) {
            order.push_back(i);
        }
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        for (std::size_t d = 0; d < m_dimensions.size(); ++d) {
            if (m_keys[a][d] == m_keys[b][d]) {
                continue;
            }
            return m_dimensions[d] == Dimension::Revision
                ? m_keys[a][d] < m_keys[b][d] // Indices count from the newest.
                : all[a].fields[d] < all[b].fields[d];
        }
        return a < b;
    });
    newPlace.assign(m_keys.size(), -1);
    std::vector<query::MatrixHeader> sorted;
    for (const std::size_t place : order) {
        newPlace[place] = static_cast<std::int32_t>(sorted.size());
        sorted.push_back(std::move(all[place]));
    }
    return sorted;
}

} // namespace cboard::store
