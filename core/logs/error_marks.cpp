// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/error_marks.h"

#include <fmt/format.h>
#include <hs/hs.h>

#include <vector>

namespace cboard::logs {

namespace {

    struct MarkPattern {
        const char* expression;
        MarkKind kind;
        unsigned flags = 0;
    };

    constexpr std::array Patterns{
        MarkPattern{"Kernel panic", MarkKind::KernelPanic},
        MarkPattern{R"(\bOops\b)", MarkKind::Oops},
        MarkPattern{R"(\bBUG:)", MarkKind::Bug},
        MarkPattern{"kernel BUG at", MarkKind::Bug},
        MarkPattern{R"(\bWARNING:)", MarkKind::Warning},
        MarkPattern{"Call [Tt]race", MarkKind::CallTrace},
        MarkPattern{R"(\berror:)", MarkKind::Error, HS_FLAG_CASELESS},
        MarkPattern{R"(\bnot ok\b)", MarkKind::NotOk},
    };

    constexpr std::array<std::string_view, MarkKindCount> Keys{
        "kernel_panic", "oops", "bug", "warning", "call_trace", "error", "not_ok", "lava_error",
    };

    struct DatabaseDeleter {
        void operator()(hs_database_t* database) const { hs_free_database(database); }
    };
    struct ScratchDeleter {
        void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
    };
    using Scratch = std::unique_ptr<hs_scratch_t, ScratchDeleter>;

    using Hit = std::function<void(std::size_t, MarkKind)>;

    int onMatch(unsigned id, unsigned long long /*from*/, unsigned long long to, unsigned /*flags*/,
                void* context)
    {
        (*static_cast<const Hit*>(context))(static_cast<std::size_t>(to), Patterns[id].kind);
        return 0;
    }

} // namespace

std::string_view markKindKey(MarkKind kind)
{
    return Keys[static_cast<std::size_t>(kind)];
}

struct MarkScanner::Impl {
    std::unique_ptr<hs_database_t, DatabaseDeleter> database;
    Scratch scratch; ///< Cloned for each scan, never used itself.
};

MarkScanner::MarkScanner(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{
}

MarkScanner::~MarkScanner() = default;

Result<std::shared_ptr<const MarkScanner>> MarkScanner::create()
{
    std::vector<const char*> expressions;
    std::vector<unsigned> flags;
    std::vector<unsigned> ids;
    for (const MarkPattern& pattern : Patterns) {
        expressions.push_back(pattern.expression);
        flags.push_back(pattern.flags);
        ids.push_back(static_cast<unsigned>(ids.size()));
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                         static_cast<unsigned>(ids.size()), HS_MODE_BLOCK, nullptr, &database,
                         &error)
        != HS_SUCCESS) {
        const std::string message = error != nullptr ? error->message : "no reason given";
        hs_free_compile_error(error);
        return fail(ErrorKind::Internal, "error marks do not compile: " + message);
    }
    auto impl = std::make_unique<Impl>();
    impl->database.reset(database);
    hs_scratch_t* scratch = nullptr;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
        return fail(ErrorKind::Internal, "no memory to search error marks");
    }
    impl->scratch.reset(scratch);
    return std::shared_ptr<const MarkScanner>(new MarkScanner(std::move(impl)));
}

Result<void> MarkScanner::scan(std::string_view bytes,
                               const std::function<void(std::size_t end, MarkKind kind)>& hit) const
{
    hs_scratch_t* raw = nullptr;
    if (hs_clone_scratch(m_impl->scratch.get(), &raw) != HS_SUCCESS) {
        return fail(ErrorKind::Internal, "no memory to search error marks");
    }
    const Scratch scratch(raw);
    const int status =
        hs_scan(m_impl->database.get(), bytes.data(), static_cast<unsigned>(bytes.size()), 0, raw,
                onMatch, const_cast<Hit*>(&hit));
    if (status != HS_SUCCESS) {
        return fail(ErrorKind::Internal, fmt::format("search of error marks ended with {}", status),
                    status);
    }
    return {};
}

} // namespace cboard::logs
