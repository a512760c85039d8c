// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/desktop_motion.h"

#include <QSettings>

namespace cboard::ui {

bool doesDesktopMove(const QString& configFolder)
{
    const QSettings plasma(configFolder + QStringLiteral("/kdeglobals"), QSettings::IniFormat);
    bool isNumber = false;
    const double factor =
        plasma.value(QStringLiteral("KDE/AnimationDurationFactor")).toDouble(&isNumber);
    if (isNumber && factor <= 0) {
        return false;
    }
    for (const char* version : {"/gtk-4.0", "/gtk-3.0"}) {
        const QSettings gtk(configFolder + QLatin1String(version) + QStringLiteral("/settings.ini"),
                            QSettings::IniFormat);
        const QString value =
            gtk.value(QStringLiteral("Settings/gtk-enable-animations")).toString().toLower();
        if (value == QLatin1String("0") || value == QLatin1String("false")) {
            return false;
        }
    }
    return true;
}

} // namespace cboard::ui
