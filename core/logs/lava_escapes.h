// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

namespace cboard::logs {

/// Puts the escape character back where a LAVA log has lost it. LAVA's dispatcher takes control
/// characters out of what a device prints before it writes its log, so that the colours of systemd
/// stand there as `[0;1;31mFAILED[0m`: no sample has the character, neither as a byte nor as `\e`
/// or `\u001b`. Recognised are colours with numbers that terminals know and modes (`[?7l`), and in
/// a message with one of them also what erases (`[K`, `[2J`) and moves (`[1;1H`). What a device
/// prints in any other log keeps its brackets, as they may mean anything there.
void restoreEscapes(std::string& message);

} // namespace cboard::logs
