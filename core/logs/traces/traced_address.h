// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cboard::logs {

/// A place in the kernel as a line of a call trace names it.
struct TracedAddress {
    std::string function; ///< Empty: only `address` is known.
    std::uint64_t offset = 0; ///< Behind the begin of the function.
    std::optional<std::uint64_t> size; ///< Of the function, with the gap to the next one.
    std::string module; ///< Empty: the kernel itself.
    std::uint64_t address = 0; ///< As printed, without a function.
    /// It is where a call returns to, one instruction behind the call itself; not for the program
    /// counter.
    bool isReturn = true;
    std::size_t end = 0; ///< Of its text in the message.

    bool operator==(const TracedAddress&) const = default;
};

/// All that a message (consoleMessage) names, at most 8: `func+0x1a/0x2c [module]` with whatever
/// stands before it (`RIP: 0010:`, `pc : `, `[<addr>] (foo) from [<addr>] (bar+…)`); bare
/// addresses (`[<ffffffff81012345>]`, `RIP: 0010:0xffffffff81012345`) where it names no function.
/// Addresses of programs (`RIP: 0033:`) are none.
std::vector<TracedAddress> readTracedAddresses(std::string_view message);

} // namespace cboard::logs
