// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/task_context.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// A function of a kernel.
struct Symbol {
    std::uint64_t address = 0;
    std::uint64_t span = 0; ///< To the next symbol: the size that a trace prints; 0 for the last.
    std::uint64_t size = 0; ///< As the file says; 0 when it does not.
    std::string_view name;
};

/// The functions of a kernel by name and by address.
class SymbolTable {
public:
    SymbolTable() = default;
    SymbolTable(SymbolTable&&) = default;
    SymbolTable& operator=(SymbolTable&&) = default;
    SymbolTable(const SymbolTable&) = delete;
    SymbolTable& operator=(const SymbolTable&) = delete;
    ~SymbolTable() = default;

    /// Lines as in System.map ("ADDRESS TYPE NAME") or as `nm -S` prints them ("ADDRESS SIZE TYPE
    /// NAME"). Errors: Parse with the line, Cancelled.
    static Result<SymbolTable> parse(std::string text, const TaskContext& task);

    /// All functions of a name: static ones may share it.
    std::vector<const Symbol*> named(std::string_view name) const;
    /// The function that an address lies in; null outside of all.
    const Symbol* at(std::uint64_t address) const;
    std::size_t size() const { return m_functions.size(); }

private:
    std::unique_ptr<const std::string> m_text; ///< Names point into it.
    std::vector<Symbol> m_functions; ///< By address.
    std::vector<std::uint32_t> m_byName;
};

} // namespace cboard::logs
