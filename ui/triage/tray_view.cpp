// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/tray_view.h"

#include "ui/base/key_text.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/theme/status_palette.h"
#include "ui/triage/tray_feature.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <iterator>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 44; ///< Two lines.

    bool matches(const TrayRow& row, const QString& filter)
    {
        const QString texts =
            QStringList{trayRowTitle(row), trayRowPlace(row), row.note, row.target}.join(
                QLatin1Char('\n'));
        return texts.contains(filter, Qt::CaseInsensitive);
    }

} // namespace

TrayView::TrayView(const Context& context, QWidget* parent)
    : TableView(context, {QStringLiteral("tray"), tr("Tray"), tr("Tray")}, parent)
    , m_spec(trayTable())
    , m_load(*context.queries, *context.tasks)
{
    m_table->setRowHeight(RowHeight);
    setContent(m_table);
    connect(m_table, &ResultTable::rowActivated, this, [this] { open(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this, &TrayView::select);
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &TrayView::load);
    }
    followKeys(m_context, this, [this] {
        if (m_rows) {
            load(); // The header names them.
        }
    });
}

void TrayView::showState(const ViewState& state)
{
    const bool isSame = m_rows != nullptr && state.filter == m_state.filter;
    takeState(state);
    if (!isSame) {
        load();
    }
}

ViewState TrayView::state() const
{
    ViewState state = TableView::state();
    const TrayRow* row = current();
    if (row != nullptr && row->record && row->record->revision) {
        state.tree = fromUtf8(row->record->revision->tree);
        state.branch = fromUtf8(row->record->revision->branch);
    }
    return state;
}

void TrayView::load()
{
    std::vector<TrayRow> wanted;
    if (m_context.items != nullptr) {
        wanted = trayRows(m_context.items->lists());
    }
    m_status.total = static_cast<qint64>(wanted.size());
    startLoading(
        m_load, tr("Reading the tray"), tr("The tray could not be read"),
        [engine = m_context.engine, common = m_context.common(), wanted = std::move(wanted),
         filter = m_state.filter](const TaskContext& task) -> Result<Rows> {
            auto rows = std::make_shared<std::vector<TrayRow>>();
            CBOARD_TRY(auto read, readTrayRows(wanted, *engine, common, task));
            std::ranges::copy_if(read, std::back_inserter(*rows),
                                 [&filter](const TrayRow& row) { return matches(row, filter); });
            return Rows(std::move(rows));
        },
        [this](const Rows& rows) { show(rows); });
}

void TrayView::show(const Rows& rows)
{
    m_status.shown = static_cast<qint64>(rows->size());
    m_rows = std::make_shared<const TypedRows<TrayRow>>(m_spec, rows, *rows);
    m_table->setRows(m_rows);
    QStringList verdict{countedText(m_status.total, tr("%1 result"), tr("%1 results"))};
    if (!rows->empty()) {
        verdict << withKeys(m_context,
                            tr("{open} opens the log, {note} notes, {tray} takes out, {undo} "
                               "brings back"));
    }
    m_header->setVerdict(verdict);
    if (!rows->empty()) {
        m_panel->showContent();
    } else if (m_status.total > 0) {
        m_panel->showMessage(
            tr("%1, 0 match").arg(countedText(m_status.total, tr("%1 result"), tr("%1 results"))),
            tr("The filter “%1” hides all of them.").arg(m_state.filter));
    } else {
        m_panel->showMessage(
            tr("The tray is empty"),
            tr("{tray} puts the selected result of any view into it, {tray-all} all that "
               "is shown."));
    }
    select();
    emit stateChanged();
}

const TrayRow* TrayView::current() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

void TrayView::select()
{
    Selection selection;
    const TrayRow* row = current();
    if (row != nullptr) {
        selection = trayRowSelection(*row);
    }
    emit selectionChanged(selection);
}

QList<ActionId> TrayView::actions() const
{
    return tableActions() + QList{ActionId::Open,    ActionId::OpenInNewTab, ActionId::OpenInSplit,
                                  ActionId::OpenLog, ActionId::CopyId,       ActionId::CopyReport};
}

bool TrayView::perform(ActionId action)
{
    const TrayRow* row = current();
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenLog:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        open(openModeOf(action));
        return true;
    case ActionId::CopyId:
        if (row != nullptr) {
            QGuiApplication::clipboard()->setText(row->target.section(QLatin1Char(':'), 1));
        }
        return true;
    case ActionId::CopyReport:
        if (row != nullptr) {
            QGuiApplication::clipboard()->setText(
                QStringLiteral("%1: %2 (%3)")
                    .arg(trayRowTitle(*row), statusWord(trayRowStatus(*row)), trayRowPlace(*row)));
        }
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

void TrayView::open(OpenMode mode)
{
    const TrayRow* row = current();
    if (row == nullptr || !row->record) {
        return;
    }
    m_context.navigator->open(trayRowTarget(*row, state()), mode);
}

TableSource TrayView::tableSource() const
{
    return sourceOf(*m_table, caption(), {});
}

Feature makeTrayFeature()
{
    return {QStringLiteral("tray"),
            TrayView::tr("Tray"),
            QStringLiteral("tray"),
            QKeySequence(QStringLiteral("G,Y")),
            FeatureScope::Global,
            [](const Context& context, QWidget* parent) -> View* {
                return new TrayView(context, parent);
            }};
}

} // namespace cboard::ui
