// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/view.h"
#include "ui/widgets/loading.h"

namespace cboard::ui {

class FilteredOut;
class ResultTable;
class StatePanel;
class ViewHeader;

/// A view around one table: the head, the common states, and what the shell asks of both. A
/// subclass says what is asked of the engine and what stands in the rows.
class TableView : public View {
    Q_OBJECT

public:
    ViewState state() const override; ///< With the choices of the table and its cursor.
    ViewStatus status() const override; ///< Loading, too, while the table is arranged.
    void refresh() override { load(); }

protected:
    struct Words {
        QString name; ///< Of the feature: "trees"; the table is remembered by it.
        QString title; ///< In the head until there is more to say.
        QString rows; ///< What the table holds, for a screen reader.
    };

    TableView(const Context& context, const Words& words, QWidget* parent);

    /// Puts \p content below the head: the table, or what holds it. Once, in the constructor.
    void setContent(QWidget* content);
    /// The choices of the table, its cursor and all else of a state that was asked for.
    void takeState(const ViewState& state);
    /// What the status bar says of an answer with \p shown rows.
    void takeInfo(const query::SnapshotInfo& info, qint64 shown);

    virtual void load() = 0;
    /// Runs \p job with the states of the view around it; \p show gets what it returns.
    /// \p what names the wait, \p headline a failure.
    template <typename T, typename Show>
    void startLoading(BackgroundTask<T>& task, const QString& what, const QString& headline,
                      typename BackgroundTask<T>::Job job, Show show)
    {
        beginLoading(m_status, *m_panel, what);
        emit statusChanged();
        task.start(what, std::move(job), [this, headline, show](const Result<T>& result) {
            endLoading(m_status, *m_panel, headline, result, show);
            emit statusChanged();
        });
    }

    Context m_context;
    ViewState m_state;
    ViewStatus m_status;
    ViewHeader* m_header;
    ResultTable* m_table;
    StatePanel* m_panel = nullptr; ///< From setContent() on, as all below.
    FilteredOut* m_filteredOut = nullptr;
};

} // namespace cboard::ui
