// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// The first call trace of a report.
struct CallTrace {
    std::int64_t firstLine = 0; ///< 1-based, its heading or its first entry.
    std::int64_t lastLine = 0;
    std::vector<std::string> functions; ///< Innermost first; entries marked `?` are left out.
};

/// Whether a message (consoleMessage) begins a call trace, on any architecture.
bool isTraceHeading(std::string_view message);

/// One entry of a trace: `foo+0x10/0x20 [mod]`, `? foo+0x10/0x20`, `[<addr>] foo+…`,
/// `foo from bar+0x10/0x20`, `[<addr>] (foo) from [<addr>] (bar+…)`.
struct TraceEntry {
    std::string_view function;
    bool isCertain = true; ///< Not marked `?`.
};
std::optional<TraceEntry> readTraceEntry(std::string_view message);

/// Whether it is an entry that needs no heading before it to be one: it names an address or its
/// caller, as on arm and riscv.
bool beginsTraceAlone(std::string_view message);

/// `<TASK>`, `</IRQ>` and the like, which stand between entries.
bool isTraceMark(std::string_view message);

/// The symbol that begins the text; empty when none does.
std::string_view leadingSymbol(std::string_view text);

} // namespace cboard::logs
