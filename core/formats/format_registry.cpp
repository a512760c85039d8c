// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/format.h"
#include "core/formats/junit_reader.h"
#include "core/formats/kcidb_reader.h"
#include "core/formats/lava_reader.h"
#include "core/formats/legacy_reader.h"
#include "core/formats/tap_reader.h"
#include "core/formats/truth_reader.h"

#include <algorithm>
#include <array>

namespace cboard::formats {

namespace {

    // One row per format. The order decides between equally sure sniffers.
    constexpr std::array Formats = {
        Format{"kcidb", "KCIDB JSON", sniffKcidb, readKcidb},
        Format{"lava", "LAVA job", sniffLava, readLava},
        Format{"lava-log", "LAVA dispatcher log", sniffDispatcherLog, readDispatcherLogFile},
        Format{"kernelci-build", "KernelCI build.json", sniffLegacyBuild, readLegacyBuild},
        Format{"kernelci-bmeta", "KernelCI bmeta.json", sniffBuildMeta, readBuildMeta},
        Format{"kernelci-boot", "KernelCI boot.json", sniffLegacyBoot, readLegacyBoot},
        Format{"junit", "JUnit XML", sniffJunit, readJunit},
        Format{"tap", "TAP, KTAP or kselftest output", sniffTap, readTap},
        Format{"truth", "Answers to made-up results", sniffTruth, readTruth},
    };

    constexpr int Certain = 90; ///< No sniffer behind is surer of the same content.

    constexpr Limits DefaultLimits;

} // namespace

std::span<const Format> formats()
{
    return Formats;
}

const Format* sniff(std::string_view firstBytes, std::string_view fileName)
{
    const Format* surest = nullptr;
    int best = 0;
    for (const Format& format : formats()) {
        const int sureness = format.sniff(firstBytes, fileName);
        if (sureness > best) {
            best = sureness;
            surest = &format;
        }
        // The sniffers behind look for dozens of keys; for most documents the first one knows.
        if (best >= Certain) {
            break;
        }
    }
    return surest;
}

const Format* findFormat(std::string_view name)
{
    const auto found = std::ranges::find(formats(), name, &Format::name);
    return found == formats().end() ? nullptr : &*found;
}

const Limits& limits()
{
    return DefaultLimits;
}

} // namespace cboard::formats
