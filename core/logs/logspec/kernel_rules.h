// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/logspec/line_search.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace cboard::logs::logspec {

/// The expressions that states and errors of a boot or test log are read with. TimeStamp stands for
/// `[`, blanks, digits and points in any number, `]`.
enum class KernelRule : std::uint8_t {
    // The markers, in the order in which they win at one position.
    NullPointerMarker,
    BugMarker,
    UbsanMarker,
    PanicMarker,
    ErrorCodeMarker,
    CutHereMarker,
    // Their ends.
    EndTrace, ///< Any number of dashes before `[ end trace`.
    EndTraceThreeDashes,
    EndTraceBare, ///< Without time stamp.
    EndPanic,
    EqualSigns, ///< 80 of them.
    // What stands inside.
    Banner, ///< 1: kind in capitals, 2: location.
    ErrorCode, ///< 1: from behind the first ": " to the last "error -N".
    Address,
    KernelBugAt,
    BugMessage,
    PanicMessage,
    UbsanMessage, ///< 1: message, 2: location.
    LineWithoutColon,
    StampedLine,
    Modules,
    ModulesAnyBlanks,
    Hardware,
    CallTrace,
    TraceEntry,
    TraceEntryNotBlank,
    // What ends a state; the first four hand over to the kernel.
    StartingKernel,
    JumpingToKernel,
    BootingLinux,
    BootingFromRom, ///< Not for Chromebooks.
    Depthcharge,
    Prompt,
    StampedStart,
    LinuxVersion,
    Baseline,
    Dmesg, ///< 1: the message.
    Kselftest,
    TestResult,
    TestFailure,
};

constexpr std::size_t KernelMarkerCount = 6;

/// All searches over one boot or test log, each made when it is first needed.
class KernelSearches {
public:
    explicit KernelSearches(std::string_view text);

    LineSearch& operator[](KernelRule rule);
    std::string_view text() const { return m_text; }
    std::string textOf(Part part) const
    {
        return std::string(m_text.substr(part.begin, part.end - part.begin));
    }

private:
    LiteralPlaces placesOf(KernelRule rule);

    std::string_view m_text;
    std::unique_ptr<const LiteralMap> m_map; ///< Made for the first rule.
    std::vector<std::unique_ptr<LineSearch>> m_searches; ///< By rule.
};

} // namespace cboard::logs::logspec
