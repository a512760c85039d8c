// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/store/rows/dictionary.h"

#include "core/store/rows/compression.h"
#include "core/store/rows/varint.h"
#include "core/store/sqlite/database.h"

#include <algorithm>

namespace cboard::store {

namespace {

    /// The path without its last part; empty for a suite.
    std::string_view parentPath(std::string_view path)
    {
        const auto dot = path.rfind('.');
        return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
    }

    tl::unexpected<Error> damagedPaths()
    {
        return fail(ErrorKind::Storage, "the table of paths is damaged");
    }

    std::size_t sharedBytes(std::string_view before, std::string_view path)
    {
        const std::size_t most = std::min(before.size(), path.size());
        return static_cast<std::size_t>(
            std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(most),
                          path.begin())
                .first
            - before.begin());
    }

} // namespace

std::string_view PathNode::leaf() const
{
    const auto dot = text.rfind('.');
    return dot == std::string_view::npos ? text : text.substr(dot + 1);
}

Dictionary::Dictionary()
{
    for (Names& names : m_names) {
        names.texts.emplace_back();
        names.index.emplace(std::string_view(), 0);
    }
    m_paths.emplace_back();
}

Result<void> Dictionary::refresh(Database& database)
{
    CBOARD_TRY_VOID(refreshNames(database));
    return refreshPaths(database);
}

Result<void> Dictionary::refreshNames(Database& database)
{
    CBOARD_TRY(auto rows,
               database.prepare("SELECT id, text FROM name"
                                " WHERE dimension = ?1 AND id >= ?2 ORDER BY id"));
    for (std::size_t dimension = 1; dimension <= NameKindCount; ++dimension) {
        Names& known = m_names[dimension - 1];
        rows.reset();
        rows.bindAll(static_cast<std::int64_t>(dimension),
                     static_cast<std::int64_t>(known.texts.size()));
        while (true) {
            CBOARD_TRY(const bool hasRow, rows.step());
            if (!hasRow) {
                break;
            }
            const std::string_view text = m_arena.copy(rows.text(1));
            known.index.emplace(text, static_cast<std::int64_t>(known.texts.size()));
            known.texts.push_back(text);
        }
    }
    return {};
}

Result<void> Dictionary::refreshPaths(Database& database)
{
    CBOARD_TRY(auto rows,
               database.prepare("SELECT first, body FROM path_block"
                                " WHERE first >= ?1 ORDER BY first"));
    rows.bind(1, pathCount());
    Compressor compressor;
    while (true) {
        CBOARD_TRY(const bool hasRow, rows.step());
        if (!hasRow) {
            m_storedPaths = pathCount();
            return {};
        }
        if (rows.integer(0) != pathCount()) {
            return damagedPaths();
        }
        Arena arena;
        CBOARD_TRY(const std::string_view packed, compressor.decompress(rows.blob(1), arena));
        CBOARD_TRY_VOID(readPaths(packed));
    }
}

Result<void> Dictionary::readPaths(std::string_view packed)
{
    ByteReader reader(packed);
    std::string path;
    while (!reader.isAtEnd()) {
        const auto shared = reader.varint();
        const auto rest = reader.bytes();
        if (!shared || !rest || *shared > path.size()) {
            return damagedPaths();
        }
        path.resize(*shared);
        path += *rest;
        rememberPath(path);
    }
    return {};
}

Result<void> Dictionary::storePaths(Database& database)
{
    if (m_storedPaths == pathCount()) {
        return {};
    }
    std::string packed;
    std::string_view before;
    for (std::int64_t id = m_storedPaths; id < pathCount(); ++id) {
        const std::string_view text = path(id).text;
        const std::size_t shared = sharedBytes(before, text);
        appendVarint(packed, shared);
        appendBytes(packed, text.substr(shared));
        before = text;
    }
    CBOARD_TRY(auto row, database.prepare("INSERT INTO path_block (first, body) VALUES (?1, ?2)"));
    Compressor compressor;
    row.bind(1, m_storedPaths);
    row.bindBlob(2, compressor.compress(packed, Compressor::Effort::Small));
    CBOARD_TRY_VOID(row.run());
    m_storedPaths = pathCount();
    return {};
}

std::int64_t Dictionary::rememberPath(std::string_view path)
{
    PathNode node;
    node.text = m_arena.copy(path);
    node.parent = findPath(parentPath(path)).value_or(0);
    const std::int64_t id = pathCount();
    node.suite = node.parent == 0 ? id : this->path(node.parent).suite;
    node.isBoot = node.parent == 0 ? path == "boot" : this->path(node.parent).isBoot;
    m_paths.push_back(node);
    m_pathIndex.emplace(node.text, id);
    return id;
}

std::string_view Dictionary::name(NameKind kind, std::int64_t id) const
{
    const auto& texts = names(kind).texts;
    return id >= 0 && id < nameCount(kind) ? texts[static_cast<std::size_t>(id)]
                                           : std::string_view();
}

std::optional<std::int64_t> Dictionary::findName(NameKind kind, std::string_view text) const
{
    const Index& index = names(kind).index;
    const auto found = index.find(text);
    return found == index.end() ? std::nullopt : std::optional(found->second);
}

std::int64_t Dictionary::nameCount(NameKind kind) const
{
    return static_cast<std::int64_t>(names(kind).texts.size());
}

const PathNode& Dictionary::path(std::int64_t id) const
{
    return id >= 0 && id < pathCount() ? m_paths[static_cast<std::size_t>(id)] : m_paths.front();
}

std::optional<std::int64_t> Dictionary::findPath(std::string_view path) const
{
    const auto found = m_pathIndex.find(path);
    return found == m_pathIndex.end() ? std::nullopt : std::optional(found->second);
}

Result<std::int64_t> Dictionary::internName(Database& database, NameKind kind,
                                            std::string_view text)
{
    if (const auto found = findName(kind, text)) {
        return *found;
    }
    Names& known = names(kind);
    const std::int64_t id = nameCount(kind);
    CBOARD_TRY(auto insert,
               database.prepare("INSERT INTO name (dimension, id, text)"
                                " VALUES (?1, ?2, ?3)"));
    CBOARD_TRY_VOID(insert.bindAll(static_cast<std::int64_t>(kind), id, text).run());
    const std::string_view kept = m_arena.copy(text);
    known.texts.push_back(kept);
    known.index.emplace(kept, id);
    return id;
}

std::int64_t Dictionary::internPath(std::string_view path)
{
    if (const auto found = findPath(path)) {
        return *found;
    }
    if (const std::string_view parent = parentPath(path); !parent.empty()) {
        internPath(parent);
    }
    return rememberPath(path);
}

Dictionary::Mark Dictionary::mark() const
{
    Mark mark;
    for (std::size_t i = 0; i < NameKindCount; ++i) {
        mark.names[i] = m_names[i].texts.size();
    }
    mark.paths = m_paths.size();
    return mark;
}

void Dictionary::rollback(const Mark& mark)
{
    for (std::size_t i = 0; i < NameKindCount; ++i) {
        while (m_names[i].texts.size() > mark.names[i]) {
            m_names[i].index.erase(m_names[i].texts.back());
            m_names[i].texts.pop_back();
        }
    }
    while (m_paths.size() > mark.paths) {
        m_pathIndex.erase(m_paths.back().text);
        m_paths.pop_back();
    }
}

} // namespace cboard::store
