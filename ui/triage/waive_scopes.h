// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace cboard::ui {

/// How far a waiver reaches: what to call it, and the cells (cell_target.h) that it names.
struct WaiveScope {
    QString text;
    QStringList cells;
};

/// The cells themselves, then wider ones that they are part of: a test on its board, in its lab,
/// anywhere; a configuration with any compiler. Wider ones of a hundred cells are a few rules.
std::vector<WaiveScope> waiveScopes(const QStringList& cells);

} // namespace cboard::ui
