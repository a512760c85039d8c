// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/pattern_set.h"

#include <fmt/format.h>
#include <hs/hs.h>

#include <vector>

namespace cboard::logs {

namespace {

    struct DatabaseDeleter {
        void operator()(hs_database_t* database) const { hs_free_database(database); }
    };
    struct ScratchDeleter {
        void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
    };
    struct CompileErrorDeleter {
        void operator()(hs_compile_error_t* error) const { hs_free_compile_error(error); }
    };
    using Scratch = std::unique_ptr<hs_scratch_t, ScratchDeleter>;

    int onMatch(unsigned id, unsigned long long /*from*/, unsigned long long to, unsigned /*flags*/,
                void* context)
    {
        const auto& hit = *static_cast<const PatternSet::Hit*>(context);
        return hit(id, static_cast<std::size_t>(to)) ? 0 : 1;
    }

    /// Flags with which Vectorscan takes the expression: as it is, or as a coarser one that
    /// matches at least the same (look-around, back references, too large).
    Result<unsigned> flagsOf(const SetPattern& pattern, std::size_t number)
    {
        const unsigned plain =
            HS_FLAG_MULTILINE | (pattern.isCaseSensitive ? 0U : HS_FLAG_CASELESS);
        std::string reason;
        for (const unsigned flags : {plain, plain | HS_FLAG_PREFILTER}) {
            hs_expr_info_t* info = nullptr;
            hs_compile_error_t* error = nullptr;
            const auto status =
                hs_expression_info(pattern.expression.c_str(), flags, &info, &error);
            const std::unique_ptr<hs_compile_error_t, CompileErrorDeleter> owned(error);
            if (status == HS_SUCCESS) {
                std::free(info); // NOLINT(cppcoreguidelines-no-malloc): Vectorscan's allocator.
                return flags;
            }
            reason = error != nullptr ? error->message : "no reason given";
        }
        return fail(ErrorKind::Invalid, fmt::format("pattern {}: {}", number, reason));
    }

} // namespace

struct PatternSet::Impl {
    std::unique_ptr<hs_database_t, DatabaseDeleter> database;
    Scratch scratch; ///< Cloned for each scan, never used itself.
};

PatternSet::PatternSet(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

PatternSet::~PatternSet() = default;

Result<std::shared_ptr<const PatternSet>> PatternSet::compile(std::span<const SetPattern> patterns)
{
    std::vector<const char*> expressions;
    std::vector<unsigned> flags;
    std::vector<unsigned> ids;
    for (const SetPattern& pattern : patterns) {
        CBOARD_TRY(const unsigned own, flagsOf(pattern, ids.size()));
        expressions.push_back(pattern.expression.c_str());
        flags.push_back(own);
        ids.push_back(static_cast<unsigned>(ids.size()));
    }
    auto impl = std::make_unique<Impl>();
    if (patterns.empty()) {
        return std::shared_ptr<const PatternSet>(new PatternSet(std::move(impl)));
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                         static_cast<unsigned>(ids.size()), HS_MODE_BLOCK, nullptr, &database,
                         &error)
        != HS_SUCCESS) {
        const std::unique_ptr<hs_compile_error_t, CompileErrorDeleter> owned(error);
        return fail(ErrorKind::Invalid,
                    error == nullptr
                        ? std::string("patterns do not compile")
                        : fmt::format("pattern {}: {}", error->expression, error->message));
    }
    impl->database.reset(database);
    hs_scratch_t* scratch = nullptr;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
        return fail(ErrorKind::Internal, "no memory to search patterns");
    }
    impl->scratch.reset(scratch);
    return std::shared_ptr<const PatternSet>(new PatternSet(std::move(impl)));
}

Result<void> PatternSet::scan(std::string_view bytes, const Hit& hit) const
{
    if (!m_impl->database || bytes.empty()) {
        return {};
    }
    hs_scratch_t* raw = nullptr;
    if (hs_clone_scratch(m_impl->scratch.get(), &raw) != HS_SUCCESS) {
        return fail(ErrorKind::Internal, "no memory to search patterns");
    }
    const Scratch scratch(raw);
    const int status =
        hs_scan(m_impl->database.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0, raw,
                onMatch, const_cast<Hit*>(&hit));
    if (status != HS_SUCCESS && status != HS_SCAN_TERMINATED) {
        return fail(ErrorKind::Internal, fmt::format("search of patterns ended with {}", status),
                    status);
    }
    return {};
}

} // namespace cboard::logs
