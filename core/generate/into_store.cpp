// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/generate/into_store.h"

#include <fmt/format.h>

namespace cboard::generate {

Result<Outcome> generateIntoStore(const Options& options, store::Store& store, Timestamp arrival,
                                  const TaskContext& task)
{
    constexpr std::int64_t BatchTests = 50'000;
    CBOARD_TRY(std::unique_ptr<store::Writer> writer, store.writer("cboard", arrival));
    std::int64_t number = 0;
    std::int64_t uncommitted = 0;
    const auto add = [&](const Document& document) -> Result<void> {
        store::DocumentSource source;
        source.path = fmt::format("generate:{}/{:08}", options.seed, number++);
        // The bytes are never made; the name stands for them.
        source.contentHash = hash128(fmt::format("{} {} {} {}", source.path, options.trees,
                                                 options.revisions, options.tests));
        CBOARD_TRY_VOID(writer->add(document, source, store::MergePolicy::First, arrival));
        uncommitted += std::ssize(document.tests) + 1;
        if (uncommitted >= BatchTests) {
            uncommitted = 0;
            CBOARD_TRY_VOID(writer->commit());
        }
        return {};
    };
    CBOARD_TRY(Outcome outcome, generate(options, {add, {}}, task));
    CBOARD_TRY_VOID(writer->commit());
    return outcome;
}

} // namespace cboard::generate
