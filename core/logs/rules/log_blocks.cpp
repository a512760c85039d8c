// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/rules/log_blocks.h"

#include "core/logs/count_feeds.h"
#include "core/logs/line_index.h"
#include "core/logs/terminal_text.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    constexpr std::size_t BlockBytes = 256UL << 10; ///< Stays in the second-level cache.

    /// The messages of LAVA lines, one a line.
    void decodeLava(std::string_view text, std::string& out, LogBlock& block)
    {
        LavaLine line;
        std::string plain;
        std::uint64_t firstByte = block.firstByte;
        out.clear();
        block.lineBegins.clear();
        block.areDispatchers.clear();
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            block.lineBegins.push_back(firstByte);
            decodeLavaLine(withoutLineEnd(text.substr(0, end)), line);
            block.areDispatchers.push_back(isOfDispatcher(line.level));
            if (block.areDispatchers.back()) {
                out += line.levelText;
                out += ": ";
            }
            const std::size_t begin = out.size();
            out += withoutEscapes(line.message, plain);
            std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), '\n', ' ');
            out += '\n';
            const std::size_t length = std::min(end + 1, text.size());
            text.remove_prefix(length);
            firstByte += length;
        }
        block.lineBegins.push_back(firstByte);
    }

} // namespace

bool isOfDispatcher(LavaLevel level)
{
    return level != LavaLevel::Target && level != LavaLevel::Feedback
        && level != LavaLevel::Unparsed;
}

std::size_t LogBlock::Cursor::lineEnd() const
{
    const std::size_t feed = m_block.text.find('\n', m_at);
    return feed == std::string_view::npos ? m_block.text.size() : feed + 1;
}

void LogBlock::Cursor::skipTo(std::size_t byte)
{
    if (byte <= m_at) {
        return;
    }
    const std::string_view skipped = m_block.text.substr(m_at, byte - m_at);
    const std::size_t feed = skipped.rfind('\n');
    if (feed != std::string_view::npos) {
        m_line += countFeeds(skipped);
        m_at += feed + 1;
    }
}

std::uint64_t LogBlock::Cursor::logByte(std::size_t byte, std::int64_t line) const
{
    return m_block.lineBegins.empty()
        ? m_block.firstByte + byte
        : m_block.lineBegins[static_cast<std::size_t>(line - m_block.firstLine)];
}

LogLine LogBlock::Cursor::take()
{
    const std::size_t end = lineEnd();
    const std::string_view text = m_block.text.substr(m_at, end - m_at);
    const auto index = static_cast<std::size_t>(m_line - m_block.firstLine);
    const LogLine line{withoutEscapes(withoutLineEnd(text), m_plain), m_line, logByte(m_at, m_line),
                       logByte(end, m_line + 1),
                       index < m_block.areDispatchers.size() && m_block.areDispatchers[index]};
    m_line += text.ends_with('\n') ? 1 : 0;
    m_at = end;
    return line;
}

Result<void> forLogBlocks(const ByteSource& source, RowFormat format, const TaskContext& task,
                          const std::function<Result<void>(const LogBlock&)>& visit,
                          const LogStart& start)
{
    std::string scratch;
    std::string decoded;
    const std::uint64_t size = source.size();
    LogBlock block;
    block.firstLine = start.line;
    for (std::uint64_t at = start.byte; at < size;) {
        CBOARD_TRY_VOID(task.check());
        CBOARD_TRY(std::string_view bytes, source.read(at, BlockBytes, scratch));
        if (bytes.empty()) {
            break; // The source became shorter.
        }
        const std::size_t feed = bytes.rfind('\n');
        if (at + bytes.size() < size && feed != std::string_view::npos) {
            bytes = bytes.substr(0, feed + 1);
        }
        block.text = bytes;
        block.firstByte = at;
        if (format == RowFormat::Lava) {
            decodeLava(bytes, decoded, block);
            block.text = decoded;
        }
        const std::int64_t feeds = countFeeds(bytes);
        block.lastLine = block.firstLine + feeds - (bytes.ends_with('\n') ? 1 : 0);
        block.endByte = at + bytes.size();
        CBOARD_TRY_VOID(visit(block));
        block.firstLine += feeds;
        at += bytes.size();
        task.report({static_cast<std::int64_t>(at), static_cast<std::int64_t>(size), "analyze"});
    }
    return {};
}

} // namespace cboard::logs
