// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_facts.h"

#include "ui/base/preferences.h"
#include "ui/base/text_format.h"

#include <QCoreApplication>
#include <QStringList>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("SettingsView", text);
    }

    QString text(std::string_view utf8)
    {
        return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    }

    QString orEmpty(const QString& value)
    {
        return value.isEmpty() ? tr("empty") : value;
    }

    /// What a setting takes: "5 to 365 days", "light, dark".
    QString rangeText(const service::SettingSpec& spec)
    {
        QStringList choices;
        switch (spec.type) {
        case service::SettingType::Integer:
            return tr("%1 to %2 %3")
                .arg(countText(spec.lowest), countText(spec.highest), text(spec.unit))
                .trimmed();
        case service::SettingType::Boolean:
            return tr("true or false");
        case service::SettingType::Choice:
            for (const std::string_view choice : spec.choices) {
                choices << text(choice);
            }
            return choices.join(QStringLiteral(", "));
        case service::SettingType::Text:
        case service::SettingType::Path:
            break;
        }
        return {};
    }

} // namespace

QList<std::pair<QString, QString>> factsOf(const SettingItem& item, const Preferences& preferences)
{
    const bool isSet = preferences.isSet(item.key);
    const QString value =
        isSet ? fromUtf8(preferences.file().value(item.key.toStdString())) : item.defaultText;
    QList<std::pair<QString, QString>> facts = {
        {tr("value"), orEmpty(value)},
        {tr("default"), orEmpty(item.defaultText)},
        {tr("takes"), rangeText(*item.spec)},
        {tr("meaning"), item.help},
        {tr("name"), item.key},
        {tr("in a terminal"), QStringLiteral("cboard config set %1 …").arg(item.key)},
        {tr("file"), fromUtf8(preferences.file().file().string())}};
    facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
    return facts;
}

} // namespace cboard::ui
