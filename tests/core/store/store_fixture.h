// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/query/filter.h"
#include "core/query/requests.h"
#include "core/store/store.h"

#include <QTemporaryDir>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

/// Small stores made by the real writer, with everything that went in also kept plainly, so that a
/// test can compute by hand what a query must answer.
namespace cboard::test {

struct PlainCheckout {
    std::string id;
    std::string origin;
    std::string tree;
    std::string branch;
    std::string url;
    std::string commit;
    std::string name;
    std::string start; ///< RFC 3339, empty for none.
};

struct PlainBuild {
    std::string id;
    std::string checkout;
    std::string origin;
    std::string config;
    std::string arch;
    std::string compiler;
    std::string status; ///< Empty for none.
    std::string start;
    std::string duration;
    std::string misc; ///< JSON object, empty for none.
    std::string excerpt{}; ///< Of the log; empty for none.
};

struct PlainTest {
    std::string id;
    std::string build;
    std::string origin;
    std::string path; ///< Empty for none.
    std::string platform; ///< Empty for none.
    std::string lab; ///< misc.runtime; empty for none.
    std::string status;
    std::string start;
    std::string duration;
    std::string excerpt;
    std::string compatibles{}; ///< JSON list, empty for none.
    std::string log{}; ///< Whole log, empty for none.
    std::string misc{}; ///< JSON object in place of the one that names the lab.
};

struct PlainIssue {
    std::string id;
    std::string subject;
    bool isCode = false;
    bool isTool = false;
    bool isHarness = false;
};

struct PlainIncident {
    std::string id;
    std::string issue; ///< Of version 1.
    std::string build; ///< Either of both is empty.
    std::string test;
    bool isPresent = true;
};

struct PlainData {
    std::vector<PlainCheckout> checkouts;
    std::vector<PlainBuild> builds;
    std::vector<PlainTest> tests;
    std::vector<PlainIssue> issues;
    std::vector<PlainIncident> incidents;
};

/// The checkout "maestro:cN" of revision vN of mainline/master; N from 1 to 9, each a day later.
PlainCheckout mainlineCheckout(int number);
/// The build "maestro:bN" of it, which passed.
PlainBuild mainlineBuild(int number);

/// Random but repeatable: a few trees, revisions of checkouts, builds (dummies among them), boots
/// and tests of several labs, some without status, some whose parents never arrive.
PlainData randomData(std::uint32_t seed, int revisions = 6, int testsPerBuild = 24);

/// A store in a directory of its own, filled by the writer.
class StoreFixture {
public:
    /// The instant of ingest of everything, and what tests take for now.
    static Timestamp now();

    StoreFixture();
    store::Store& store() { return *m_store; }
    query::Engine& engine() { return m_store->engine(); }
    std::string file() const;

    /// Adds the records as one document and commits.
    void add(const PlainData& data, store::MergePolicy policy = store::MergePolicy::First);

    query::Common common(const std::string& filter = {}) const;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::Store> m_store;
    int m_documents = 0;
};

/// The snapshot of an answer; ends the test program with the error when there is none.
template <typename Snapshot>
std::shared_ptr<const Snapshot> must(Result<std::shared_ptr<const Snapshot>> answer)
{
    if (!answer) {
        qFatal("query failed: %s", describe(answer.error()).c_str());
    }
    return *answer;
}

/// The classes as the views count them.
StatusClass plainClass(const std::string& status, const std::string& start);
std::string plainLab(const PlainTest& test);
bool isPlainBoot(const PlainTest& test);

} // namespace cboard::test
