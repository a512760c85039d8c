// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/revision_order.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace cboard::analysis {

namespace {

    constexpr Timestamp::duration Step{1};
    using Chain = std::vector<std::size_t>; ///< Indices, each the ancestor of the next.

    class Lines {
    public:
        explicit Lines(std::span<const LineRevision> revisions)
            : m_revisions(revisions)
            , m_times(revisions.size())
            , m_isPlaced(revisions.size(), false)
        {
        }

        std::vector<Timestamp> run()
        {
            // The longest line first: what is short hangs on it.
            const std::vector<std::size_t> depths = depthsOf();
            std::vector<std::size_t> order(m_revisions.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
                return std::pair(depths[a], m_revisions[a].time)
                    > std::pair(depths[b], m_revisions[b].time);
            });
            for (const std::size_t newest : order) {
                if (!m_isPlaced[newest]) {
                    place(chainTo(newest));
                }
            }
            return std::move(m_times);
        }

    private:
        std::vector<std::size_t> depthsOf() const
        {
            std::vector<std::size_t> depths(m_revisions.size(), 0);
            std::vector<std::size_t> path;
            for (std::size_t i = 0; i < m_revisions.size(); ++i) {
                std::optional<std::size_t> at = i;
                while (at && depths[*at] == 0) {
                    path.push_back(*at);
                    at = m_revisions[*at].ancestor;
                }
                std::size_t depth = at ? depths[*at] : 0;
                for (; !path.empty(); path.pop_back()) {
                    depths[path.back()] = ++depth;
                }
            }
            return depths;
        }

        /// From the first that is not placed yet.
        Chain chainTo(std::size_t newest) const
        {
            Chain chain;
            for (std::optional<std::size_t> at = newest; at && !m_isPlaced[*at];
                 at = m_revisions[*at].ancestor) {
                chain.push_back(*at);
            }
            std::reverse(chain.begin(), chain.end());
            return chain;
        }

        /// The longest part of the chain whose own times grow, and are later than \p after.
        std::vector<bool> keptOf(const Chain& chain, std::optional<Timestamp> after) const
        {
            std::vector<std::size_t> ends; // Of the best part of each length: place in the chain.
            std::vector<std::optional<std::size_t>> before(chain.size());
            for (std::size_t i = 0; i < chain.size(); ++i) {
                const Timestamp time = m_revisions[chain[i]].time;
                if (after && time <= *after) {
                    continue;
                }
                const auto end = std::lower_bound(
                    ends.begin(), ends.end(), time, [&](std::size_t place, Timestamp wanted) {
                        return m_revisions[chain[place]].time < wanted;
                    });
                if (end != ends.begin()) {
                    before[i] = *std::prev(end);
                }
                if (end == ends.end()) {
                    ends.push_back(i);
                } else if (time < m_revisions[chain[*end]].time) {
                    *end = i;
                }
            }
            std::vector<bool> isKept(chain.size(), false);
            for (auto at = ends.empty() ? std::nullopt : std::optional(ends.back()); at;
                 at = before[*at]) {
                isKept[*at] = true;
            }
            return isKept;
        }

        void place(const Chain& chain)
        {
            const auto ancestor = m_revisions[chain.front()].ancestor;
            std::optional<Timestamp> last;
            if (ancestor) {
                last = m_times[*ancestor];
            }
            const std::vector<bool> isKept = keptOf(chain, last);
            if (!last) {
                const auto first = std::find(isKept.begin(), isKept.end(), true) - isKept.begin();
                const Timestamp time = m_revisions[chain[static_cast<std::size_t>(first)]].time;
                last = time - (first + 1) * Step;
            }
            for (std::size_t i = 0; i < chain.size(); ++i) {
                const Timestamp next = *last + Step;
                last = isKept[i] ? std::max(next, m_revisions[chain[i]].time) : next;
                m_times[chain[i]] = *last;
                m_isPlaced[chain[i]] = true;
            }
        }

        std::span<const LineRevision> m_revisions;
        std::vector<Timestamp> m_times;
        std::vector<bool> m_isPlaced;
    };

} // namespace

std::vector<Timestamp> orderTimes(std::span<const LineRevision> revisions)
{
    return Lines(revisions).run();
}

} // namespace cboard::analysis
