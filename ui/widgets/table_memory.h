// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/table_arrangement.h"

#include <QMap>
#include <QObject>

class QJsonObject;

namespace cboard::ui {

/// How the user left a table.
struct TableLook {
    TableChoice choice;
    QMap<QString, int> widths; ///< Of the columns that were drawn wider or narrower, in
                               ///< device-independent pixels, by column id.

    bool operator==(const TableLook&) const = default;
};

/// How the user left each table, by the table's name ("revision.builds"), from one start of the
/// program to the next.
class TableMemory : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// As a new table looks when nothing is remembered.
    TableLook look(const QString& table) const { return m_looks.value(table); }
    void keep(const QString& table, const TableLook& look);

    QJsonObject toJson() const;
    /// Replaces all; what is not understood is left out.
    void readJson(const QJsonObject& tables);

signals:
    void changed();

private:
    QMap<QString, TableLook> m_looks;
};

} // namespace cboard::ui
