// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "ui/shell/render.h"
#include "ui/theme/status_palette.h"

#include <QStringList>

#include <filesystem>
#include <optional>

namespace cboard::desktop {

/// What the command line asks for.
struct DesktopOptions {
    bool isHelp = false;
    bool isVersion = false;
    std::filesystem::path store; ///< Empty: the default place.
    std::optional<Timestamp> now; ///< A fixed clock.
    ui::ThemeKind theme = ui::ThemeKind::Light;
    bool isThemeSet = false; ///< Given on the command line.
    bool isRender = false;
    ui::RenderOptions render;
    bool isKindKnown = false; ///< That of the record to draw; else it is found out.
    std::optional<ui::ViewState>
        address; ///< What to open in a window: a checkerboard: address, or --tree.
};

/// Error Invalid with a sentence for wrong usage. \p arguments as of the program, its name first.
Result<DesktopOptions> parseOptions(const QStringList& arguments);

QString helpText();

} // namespace cboard::desktop
