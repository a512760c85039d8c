// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/desktop_options.h"
#include "ui/base/context.h"

#include <filesystem>
#include <memory>

namespace cboard::ui {
class Appearance;
} // namespace cboard::ui

namespace cboard::desktop {

/// What belongs to the user and not to the results: settings, looks, saved views.
class Personal {
public:
    /// Enters itself into \p context, which has all but a navigator. A rendered view looks the same
    /// for everybody: settings do not change its looks.
    Personal(ui::Context& context, ui::Theme& theme, const std::filesystem::path& store,
             const DesktopOptions& options);
    Personal(const Personal&) = delete;
    Personal& operator=(const Personal&) = delete;
    ~Personal();

    /// Before QApplication is made: the scale that the settings ask for.
    static void applyScale();

private:
    std::unique_ptr<ui::Preferences> m_preferences;
    std::unique_ptr<ui::Appearance> m_appearance;
    std::unique_ptr<ui::UserItems> m_items;
};

} // namespace cboard::desktop
