// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigator_pane.h"

#include "ui/base/feature.h"
#include "ui/base/navigator.h"
#include "ui/base/text_format.h"
#include "ui/base/user_items.h"
#include "ui/saved/kept_sections.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace cboard::ui {

namespace {

    constexpr int ViewRole = Qt::UserRole + 1;
    constexpr int TreeRole = Qt::UserRole + 2;
    constexpr int BranchRole = Qt::UserRole + 3;
    constexpr int OriginRole = Qt::UserRole + 4;
    constexpr int FreshRole = Qt::UserRole + 5;
    constexpr int UrlRole = Qt::UserRole + 7; // Beside KeyRole.
    constexpr int KeyMargin = 10;
    constexpr std::chrono::hours FreshFor(24); ///< A source that is silent longer is marked.
    constexpr int DotSize = 16;
    constexpr std::size_t MaxTrees = 40;
    constexpr QSize ItemSize(0, 24);
    constexpr QSize SectionSize(0, 32);

    /// The keys of a view stand beside its name, so that one learns them.
    class KeyedItems : public QStyledItemDelegate {
    public:
        using QStyledItemDelegate::QStyledItemDelegate;

        void paint(QPainter* painter, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const override
        {
            QStyledItemDelegate::paint(painter, option, index);
            painter->save();
            painter->setPen(option.palette.color(QPalette::PlaceholderText));
            painter->drawText(option.rect.adjusted(0, 0, -KeyMargin, 0),
                              static_cast<int>(Qt::AlignRight | Qt::AlignVCenter),
                              index.data(NavigatorPane::KeyRole).toString());
            painter->restore();
        }
    };

    QTreeWidgetItem* makeSection(QTreeWidget* list, const QString& title)
    {
        auto* section = new QTreeWidgetItem(list, {title});
        section->setFlags(Qt::ItemIsEnabled);
        QFont bold = list->font();
        bold.setBold(true);
        section->setFont(0, bold);
        section->setSizeHint(0, SectionSize);
        section->setTextAlignment(0, Qt::AlignBottom | Qt::AlignLeft);
        section->setExpanded(true);
        return section;
    }

} // namespace

NavigatorPane::NavigatorPane(const Context& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_list(new QTreeWidget(this))
    , m_load(*context.queries, *context.tasks)
{
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(10);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setAccessibleName(tr("Navigator"));
    m_list->viewport()->setBackgroundRole(QPalette::Window);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setItemDelegate(new KeyedItems(m_list));
    m_views = makeSection(m_list, tr("Views"));
    if (m_context.items != nullptr) {
        m_kept = new KeptSections(makeSection(m_list, tr("Watched")),
                                  makeSection(m_list, tr("Saved views")), m_context, this);
        connect(m_context.items, &UserItems::changed, this, &NavigatorPane::showTrayCount);
    }
    m_trees = makeSection(m_list, tr("Trees, newest first"));
    m_sources = makeSection(m_list, tr("Sources"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 0, 4);
    layout->addWidget(m_list);
    setMinimumWidth(150);
    setFocusProxy(m_list);
    addViews();
    connect(m_list, &QTreeWidget::itemActivated, this, &NavigatorPane::openItem);
    connect(m_list, &QTreeWidget::itemClicked, this, &NavigatorPane::openItem);
    connect(m_context.theme, &Theme::changed, this, &NavigatorPane::applyTheme);
    refresh();
}

void NavigatorPane::addViews()
{
    for (const Feature& feature : featureRegistry()) {
        if (feature.scope == FeatureScope::Record) {
            continue; // Opened from a selection.
        }
        auto* item = new QTreeWidgetItem(m_views, {feature.title});
        item->setData(0, ViewRole, feature.id);
        item->setSizeHint(0, ItemSize);
    }
    applyTheme();
}

void NavigatorPane::showKeys(const QHash<QString, KeyList>& keys)
{
    for (int i = 0; i < m_views->childCount(); ++i) {
        QTreeWidgetItem* item = m_views->child(i);
        const KeyList list = keys.value(QStringLiteral("go-") + item->data(0, ViewRole).toString());
        item->setData(0, KeyRole, list.isEmpty() ? QString() : keyText(list.constFirst()));
    }
}

void NavigatorPane::showTrayCount()
{
    const Feature* tray = findFeature(QStringLiteral("tray"));
    const qsizetype count = m_context.items->lists().tray.size();
    for (int i = 0; i < m_views->childCount(); ++i) {
        if (m_views->child(i)->data(0, ViewRole).toString() == tray->id) {
            m_views->child(i)->setText(
                0, count == 0 ? tray->title : tr("%1 · %2").arg(tray->title).arg(count));
        }
    }
}

void NavigatorPane::applyTheme()
{
    for (int i = 0; i < m_views->childCount(); ++i) {
        QTreeWidgetItem* item = m_views->child(i);
        if (const Feature* feature = findFeature(item->data(0, ViewRole).toString())) {
            item->setIcon(0, m_context.theme->icon(feature->icon));
        }
    }
    for (int i = 0; i < m_sources->childCount(); ++i) {
        m_sources->child(i)->setIcon(0,
                                     healthIcon(m_sources->child(i)->data(0, FreshRole).toBool()));
    }
}

void NavigatorPane::showSaved(const QString& name, bool isChanged)
{
    if (m_kept != nullptr) {
        m_kept->showSaved(name, isChanged);
    }
}

void NavigatorPane::showLocation(const ViewState& state)
{
    m_location = state;
    for (int i = 0; i < m_views->childCount(); ++i) {
        QTreeWidgetItem* item = m_views->child(i);
        const bool isShown = item->data(0, ViewRole).toString() == state.view;
        item->setSelected(isShown);
        if (isShown && !m_list->hasFocus()) {
            m_list->setCurrentItem(item); // Where keys begin when they come here.
        }
    }
}

void NavigatorPane::refresh()
{
    m_load.start(
        tr("Reading the trees"),
        [engine = m_context.engine, common = m_context.common()](const TaskContext& task) {
            return engine->trees({common}, task);
        },
        [this](const auto& trees) {
            if (trees) {
                showTrees(**trees);
                showSources(**trees);
            }
            emit settled();
        });
}

void NavigatorPane::showTrees(const query::TreesSnapshot& trees)
{
    qDeleteAll(m_trees->takeChildren());
    for (std::size_t i = 0; i < std::min(trees.rows.size(), MaxTrees); ++i) {
        const query::TreeRow& row = trees.rows[i];
        auto* item = new QTreeWidgetItem(m_trees, {branchText(row)});
        item->setData(0, TreeRole, fromUtf8(row.tree));
        item->setData(0, BranchRole, fromUtf8(row.branch));
        item->setData(0, UrlRole, fromUtf8(row.repositoryUrl));
        item->setToolTip(0, revisionText(row.newest));
        item->setSizeHint(0, ItemSize);
    }
    if (trees.rows.size() > MaxTrees) {
        const auto more = static_cast<qint64>(trees.rows.size() - MaxTrees);
        auto* item = new QTreeWidgetItem(m_trees, {tr("and %1 more").arg(countText(more))});
        item->setData(0, ViewRole, QStringLiteral("trees"));
        item->setToolTip(0, tr("All branches, with the newest revision of each"));
        item->setSizeHint(0, ItemSize);
    }
    m_trees->setHidden(m_trees->childCount() == 0); // A heading over nothing tells nothing.
}

/// A source is as fresh as the newest tree that it reports on.
void NavigatorPane::showSources(const query::TreesSnapshot& trees)
{
    std::map<std::string, std::optional<Timestamp>> newest;
    for (const query::TreeRow& row : trees.rows) {
        for (const std::string& origin : row.origins) {
            newest[origin] = std::max(newest[origin], row.lastData);
        }
    }
    qDeleteAll(m_sources->takeChildren());
    const Timestamp now = m_context.now();
    for (const auto& [origin, time] : newest) {
        const bool isFresh = time && now - *time <= FreshFor;
        auto* item = new QTreeWidgetItem(m_sources,
                                         {tr("%1 · %2").arg(fromUtf8(origin), ageText(time, now))});
        item->setIcon(0, healthIcon(isFresh));
        item->setData(0, FreshRole, isFresh);
        item->setData(0, OriginRole, fromUtf8(origin));
        item->setToolTip(0,
                         isFresh ? tr("Newest data of %1").arg(exactTimeText(time))
                                 : tr("Nothing new since %1").arg(exactTimeText(time)));
        item->setSizeHint(0, ItemSize);
    }
    m_sources->setHidden(newest.empty());
}

QIcon NavigatorPane::healthIcon(bool isFresh) const
{
    const double scale = devicePixelRatioF();
    QPixmap pixmap(QSize(DotSize, DotSize) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const StatusClass look = isFresh ? StatusClass::Pass : StatusClass::Miss;
    paintGlyph(painter, QRectF(0, 0, DotSize, DotSize), look,
               m_context.theme->status().textColor(look));
    return {pixmap};
}

void NavigatorPane::openItem(QTreeWidgetItem* item) const
{
    ViewState state;
    const QString view = item->data(0, ViewRole).toString();
    if (!view.isEmpty()) {
        state.view = view;
        const Feature* feature = findFeature(view);
        if (feature != nullptr && feature->scope == FeatureScope::Revision) {
            state.tree = m_location.tree;
            state.branch = m_location.branch;
            state.repositoryUrl = m_location.repositoryUrl;
            state.revision = m_location.revision;
        }
    } else if (item->data(0, TreeRole).isValid()) {
        state.view = QStringLiteral("revision");
        state.tree = item->data(0, TreeRole).toString();
        state.branch = item->data(0, BranchRole).toString();
        state.repositoryUrl = item->data(0, UrlRole).toString();
    } else if (item->data(0, OriginRole).isValid()) {
        state.view = QStringLiteral("trees");
        state.filter = QStringLiteral("origin:") + item->data(0, OriginRole).toString();
    } else {
        return;
    }
    m_context.navigator->open(state);
}

} // namespace cboard::ui
