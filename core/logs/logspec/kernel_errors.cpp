// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/logspec/kernel_errors.h"

#include "core/logs/logspec/kernel_reports.h"

#include <algorithm>

namespace cboard::logs::logspec {

namespace {

    using Read = std::optional<LogError> (*)(KernelSearches&, Part);

    struct Marker {
        KernelRule rule;
        Read read;
    };

    /// In the order in which they win at one position; the cut-here marker is the last.
    constexpr std::array<Marker, KernelMarkerCount> Markers{{
        {KernelRule::NullPointerMarker, readNullPointer},
        {KernelRule::BugMarker, readBug},
        {KernelRule::UbsanMarker, readUbsan},
        {KernelRule::PanicMarker, readPanic},
        {KernelRule::ErrorCodeMarker, readErrorCode},
        {KernelRule::CutHereMarker, readCutHere},
    }};

    struct FoundMarker {
        const Marker* marker = nullptr;
        Part part;
    };

    std::optional<FoundMarker> nextMarker(KernelSearches& searches, Part part, std::size_t count)
    {
        std::optional<FoundMarker> best;
        for (std::size_t i = 0; i < count; ++i) {
            const auto match = searches[Markers[i].rule].find(part);
            if (match && (!best || match->whole.begin < best->part.begin)) {
                best = {&Markers[i], match->whole};
            }
        }
        return best;
    }

    struct Finding {
        std::optional<LogError> error;
        std::size_t next = 0; ///< Where the search goes on.
    };

    Finding readAt(KernelSearches& searches, const FoundMarker& found, std::size_t end)
    {
        Finding finding{found.marker->read(searches, {found.part.begin, end}), found.part.end};
        if (finding.error && finding.error->place.end > found.part.begin) {
            finding.error->place.begin = found.part.begin;
            finding.error->sign();
            finding.next = finding.error->place.end;
        } else {
            finding.error.reset();
        }
        return finding;
    }

    /// A cut-here report counts as the error that stands in it, if any does, even one that
    /// cannot be read.
    std::optional<Finding> readNested(KernelSearches& searches, const FoundMarker& cutHere,
                                      std::size_t end)
    {
        const auto endTrace = searches[KernelRule::EndTrace].find({cutHere.part.end, end});
        if (!endTrace) {
            return {};
        }
        const std::size_t nestedEnd = endTrace->whole.end;
        const auto nested =
            nextMarker(searches, {cutHere.part.end, nestedEnd}, KernelMarkerCount - 1);
        if (!nested) {
            return {};
        }
        Finding finding = readAt(searches, *nested, nestedEnd);
        finding.next = nestedEnd;
        return finding;
    }

    Finding readMarker(KernelSearches& searches, const FoundMarker& found, std::size_t end)
    {
        if (found.marker->rule == KernelRule::CutHereMarker) {
            if (auto nested = readNested(searches, found, end)) {
                return std::move(*nested);
            }
        }
        return readAt(searches, found, end);
    }

} // namespace

Result<std::vector<LogError>> findKernelErrors(KernelSearches& searches, Part part,
                                               const TaskContext& task)
{
    std::vector<LogError> errors;
    while (const auto found = nextMarker(searches, part, KernelMarkerCount)) {
        CBOARD_TRY_VOID(task.check());
        Finding finding = readMarker(searches, *found, part.end);
        if (finding.error) {
            errors.push_back(std::move(*finding.error));
        }
        part.begin = finding.next;
    }
    return errors;
}

} // namespace cboard::logs::logspec
