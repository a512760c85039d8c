// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

namespace cboard::ui {

class TabPage;

/// One row of tabs. Shows the tab bar when there is more than one tab, or more than one group.
class TabGroup : public QTabWidget {
    Q_OBJECT

public:
    explicit TabGroup(QWidget* parent = nullptr);

    TabPage* page(int index) const;
    TabPage* currentPage() const;
    void updateCaption(TabPage* page);

signals:
    void closeRequested(cboard::ui::TabPage* page);

private:
    void markFocus(const QWidget* old, const QWidget* now);
};

} // namespace cboard::ui
