// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <vector>

namespace cboard::test {

/// Watches the thread of a window for calls that may wait: whoever links this has them in place of
/// the C library's and SQLite's, which they call in turn. What counts: files (but for those of the
/// system: fonts, icons, plugins, which the toolkit loads), the database, connections, other
/// threads, sleep, and a loop of events inside an event. What Qt's file dialog looks at counts no
/// more than fonts do; a platform's own dialog lives in another program. It is the call that counts
/// and not how long it took, so that neither a warm cache hides one nor a busy machine makes one.
/// Locks are not seen: they are held for moments, which only time could tell.
class BlockingCalls {
public:
    /// From here to its end the calls of this thread count. May be nested.
    class Watch {
    public:
        explicit Watch(const char* where);
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        ~Watch();
    };

    /// One sentence for each different call since the last take(), with where and the addresses of
    /// the callers, for addr2line.
    static std::vector<std::string> take();
};

} // namespace cboard::test
