// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/log_fixture.h"
#include "ui/logview/log_view.h"

#include <QSize>

#include <memory>

namespace cboard::test {

/// The view of the log that the fixture's engine gives, shown without a window; it is loading.
inline std::unique_ptr<ui::LogView> shownLog(const LogFixture& fixture, QSize size,
                                             const QMap<QString, QString>& options = {})
{
    auto view = std::make_unique<ui::LogView>(fixture.context);
    view->resize(size);
    view->show();
    ui::ViewState state;
    state.view = QStringLiteral("log");
    state.record = QStringLiteral("maestro:1");
    state.options = options;
    view->showState(state);
    return view;
}

} // namespace cboard::test
