// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/store_fixture.h"
#include "tests/ui/window_input.h"
#include "ui/base/user_items.h"
#include "ui/filter/filter_bar.h"
#include "ui/shell/main_window.h"

namespace cboard::test {

/// A real window over a made-up store, with what the user keeps beside it.
class WindowBench {
public:
    explicit WindowBench(const generate::Options& options)
        : fixture(StoreFixture::create(options))
    {
        if (!fixture) {
            qFatal("the store could not be made");
        }
        // Beside the store: filters read the marks from there.
        items = std::make_unique<ui::UserItems>(fixture->workbench().store().file(), fixture->pool,
                                                fixture->tasks, fixture->context.now);
        fixture->context.items = items.get();
        window = std::make_unique<ui::MainWindow>(fixture->context);
    }

    bool isSettled() const { return window->isSettled() && !items->isBusy(); }
    void settle() const { QTRY_VERIFY_WITH_TIMEOUT(isSettled(), 30'000); }
    void open(const ui::ViewState& state) const
    {
        window->open(state);
        window->show();
        window->activateWindow(); // A dialog may have been before it.
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        settle();
    }
    void press(const char* keys) const
    {
        pressKeys(*window, keys);
        settle();
    }
    ui::ViewState state() const { return window->currentView()->state(); }
    QStringList chips() const { return window->findChild<ui::FilterBar*>()->chipTexts(); }
    template <typename Widget>
    Widget* part() const
    {
        return window->findChild<Widget*>();
    }
    query::Engine& engine() const { return *fixture->context.engine; }

    std::unique_ptr<StoreFixture> fixture;
    std::unique_ptr<ui::UserItems> items;
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace cboard::test
