// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/actions.h"

#include <QDialog>
#include <QList>

namespace cboard::ui {

class Theme;

/// All keys that mean something where the user is, by group. Any key closes it.
class KeyHelp : public QDialog {
    Q_OBJECT

public:
    KeyHelp(const Theme& theme, const QList<ActionId>& validInView, QWidget* parent);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace cboard::ui
