// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/fingerprint/fingerprint.h"

#include "core/base/hash.h"
#include "core/logs/fingerprint/compiler_message.h"
#include "core/logs/fingerprint/normalise.h"

#include <algorithm>
#include <array>

namespace cboard::logs {

namespace {

    constexpr std::string_view Version = "f3:";
    /// Enough to tell callers of a helper apart; more would split one bug by the paths to it. The
    /// place counts as the first.
    constexpr std::size_t FrameCount = 3;

    /// Functions that stand on top of every trace because they print it or handle the fault.
    bool isReporting(std::string_view function)
    {
        static constexpr auto Prefixes = std::to_array<std::string_view>({"dump_stack",
                                                                          "show_stack",
                                                                          "dump_backtrace",
                                                                          "unwind_backtrace",
                                                                          "show_regs",
                                                                          "__warn",
                                                                          "warn_slowpath",
                                                                          "report_bug",
                                                                          "handle_bug",
                                                                          "exc_",
                                                                          "asm_exc_",
                                                                          "panic",
                                                                          "vpanic",
                                                                          "kasan_",
                                                                          "__kasan_",
                                                                          "print_report",
                                                                          "print_address",
                                                                          "__asan_",
                                                                          "die",
                                                                          "__die",
                                                                          "oops_",
                                                                          "no_context",
                                                                          "bad_area",
                                                                          "page_fault_oops",
                                                                          "do_user_addr_fault",
                                                                          "do_kern_addr_fault",
                                                                          "el0",
                                                                          "el1",
                                                                          "__ubsan",
                                                                          "ubsan_",
                                                                          "bug_handler",
                                                                          "call_break_hook",
                                                                          "brk_handler",
                                                                          "kfence_"});
        static constexpr auto Names = std::to_array<std::string_view>(
            {"do_error_trap", "do_trap", "do_debug_exception", "fixup_bug", "do_invalid_op",
             "invalid_op", "page_fault", "lock_acquire", "__lock_acquire"});
        return std::any_of(Prefixes.begin(), Prefixes.end(),
                           [function](auto prefix) { return function.starts_with(prefix); })
            || std::find(Names.begin(), Names.end(), function) != Names.end();
    }

    void appendPart(std::string& text, std::string_view part)
    {
        text += '|';
        text += part;
    }

} // namespace

Fingerprint fingerprintOf(const FingerprintParts& parts)
{
    std::string text(parts.kind);
    const std::string file(sourcePath(parts.file));
    appendPart(text, file.substr(0, file.find(':')));
    const std::string key = normalised(parts.key);
    appendPart(text, parts.kind.starts_with("build.") ? commonCompilerMessage(key) : key);
    const std::string_view place = plainSymbol(parts.function);
    appendPart(text, place);
    std::size_t count = place.empty() ? 0 : 1;
    for (const std::string& function : parts.functions) {
        const std::string_view name = plainSymbol(function);
        const bool isPlace = name == place;
        if (isReporting(name) || isPlace) {
            continue;
        }
        if (count++ == FrameCount) {
            break;
        }
        appendPart(text, name);
    }
    return {std::string(Version) + toHex(hash128(text)), std::move(text)};
}

} // namespace cboard::logs
