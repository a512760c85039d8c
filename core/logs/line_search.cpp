// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_search.h"

#include "core/logs/count_feeds.h"
#include "core/logs/ordered_pieces.h"

#include <algorithm>

namespace cboard::logs {

namespace {

    constexpr std::size_t BlockBytes = 256UL << 10; ///< Stays in the second-level cache.
    constexpr std::uint64_t BytesPerReport = 4UL << 20;

    /// The lines that begin in one block, searched.
    struct SearchedBlock {
        std::string scratch;
        std::string_view text; ///< Into scratch or the source.
        std::uint64_t beginByte = 0;
        std::vector<LineMatcher::Line> hits;
        std::int64_t hitCount = 0;
        std::int64_t feedCount = 0;
        bool isCut = false;
        bool hasHitLimit = false;

        void clear()
        {
            text = {};
            hits.clear();
            hitCount = 0;
            feedCount = 0;
            isCut = false;
            hasHitLimit = false;
        }
    };

    /// Searches blocks on one thread.
    class BlockSearcher {
    public:
        BlockSearcher(const ByteSource& source, const SearchRequest& request,
                      const SearchPatterns& patterns, const TaskContext& task)
            : m_source(source)
            , m_request(request)
            , m_matcher(patterns)
            , m_task(task)
        {
        }

        Result<void> search(std::uint64_t number, SearchedBlock& block)
        {
            block.clear();
            CBOARD_TRY_VOID(readLines(number, block));
            CBOARD_TRY_VOID(m_matcher.search(
                block.text,
                [&](const LineMatcher::Line& line) {
                    take(block, line);
                    return true;
                },
                [this] { return m_task.stopRequested(); }));
            if (m_request.wantsLines && !m_request.isBackward) {
                block.feedCount = countFeeds(block.text);
            }
            block.hasHitLimit = m_matcher.hasHitLimit();
            return m_task.check();
        }

    private:
        /// The lines that begin in the block: the first may begin in it only behind a line feed,
        /// the last goes on as far as it has to.
        Result<void> readLines(std::uint64_t number, SearchedBlock& block)
        {
            const std::uint64_t begin = number * BlockBytes;
            const std::uint64_t from = number == 0 ? 0 : begin - 1;
            std::size_t length = BlockBytes + static_cast<std::size_t>(begin - from);
            std::size_t first = 0;
            for (std::size_t wanted = length + 4096;; wanted *= 4) {
                CBOARD_TRY(block.text, m_source.read(from, wanted, block.scratch));
                if (number > 0) {
                    first = block.text.find('\n');
                    if (first >= length - 1) { // No line begins here.
                        block.text = {};
                        return {};
                    }
                    ++first;
                }
                const std::size_t last = block.text.size() < length
                    ? block.text.size()
                    : block.text.find('\n', length - 1);
                if (last != std::string_view::npos || block.text.size() < wanted) {
                    length = std::min(last, block.text.size() - 1) + 1;
                    length = std::min(length, block.text.size());
                    break;
                }
                if (wanted > LongestLine) {
                    block.isCut = true;
                    length = block.text.size();
                    break;
                }
            }
            block.beginByte = from + first;
            block.text = block.text.substr(first, length - first);
            return {};
        }

        void take(SearchedBlock& block, const LineMatcher::Line& line) const
        {
            const std::uint64_t lineBegin = block.beginByte + line.begin;
            if (lineBegin < m_request.beginByte || lineBegin >= m_request.endByte) {
                return;
            }
            ++block.hitCount;
            if (m_request.wantsLines) {
                block.hits.push_back(line);
            }
        }

        const ByteSource& m_source;
        const SearchRequest& m_request;
        LineMatcher m_matcher;
        const TaskContext& m_task;
    };

    /// Counts, numbers and passes on what is found, block by block.
    class HitCounter {
    public:
        HitCounter(const SearchRequest& request, std::uint64_t size,
                   const std::function<bool(const LineHit&)>& hit, const TaskContext& task)
            : m_request(request)
            , m_size(size)
            , m_hit(hit)
            , m_task(task)
            , m_areNumbered(!request.isBackward && request.beginByte == 0)
        {
        }

        bool take(SearchedBlock& block)
        {
            m_result.lineCount += block.hitCount;
            m_result.cutLines += block.isCut ? 1 : 0;
            m_result.hasHitLimit |= block.hasHitLimit;
            if (m_request.isBackward) {
                std::reverse(block.hits.begin(), block.hits.end());
            }
            const bool mayGoOn = passOn(block);
            m_line += block.feedCount;
            m_done += block.text.size();
            if (m_done >= m_nextReport) {
                m_task.report({static_cast<std::int64_t>(std::min(m_done, m_size)),
                               static_cast<std::int64_t>(m_size), "search"});
                m_nextReport = m_done + BytesPerReport;
            }
            return mayGoOn;
        }

        const SearchResult& result() const { return m_result; }

    private:
        bool passOn(const SearchedBlock& block)
        {
            const char* const text = block.text.data();
            std::size_t at = 0;
            std::int64_t line = m_line;
            for (const LineMatcher::Line& range : block.hits) {
                if (m_areNumbered) {
                    line += countFeeds({text + at, range.begin - at});
                    at = range.begin;
                }
                if (!m_hit({m_areNumbered ? line : 0, block.beginByte + range.begin,
                            block.text.substr(range.begin, range.end - range.begin)})) {
                    return false;
                }
            }
            return true;
        }

        const SearchRequest& m_request;
        const std::uint64_t m_size;
        const std::function<bool(const LineHit&)>& m_hit;
        const TaskContext& m_task;
        const bool m_areNumbered;
        std::int64_t m_line = 1; ///< Of the first line of the next block.
        std::uint64_t m_done = 0;
        std::uint64_t m_nextReport = BytesPerReport;
        SearchResult m_result;
    };

} // namespace

Result<SearchResult> searchLines(const ByteSource& source, const SearchRequest& request,
                                 const std::function<bool(const LineHit&)>& hit,
                                 const TaskContext& task)
{
    CBOARD_TRY(const SearchPatterns patterns, SearchPatterns::compile(request.linePatterns()));
    return searchLines(source, patterns, request, hit, task);
}

Result<SearchResult> searchLines(const ByteSource& source, const SearchPatterns& patterns,
                                 const SearchRequest& request,
                                 const std::function<bool(const LineHit&)>& hit,
                                 const TaskContext& task)
{
    const std::uint64_t end = std::min(source.size(), request.endByte);
    const std::uint64_t first = std::min(request.beginByte, end) / BlockBytes;
    const std::uint64_t count = (end + BlockBytes - 1) / BlockBytes - first;
    using Blocks = OrderedPieces<SearchedBlock>;
    const auto makeWork = [&]() -> Blocks::Work {
        // A function that can be copied holds what cannot.
        const auto searcher = std::make_shared<BlockSearcher>(source, request, patterns, task);
        return [&, searcher](std::uint64_t number, SearchedBlock& block) -> Result<bool> {
            if (number >= count) {
                return false;
            }
            const std::uint64_t place = request.isBackward ? count - 1 - number : number;
            CBOARD_TRY_VOID(searcher->search(first + place, block));
            return true;
        };
    };
    HitCounter counter(request, end - first * BlockBytes, hit, task);
    CBOARD_TRY_VOID(Blocks::run(
        request.threads, makeWork, [&counter](SearchedBlock& block) { return counter.take(block); },
        task));
    return counter.result();
}

} // namespace cboard::logs
