// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/logs/traces/trace_decoder.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cboard::service {

/// Where the symbols of a kernel are, and where else they were looked for.
struct SymbolSearch {
    std::filesystem::path file; ///< Empty: nowhere.
    std::vector<std::filesystem::path> lookedAt; ///< In this order; ends with `file`.
};

/// \param place The setting "log/symbols": a vmlinux or System.map, which serves for every log; or
///   a folder that holds them by the release of the kernel (RELEASE/vmlinux, vmlinux-RELEASE,
///   System.map-RELEASE …), or one for all of them. Empty: only debugFolder.
/// \param release Of the log's kernel, as logs::kernelRelease() gives it; empty when unknown.
/// \param debugFolder Where the system keeps debug information.
/// A vmlinux comes before a System.map. Blocking: it looks at files.
SymbolSearch findSymbols(const std::filesystem::path& place, const std::string& release,
                         const std::filesystem::path& debugFolder = "/usr/lib/debug");

/// The file that was found. Error NotFound: a sentence that says where it was looked for.
Result<std::filesystem::path> foundSymbols(const SymbolSearch& search, const std::string& release);

/// The call traces of a log with what symbols tell of them.
struct DecodedLog {
    std::shared_ptr<const logs::SymbolFile> symbols; ///< Null: there is nothing to decode.
    logs::DecodedTraces traces;
};

/// By the symbols of the kernel that wrote the first trace; \p place as above. Blocking: it reads
/// the log and runs binutils. Errors: those of foundSymbols(), logs::readTraces(),
/// logs::SymbolFile::open() and logs::decodeTraces().
Result<DecodedLog> decodeLog(const logs::LogText& text, const std::filesystem::path& place,
                             const TaskContext& task);

} // namespace cboard::service
