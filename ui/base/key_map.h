// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/actions.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QStringList>

#include <optional>

namespace cboard::ui {

/// One thing that a key can do: an action of the registry, or going to a view.
struct KeyedAction {
    QString name; ///< As in settings: "next-new", "go-trees".
    QString text; ///< Translated.
    QString group;
    ActionScope scope = ActionScope::Window;
    std::optional<ActionId> id; ///< Nothing: goes to `feature`.
    QString feature;
};

/// The registry, then the views that have a key, each once.
const std::vector<KeyedAction>& keyedActions();
const KeyedAction* findKeyedAction(const QString& name);
const KeyedAction* findKeyedAction(ActionId id);

using KeyList = QList<QKeySequence>;

/// "Ctrl+K", "g t", "n", "Shift+N": as one types them and as keyboards name them (Enter). Several
/// are parted by two blanks.
QString keyText(const QKeySequence& keys);
QString keyListText(const KeyList& keys);

/// What a user writes for an action: sequences parted by "; ", the chords of one by "," or a
/// blank ("g t; Ctrl+T"); empty text for no key. Nothing when it names no key.
std::optional<KeyList> parseKeyList(const QString& text);
/// The text that parseKeyList() reads as these keys.
QString formatKeyList(const KeyList& keys);

/// Names of presets, as in the setting keys/preset: "default", "vi", "treeherder".
QStringList keyPresets();

/// Which keys each action has: those of a preset, changed by the user.
class KeyMap {
public:
    /// \p changes: action name to what parseKeyList() reads. What cannot be taken is named in
    /// problems(); a changed action that clashes has no key then.
    explicit KeyMap(const QString& preset = {}, const QMap<QString, QString>& changes = {});

    KeyList keys(const QString& name) const { return m_keys.value(name); }
    KeyList presetKeys(const QString& name) const { return m_preset.value(name); }
    /// One sentence each: an unknown action, a text that is no key, a clash inside a scope.
    const QStringList& problems() const { return m_problems; }
    /// Actions of the same scope that have one of \p keys, or one that begins like it.
    QStringList clashes(const QString& name, const KeyList& keys) const;

private:
    void applyChange(const QString& name, const QString& text);
    void dropIfClashing(const QString& name);

    QHash<QString, KeyList> m_preset;
    QHash<QString, KeyList> m_keys;
    QStringList m_problems;
};

/// The keys that each action answers in a view: only actions that are valid there, and of actions
/// that share a key only the one of the innermost scope.
QHash<QString, KeyList> effectiveKeys(const KeyMap& map, const QList<ActionId>& validInView);

} // namespace cboard::ui
