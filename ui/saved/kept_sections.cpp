// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/saved/kept_sections.h"

#include "ui/base/key_map.h"
#include "ui/base/key_text.h"
#include "ui/base/navigator.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"

#include <QTreeWidget>

namespace cboard::ui {

namespace {

    constexpr int AddressRole = Qt::UserRole + 20;
    constexpr QSize ItemSize(0, 24);

    void add(QTreeWidgetItem* section, const QString& title, const QString& address,
             const QString& tooltip)
    {
        auto* item = new QTreeWidgetItem(section, {title});
        item->setData(0, AddressRole, address);
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
        const QString address = fromUtf8(lists.saved[i].address);
        const auto state = fromAddress(address);
        QString tip = state && !state->filter.isEmpty() ? state->filter : address;
        const QString action = QStringLiteral("saved-%1").arg(i + 1);
        if (findKeyedAction(action) != nullptr) {
            tip += QLatin1Char('\n') + withKeys(m_context, QStringLiteral("{%1}").arg(action));
        }
        add(m_saved, fromUtf8(lists.saved[i].name), address, tip);
    }
    for (QTreeWidgetItem* section : {m_watched, m_saved}) {
        section->setHidden(section->childCount() == 0);
    }
}

void KeptSections::open(QTreeWidgetItem* item) const
{
    if (const auto state = fromAddress(item->data(0, AddressRole).toString())) {
        m_context.navigator->open(*state);
    }
}

} // namespace cboard::ui
