// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filtered_out.h"

#include "ui/base/navigator.h"
#include "ui/base/view.h"
#include "ui/filter/filter_terms.h"

namespace cboard::ui {

RelaxedCounts relaxedBy(query::Engine& engine, std::vector<query::RelaxationsRequest> requests)
{
    return [&engine,
            requests = std::move(requests)](const TaskContext& task) -> Result<QList<qint64>> {
        QList<qint64> sums;
        for (const query::RelaxationsRequest& request : requests) {
            CBOARD_TRY(const auto relaxed, engine.relaxations(request, task));
            sums.resize(static_cast<qsizetype>(relaxed->terms.size()));
            for (qsizetype i = 0; i < sums.size(); ++i) {
                sums[i] += relaxed->terms[static_cast<std::size_t>(i)].shownRows;
            }
        }
        return sums;
    };
}

RelaxedCounts relaxedOneByOne(query::Filter filter, CountRows count)
{
    return [filter = std::move(filter),
            count = std::move(count)](const TaskContext& task) -> Result<QList<qint64>> {
        QList<qint64> counts;
        for (std::size_t term = 0; term < filter.terms.size(); ++term) {
            query::Filter relaxed = filter;
            relaxed.terms.erase(relaxed.terms.begin() + static_cast<std::ptrdiff_t>(term));
            relaxed.text = query::formatFilter(relaxed);
            CBOARD_TRY(const qint64 rows, count(relaxed, task));
            counts << rows;
        }
        return counts;
    };
}

FilteredOut::FilteredOut(const Context& context, StatePanel& panel, View& view)
    : QObject(&panel)
    , m_context(context)
    , m_panel(panel)
    , m_view(view)
    , m_count(*context.queries, *context.tasks)
{
    connect(&panel, &StatePanel::termDropped, this, &FilteredOut::drop);
}

void FilteredOut::show(const QString& sentence, const QString& filter, RelaxedCounts counts)
{
    QList<FilterWay> ways;
    for (const QString& term : filterTerms(filter)) {
        ways << FilterWay{term, std::nullopt};
    }
    m_panel.showFilteredOut(sentence, ways);
    m_count.start(tr("Counting what each term hides"), std::move(counts),
                  [this, sentence, ways](const Result<QList<qint64>>& known) mutable {
                      if (!known || known->size() != ways.size() || !m_panel.showsFilteredOut()) {
                          return;
                      }
                      for (qsizetype i = 0; i < ways.size(); ++i) {
                          ways[i].gives = (*known)[i];
                      }
                      m_panel.showFilteredOut(sentence, ways);
                  });
}

void FilteredOut::drop(int term)
{
    ViewState state = m_view.state();
    state.filter = withoutTerm(state.filter, term);
    m_context.navigator->open(state);
}

} // namespace cboard::ui
