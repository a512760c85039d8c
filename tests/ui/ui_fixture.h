// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/memory_engine.h"
#include "ui/base/context.h"
#include "ui/base/navigator.h"
#include "ui/base/task_list.h"
#include "ui/theme/theme.h"

#include <QThreadPool>

#include <vector>

namespace cboard::test {

/// Remembers what views asked to open.
class RecordingNavigator : public ui::Navigator {
public:
    void open(const ui::ViewState& state, ui::OpenMode mode) override
    {
        opened.push_back(state);
        modes.push_back(mode);
    }
    std::vector<ui::ViewState> opened;
    std::vector<ui::OpenMode> modes;
};

/// What the application would hand to a view, over a MemoryEngine.
class UiFixture {
public:
    explicit UiFixture(ui::ThemeKind kind = ui::ThemeKind::Light, MemorySize size = {})
        : engine(size)
        , theme(kind)
    {
        context.engine = &engine;
        context.queries = &pool;
        context.jobs = &pool;
        context.tasks = &tasks;
        context.navigator = &navigator;
        context.theme = &theme;
        context.now = [] { return MemoryEngine::now(); };
    }
    UiFixture(const UiFixture&) = delete;
    UiFixture& operator=(const UiFixture&) = delete;
    ~UiFixture() { pool.waitForDone(); }

    MemoryEngine engine;
    QThreadPool pool;
    ui::TaskList tasks;
    ui::Theme theme;
    RecordingNavigator navigator;
    ui::Context context;
};

} // namespace cboard::test
