// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/view.h"

#include <QFrame>

class QLabel;
class QToolButton;

namespace cboard::ui {

class Theme;

/// Back, forward and the way to what is shown: tree › branch › revision › view, each a link.
class LocationBar : public QFrame {
    Q_OBJECT

public:
    explicit LocationBar(const Theme& theme, QWidget* parent = nullptr);

    void showLocation(const ViewState& state, const QString& viewTitle);
    void setHistory(bool canGoBack, bool canGoForward);
    QString text() const;

signals:
    void backRequested();
    void forwardRequested();
    void openRequested(const cboard::ui::ViewState& state);

private:
    void build();

    const Theme& m_theme;
    QToolButton* m_back;
    QToolButton* m_forward;
    QLabel* m_path;
    ViewState m_state;
    QString m_title;
};

} // namespace cboard::ui
