// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/failing_elsewhere.h"

#include "core/query/cell_target.h"
#include "core/service/regression_errors.h"

#include <algorithm>

namespace cboard::service {

namespace {

    constexpr const char* Boot = "boot";

    bool isBoot(const std::string& path)
    {
        return path == Boot || path.rfind("boot.", 0) == 0;
    }

    query::Filter failsOnly()
    {
        query::FilterTerm fails;
        fails.key = query::FilterKey::Status;
        fails.values.emplace_back().text = "fail";
        query::Filter filter;
        filter.terms.push_back(std::move(fails));
        filter.text = query::formatFilter(filter);
        return filter;
    }

    Result<void> addNewest(FailingElsewhere& failing, query::Engine& engine, query::Common common,
                           std::int64_t revision, const TaskContext& task)
    {
        common.filter = failsOnly();
        query::TestsRequest runs;
        runs.common = common;
        runs.revision = revision;
        CBOARD_TRY(const auto tests, engine.tests(runs, task));
        for (const query::TestRow& row : tests->rows) {
            const bool isOfBoot = isBoot(row.path);
            query::CellNames cell;
            cell.path = isOfBoot ? Boot : row.path; // The boots of a board are one cell.
            cell.platform = row.platform;
            failing.add(isOfBoot ? "boot" : "test", cell);
        }
        CBOARD_TRY(const auto builds, engine.builds({common, revision}, task));
        for (const query::BuildRow& row : builds->rows) {
            query::CellNames cell;
            cell.config = row.config;
            cell.architecture = row.architecture;
            failing.add("build", cell);
        }
        return {};
    }

} // namespace

std::string familyOf(const std::string& kind, const query::CellNames& cell)
{
    query::CellNames family;
    if (kind == "build") {
        family.config = cell.config;
        family.architecture = cell.architecture;
    } else {
        family.path = cell.path;
        family.platform = cell.platform;
    }
    return kind + ' ' + query::cellTarget(family);
}

bool FailingElsewhere::has(const query::RegressionRow& row) const
{
    if (!row.fingerprint.empty() && m_fingerprints.count(row.fingerprint) != 0) {
        return true;
    }
    return std::any_of(row.cells.begin(), row.cells.end(), [&](const auto& cell) {
        const auto same = m_families.find(familyOf(row.kind, cell.names));
        return same != m_families.end() && (row.fingerprint.empty() || same->second.empty());
    });
}

void FailingElsewhere::add(const query::RegressionRow& row)
{
    if (!row.fingerprint.empty()) {
        m_fingerprints.insert(row.fingerprint);
    }
    for (const query::RegressionCell& cell : row.cells) {
        auto& fingerprints = m_families[familyOf(row.kind, cell.names)];
        if (!row.fingerprint.empty()) {
            fingerprints.insert(row.fingerprint);
        }
    }
}

void FailingElsewhere::add(const std::string& kind, const query::CellNames& cell)
{
    m_families.try_emplace(familyOf(kind, cell));
}

Result<std::shared_ptr<const FailingElsewhere>>
failingElsewhere(query::Engine& engine, const std::filesystem::path& storeFile,
                 const query::Common& common, const std::string& line, const TaskContext& task)
{
    const query::Common plain = common.unfiltered();
    CBOARD_TRY(const auto trees, engine.trees({plain}, task));
    auto failing = std::make_shared<FailingElsewhere>();
    bool isStored = false;
    for (const query::TreeRow& tree : trees->rows) {
        if (line != tree.tree && line != tree.tree + '/' + tree.branch) {
            continue;
        }
        isStored = true;
        query::RegressionsRequest request;
        request.common = plain;
        request.branch = {tree.tree, tree.branch, tree.repositoryUrl};
        CBOARD_TRY(const auto ledger, regressionsByError(engine, storeFile, request, task));
        for (const query::RegressionRow& row : ledger->rows) {
            if (row.state == query::RegressionState::Active) {
                failing->add(row);
            }
        }
        CBOARD_TRY_VOID(addNewest(*failing, engine, plain, tree.newest.id, task));
    }
    if (!isStored) {
        return fail(ErrorKind::NotFound, "no branch \"" + line + "\" is stored");
    }
    return {std::move(failing)};
}

} // namespace cboard::service
