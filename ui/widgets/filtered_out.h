// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/state_panel.h"

#include <QObject>

namespace cboard::ui {

class View;

/// For each term of a filter, in its order: the rows that there would be without it. Blocking, for
/// background jobs.
using RelaxedCounts = std::function<Result<QList<qint64>>(const TaskContext& task)>;

/// Sums of what the engine answers to these requests, which have the same filter.
RelaxedCounts relaxedBy(query::Engine& engine, std::vector<query::RelaxationsRequest> requests);

/// How many rows a filter shows. Blocking.
using CountRows =
    std::function<Result<qint64>(const query::Filter& filter, const TaskContext& task)>;

/// Asks \p count with one term less each time, for what the engine counts in another way.
RelaxedCounts relaxedOneByOne(query::Filter filter, CountRows count);

/// The state of a view whose filter hides everything: each term with what its removal gives, and
/// the way to remove it.
class FilteredOut : public QObject {
    Q_OBJECT

public:
    /// Shows itself in \p panel; a term that is dropped leads to another state of \p view.
    FilteredOut(const Context& context, StatePanel& panel, View& view);

    /// \p sentence: "28 013 runs, 0 match". The numbers come when \p counts are known.
    void show(const QString& sentence, const QString& filter, RelaxedCounts counts);

private:
    void drop(int term);

    Context m_context;
    StatePanel& m_panel;
    View& m_view;
    BackgroundTask<QList<qint64>> m_count;
};

} // namespace cboard::ui
