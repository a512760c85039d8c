// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_view.h"

#include "ui/base/view_header.h"
#include "ui/widgets/filtered_out.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"
#include "ui/widgets/table_choice.h"

#include <QAbstractItemView>

#include <algorithm>

namespace cboard::ui {

TableView::TableView(const Context& context, const Words& words, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_table(new ResultTable(context))
{
    m_state.view = words.name;
    m_table->rememberAs(words.name);
    m_table->view()->setAccessibleName(words.rows);
    m_header->setTitle(words.title);
    m_header->setCode({});
    connect(m_table, &ResultTable::choiceChanged, this, &View::stateChanged);
    connect(m_table, &ResultTable::arranged, this, &View::statusChanged);
}

void TableView::setContent(QWidget* content)
{
    m_panel = new StatePanel(m_context, content, this);
    m_filteredOut = new FilteredOut(m_context, *m_panel, *this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_table);
    connect(m_panel, &StatePanel::actionRequested, this, [this] { refresh(); });
}

ViewState TableView::state() const
{
    ViewState state = m_state;
    setTableChoice(state.options, m_table->choice());
    setTableCursor(state.options, *m_table);
    return state;
}

ViewStatus TableView::status() const
{
    ViewStatus status = m_status;
    status.isLoading = status.isLoading || m_table->isArranging();
    return status;
}

void TableView::takeState(const ViewState& state)
{
    const QString name = m_state.view;
    m_state = state;
    m_state.view = name;
    m_table->setChoice(tableChoice(state.options));
    showTableCursor(*m_table, state.options);
}

void TableView::takeInfo(const query::SnapshotInfo& info, qint64 shown)
{
    m_status.shown = shown;
    m_status.total = std::max<qint64>(info.totalRows, shown);
    m_status.dataTime = info.newestData;
    m_status.isComplete = info.isComplete;
}

} // namespace cboard::ui
