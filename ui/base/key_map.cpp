// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/key_map.h"

#include "ui/base/feature.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace cboard::ui {

namespace {

    /// What a preset has other than the default.
    struct PresetChange {
        const char* name;
        const char* keys;
    };

    constexpr std::array ViChanges = {
        PresetChange{"first-row", "g g"},
        PresetChange{"last-row", "Shift+G"},
        PresetChange{"palette-commands", ":"},
        PresetChange{"back", "Alt+Left; Ctrl+O"},
        PresetChange{"open-file", "Ctrl+Shift+O"},
        PresetChange{"forward", "Alt+Right; Ctrl+I"},
        PresetChange{"next-tab", "Ctrl+PgDown; g Tab"},
        PresetChange{"close-tab", "Ctrl+W; Shift+Z, Shift+Z"},
        PresetChange{"redo", "Ctrl+Shift+Z; Ctrl+R"},
    };

    // There j and k step through unclassified failures and the arrows through jobs.
    constexpr std::array TreeherderChanges = {
        PresetChange{"next-new", "j; n"},   PresetChange{"previous-new", "k; p"},
        PresetChange{"row-down", ""},       PresetChange{"row-up", ""},
        PresetChange{"left", ""},           PresetChange{"right", ""},
        PresetChange{"open-log", "l"},      PresetChange{"focus-filter", "/; f"},
        PresetChange{"only-failures", "u"}, PresetChange{"undo", "Ctrl+Z"},
    };

    std::span<const PresetChange> changesOf(const QString& preset)
    {
        if (preset == QLatin1String("vi")) {
            return ViChanges;
        }
        return preset == QLatin1String("treeherder")
            ? std::span<const PresetChange>(TreeherderChanges)
            : std::span<const PresetChange>();
    }

    bool share(const QKeySequence& a, const QKeySequence& b)
    {
        return a.matches(b) != QKeySequence::NoMatch || b.matches(a) != QKeySequence::NoMatch;
    }

    bool shareAny(const KeyList& mine, const KeyList& theirs)
    {
        return std::any_of(mine.begin(), mine.end(), [&theirs](const QKeySequence& key) {
            return std::any_of(theirs.begin(), theirs.end(),
                               [&key](const QKeySequence& other) { return share(key, other); });
        });
    }

    KeyList registryKeys(const KeyedAction& action)
    {
        if (!action.id) {
            return {findFeature(action.feature)->shortcut};
        }
        const auto& registry = actionRegistry();
        const auto place = std::find_if(registry.begin(), registry.end(),
                                        [&](const auto& spec) { return spec.id == *action.id; });
        return {place->keys.begin(), place->keys.end()};
    }

    QString tr(const char* text)
    {
        return QCoreApplication::translate("KeyMap", text);
    }

} // namespace

const std::vector<KeyedAction>& keyedActions()
{
    static const std::vector<KeyedAction> actions = [] {
        std::vector<KeyedAction> all;
        for (const ActionSpec& spec : actionRegistry()) {
            all.push_back({QLatin1String(spec.key), actionText(spec), spec.groupKey, spec.scope,
                           spec.id, QString()});
        }
        for (const Feature& feature : featureRegistry()) {
            if (!feature.shortcut.isEmpty()) {
                all.push_back({QStringLiteral("go-") + feature.id, feature.title, tr("Go to"),
                               ActionScope::Window, std::nullopt, feature.id});
            }
        }
        return all;
    }();
    return actions;
}

const KeyedAction* findKeyedAction(const QString& name)
{
    const auto& all = keyedActions();
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    return place == all.end() ? nullptr : &*place;
}

const KeyedAction* findKeyedAction(ActionId id)
{
    const auto& all = keyedActions();
    const auto place =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
    return place == all.end() ? nullptr : &*place;
}

namespace {

    /// As parseKeyList() reads it.
    QString spelled(const QKeySequence& keys)
    {
        QStringList chords;
        for (int i = 0; i < keys.count(); ++i) {
            const QString text =
                QKeySequence(keys[static_cast<uint>(i)]).toString(QKeySequence::NativeText);
            // A letter alone is typed without Shift.
            chords << (text.size() == 1 ? text.toLower() : text);
        }
        return chords.join(QLatin1Char(' '));
    }

} // namespace

QString keyText(const QKeySequence& keys)
{
    return spelled(keys).replace(QLatin1String("Return"), QLatin1String("Enter"));
}

QString keyListText(const KeyList& keys)
{
    QStringList texts;
    for (const QKeySequence& key : keys) {
        texts << keyText(key);
    }
    texts.removeDuplicates(); // Both keys of that name.
    return texts.join(QStringLiteral("  "));
}

std::optional<KeyList> parseKeyList(const QString& text)
{
    KeyList keys;
    static const QRegularExpression chordEnd(QStringLiteral("\\s*,\\s+|(?<=[^,\\s]),(?=\\S)|\\s+"));
    const QStringList parts = text.split(QLatin1Char(';'), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        const QStringList chords = part.trimmed().split(chordEnd, Qt::SkipEmptyParts);
        std::array<int, 4> codes{};
        if (chords.isEmpty() || chords.size() > static_cast<qsizetype>(codes.size())) {
            return std::nullopt;
        }
        for (qsizetype i = 0; i < chords.size(); ++i) {
            const QKeySequence chord(chords[i], QKeySequence::PortableText);
            if (chord.count() != 1 || chord[0].key() == Qt::Key_unknown) {
                return std::nullopt;
            }
            codes[static_cast<std::size_t>(i)] = chord[0].toCombined();
        }
        keys << QKeySequence(codes[0], codes[1], codes[2], codes[3]);
    }
    return keys;
}

QString formatKeyList(const KeyList& keys)
{
    QStringList texts;
    for (const QKeySequence& key : keys) {
        texts << spelled(key);
    }
    return texts.join(QStringLiteral("; "));
}

QStringList keyPresets()
{
    return {QStringLiteral("default"), QStringLiteral("vi"), QStringLiteral("treeherder")};
}

KeyMap::KeyMap(const QString& preset, const QMap<QString, QString>& changes)
{
    for (const KeyedAction& action : keyedActions()) {
        m_preset.insert(action.name, registryKeys(action));
    }
    for (const PresetChange& change : changesOf(preset)) {
        m_preset[QLatin1String(change.name)] = *parseKeyList(QLatin1String(change.keys));
    }
    m_keys = m_preset;
    // All of them first: two actions may have changed their keys for each other's.
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        applyChange(change.key(), change.value());
    }
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        dropIfClashing(change.key());
    }
}

void KeyMap::applyChange(const QString& name, const QString& text)
{
    if (findKeyedAction(name) == nullptr) {
        m_problems << tr("keys/%1: there is no such action").arg(name);
        return;
    }
    const auto keys = parseKeyList(text);
    if (!keys) {
        m_problems << tr("keys/%1: “%2” is no key").arg(name, text);
        return;
    }
    m_keys[name] = *keys;
}

void KeyMap::dropIfClashing(const QString& name)
{
    if (findKeyedAction(name) == nullptr) {
        return;
    }
    const QStringList others = clashes(name, m_keys[name]);
    if (!others.isEmpty()) {
        m_problems << tr("keys/%1: “%2” clashes with %3")
                          .arg(name, formatKeyList(m_keys[name]),
                               others.join(QStringLiteral(", ")));
        m_keys[name].clear();
    }
}

QStringList KeyMap::clashes(const QString& name, const KeyList& keys) const
{
    QStringList names;
    const KeyedAction* action = findKeyedAction(name);
    for (const KeyedAction& other : keyedActions()) {
        if (other.name != name && other.scope == action->scope
            && shareAny(keys, m_keys.value(other.name))) {
            names << other.name;
        }
    }
    return names;
}

QHash<QString, KeyList> effectiveKeys(const KeyMap& map, const QList<ActionId>& validInView)
{
    std::vector<const KeyedAction*> valid;
    for (const KeyedAction& action : keyedActions()) {
        if (action.scope == ActionScope::Window || validInView.contains(*action.id)) {
            valid.push_back(&action);
        }
    }
    std::stable_sort(valid.begin(), valid.end(),
                     [](const auto* a, const auto* b) { return a->scope > b->scope; });
    QHash<QString, KeyList> effective;
    KeyList taken;
    for (const KeyedAction* action : valid) {
        KeyList& mine = effective[action->name];
        const KeyList wanted = map.keys(action->name);
        std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(mine),
                     [&taken](const QKeySequence& key) { return !shareAny({key}, taken); });
        taken += mine;
    }
    return effective;
}

} // namespace cboard::ui
