// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/blocks_ahead.h"

#include <algorithm>

namespace cboard::io {

namespace {

    constexpr std::size_t PartBytes = 256UL << 10;

} // namespace

/// The text of one run as it is unpacked.
class BlocksAhead::RunText : public ByteSource {
public:
    RunText(BlocksAhead& ahead, std::size_t run)
        : m_ahead(ahead)
        , m_run(run)
    {
    }

    Result<std::size_t> read(char* into, std::size_t size) override
    {
        if (m_at == m_part.size()) {
            CBOARD_TRY(m_part, m_ahead.nextPart(m_run));
            m_at = 0;
        }
        const std::size_t count = m_part.copy(into, size, m_at);
        m_at += count;
        return count;
    }

private:
    BlocksAhead& m_ahead;
    std::size_t m_run;
    std::string m_part;
    std::size_t m_at = 0;
};

BlocksAhead::BlocksAhead(std::shared_ptr<const PackedBlocks> blocks, const UnpackingAhead& ahead)
    : m_blocks(std::move(blocks))
    , m_mostBytes(ahead.mostBytes)
{
    const std::size_t count = std::min<std::size_t>(ahead.threads, m_blocks->runs().size());
    for (std::size_t i = 0; i < count; ++i) {
        m_threads.emplace_back([this] { work(); });
    }
}

BlocksAhead::~BlocksAhead()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
    }
    m_changed.notify_all();
}

std::unique_ptr<ByteSource> BlocksAhead::openNext()
{
    const std::lock_guard lock(m_mutex);
    if (m_open) {
        m_runs.erase(*m_open);
        m_bytes -= bytesOf(*m_open);
    }
    m_open = m_open ? *m_open + 1 : 0;
    m_changed.notify_all();
    return std::make_unique<RunText>(*this, *m_open);
}

void BlocksAhead::work()
{
    while (const auto run = claim()) {
        unpack(*run);
    }
}

/// The next run that nobody unpacks, once there is room for its text; the one that is read has
/// room always.
std::optional<std::size_t> BlocksAhead::claim()
{
    std::unique_lock lock(m_mutex);
    const std::size_t count = m_blocks->runs().size();
    m_changed.wait(lock, [this, count] {
        return m_isStopped || m_claimed == count || m_claimed == m_open
            || m_bytes + bytesOf(m_claimed) <= m_mostBytes;
    });
    if (m_isStopped || m_claimed == count) {
        return {};
    }
    m_runs.try_emplace(m_claimed);
    m_bytes += bytesOf(m_claimed);
    return m_claimed++;
}

void BlocksAhead::unpack(std::size_t run)
{
    const auto source = m_blocks->open(m_blocks->runs()[run]);
    if (!source) {
        finish(run, source.error());
        return;
    }
    // One byte more than is said of it tells the reader that it is longer.
    for (std::uint64_t left = bytesOf(run) + 1; left > 0;) {
        std::string part(static_cast<std::size_t>(std::min<std::uint64_t>(left, PartBytes)), '\0');
        const auto count = (*source)->read(part.data(), part.size());
        if (!count || *count == 0) {
            finish(run, count ? std::nullopt : std::optional(count.error()));
            return;
        }
        part.resize(*count);
        left -= *count;
        if (!deliver(run, std::move(part))) {
            return;
        }
    }
    finish(run, {});
}

/// \returns False when nobody wants more of it.
bool BlocksAhead::deliver(std::size_t run, std::string part)
{
    const std::lock_guard lock(m_mutex);
    const auto place = m_runs.find(run);
    if (m_isStopped || place == m_runs.end()) {
        return false;
    }
    place->second.parts.push_back(std::move(part));
    m_changed.notify_all();
    return true;
}

void BlocksAhead::finish(std::size_t run, std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    if (const auto place = m_runs.find(run); place != m_runs.end()) {
        place->second.isDone = true;
        place->second.error = std::move(error);
        m_changed.notify_all();
    }
}

/// Empty at the end of the run. An error is the end of all reading.
Result<std::string> BlocksAhead::nextPart(std::size_t run)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this, run] {
        const auto place = m_runs.find(run);
        return place != m_runs.end() && (place->second.isDone || !place->second.parts.empty());
    });
    Run& text = m_runs[run];
    if (!text.parts.empty()) {
        std::string part = std::move(text.parts.front());
        text.parts.pop_front();
        return part;
    }
    if (text.error) {
        m_isStopped = true;
        m_changed.notify_all();
        return tl::unexpected<Error>(*text.error);
    }
    return std::string();
}

} // namespace cboard::io
