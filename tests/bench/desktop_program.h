// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "app/desktop/application.h"
#include "ui/base/view_state.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cboard::ui {
class MainWindow;
class View;
} // namespace cboard::ui

/// What bench_desktop measures with.
namespace cboard::bench {

/// One line for bench_table.py; a target of 0 is none.
void row(const QString& what, double figure, const char* unit, double target);
/// What the window's thread did longest since the last call, in a program whose application is a
/// StallMonitor.
void stallRow(const char* part);

double median(std::vector<double> values);
double residentMb(); ///< The most so far.
/// As the program does: asleep until something happens. (With a limit of time Qt would ask again
/// and again, and take a processor from the work that is waited for.)
void waitForEvents();
ui::ViewState viewOf(const char* name);

/// The program as main() builds it, over \p store. Ends the process where that cannot be opened.
class Program {
public:
    explicit Program(const char* store);

    void start(const std::optional<ui::ViewState>& address);
    void finish();
    ui::MainWindow& window();
    ui::View& view();

    void settle(); ///< Until what was asked for is read and painted.
    double timed(const std::function<void()>& act); ///< With settle(), in ms.
    double timedKey(const char* keys);

private:
    std::unique_ptr<desktop::Application> m_application;
};

} // namespace cboard::bench
