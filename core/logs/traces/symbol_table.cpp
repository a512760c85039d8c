// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/symbol_table.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

namespace cboard::logs {

namespace {

    constexpr std::size_t LinesPerCheck = 16'384;

    struct Entry {
        Symbol symbol;
        char type = '\0';
    };

    std::string_view takeWord(std::string_view& line)
    {
        const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        const std::string_view word = line.substr(0, end);
        line.remove_prefix(std::min(line.find_first_not_of(" \t", end), line.size()));
        return word;
    }

    std::optional<std::uint64_t> readHex(std::string_view word)
    {
        std::uint64_t value = 0;
        const auto [end, problem] =
            std::from_chars(word.data(), word.data() + word.size(), value, 16);
        const bool isWhole = problem == std::errc() && end == word.data() + word.size();
        return isWhole ? std::optional(value) : std::nullopt;
    }

    std::optional<Entry> readEntry(std::string_view line)
    {
        Entry entry;
        const auto address = readHex(takeWord(line));
        std::string_view type = takeWord(line);
        if (type.size() > 1) {
            const auto size = readHex(type);
            if (!size) {
                return {};
            }
            entry.symbol.size = *size;
            type = takeWord(line);
        }
        entry.symbol.name = takeWord(line);
        if (!address || type.size() != 1 || entry.symbol.name.empty()) {
            return {};
        }
        entry.symbol.address = *address;
        entry.type = type.front();
        return entry;
    }

    bool isFunction(char type)
    {
        return type == 't' || type == 'T' || type == 'w' || type == 'W';
    }

    /// Names that kallsyms leaves out do not end a function: `$x` of arm, local labels, constants.
    bool mayEndOther(const Entry& entry)
    {
        return entry.type != 'a' && entry.type != 'A' && !entry.symbol.name.starts_with('$')
            && !entry.symbol.name.starts_with(".L");
    }

    /// Sorted; sets the spans.
    void measure(std::vector<Entry>& entries)
    {
        std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.symbol.address < b.symbol.address;
        });
        std::uint64_t next = 0; // Of a higher address than the entries from here on.
        std::uint64_t here = 0;
        for (std::size_t i = entries.size(); i-- > 0;) {
            Symbol& symbol = entries[i].symbol;
            if (symbol.address != here) {
                next = here;
                here = symbol.address;
            }
            symbol.span = next > here ? next - here : 0;
        }
    }

    /// "U NAME": nm has no address for what lies elsewhere.
    bool isUndefined(std::string_view line)
    {
        const std::string_view word = takeWord(line);
        return word.empty() || word == "U" || word == "w" || word == "v";
    }

    Result<std::vector<Entry>> readEntries(std::string_view text, const TaskContext& task)
    {
        std::vector<Entry> entries;
        std::size_t number = 0;
        while (!text.empty()) {
            if (number++ % LinesPerCheck == 0) {
                CBOARD_TRY_VOID(task.check());
            }
            std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(line.size() + 1, text.size()));
            line = line.substr(0, line.find_last_not_of("\r \t") + 1);
            const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
            if (isUndefined(line.substr(blanks))) {
                continue;
            }
            auto entry = readEntry(line);
            if (!entry) {
                return fail(ErrorKind::Parse,
                            "line " + std::to_string(number)
                                + ": expected an address, a type and a name");
            }
            if (mayEndOther(*entry)) {
                entries.push_back(*entry);
            }
        }
        return entries;
    }

} // namespace

Result<SymbolTable> SymbolTable::parse(std::string text, const TaskContext& task)
{
    SymbolTable table;
    table.m_text = std::make_unique<const std::string>(std::move(text));
    CBOARD_TRY(auto entries, readEntries(*table.m_text, task));
    measure(entries);
    for (const Entry& entry : entries) {
        if (isFunction(entry.type)) {
            table.m_functions.push_back(entry.symbol);
        }
    }
    table.m_byName.resize(table.m_functions.size());
    std::iota(table.m_byName.begin(), table.m_byName.end(), 0U);
    std::stable_sort(table.m_byName.begin(), table.m_byName.end(),
                     [&table](std::uint32_t a, std::uint32_t b) {
                         return table.m_functions[a].name < table.m_functions[b].name;
                     });
    return table;
}

std::vector<const Symbol*> SymbolTable::named(std::string_view name) const
{
    std::vector<const Symbol*> found;
    auto at = std::lower_bound(m_byName.begin(), m_byName.end(), name,
                               [this](std::uint32_t index, std::string_view wanted) {
                                   return m_functions[index].name < wanted;
                               });
    for (; at != m_byName.end() && m_functions[*at].name == name; ++at) {
        found.push_back(&m_functions[*at]);
    }
    return found;
}

const Symbol* SymbolTable::at(std::uint64_t address) const
{
    const auto above =
        std::upper_bound(m_functions.begin(), m_functions.end(), address,
                         [](std::uint64_t wanted, const Symbol& s) { return wanted < s.address; });
    if (above == m_functions.begin()) {
        return nullptr;
    }
    // Of several names of one place the first, as kallsyms does.
    auto found = std::prev(above);
    while (found != m_functions.begin() && std::prev(found)->address == found->address) {
        --found;
    }
    const std::uint64_t length = found->span > 0 ? found->span : found->size;
    return address - found->address < length ? &*found : nullptr;
}

} // namespace cboard::logs
