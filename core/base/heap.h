// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

namespace cboard {

/// Sets the heap up for a program with a window that stays open for days and now and then reads
/// much. Call it before other threads run. Other C libraries than glibc: nothing.
///
/// Memory that is freed goes back to the system soon. Else glibc learns from the first large block
/// that is freed to keep as much as that for each thread: 30 of 84 MB while a log of 4 GB was
/// searched and scrolled, and with 2.6 s more of system time.
///
/// Small blocks are joined with their neighbours when they are freed, one by one. Else glibc lays
/// them aside, and whatever next needs a large block joins them all: that was the window's thread,
/// for up to 64 ms of a frame after the rows of a large table had gone.
void prepareHeapForWindow();

} // namespace cboard
