// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cboard::ui {

class Theme;

/// A line along the upper edge of a pane while the focus is in it, for panes that have no cursor in
/// sight that would say so.
class FocusLine : public QWidget {
    Q_OBJECT

public:
    /// Lies over \p pane and goes with it.
    FocusLine(const Theme& theme, QWidget* pane);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(const QWidget* focus);
    void lieAtTheEdge();

    const Theme& m_theme;
    QWidget* m_pane;
};

} // namespace cboard::ui
