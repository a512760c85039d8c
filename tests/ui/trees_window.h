// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/ui_fixture.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QTest>

namespace cboard::test {

/// A window on the trees of a small scripted store; wait for isReady() before keys.
struct TreesWindow {
    TreesWindow()
        : fixture(ui::ThemeKind::Light, {6, 20, 40, 8, 200, 3})
        , window(fixture.context)
    {
        ui::ViewState state;
        state.view = QStringLiteral("trees");
        window.open(state);
        window.show();
    }
    bool isReady() const { return window.isActiveWindow() && window.isSettled(); }
    /// To the widget that has the focus, as a user does.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : &window, key, modifiers);
    }

    UiFixture fixture;
    ui::MainWindow window;
};

} // namespace cboard::test
