// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/find/find_rows.h"

#include <QString>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int CheckEvery = 256;
    constexpr int ReportEvery = 1 << 14;
    constexpr int FirstPart = 1 << 12; ///< Rows that pass before what was found is said again.

    /// Walks around the rows and keeps both sides of the start apart.
    class Walk {
    public:
        Walk(int first, const std::function<void(FoundRows)>& onPart)
            : m_first(first)
            , m_onPart(onPart)
        {
        }

        void add(int place)
        {
            (place < m_first ? m_before : m_behind).push_back(place);
            if (m_before.size() + m_behind.size() == 1) {
                tell(place < m_first);
            }
        }

        void passed(int done, int place)
        {
            if (done >= m_nextPart) {
                m_nextPart *= 2;
                tell(place < m_first);
            }
        }

        FoundRows found(bool isAround) const
        {
            FoundRows found{m_before, isAround, false};
            found.places.insert(found.places.end(), m_behind.begin(), m_behind.end());
            return found;
        }

    private:
        void tell(bool isAround) const
        {
            if (m_onPart && (!m_before.empty() || !m_behind.empty())) {
                m_onPart(found(isAround));
            }
        }

        int m_first;
        const std::function<void(FoundRows)>& m_onPart;
        std::vector<int> m_before;
        std::vector<int> m_behind;
        int m_nextPart = FirstPart;
    };

} // namespace

bool hasMatch(const QString& text, logs::FindPattern& pattern)
{
    return !text.isEmpty() && pattern.next(text.toStdString(), 0).has_value();
}

Result<FoundRows> findRows(const FindableRows& rows, const logs::FindOptions& options, int first,
                           const TaskContext& task, const std::function<void(FoundRows)>& onPart)
{
    CBOARD_TRY(auto pattern, logs::FindPattern::create(options));
    const int count = rows.size();
    const int start = first > 0 && first < count ? first : 0;
    Walk walk(start, onPart);
    for (int done = 0; done < count; ++done) {
        if (done % CheckEvery == 0) {
            CBOARD_TRY_VOID(task.check());
        }
        if (done % ReportEvery == 0) {
            task.report({done, count, "find"});
        }
        const int place = start < count - done ? start + done : start + done - count;
        if (rows.matches(place, pattern)) {
            walk.add(place);
        }
        walk.passed(done, place);
    }
    FoundRows found = walk.found(true);
    found.hasHitLimit = pattern.hasHitLimit();
    return found;
}

} // namespace cboard::ui
