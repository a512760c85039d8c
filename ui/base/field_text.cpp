// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/field_text.h"

#include "ui/base/text_format.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cboard::ui {

namespace {

    bool opens(QChar one)
    {
        return one == QLatin1Char('{') || one == QLatin1Char('[');
    }

    bool closes(QChar one)
    {
        return one == QLatin1Char('}') || one == QLatin1Char(']');
    }

    /// Where the JSON string that begins at \p from ends; -1 when it does not.
    qsizetype endOfString(const QString& json, qsizetype from)
    {
        for (qsizetype at = from + 1; at < json.size(); ++at) {
            if (json[at] == QLatin1Char('\\')) {
                ++at;
            } else if (json[at] == QLatin1Char('"')) {
                return at;
            }
        }
        return -1;
    }

    /// The text of a JSON string; anything else as it is spelled.
    QString unquoted(const QString& json)
    {
        if (!json.startsWith(QLatin1Char('"'))) {
            return json;
        }
        const QByteArray list = '[' + json.toUtf8() + ']';
        return QJsonDocument::fromJson(list).array().first().toString();
    }

    std::pair<QString, QString> keyAndValue(const QString& member)
    {
        const qsizetype end = endOfString(member, 0);
        const qsizetype colon = member.indexOf(QLatin1Char(':'), end);
        return {unquoted(member.left(end + 1)), member.mid(colon + 1).trimmed()};
    }

    QString valueOf(const QString& object, const char* key)
    {
        for (const QString& member : jsonMembers(object).value_or(QStringList())) {
            const auto [name, value] = keyAndValue(member);
            if (name == QLatin1String(key)) {
                return unquoted(value);
            }
        }
        return {};
    }

    QStringList fileNames(const QStringList& members)
    {
        QStringList names;
        for (const QString& member : members) {
            const QString name = valueOf(member, "name");
            const QString url = valueOf(member, "url");
            if (name.isEmpty() || !url.startsWith(QLatin1String("http"))) {
                return {}; // Then the list is no list of files.
            }
            names << name;
        }
        return names;
    }

    FieldText jsonText(const QString& json)
    {
        const auto members = jsonMembers(json);
        if (!members || members->isEmpty()) {
            return {json, {}};
        }
        QStringList lines;
        if (json.startsWith(QLatin1Char('{'))) {
            for (const QString& member : *members) {
                const auto [name, value] = namedMember(member);
                lines << QStringLiteral("%1: %2").arg(name, value);
            }
            return {lines.join(QLatin1Char('\n')), {}};
        }
        if (const QStringList names = fileNames(*members); !names.isEmpty()) {
            return {QString(), names};
        }
        const bool areWords = std::none_of(members->begin(), members->end(),
                                           [](const QString& one) { return opens(one.front()); });
        std::transform(members->begin(), members->end(), std::back_inserter(lines), unquoted);
        return {lines.join(areWords ? QStringLiteral(", ") : QStringLiteral("\n")), {}};
    }

} // namespace

std::pair<QString, QString> namedMember(const QString& member)
{
    const auto [name, value] = keyAndValue(member);
    return {name, unquoted(value)};
}

std::optional<QStringList> jsonMembers(const QString& json)
{
    if (json.isEmpty() || !opens(json.front())) {
        return std::nullopt;
    }
    QStringList members;
    int depth = 0;
    qsizetype from = 1;
    for (qsizetype at = 0; at >= 0 && at < json.size(); ++at) {
        const QChar one = json[at];
        if (one == QLatin1Char('"')) {
            at = endOfString(json, at);
            if (at < 0) {
                return std::nullopt;
            }
            continue;
        }
        depth += opens(one) ? 1 : closes(one) ? -1 : 0;
        if (depth == 0 || (depth == 1 && one == QLatin1Char(','))) {
            const QString member = json.mid(from, at - from).trimmed();
            if (!member.isEmpty()) {
                members << member;
            }
            from = at + 1;
        }
        if (depth == 0) {
            return json.mid(from).trimmed().isEmpty() ? std::optional(members) : std::nullopt;
        }
    }
    return std::nullopt;
}

FieldText fieldText(const query::RecordField& field)
{
    const QString value = fromUtf8(field.value);
    bool isNumber = false;
    const double seconds = value.toDouble(&isNumber);
    if (field.key == "duration" && isNumber) { // A number is JSON, too.
        return {durationText(seconds), {}};
    }
    if (field.isJson) {
        return jsonText(value);
    }
    const auto time = field.key.ends_with("_time") ? parseRfc3339(field.value) : std::nullopt;
    return {time ? exactTimeText(time) : value, {}};
}

} // namespace cboard::ui
