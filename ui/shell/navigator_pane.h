// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/background_task.h"
#include "ui/base/context.h"
#include "ui/base/key_map.h"
#include "ui/base/view_state.h"

#include <QFrame>

class QTreeWidget;
class QTreeWidgetItem;

namespace cboard::ui {

class KeptSections;

/// The left side: the views, the trees with the newest data, and the sources with their health.
class NavigatorPane : public QFrame {
    Q_OBJECT

public:
    /// Of the items: the keys that go there.
    static constexpr int KeyRole = Qt::UserRole + 6;

    explicit NavigatorPane(const Context& context, QWidget* parent = nullptr);

    /// Marks the view that is shown; its branch is what the other views open with.
    void showLocation(const ViewState& state);
    /// Marks the saved view that is shown, and whether it was changed; an empty name: none.
    void showSaved(const QString& name, bool isChanged);
    /// The keys that go to the views, by action name.
    void showKeys(const QHash<QString, KeyList>& keys);
    void refresh(); ///< Asks for the trees again.
    bool isLoading() const { return m_load.isRunning(); }

signals:
    void settled();

private:
    void addViews();
    void showTrayCount();
    void showTrees(const query::TreesSnapshot& trees);
    void showSources(const query::TreesSnapshot& trees);
    QIcon healthIcon(bool isFresh) const;
    void openItem(QTreeWidgetItem* item) const;
    void applyTheme();

    Context m_context;
    ViewState m_location;
    QTreeWidget* m_list;
    QTreeWidgetItem* m_views;
    QTreeWidgetItem* m_trees;
    QTreeWidgetItem* m_sources;
    KeptSections* m_kept = nullptr; ///< Null where nothing can be kept.
    BackgroundTask<std::shared_ptr<const query::TreesSnapshot>> m_load;
};

} // namespace cboard::ui
