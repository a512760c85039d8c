// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/saved_views_view.h"

#include "ui/saved/save_view_dialog.h"
#include "ui/saved/saved_feature.h"
#include "ui/saved/user_items.h"
#include "ui/shell/feature.h"
#include "ui/shell/state_panel.h"
#include "ui/shell/text_format.h"
#include "ui/shell/view_header.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTreeWidget>

#include <algorithm>

namespace cboard::ui {

namespace {

    constexpr int RowHeight = 30;

    QString where(const SavedRow& row)
    {
        QStringList parts;
        if (!row.state.tree.isEmpty()) {
            parts << branchText(row.state.tree.toStdString(), row.state.branch.toStdString());
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

    QStringList titles()
    {
        return {SavedViewsView::tr("Name"), SavedViewsView::tr("View"), SavedViewsView::tr("Where"),
                SavedViewsView::tr("Filter")};
    }

    QStringList cells(const SavedRow& row)
    {
        return {row.name, viewTitle(row), where(row), row.state.filter};
    }

} // namespace

SavedViewsView::SavedViewsView(const Context& context, QWidget* parent)
    : View(parent)
    , m_context(context)
    , m_header(new ViewHeader(*context.theme, this))
    , m_list(new QTreeWidget)
    , m_rows(std::make_shared<std::vector<SavedRow>>())
{
    m_state.view = QStringLiteral("saved");
    m_list->setHeaderLabels(titles());
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(SavedViewsView::caption());
    constexpr int Columns[] = {34, 16, 34};
    for (int column = 0; column < 3; ++column) {
        m_list->setColumnWidth(column, fontMetrics().averageCharWidth() * Columns[column]);
    }
    m_panel = new StatePanel(m_list, this);
    layOutView(*this, *m_header, *m_panel);
    setFocusProxy(m_list);
    m_header->setTitle(SavedViewsView::caption());
    m_header->setCode({});
    connect(m_list, &QTreeWidget::itemActivated, this, [this] { openCurrent(OpenMode::Here); });
    if (m_context.items != nullptr) {
        connect(m_context.items, &UserItems::changed, this, &SavedViewsView::show);
    }
}

void SavedViewsView::showState(const ViewState& state)
{
    m_state = state;
    m_state.view = QStringLiteral("saved");
    show();
}

void SavedViewsView::refresh()
{
    if (m_context.items != nullptr) {
        m_context.items->load();
    }
}

bool SavedViewsView::showsTree(const QString& tree) const
{
    Q_UNUSED(tree)
    return false; // No result changes what is saved.
}

void SavedViewsView::show()
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
    const int before = m_list->indexOfTopLevelItem(m_list->currentItem());
    m_rows = rows;
    m_list->clear();
    for (const SavedRow& row : *rows) {
        auto* item = new QTreeWidgetItem(m_list, cells(row));
        item->setToolTip(0, row.address);
        item->setSizeHint(0, QSize(0, RowHeight));
    }
    m_list->setCurrentItem(
        m_list->topLevelItem(std::clamp(before, 0, std::max(0, m_list->topLevelItemCount() - 1))));
    m_header->setVerdict(
        {countedText(static_cast<qint64>(all), tr("%1 saved view"), tr("%1 saved views")),
         tr("Enter opens, F2 renames, Del deletes, u brings back")});
    if (!rows->empty()) {
        m_panel->showContent();
    } else if (all > 0) {
        m_panel->showMessage(tr("%1 saved views, 0 match").arg(countText(m_status.total)),
                             tr("The filter “%1” hides all of them.").arg(m_state.filter));
    } else {
        m_panel->showMessage(tr("No view is saved yet"),
                             tr("Press s in any view, type a name and press Enter."));
    }
    emit statusChanged();
    emit stateChanged();
}

const SavedRow* SavedViewsView::current() const
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    return row < 0 ? nullptr : &(*m_rows)[static_cast<std::size_t>(row)];
}

void SavedViewsView::moveBy(int rows)
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem()) + rows;
    const int last = m_list->topLevelItemCount() - 1;
    m_list->setCurrentItem(m_list->topLevelItem(std::clamp(row, 0, std::max(0, last))));
}

QList<ActionId> SavedViewsView::actions() const
{
    return {ActionId::RowDown,     ActionId::RowUp,  ActionId::Open,   ActionId::OpenInNewTab,
            ActionId::OpenInSplit, ActionId::Rename, ActionId::Delete, ActionId::CopyId};
}

bool SavedViewsView::perform(ActionId action)
{
    switch (action) {
    case ActionId::RowDown:
        moveBy(1);
        return true;
    case ActionId::RowUp:
        moveBy(-1);
        return true;
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
        return false;
    }
}

void SavedViewsView::openCurrent(OpenMode mode)
{
    if (const SavedRow* row = current()) {
        m_context.navigator->open(row->state, mode);
    }
}

void SavedViewsView::renameCurrent()
{
    const SavedRow* row = current();
    if (row == nullptr) {
        return;
    }
    auto* dialog = new SaveViewDialog(row->name, row->address, {}, this);
    dialog->setWindowTitle(tr("Rename"));
    connect(dialog, &SaveViewDialog::named, this,
            [this, from = row->name](const QString& to) { m_context.items->rename(from, to); });
    dialog->open();
}

TableSource SavedViewsView::tableSource() const
{
    return [rows = m_rows, title = caption()](const TaskContext&) {
        TableExport table;
        table.title = title;
        const QStringList names = titles() + QStringList{tr("Address")};
        for (const QString& name : names) {
            table.columns.push_back({name});
        }
        for (const SavedRow& row : *rows) {
            const QStringList texts = cells(row) + QStringList{row.address};
            auto& line = table.rows.emplace_back();
            for (const QString& text : texts) {
                line.push_back({text, std::nullopt});
            }
        }
        return table;
    };
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
