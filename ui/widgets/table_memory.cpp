// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/table_memory.h"

#include "ui/widgets/table_choice.h"

#include <QJsonObject>

namespace cboard::ui {

namespace {

    constexpr QLatin1String Widths("widths");

    QJsonObject lookToJson(const TableLook& look)
    {
        QMap<QString, QString> options; // The same words as in addresses.
        setTableChoice(options, look.choice);
        QJsonObject object;
        for (auto option = options.cbegin(); option != options.cend(); ++option) {
            object[option.key()] = option.value();
        }
        QJsonObject widths;
        for (auto width = look.widths.cbegin(); width != look.widths.cend(); ++width) {
            widths[width.key()] = width.value();
        }
        if (!widths.isEmpty()) {
            object[Widths] = widths;
        }
        return object;
    }

    TableLook lookFromJson(const QJsonObject& object)
    {
        QMap<QString, QString> options;
        for (auto option = object.begin(); option != object.end(); ++option) {
            if (option.value().isString()) {
                options.insert(option.key(), option.value().toString());
            }
        }
        TableLook look{tableChoice(options), {}};
        const QJsonObject widths = object[Widths].toObject();
        for (auto width = widths.begin(); width != widths.end(); ++width) {
            if (const int pixels = width.value().toInt(); pixels > 0) {
                look.widths.insert(width.key(), pixels);
            }
        }
        return look;
    }

} // namespace

void TableMemory::keep(const QString& table, const TableLook& look)
{
    if (m_looks.value(table) == look) {
        return;
    }
    if (look == TableLook()) {
        m_looks.remove(table);
    } else {
        m_looks.insert(table, look);
    }
    emit changed();
}

QJsonObject TableMemory::toJson() const
{
    QJsonObject tables;
    for (auto look = m_looks.cbegin(); look != m_looks.cend(); ++look) {
        tables[look.key()] = lookToJson(look.value());
    }
    return tables;
}

void TableMemory::readJson(const QJsonObject& tables)
{
    m_looks.clear();
    for (auto table = tables.begin(); table != tables.end(); ++table) {
        m_looks.insert(table.key(), lookFromJson(table.value().toObject()));
    }
}

} // namespace cboard::ui
