// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/setting_row.h"

#include <QList>
#include <QString>

#include <utility>

namespace cboard::ui {

/// All that is known of a setting, for the inspector: name and value of each line.
QList<std::pair<QString, QString>> factsOf(const SettingItem& item, const Preferences& preferences);

} // namespace cboard::ui
