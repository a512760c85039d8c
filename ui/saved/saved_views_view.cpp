// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/saved_views_view.h"

#include "ui/base/feature.h"
#include "ui/base/key_text.h"
#include "ui/base/state_panel.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/base/view_header.h"
#include "ui/saved/save_view_dialog.h"
#include "ui/saved/saved_feature.h"
#include "ui/saved/saved_state.h"
#include "ui/widgets/common_columns.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/row_selection.h"
#include "ui/widgets/table_actions.h"

#include <QClipboard>
#include <QGuiApplication>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 30;

    QString where(const SavedRow& row)
    {
        QStringList parts;
        if (!row.state.tree.isEmpty()) {
            parts << branchText(row.state);
        }
        if (!row.state.revision.isEmpty()) {
            parts << row.state.revision.left(12);
        }
        return parts.join(QStringLiteral("  "));
    }

    QString viewTitle(const SavedRow& row)
    {
        const Feature* feature = findFeature(row.state.view);
        return feature != nullptr ? feature->title : row.state.view;
    }

    std::shared_ptr<const TableSpec<SavedRow>> savedTable()
    {
        auto spec = std::make_shared<TableSpec<SavedRow>>();
        spec->id = [](const SavedRow& row) { return row.name; };
        auto name = plainColumn<SavedRow>(headOf("name", SavedViewsView::tr("Name"), 34),
                                          [](const SavedRow& row) { return row.name; });
        name.tooltip = [](const SavedRow& row) { return row.address; };
        auto address = plainColumn<SavedRow>(headOf("address", SavedViewsView::tr("Address"), 60),
                                             [](const SavedRow& row) { return row.address; });
        address.head.isHidden = true;
        spec->columns = {
            name, plainColumn<SavedRow>(headOf("view", SavedViewsView::tr("View"), 16), viewTitle),
            plainColumn<SavedRow>(headOf("where", SavedViewsView::tr("Where"), 34), where),
            plainColumn<SavedRow>(headOf("filter", SavedViewsView::tr("Filter"), 0),
                                  [](const SavedRow& row) { return row.state.filter; }),
            address};
        return spec;
    }

} // namespace

SavedViewsView::SavedViewsView(const Context& context, QWidget* parent)
    : TableView(context,
                {QStringLiteral("saved"), SavedViewsView::caption(), SavedViewsView::caption()},
                parent)
{
    m_table->setRowHeight(RowHeight);
    setContent(m_table);
    connect(m_table, &ResultTable::rowActivated, this, [this] { openCurrent(OpenMode::Here); });
    connect(m_table, &ResultTable::currentRowChanged, this,
            [this](int row) { emit selectionChanged(rowSelection(m_table->rows().get(), row)); });
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &SavedViewsView::load);
    }
    followKeys(m_context, this, [this] {
        if (m_rows) {
            load(); // The header names them.
        }
    });
}

void SavedViewsView::showState(const ViewState& state)
{
    takeState(state);
    load();
}

void SavedViewsView::refresh()
{
    if (m_context.items != nullptr) {
        m_context.items->load();
    }
}

bool SavedViewsView::showsTree(const QString& /*tree*/) const
{
    return false; // No result changes what is saved.
}

void SavedViewsView::load()
{
    auto rows = std::make_shared<std::vector<SavedRow>>();
    std::size_t all = 0;
    if (m_context.items != nullptr) {
        all = m_context.items->lists().saved.size();
        for (const auto& saved : m_context.items->lists().saved) {
            const QString name = fromUtf8(saved.name);
            const QString address = fromUtf8(saved.address);
            if (name.contains(m_state.filter, Qt::CaseInsensitive)
                || address.contains(m_state.filter, Qt::CaseInsensitive)) {
                rows->push_back({name, address, fromAddress(address).value_or(ViewState())});
            }
        }
    }
    m_status.isLoading = m_context.items != nullptr && m_context.items->isBusy();
    m_status.shown = static_cast<qint64>(rows->size());
    m_status.total = static_cast<qint64>(all);
    m_rows = std::make_shared<const TypedRows<SavedRow>>(savedTable(), rows, *rows);
    m_table->setRows(m_rows);
    QStringList verdict{countedText(m_status.total, tr("%1 saved view"), tr("%1 saved views"))};
    if (!rows->empty()) {
        verdict << withKeys(m_context,
                            tr("{open} opens, {rename} renames, {delete} deletes, {undo} brings "
                               "back"));
    }
    m_header->setVerdict(verdict);
    if (!rows->empty()) {
        m_panel->showContent();
    } else if (all > 0) {
        m_panel->showMessage(tr("%1 saved views, 0 match").arg(countText(m_status.total)),
                             tr("The filter “%1” hides all of them.").arg(m_state.filter));
    } else {
        m_panel->showMessage(tr("No view is saved yet"),
                             tr("Press {save-view} in any view, type a name and press Enter."));
    }
    emit statusChanged();
    emit stateChanged();
}

const SavedRow* SavedViewsView::current() const
{
    return m_rows ? m_rows->rowAt(m_table->currentRow()) : nullptr;
}

QList<ActionId> SavedViewsView::actions() const
{
    return tableActions() + QList{ActionId::Open,   ActionId::OpenInNewTab, ActionId::OpenInSplit,
                                  ActionId::Rename, ActionId::Delete,       ActionId::CopyId};
}

bool SavedViewsView::perform(ActionId action)
{
    switch (action) {
    case ActionId::Open:
    case ActionId::OpenInNewTab:
    case ActionId::OpenInSplit:
        openCurrent(openModeOf(action));
        return true;
    case ActionId::Rename:
        renameCurrent();
        return true;
    case ActionId::Delete:
        if (const SavedRow* row = current()) {
            m_context.items->remove(row->name);
        }
        return true;
    case ActionId::CopyId:
        if (const SavedRow* row = current()) {
            QGuiApplication::clipboard()->setText(row->address);
        }
        return true;
    default:
        return performOnTable(action, *m_table);
    }
}

void SavedViewsView::openCurrent(OpenMode mode)
{
    if (const SavedRow* row = current()) {
        m_context.navigator->open(withSavedName(row->state, row->name), mode);
    }
}

void SavedViewsView::renameCurrent()
{
    const SavedRow* row = current();
    if (row == nullptr) {
        return;
    }
    auto* dialog = new SaveViewDialog(m_context, row->name, row->address, {}, this);
    dialog->setWindowTitle(tr("Rename"));
    connect(dialog, &SaveViewDialog::named, this,
            [this, from = row->name](const QString& to) { m_context.items->rename(from, to); });
    dialog->open();
}

TableSource SavedViewsView::tableSource() const
{
    return sourceOf(*m_table, caption(), {});
}

Feature makeSavedFeature()
{
    return {QStringLiteral("saved"),
            SavedViewsView::tr("Saved views"),
            QStringLiteral("saved"),
            QKeySequence(QStringLiteral("G,S")),
            FeatureScope::Global,
            [](const Context& context, QWidget* parent) -> View* {
                return new SavedViewsView(context, parent);
            }};
}

} // namespace cboard::ui
