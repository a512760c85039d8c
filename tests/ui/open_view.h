// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/ui_fixture.h"
#include "ui/base/feature.h"
#include "ui/shell/main_window.h"

#include <QTest>

#include <memory>

namespace cboard::test {

/// The view of this name over mainline/master, shown without a window; it is loading.
inline std::unique_ptr<ui::View> openView(UiFixture& fixture, const char* name,
                                          const QMap<QString, QString>& options)
{
    ui::ViewState state;
    state.view = QLatin1String(name);
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    state.options = options;
    std::unique_ptr<ui::View> view(ui::findFeature(state.view)->create(fixture.context, nullptr));
    view->setAttribute(Qt::WA_DontShowOnScreen);
    view->resize(1200, 800);
    view->show();
    view->showState(state);
    return view;
}

/// The main window at its usual size, shown and active, with the view of \p state; it is loading.
/// Null when it does not become active.
inline std::unique_ptr<ui::MainWindow> openWindow(const ui::Context& context,
                                                  const ui::ViewState& state)
{
    auto window = std::make_unique<ui::MainWindow>(context);
    window->open(state);
    window->resize(1600, 1000);
    window->show();
    return QTest::qWaitForWindowActive(window.get()) ? std::move(window) : nullptr;
}

} // namespace cboard::test
