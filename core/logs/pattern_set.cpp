// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/pattern_set.h"

#include <fmt/format.h>
#include <hs/hs.h>

#include <mutex>
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

    using Database = std::unique_ptr<hs_database_t, DatabaseDeleter>;

    /// Patterns as Vectorscan takes them; they point into the caller's.
    struct Sources {
        std::vector<const char*> texts;
        std::vector<std::size_t> lengths;
        std::vector<unsigned> flags;
        std::vector<unsigned> ids;

        void add(const SetPattern& pattern, unsigned flagsOfPattern)
        {
            texts.push_back(pattern.expression.c_str());
            lengths.push_back(pattern.expression.size());
            flags.push_back(flagsOfPattern);
            ids.push_back(static_cast<unsigned>(ids.size()));
        }
    };

    /// Null for no patterns, which Vectorscan does not take.
    Result<Database> compileSources(const Sources& sources, bool areLiterals)
    {
        if (sources.ids.empty()) {
            return Database();
        }
        const auto count = static_cast<unsigned>(sources.ids.size());
        hs_database_t* database = nullptr;
        hs_compile_error_t* error = nullptr;
        const auto status = areLiterals
            ? hs_compile_lit_multi(sources.texts.data(), sources.flags.data(), sources.ids.data(),
                                   sources.lengths.data(), count, HS_MODE_BLOCK, nullptr, &database,
                                   &error)
            : hs_compile_multi(sources.texts.data(), sources.flags.data(), sources.ids.data(),
                               count, HS_MODE_BLOCK, nullptr, &database, &error);
        const std::unique_ptr<hs_compile_error_t, CompileErrorDeleter> owned(error);
        if (status != HS_SUCCESS) {
            return fail(ErrorKind::Invalid,
                        error == nullptr
                            ? std::string("patterns do not compile")
                            : fmt::format("pattern {}: {}", error->expression, error->message));
        }
        return Database(database);
    }

} // namespace

struct PatternSet::Impl {
    Database database;
    Scratch scratch; ///< Cloned for scans at the same time, never used itself.
    std::mutex mutex;
    std::vector<Scratch> free; // guarded by mutex

    /// Working memory that no other scan uses now; null without memory.
    Scratch takeScratch()
    {
        {
            const std::lock_guard lock(mutex);
            if (!free.empty()) {
                Scratch taken = std::move(free.back());
                free.pop_back();
                return taken;
            }
        }
        hs_scratch_t* raw = nullptr;
        return Scratch(hs_clone_scratch(scratch.get(), &raw) == HS_SUCCESS ? raw : nullptr);
    }

    void giveBack(Scratch used)
    {
        const std::lock_guard lock(mutex);
        free.push_back(std::move(used));
    }
};

PatternSet::PatternSet(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

PatternSet::~PatternSet() = default;

Result<std::shared_ptr<const PatternSet>> PatternSet::create(std::unique_ptr<Impl> impl)
{
    hs_scratch_t* scratch = nullptr;
    if (impl->database && hs_alloc_scratch(impl->database.get(), &scratch) != HS_SUCCESS) {
        return fail(ErrorKind::Internal, "no memory to search patterns");
    }
    impl->scratch.reset(scratch);
    return std::shared_ptr<const PatternSet>(new PatternSet(std::move(impl)));
}

Result<std::shared_ptr<const PatternSet>> PatternSet::compile(std::span<const SetPattern> patterns)
{
    Sources sources;
    for (const SetPattern& pattern : patterns) {
        CBOARD_TRY(const unsigned flags, flagsOf(pattern, sources.ids.size()));
        sources.add(pattern, flags);
    }
    auto impl = std::make_unique<Impl>();
    CBOARD_TRY(impl->database, compileSources(sources, false));
    return create(std::move(impl));
}

Result<std::shared_ptr<const PatternSet>>
PatternSet::compileLiterals(std::span<const SetPattern> texts, Hits hits)
{
    const unsigned repeats = hits == Hits::First ? HS_FLAG_SINGLEMATCH : 0U;
    Sources sources;
    for (const SetPattern& text : texts) {
        if (text.expression.empty()) {
            return fail(ErrorKind::Invalid,
                        fmt::format("pattern {}: it is empty", sources.ids.size()));
        }
        sources.add(text, repeats | (text.isCaseSensitive ? 0U : HS_FLAG_CASELESS));
    }
    auto impl = std::make_unique<Impl>();
    CBOARD_TRY(impl->database, compileSources(sources, true));
    return create(std::move(impl));
}

Result<void> PatternSet::scan(std::string_view bytes, const Hit& hit) const
{
    if (!m_impl->database || bytes.empty()) {
        return {};
    }
    Scratch scratch = m_impl->takeScratch();
    if (!scratch) {
        return fail(ErrorKind::Internal, "no memory to search patterns");
    }
    const int status =
        hs_scan(m_impl->database.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0,
                scratch.get(), onMatch, const_cast<Hit*>(&hit));
    m_impl->giveBack(std::move(scratch));
    if (status != HS_SUCCESS && status != HS_SCAN_TERMINATED) {
        return fail(ErrorKind::Internal, fmt::format("search of patterns ended with {}", status),
                    status);
    }
    return {};
}

} // namespace cboard::logs
