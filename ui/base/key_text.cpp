// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/key_text.h"

#include "ui/base/context.h"
#include "ui/base/key_map.h"
#include "ui/base/preferences.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace cboard::ui {

const KeyMap& keysOf(const Context& context)
{
    static const KeyMap defaults;
    return context.preferences == nullptr ? defaults : context.preferences->keys();
}

QString withKeys(const KeyMap& keys, const QString& text)
{
    static const QRegularExpression name(QStringLiteral("\\{([a-z0-9-]+)\\}"));
    QString result;
    qsizetype end = 0;
    for (auto place = name.globalMatch(text); place.hasNext();) {
        const QRegularExpressionMatch match = place.next();
        const KeyedAction* action = findKeyedAction(match.captured(1));
        if (action == nullptr) {
            continue; // What users write has braces, too.
        }
        const KeyList bound = keys.keys(action->name);
        result += text.mid(end, match.capturedStart() - end)
            + (bound.isEmpty() ? QCoreApplication::translate("KeyText", "“%1”").arg(action->text)
                               : keyText(bound.constFirst()));
        end = match.capturedEnd();
    }
    return result + text.mid(end);
}

QString withKeys(const Context& context, const QString& text)
{
    return withKeys(keysOf(context), text);
}

void followKeys(const Context& context, const QObject* owner, std::function<void()> nameKeys)
{
    nameKeys();
    if (context.preferences != nullptr) {
        QObject::connect(context.preferences, &Preferences::changed, owner,
                         [nameKeys = std::move(nameKeys)](const QString& key) {
                             if (key.startsWith(QLatin1String("keys/"))) {
                                 nameKeys();
                             }
                         });
    }
}

} // namespace cboard::ui
