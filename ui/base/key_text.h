// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"

#include <QString>

#include <functional>

class QObject;

namespace cboard::ui {

struct Context;
class KeyMap;

/// The keys that the user has: those of the settings, else the default ones.
const KeyMap& keysOf(const Context& context);

/// \p text with each action's name in braces, as in "{undo} takes it back", replaced by the key
/// that it has now. An action without a key goes by its own text in quotation marks, by which the
/// palette finds it. So texts never name a key that is another one in the user's preset.
QString withKeys(const KeyMap& keys, const QString& text);
QString withKeys(const Context& context, const QString& text);

/// Calls \p nameKeys now and after each change of keys, as long as \p owner lives.
void followKeys(const Context& context, const QObject* owner, std::function<void()> nameKeys);

} // namespace cboard::ui
