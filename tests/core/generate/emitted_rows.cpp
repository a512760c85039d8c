// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/core/generate/emitted_rows.h"

#include "core/formats/kcidb_writer.h"

#include <algorithm>

namespace cboard::generate::testing {

namespace {

    std::string textOf(const Text& text)
    {
        return std::string(text.value_or(std::string_view()));
    }

    std::string statusOf(const std::optional<StatusValue>& status)
    {
        return status ? std::string(status->text) : std::string();
    }

    void addTest(Emitted& emitted, const Test& test)
    {
        TestRow row{std::string(test.buildId), textOf(test.path), std::string(test.platform),
                    std::string(test.lab), statusOf(test.status)};
        emitted.childrenBeforeParents += emitted.builds.contains(row.build) ? 0 : 1;
        const auto [place, isNew] = emitted.tests.try_emplace(std::string(test.id), row);
        emitted.repeatedTests += isNew ? 0 : 1;
        if (place->second.status.empty()) {
            place->second.status = row.status;
        }
    }

    void addDocument(Emitted& emitted, const Document& document)
    {
        for (const Checkout& checkout : document.checkouts) {
            emitted.checkouts[std::string(checkout.id)] = {
                textOf(checkout.treeName), textOf(checkout.gitRepositoryBranch),
                textOf(checkout.gitCommitHash), checkout.startTime->value};
        }
        for (const Build& build : document.builds) {
            emitted.builds[std::string(build.id)] = {
                std::string(build.checkoutId), textOf(build.configName), textOf(build.architecture),
                textOf(build.compiler), statusOf(build.status)};
        }
        for (const Test& test : document.tests) {
            addTest(emitted, test);
        }
    }

} // namespace

std::map<std::string, std::vector<std::string>> Emitted::commitsOfTree() const
{
    std::map<std::string, std::map<Timestamp, std::string>> byTime;
    for (const auto& [id, checkout] : checkouts) {
        byTime[checkout.tree][checkout.time] = checkout.commit;
    }
    std::map<std::string, std::vector<std::string>> result;
    for (const auto& [tree, commits] : byTime) {
        for (const auto& [time, commit] : commits) {
            result[tree].push_back(commit);
        }
    }
    return result;
}

Emitted emitAll(const Options& options)
{
    Emitted emitted;
    std::string hashes;
    auto outcome = generate(options,
                            {[&](const Document& document) -> Result<void> {
                                 const std::string bytes = formats::kcidbJson(document);
                                 hashes += toHex(hash128(bytes));
                                 emitted.bytes += bytes.size();
                                 emitted.documents += 1;
                                 emitted.testsOfDocuments.push_back(document.tests.size());
                                 addDocument(emitted, document);
                                 return {};
                             },
                             {}},
                            TaskContext());
    if (outcome) {
        emitted.outcome = *outcome;
        hashes += outcome->truth->toJson(options, outcome->totals);
    }
    emitted.hash = hash128(hashes);
    std::sort(emitted.testsOfDocuments.begin(), emitted.testsOfDocuments.end());
    return emitted;
}

} // namespace cboard::generate::testing
