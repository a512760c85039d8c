// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/logs/traces/symbol_table.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace cboard::logs {

/// The programs of binutils that read a vmlinux.
struct SymbolTools {
    std::string nm = "nm";
    std::string readelf = "readelf";
    std::string addr2line = "addr2line";
    std::chrono::milliseconds timeLimit = std::chrono::minutes(2); ///< For each.
};

/// Where something stands in the source.
struct SourceFrame {
    std::string function; ///< Empty when unknown.
    std::string file; ///< Empty when unknown.
    std::int64_t line = 0; ///< 0 when unknown.

    bool operator==(const SourceFrame&) const = default;
};

/// What tells functions and source lines of one kernel: its System.map, or its vmlinux. Immutable.
class SymbolFile {
public:
    /// Known by its content; a System.map may be packed. Errors: NotFound (the file, or a program
    /// of binutils), Unsupported (neither of both, or without symbols), Parse, Io, Cancelled,
    /// Timeout.
    static Result<std::shared_ptr<const SymbolFile>>
    open(const std::filesystem::path& path, const SymbolTools& tools, const TaskContext& task);

    const std::filesystem::path& path() const { return m_path; }
    bool isVmlinux() const { return m_isVmlinux; }
    const SymbolTable& symbols() const { return m_symbols; }
    /// Of the kernel, as it says itself or by the name of the file; empty when unknown.
    const std::string& release() const { return m_release; }
    const std::string& buildId() const { return m_buildId; } ///< Hexadecimal, or empty.

    /// For each address the place in the source, behind it the callers that it was inlined into,
    /// innermost first. All by one process. Only for a vmlinux. Errors: NotFound, Parse, Io,
    /// Cancelled, Timeout.
    Result<std::vector<std::vector<SourceFrame>>>
    sourceFrames(const std::vector<std::uint64_t>& addresses, const TaskContext& task) const;

private:
    explicit SymbolFile(std::filesystem::path path, SymbolTools tools)
        : m_path(std::move(path))
        , m_tools(std::move(tools))
    {
    }
    Result<void> readElf(const TaskContext& task);
    Result<std::string> run(std::vector<std::string> words, std::string input,
                            const TaskContext& task) const;

    std::filesystem::path m_path; ///< Absolute: no program takes it for an option.
    SymbolTools m_tools;
    bool m_isVmlinux = false;
    SymbolTable m_symbols;
    std::string m_release;
    std::string m_buildId;
};

} // namespace cboard::logs
