// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/hash.h"
#include "core/generate/generate.h"
#include "core/generate/truth.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

/// All rows of a small generation in memory, joined the plain way.
namespace cboard::generate::testing {

/// tree, branch, path, platform, config, arch, compiler, lab
using CellKey = std::tuple<std::string, std::string, std::string, std::string, std::string,
                           std::string, std::string, std::string>;

struct CheckoutRow {
    std::string tree;
    std::string branch;
    std::string commit;
    Timestamp time;
};

struct BuildRow {
    std::string checkout;
    std::string config;
    std::string arch;
    std::string compiler;
    std::string status;
};

struct TestRow {
    std::string build;
    std::string path;
    std::string platform;
    std::string lab;
    std::string status; ///< Empty when there is none.
};

struct Emitted {
    std::map<std::string, CheckoutRow> checkouts;
    std::map<std::string, BuildRow> builds;
    std::map<std::string, TestRow> tests;
    std::vector<std::size_t> testsOfDocuments;
    std::int64_t documents = 0;
    std::int64_t repeatedTests = 0;
    std::int64_t childrenBeforeParents = 0;
    std::size_t bytes = 0;
    Hash128 hash; ///< Over the bytes of all documents.
    Outcome outcome;

    /// Commits of one tree, oldest first.
    std::map<std::string, std::vector<std::string>> commitsOfTree() const;
};

Emitted emitAll(const Options& options);

} // namespace cboard::generate::testing
