// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_search.h"

#include "core/logs/pattern_set.h"
#include "core/logs/regex.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace cboard::logs {

namespace {

    constexpr std::size_t BlockBytes = 1UL << 20;
    /// Blocks that may be done before one that is still searched.
    constexpr std::uint64_t MostAhead = 8;

    struct LineRange {
        std::size_t begin = 0;
        std::size_t end = 0; ///< Without `\n`.
    };

    /// The lines that begin in one block, searched.
    struct SearchedBlock {
        std::string scratch;
        std::string_view text; ///< Into scratch or the source.
        std::uint64_t beginByte = 0;
        std::vector<LineRange> hits;
        std::int64_t hitCount = 0;
        std::int64_t feedCount = 0;
        bool isCut = false;
    };

    std::string expressionOf(const std::string& pattern, const SearchRequest& request)
    {
        std::string expression;
        if (request.isLiteral) {
            for (const char c : pattern) {
                const bool isPlain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80 || c == '_';
                if (c == '\0') {
                    expression += "\\x00";
                    continue;
                }
                expression += isPlain ? "" : "\\";
                expression += c;
            }
        } else {
            expression = pattern;
        }
        return request.isWholeWord ? R"(\b(?:)" + expression + R"()\b)" : expression;
    }

    /// The patterns of a request; shared by the threads.
    struct Patterns {
        std::shared_ptr<const PatternSet> set;
        std::vector<Regex> regexes;

        static Result<Patterns> compile(const SearchRequest& request)
        {
            Patterns patterns;
            std::vector<SetPattern> expressions;
            for (const std::string& pattern : request.patterns) {
                const std::string expression = expressionOf(pattern, request);
                CBOARD_TRY(
                    Regex regex,
                    Regex::compile(expression, {.isCaseSensitive = request.isCaseSensitive}));
                patterns.regexes.push_back(std::move(regex));
                expressions.push_back({expression, request.isCaseSensitive});
            }
            CBOARD_TRY(patterns.set, PatternSet::compile(expressions));
            return patterns;
        }
    };

    /// Searches blocks on one thread.
    class BlockSearcher {
    public:
        BlockSearcher(const ByteSource& source, const SearchRequest& request,
                      const Patterns& patterns)
            : m_source(source)
            , m_request(request)
            , m_patterns(patterns)
        {
            for (const Regex& regex : patterns.regexes) {
                m_matchers.emplace_back(regex);
            }
        }

        Result<SearchedBlock> search(std::uint64_t number)
        {
            SearchedBlock block;
            CBOARD_TRY_VOID(readLines(number, block));
            std::size_t doneUpTo = 0; // Hits of lines that are found already come up to here.
            CBOARD_TRY_VOID(
                m_patterns.set->scan(block.text, [&](std::size_t pattern, std::size_t end) {
                    // Behind a line feed the match may be the end of that line, or an empty one
                    // at the begin of the next.
                    const bool isAtBegin = end == 0 || block.text[end - 1] == '\n';
                    if (end > 0 && end - 1 >= doneUpTo) {
                        doneUpTo = take(block, pattern, end - 1, doneUpTo);
                    }
                    if (isAtBegin && end < block.text.size() && end >= doneUpTo) {
                        doneUpTo = take(block, pattern, end, doneUpTo);
                    }
                    return true;
                }));
            if (m_request.wantsLines) {
                block.feedCount = std::count(block.text.begin(), block.text.end(), '\n');
            }
            return block;
        }

        bool hasHitLimit() const
        {
            return std::any_of(m_matchers.begin(), m_matchers.end(),
                               [](const RegexMatcher& matcher) { return matcher.hasHitLimit(); });
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

        /// Confirms the candidate in its line. \returns where the next candidates count.
        std::size_t take(SearchedBlock& block, std::size_t pattern, std::size_t at,
                         std::size_t doneUpTo)
        {
            const std::string_view text = block.text;
            const std::size_t feed = text.substr(doneUpTo, at - doneUpTo).rfind('\n');
            const std::size_t begin =
                feed == std::string_view::npos ? doneUpTo : doneUpTo + feed + 1;
            const std::size_t end = std::min(text.find('\n', at), text.size());
            if (!m_matchers[pattern].match(text.substr(begin, end - begin))) {
                return doneUpTo;
            }
            ++block.hitCount;
            if (m_request.wantsLines) {
                block.hits.push_back({begin, end});
            }
            return end + 1;
        }

        const ByteSource& m_source;
        const SearchRequest& m_request;
        const Patterns& m_patterns;
        std::vector<RegexMatcher> m_matchers;
    };

    /// Gives out blocks, and passes on what was found in their order.
    class OrderedSearch {
    public:
        OrderedSearch(std::uint64_t size, const std::function<bool(const LineHit&)>& hit,
                      const TaskContext& task)
            : m_size(size)
            , m_blockCount((size + BlockBytes - 1) / BlockBytes)
            , m_hit(hit)
            , m_task(task)
        {
        }

        /// Runs on each thread until nothing is left.
        void work(BlockSearcher searcher)
        {
            while (const auto number = nextBlock()) {
                auto block = searcher.search(*number);
                finish(*number, std::move(block));
            }
            const std::lock_guard lock(m_mutex);
            m_result.hasHitLimit |= searcher.hasHitLimit();
        }

        Result<SearchResult> result()
        {
            if (m_error) {
                return tl::unexpected<Error>(*m_error);
            }
            return m_result;
        }

    private:
        std::optional<std::uint64_t> nextBlock()
        {
            std::unique_lock lock(m_mutex);
            m_mayGoOn.wait(lock, [this] { return m_isEnded || m_next < m_delivered + MostAhead; });
            if (m_task.stopRequested() && !m_error) {
                m_error = m_task.check().error();
                m_isEnded = true;
            }
            if (m_isEnded || m_next == m_blockCount) {
                m_mayGoOn.notify_all();
                return {};
            }
            return m_next++;
        }

        void finish(std::uint64_t number, Result<SearchedBlock> block)
        {
            const std::lock_guard lock(m_mutex);
            if (!block) {
                m_error = block.error();
                m_isEnded = true;
            } else {
                m_done.emplace(number, std::make_unique<SearchedBlock>(std::move(*block)));
            }
            for (auto at = m_done.find(m_delivered); !m_isEnded && at != m_done.end();
                 at = m_done.find(m_delivered)) {
                deliver(*at->second);
                m_done.erase(at);
                ++m_delivered;
            }
            m_mayGoOn.notify_all();
        }

        void deliver(const SearchedBlock& block)
        {
            m_result.lineCount += block.hitCount;
            m_result.cutLines += block.isCut ? 1 : 0;
            std::size_t at = 0;
            std::int64_t line = m_line;
            for (const LineRange& range : block.hits) {
                const auto* const text = block.text.data();
                line += std::count(text + at, text + range.begin, '\n');
                at = range.begin;
                if (!m_hit({line, block.beginByte + range.begin,
                            block.text.substr(range.begin, range.end - range.begin)})) {
                    m_isEnded = true;
                    return;
                }
            }
            m_line += block.feedCount;
            m_task.report({static_cast<std::int64_t>(std::min(m_size, block.beginByte)),
                           static_cast<std::int64_t>(m_size), "search"});
        }

        const std::uint64_t m_size;
        const std::uint64_t m_blockCount;
        const std::function<bool(const LineHit&)>& m_hit;
        const TaskContext& m_task;
        std::mutex m_mutex; // guards all that follows
        std::condition_variable m_mayGoOn;
        std::map<std::uint64_t, std::unique_ptr<SearchedBlock>> m_done;
        std::uint64_t m_next = 0;
        std::uint64_t m_delivered = 0;
        std::int64_t m_line = 1; ///< Of the first line of the block to deliver.
        bool m_isEnded = false;
        std::optional<Error> m_error;
        SearchResult m_result;
    };

} // namespace

Result<SearchResult> searchLines(const ByteSource& source, const SearchRequest& request,
                                 const std::function<bool(const LineHit&)>& hit,
                                 const TaskContext& task)
{
    CBOARD_TRY(const Patterns patterns, Patterns::compile(request));
    OrderedSearch search(source.size(), hit, task);
    {
        std::vector<std::jthread> threads;
        for (unsigned i = 1; i < std::max(request.threads, 1U); ++i) {
            threads.emplace_back([&] { search.work(BlockSearcher(source, request, patterns)); });
        }
        search.work(BlockSearcher(source, request, patterns));
    }
    return search.result();
}

} // namespace cboard::logs
