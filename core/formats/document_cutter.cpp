// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/document_cutter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace cboard::formats {

namespace {

    /// What is read before the kind of stream is decided, and the room for streams of several
    /// documents; a longer document gets a buffer of its own.
    constexpr std::size_t DecideBytes = 64UL * 1024;
    constexpr std::size_t BlockBytes = 4UL << 20;
    constexpr std::size_t LargeBytes = 64UL << 20;
    constexpr std::size_t SniffBytes = 8192;

    constexpr bool isBlank(char c)
    {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    std::size_t skipBlanks(std::string_view text, std::size_t from)
    {
        while (from < text.size() && isBlank(text[from])) {
            ++from;
        }
        return from;
    }

    class Cutter {
    public:
        Cutter(io::ByteSource& source, io::BufferPool& pool, const Limits& limits,
               IsDocument isDocument, const CutSink& sink)
            : m_source(source)
            , m_pool(pool)
            , m_limits(limits)
            , m_isDocument(isDocument)
            , m_sink(sink)
        {
        }

        Result<void> run(const TaskContext& task)
        {
            CBOARD_TRY_VOID(fill(DecideBytes, task));
            decide();
            for (;;) {
                CBOARD_TRY_VOID(cut());
                if (m_isEnd) {
                    return finish();
                }
                CBOARD_TRY_VOID(fill(m_used + 1, task));
            }
        }

        Result<Cut> whole(const TaskContext& task)
        {
            while (!m_isEnd) {
                CBOARD_TRY_VOID(fill(m_used + 1, task));
            }
            return piece(0, m_used);
        }

    private:
        enum class Kind { Whole, Lines, Array };

        std::string_view text() const { return {m_buffer.get(), m_used}; }

        /// Reads until \p wanted bytes are there or the stream ends.
        Result<void> fill(std::size_t wanted, const TaskContext& task)
        {
            while (!m_isEnd && m_used < wanted) {
                CBOARD_TRY_VOID(task.check());
                CBOARD_TRY_VOID(makeRoom());
                const std::size_t room = m_capacity - Input::PaddingBytes - m_used;
                CBOARD_TRY(const std::size_t count,
                           m_source.read(m_buffer.get() + m_used, std::min(room, BlockBytes)));
                m_used += count;
                m_isEnd = count == 0;
            }
            return {};
        }

        /// Makes room for at least one more byte; drops what was handed out.
        Result<void> makeRoom()
        {
            if (m_used + Input::PaddingBytes < m_capacity) {
                return {};
            }
            const std::size_t kept = m_used - m_start;
            if (kept > m_limits.documentBytes) {
                return tooLarge();
            }
            // One byte beyond the limit is enough to know that a document exceeds it.
            const std::size_t most = m_limits.documentBytes + 1;
            const std::size_t hint = m_start == 0 ? m_source.sizeHint() + 1 : 0;
            std::size_t wanted = 2 * kept;
            if (m_start > 0) {
                wanted = std::max(wanted, BlockBytes);
            } else if (m_used == 0) {
                wanted = std::max(DecideBytes, std::min(hint, BlockBytes));
            } else if (hint > kept) {
                // A file of several documents must not be read into one buffer.
                wanted = m_mayHaveLines && kept < LargeBytes ? std::min(hint, LargeBytes) : hint;
            }
            std::size_t capacity = 0;
            auto buffer = m_pool.take(std::min(wanted, most) + Input::PaddingBytes, capacity);
            if (kept > 0) {
                std::memcpy(buffer.get(), m_buffer.get() + m_start, kept);
            }
            m_buffer = std::move(buffer);
            m_capacity = std::min(capacity, most + Input::PaddingBytes);
            m_scanned -= m_start;
            m_boundary -= m_boundary > 0 ? m_start : 0;
            m_start = 0;
            m_used = kept;
            return {};
        }

        tl::unexpected<Error> tooLarge() const
        {
            return fail(
                ErrorKind::Limit,
                fmt::format("the document is larger than {} bytes", m_limits.documentBytes));
        }

        void decide()
        {
            const std::size_t first = skipBlanks(text(), 0);
            if (first == m_used) {
                return;
            }
            const auto isKnown = [this](std::size_t from) {
                return m_isDocument(text().substr(from, SniffBytes));
            };
            if (text()[first] == '{' && isKnown(first)) {
                m_mayHaveLines = true;
            } else if (text()[first] == '[' && !isKnown(first)) {
                const std::size_t element = skipBlanks(text(), first + 1);
                if (element < m_used && text()[element] == '{' && isKnown(element)) {
                    m_kind = Kind::Array;
                    m_line += std::count(m_buffer.get(), m_buffer.get() + element, '\n');
                    m_start = element;
                    m_scanned = element;
                    m_depth = 1;
                }
            }
        }

        Result<void> cut()
        {
            if (m_kind == Kind::Array) {
                return cutArray();
            }
            return m_mayHaveLines ? cutLines() : Result<void>{};
        }

        /// A line break between `}` and `{` never stands inside one JSON value.
        Result<void> cutLines()
        {
            while (m_scanned < m_used) {
                if (m_boundary == 0 && !findClosedLine()) {
                    return {};
                }
                m_scanned = skipBlanks(text(), m_scanned);
                if (m_scanned == m_used) {
                    return {};
                }
                const std::size_t end = std::exchange(m_boundary, 0);
                if (text()[m_scanned] == '{') {
                    m_kind = Kind::Lines;
                    CBOARD_TRY_VOID(emit(end, m_scanned));
                }
            }
            return {};
        }

        /// Moves behind the next line break that follows a `}`; sets the boundary behind that.
        bool findClosedLine()
        {
            while (m_scanned < m_used) {
                const char* from = m_buffer.get() + m_scanned;
                const void* found = std::memchr(from, '\n', m_used - m_scanned);
                if (found == nullptr) {
                    m_scanned = m_used;
                    return false;
                }
                std::size_t end =
                    m_scanned + static_cast<std::size_t>(static_cast<const char*>(found) - from);
                m_scanned = end + 1;
                while (end > m_start && isBlank(text()[end - 1]) && text()[end - 1] != '\n') {
                    --end;
                }
                if (end > m_start && text()[end - 1] == '}') {
                    m_boundary = end;
                    return true;
                }
            }
            return false;
        }

        Result<void> cutArray()
        {
            while (m_scanned < m_used) {
                const char c = text()[m_scanned];
                if (m_depth == 0) {
                    if (!isBlank(c)) {
                        return fail(ErrorKind::Parse, "text follows the end of the array");
                    }
                    m_start = ++m_scanned;
                    continue;
                }
                if (m_isInString) {
                    skipString(c);
                    continue;
                }
                const bool isElementEnd = m_depth == 1 && (c == ',' || c == ']');
                passStructure(c);
                if (isElementEnd) {
                    CBOARD_TRY_VOID(emit(m_scanned - 1, m_scanned));
                }
            }
            return {};
        }

        void passStructure(char c)
        {
            m_isInString = c == '"';
            m_depth += (c == '{' || c == '[') ? 1 : 0;
            m_depth -= (c == '}' || c == ']') ? 1 : 0;
            ++m_scanned;
        }

        void skipString(char c)
        {
            if (m_isEscaped) {
                m_isEscaped = false;
            } else if (c == '\\') {
                m_isEscaped = true;
            } else if (c == '"') {
                m_isInString = false;
            }
            ++m_scanned;
        }

        Cut piece(std::size_t start, std::size_t end)
        {
            if (end == m_used && m_buffer) {
                std::memset(m_buffer.get() + m_used, 0, Input::PaddingBytes);
            }
            Cut result;
            result.owner = m_buffer;
            result.bytes = text().substr(start, end - start);
            result.firstLine = m_line;
            return result;
        }

        /// Hands out what lies between m_start and \p end; the next document begins at \p next.
        Result<void> emit(std::size_t end, std::size_t next)
        {
            const std::size_t begin = skipBlanks(text().substr(0, end), m_start);
            m_line += std::count(m_buffer.get() + m_start, m_buffer.get() + begin, '\n');
            const bool isEmpty = begin == end;
            if (end - begin > m_limits.documentBytes) {
                return tooLarge();
            }
            if (!isEmpty) {
                Cut result = piece(begin, end);
                result.index = m_kind == Kind::Whole ? 0 : ++m_count;
                CBOARD_TRY_VOID(m_sink(std::move(result)));
            }
            m_line += std::count(m_buffer.get() + begin, m_buffer.get() + next, '\n');
            m_start = next;
            return {};
        }

        Result<void> finish()
        {
            if (m_used - m_start > m_limits.documentBytes) {
                return tooLarge();
            }
            if (m_kind == Kind::Whole) {
                return m_sink(piece(0, m_used));
            }
            if (m_kind == Kind::Array && m_depth > 0 && m_start < m_used) {
                CBOARD_TRY_VOID(emit(m_used, m_used));
            }
            if (m_kind == Kind::Array && m_depth > 0) {
                return fail(ErrorKind::Parse, "the array of documents has no end");
            }
            return m_kind == Kind::Lines ? emit(m_used, m_used) : Result<void>{};
        }

        io::ByteSource& m_source;
        io::BufferPool& m_pool;
        const Limits& m_limits;
        IsDocument m_isDocument;
        const CutSink& m_sink;

        std::shared_ptr<char[]> m_buffer;
        std::size_t m_capacity = 0;
        std::size_t m_used = 0;
        std::size_t m_start = 0; ///< Of the document that is not handed out yet.
        std::size_t m_scanned = 0;
        std::size_t m_boundary = 0; ///< Behind a `}` at a line end; 0: none pending.
        bool m_isEnd = false;
        bool m_mayHaveLines = false;
        Kind m_kind = Kind::Whole;
        int m_depth = 0;
        bool m_isInString = false;
        bool m_isEscaped = false;
        std::int64_t m_count = 0;
        std::int64_t m_line = 1;
    };

} // namespace

Result<void> cutDocuments(io::ByteSource& source, io::BufferPool& pool, const Limits& limits,
                          IsDocument isDocument, const CutSink& sink, const TaskContext& task)
{
    return Cutter(source, pool, limits, isDocument, sink).run(task);
}

Result<Cut> readWhole(io::ByteSource& source, io::BufferPool& pool, const Limits& limits,
                      const TaskContext& task)
{
    const CutSink none;
    CBOARD_TRY(Cut cut, Cutter(source, pool, limits, nullptr, none).whole(task));
    if (cut.bytes.size() > limits.documentBytes) {
        return fail(ErrorKind::Limit,
                    fmt::format("the document is larger than {} bytes", limits.documentBytes));
    }
    return cut;
}

} // namespace cboard::formats
