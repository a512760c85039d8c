// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/user_data.h"

#include <QStringList>

class QWidget;

namespace cboard::ui {

struct Context;

/// Asks for another name of a board or a lab and keeps it. A lab is shown by the name that is
/// typed, and so are results that name no board; a board that has a name keeps it, and what is
/// typed stands for it. \p known are offered while one types: one of them joins both.
void askForName(const Context& context, store::UserData::Named kind, const QString& name,
                QStringList known, QWidget* parent);

} // namespace cboard::ui
