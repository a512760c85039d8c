// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/kept_sections.h"

#include "ui/base/key_map.h"
#include "ui/base/key_text.h"
#include "ui/base/navigator.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/saved/saved_state.h"

#include <QTreeWidget>

namespace cboard::ui {

namespace {

    constexpr int AddressRole = Qt::UserRole + 20;
    constexpr int NameRole = Qt::UserRole + 21; ///< Without what marks it.
    constexpr int TipRole = Qt::UserRole + 22;
    constexpr QSize ItemSize(0, 24);

    void add(QTreeWidgetItem* section, const QString& title, const QString& address,
             const QString& tooltip)
    {
        auto* item = new QTreeWidgetItem(section, {title});
        item->setData(0, AddressRole, address);
        item->setData(0, NameRole, title);
        item->setData(0, TipRole, tooltip);
        item->setToolTip(0, tooltip);
        item->setSizeHint(0, ItemSize);
    }

} // namespace

KeptSections::KeptSections(QTreeWidgetItem* watched, QTreeWidgetItem* saved, const Context& context,
                           QObject* parent)
    : QObject(parent)
    , m_watched(watched)
    , m_saved(saved)
    , m_context(context)
{
    const QTreeWidget* list = watched->treeWidget();
    connect(list, &QTreeWidget::itemActivated, this, &KeptSections::open);
    connect(list, &QTreeWidget::itemClicked, this, &KeptSections::open);
    connect(m_context.items, &UserItems::changed, this, &KeptSections::fill);
    fill();
}

void KeptSections::fill()
{
    for (QTreeWidgetItem* section : {m_watched, m_saved}) {
        qDeleteAll(section->takeChildren());
    }
    const UserLists& lists = m_context.items->lists();
    for (const Watched& thing : lists.watched) {
        const QString address = toAddress(thing.target({}));
        add(m_watched, thing.title(), address,
            withKeys(m_context, tr("%1; {watch} takes it out again")).arg(thing.title()));
    }
    for (std::size_t i = 0; i < lists.saved.size(); ++i) {
        const auto state = openingOf(lists.saved[i]);
        const QString address = state ? toAddress(*state) : fromUtf8(lists.saved[i].address);
        QString tip =
            state && !state->filter.isEmpty() ? state->filter : fromUtf8(lists.saved[i].address);
        const QString action = QStringLiteral("saved-%1").arg(i + 1);
        if (findKeyedAction(action) != nullptr) {
            tip += QLatin1Char('\n') + withKeys(m_context, QStringLiteral("{%1}").arg(action));
        }
        add(m_saved, fromUtf8(lists.saved[i].name), address, tip);
    }
    for (QTreeWidgetItem* section : {m_watched, m_saved}) {
        section->setHidden(section->childCount() == 0);
    }
    markSaved();
}

void KeptSections::showSaved(const QString& name, bool isChanged)
{
    if (m_shownName != name || m_isChanged != isChanged) {
        m_shownName = name;
        m_isChanged = isChanged;
        markSaved();
    }
}

/// The one that is shown stands out; one that was changed has the mark of a changed document.
void KeptSections::markSaved()
{
    for (int i = 0; i < m_saved->childCount(); ++i) {
        QTreeWidgetItem* item = m_saved->child(i);
        const QString name = item->data(0, NameRole).toString();
        const bool isShown = !m_shownName.isEmpty() && name == m_shownName;
        const bool isChanged = isShown && m_isChanged;
        QFont font = item->font(0);
        font.setBold(isShown);
        item->setFont(0, font);
        item->setText(0, isChanged ? name + QStringLiteral(" *") : name);
        item->setToolTip(0,
                         isChanged ? withKeys(m_context,
                                              tr("Changed since it was saved: {save-view} saves "
                                                 "it, {save-view-as} under a new name"))
                                   : item->data(0, TipRole).toString());
    }
}

void KeptSections::open(QTreeWidgetItem* item) const
{
    if (const auto state = fromAddress(item->data(0, AddressRole).toString())) {
        m_context.navigator->open(*state);
    }
}

} // namespace cboard::ui
