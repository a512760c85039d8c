// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/base/view_state.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>

/// What is kept of the windows until the next start.
namespace cboard::ui {

/// What a window shows that has nothing else to show: the trees.
ViewState startView();

struct TabState {
    ViewState view;
    QString caption; ///< Shown until the tab is looked at.

    bool operator==(const TabState&) const = default;
};

/// A group of tabs, or groups beside or below each other.
struct TabAreaState {
    // A group.
    QList<TabState> tabs;
    int currentTab = 0;
    bool isCurrent = false; ///< The group that had the focus.
    // A split; a group has no parts.
    Qt::Orientation orientation = Qt::Horizontal;
    QList<int> sizes; ///< Of the parts, in device-independent pixels.
    QList<TabAreaState> parts;

    bool isSplit() const { return !parts.isEmpty(); }
    bool operator==(const TabAreaState&) const = default;
};

struct WindowState {
    QByteArray geometry; ///< QWidget::saveGeometry().
    bool hasNavigator = true;
    bool hasInspector = true;
    bool hasPeek = false;
    QList<int> columns; ///< Widths of navigator, views, inspector; empty: the default.
    QList<int> centre; ///< Heights of views and peek.
    TabAreaState tabs;
    QStringList filterHistory; ///< Oldest first.

    bool operator==(const WindowState&) const = default;
};

/// All that is kept.
struct KeptState {
    QList<WindowState> windows;
    QJsonObject tables; ///< As TableMemory writes them.
};

/// One JSON object, indented; views as checkerboard: addresses.
QByteArray toJson(const KeptState& state);

/// Errors: Parse with the place, Unsupported for a newer layout. Tabs whose address means nothing
/// any more are left out.
Result<KeptState> keptStateFromJson(const QByteArray& json);

} // namespace cboard::ui
