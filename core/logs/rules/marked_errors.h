// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "core/base/arena.h"
#include "core/logs/rules/rule.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// An error by the rules, as a list beside the log shows it.
struct MarkedError {
    static constexpr std::size_t LongestTitle = 500; ///< Bytes.

    std::int64_t row = 0;
    std::int64_t firstLine = 0; ///< 1-based.
    std::int64_t lastLine = 0; ///< The first one where its end is not known.
    Severity severity = Severity::Error;
    std::string_view kind; ///< "kernel.panic"
    std::string_view title; ///< UTF-8; empty: what its first line says.
    std::string_view fingerprint; ///< Its id.
};

/// Errors of a log: 32 bytes each, and each text once. What a log repeats a hundred thousand times
/// takes 3 MB.
class MarkedErrors {
public:
    /// Of texts; behind that titles stay empty, and the list says what the first line says.
    static constexpr std::size_t MostTextBytes = 8UL << 20;

    /// Adds an error in the row of the last one or below; of several in a row the worst stays. Its
    /// texts are copied.
    void add(const MarkedError& error);

    std::size_t size() const { return m_errors.size(); }
    bool isEmpty() const { return m_errors.empty(); }
    /// Its texts live as long as this does.
    MarkedError operator[](std::size_t index) const;
    /// The error whose row it is; nothing for other rows.
    std::optional<MarkedError> inRow(std::int64_t row) const;
    /// Kinds of the errors; kindOf() counts from 1 in them.
    const std::vector<std::string>& kinds() const { return m_kinds; }
    std::uint16_t kindOf(std::size_t index) const { return m_errors[index].kind; }
    std::size_t memoryBytes() const;

private:
    using TextNumber = std::uint32_t; ///< In m_texts; 0: empty.
    struct Entry {
        std::int64_t row = 0;
        std::int64_t firstLine = 0;
        std::uint32_t linesBehind = 0; ///< The first one.
        TextNumber title = 0;
        TextNumber fingerprint = 0;
        std::uint16_t kind = 0; ///< In m_kinds, from 1.
        Severity severity = Severity::Error;
    };

    TextNumber numberOf(std::string_view text);
    std::size_t slotOf(std::string_view text) const;
    void growSlots();

    std::vector<Entry> m_errors; ///< Ascending by row.
    std::vector<std::string> m_kinds;
    std::vector<std::string_view> m_texts{{}};
    std::vector<TextNumber> m_slots; ///< Hash table over m_texts; 0: free.
    Arena m_arena; ///< The bytes of m_texts.
};

/// Those of \p known before \p firstRow, and \p found.
MarkedErrors joined(const MarkedErrors& known, std::int64_t firstRow, const MarkedErrors& found);

} // namespace cboard::logs
