// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/key_map.h"

namespace cboard::ui {

/// What to tell the user who typed a key that does nothing here, so that none is silently nothing:
/// where it has a meaning, what to do instead of what is not made yet, else which key lists the
/// others. \p place names what is shown: "Trees".
QString answerToKey(const QKeySequence& typed, const KeyMap& keys, const QString& place);

/// What to tell after an action that left what is shown as it was: a step to the next or previous
/// thing that found none, a copy. Empty for other actions.
QString answerAfter(ActionId action);

/// Whether it is about the filter of the view.
bool isOfFilter(ActionId action);
/// What such an action says where the view has none.
QString answerWithoutFilter(const KeyMap& keys);

} // namespace cboard::ui
