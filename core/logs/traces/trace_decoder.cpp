// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/traces/trace_decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace cboard::logs {

namespace {

    /// What of an address is known before its source line is.
    struct Resolved {
        DecodedAddress decoded;
        std::optional<std::uint64_t> place; ///< In the file.
    };

    std::string nameOf(const SymbolFile& symbols)
    {
        return symbols.path().filename().string();
    }

    bool hasSize(const Symbol& symbol, std::uint64_t size)
    {
        return symbol.span == size || symbol.size == size;
    }

    void take(Resolved& into, const Symbol& symbol, std::uint64_t offset)
    {
        into.decoded.function = symbol.name;
        into.decoded.offset = offset;
        into.decoded.size = symbol.span > 0 ? symbol.span : symbol.size;
        into.place = symbol.address + offset;
    }

    /// Static functions share names: the size that the trace prints tells them apart.
    void resolveName(const TracedAddress& traced, const SymbolFile& symbols, Resolved& into)
    {
        DecodedAddress& decoded = into.decoded;
        std::vector<const Symbol*> found = symbols.symbols().named(traced.function);
        if (found.empty()) {
            decoded.problem =
                fmt::format("{} names no function {}", nameOf(symbols), traced.function);
            return;
        }
        const std::size_t all = found.size();
        if (traced.size) {
            std::erase_if(found, [&](const Symbol* s) { return !hasSize(*s, *traced.size); });
        }
        if (found.size() > 1) {
            decoded.problem = fmt::format("{} functions of {} have this name{}", found.size(),
                                          nameOf(symbols), traced.size ? " and size" : "");
        } else if (found.size() == 1) {
            take(into, *found.front(), traced.offset);
        } else if (all > 1) {
            decoded.problem = fmt::format("none of the {} functions {} in {} has the size {:#x}",
                                          all, traced.function, nameOf(symbols), *traced.size);
        } else {
            const Symbol& only = *symbols.symbols().named(traced.function).front();
            take(into, only, traced.offset);
            decoded.doubt = fmt::format("the size is {:#x} in the log and {:#x} in {}",
                                        *traced.size, decoded.size, nameOf(symbols));
        }
        if (into.place && decoded.size > 0 && traced.offset > decoded.size) {
            decoded.problem =
                fmt::format("the function ends before {:#x} in {}", traced.offset, nameOf(symbols));
            into.place.reset();
        }
    }

    void resolveAddress(const TracedAddress& traced, const SymbolFile& symbols,
                        const LoggedKernel& kernel, Resolved& into)
    {
        const std::uint64_t address = traced.address - kernel.offset;
        const Symbol* const symbol = symbols.symbols().at(address);
        if (symbol == nullptr) {
            into.decoded.problem =
                fmt::format("{:#x} lies in no function of {}{}", traced.address, nameOf(symbols),
                            kernel.offset > 0 ? fmt::format(" moved by {:#x}", kernel.offset) : "");
            return;
        }
        take(into, *symbol, address - symbol->address);
    }

    Resolved resolveTraced(const TracedAddress& traced, bool isReturn, const SymbolFile& symbols,
                           const LoggedKernel& kernel)
    {
        Resolved resolved;
        resolved.decoded.module = traced.module;
        if (!traced.module.empty()) {
            resolved.decoded.problem = fmt::format("it is in the module {}, which {} does not hold",
                                                   traced.module, nameOf(symbols));
        } else if (traced.function.empty()) {
            resolveAddress(traced, symbols, kernel, resolved);
        } else {
            resolveName(traced, symbols, resolved);
        }
        // At the begin of a function nothing returned yet; before it another one lies.
        if (resolved.place && isReturn && resolved.decoded.offset > 0) {
            --*resolved.place;
        }
        return resolved;
    }

    /// On arm64 a trace begins with the counter itself, as its registers did.
    bool repeatsCounter(const LoggedTrace& trace, const TracedAddress& address)
    {
        return std::any_of(trace.lines.begin(), trace.lines.end(), [&](const TracedLine& line) {
            return std::any_of(line.addresses.begin(), line.addresses.end(), [&](const auto& a) {
                return !a.isReturn && a.function == address.function && a.offset == address.offset
                    && a.size == address.size && a.address == address.address;
            });
        });
    }

    /// The places in the source, each asked for once.
    class Places {
    public:
        void ask(std::uint64_t place) { m_index.emplace(place, 0); }

        Result<void> answer(const SymbolFile& symbols, const TaskContext& task)
        {
            // Where the kernel's source lies is told by a function of init/main.c.
            const auto main = symbols.symbols().named("start_kernel");
            if (main.size() == 1 && !m_index.empty()) {
                ask(main.front()->address);
            }
            std::vector<std::uint64_t> places;
            for (auto& [place, index] : m_index) {
                index = places.size();
                places.push_back(place);
            }
            if (places.empty()) {
                return {};
            }
            CBOARD_TRY(m_frames, symbols.sourceFrames(places, task));
            if (main.size() == 1) {
                shorten(m_frames[m_index[main.front()->address]].back().file);
            }
            return {};
        }

        const std::vector<SourceFrame>& framesAt(std::uint64_t place) const
        {
            return m_frames[m_index.at(place)];
        }

        bool isEmpty() const { return m_frames.empty(); }
        bool knowsFiles() const
        {
            return std::any_of(m_frames.begin(), m_frames.end(), [](const auto& frames) {
                return std::any_of(frames.begin(), frames.end(),
                                   [](const SourceFrame& frame) { return !frame.file.empty(); });
            });
        }

    private:
        void shorten(const std::string& main)
        {
            constexpr std::string_view Name = "init/main.c";
            if (!main.ends_with(Name) || main.size() == Name.size()) {
                return;
            }
            const std::string top = main.substr(0, main.size() - Name.size());
            for (auto& frames : m_frames) {
                for (SourceFrame& frame : frames) {
                    frame.file.erase(0, frame.file.starts_with(top) ? top.size() : 0);
                }
            }
        }

        std::map<std::uint64_t, std::size_t> m_index;
        std::vector<std::vector<SourceFrame>> m_frames;
    };

    void compareKernel(const LoggedKernel& kernel, const SymbolFile& symbols,
                       std::vector<std::string>& notes)
    {
        const auto say = [&](std::string sentence) {
            if (std::find(notes.begin(), notes.end(), sentence) == notes.end()) {
                notes.push_back(std::move(sentence));
            }
        };
        if (!kernel.release.empty() && !symbols.release().empty()
            && kernel.release != symbols.release()) {
            say(fmt::format("The log is of Linux {}, {} of {}: what it says may be wrong.",
                            kernel.release, nameOf(symbols), symbols.release()));
        } else if (!kernel.buildId.empty() && !symbols.buildId().empty()
                   && !symbols.buildId().starts_with(kernel.buildId)) {
            say(fmt::format("The log is of the build {}, {} of {}: what it says may be wrong.",
                            kernel.buildId, nameOf(symbols), symbols.buildId()));
        } else if (kernel.release.empty() && kernel.buildId.empty()) {
            say(fmt::format(
                "The log does not say which kernel ran: whether {} belongs to it is not "
                "known.",
                nameOf(symbols)));
        }
    }

    using PlacesOfLine = std::vector<std::optional<std::uint64_t>>;

    /// The functions of all lines; their source lines are asked for at once behind that.
    class TraceDecoder {
    public:
        explicit TraceDecoder(const SymbolFile& symbols)
            : m_symbols(symbols)
        {
        }

        void resolve(const LoggedTrace& trace, const LoggedKernel& kernel)
        {
            compareKernel(kernel, m_symbols, m_result.notes);
            DecodedTrace& decoded = m_result.traces.emplace_back();
            for (const TracedLine& line : trace.lines) {
                decoded.lines.push_back({line.row, line.line, line.text, {}, line.text.size()});
                m_places.emplace_back();
                for (const TracedAddress& address : line.addresses) {
                    const bool isReturn = address.isReturn && !repeatsCounter(trace, address);
                    add(decoded.lines.back(), address,
                        resolveTraced(address, isReturn, m_symbols, kernel));
                }
            }
        }

        Result<DecodedTraces> finish(std::int64_t leftOut, const TaskContext& task)
        {
            if (m_symbols.isVmlinux()) {
                CBOARD_TRY_VOID(m_asked.answer(m_symbols, task));
                fillFrames();
            }
            if (!m_modules.empty()) {
                m_result.notes.push_back(
                    fmt::format("{} does not hold the modules that the traces name: {}.",
                                nameOf(m_symbols), fmt::join(m_modules, ", ")));
            }
            if (leftOut > 0) {
                m_result.notes.push_back(
                    fmt::format("{} more addresses in the log are not decoded.", leftOut));
            }
            return std::move(m_result);
        }

    private:
        void add(DecodedLine& line, const TracedAddress& address, Resolved resolved)
        {
            constexpr std::size_t MostModules = 20;
            line.lastEnd = address.end;
            line.addresses.push_back(std::move(resolved.decoded));
            m_places.back().push_back(resolved.place);
            if (resolved.place && m_symbols.isVmlinux()) {
                m_asked.ask(*resolved.place);
            }
            if (!address.module.empty() && m_modules.size() < MostModules) {
                m_modules.insert(address.module);
            }
        }

        void fillFrames()
        {
            auto places = m_places.begin();
            for (DecodedTrace& trace : m_result.traces) {
                for (DecodedLine& line : trace.lines) {
                    for (std::size_t i = 0; i < places->size(); ++i) {
                        if (const auto place = (*places)[i]) {
                            line.addresses[i].frames = m_asked.framesAt(*place);
                        }
                    }
                    ++places;
                }
            }
            if (!m_asked.isEmpty() && !m_asked.knowsFiles()) {
                m_result.notes.push_back(fmt::format(
                    "{} has no debug information: it names functions, but no source lines.",
                    nameOf(m_symbols)));
            }
        }

        const SymbolFile& m_symbols;
        DecodedTraces m_result;
        std::vector<PlacesOfLine> m_places; ///< Of each line of the result.
        Places m_asked;
        std::set<std::string> m_modules;
    };

    std::string placeText(const SourceFrame& frame)
    {
        return frame.line > 0 ? fmt::format("{}:{}", frame.file, frame.line) : frame.file;
    }

} // namespace

Result<DecodedTraces> decodeTraces(const LoggedTraces& traces, const SymbolFile& symbols,
                                   const TaskContext& task)
{
    TraceDecoder decoder(symbols);
    for (const LoggedTrace& trace : traces.traces) {
        CBOARD_TRY_VOID(task.check());
        decoder.resolve(trace, traces.kernels[trace.kernel]);
    }
    return decoder.finish(traces.leftOut, task);
}

std::string decodedText(const DecodedLine& line)
{
    std::string added;
    std::string below;
    for (const DecodedAddress& address : line.addresses) {
        const std::string name =
            fmt::format("{}+{:#x}/{:#x}", address.function, address.offset, address.size);
        if (!address.function.empty() && line.text.find(address.function + '+') == line.text.npos) {
            added += ' ' + name;
        }
        if (!address.frames.empty() && !address.frames.front().file.empty()) {
            const SourceFrame& inner = address.frames.front();
            added +=
                fmt::format(" ({}{}{})", placeText(inner), address.frames.size() > 1 ? " in " : "",
                            address.frames.size() > 1 ? inner.function : "");
            for (std::size_t i = 1; i < address.frames.size(); ++i) {
                below += fmt::format("\n    inlined at {} in {}", placeText(address.frames[i]),
                                     address.frames[i].function);
            }
        } else if (!address.problem.empty() && address.module.empty()) {
            added += fmt::format(" ({})", address.problem);
        }
        added += address.doubt.empty() ? "" : fmt::format(" (in doubt: {})", address.doubt);
    }
    return line.text.substr(0, line.lastEnd) + added + line.text.substr(line.lastEnd) + below;
}

} // namespace cboard::logs
