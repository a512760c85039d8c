// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace cboard::ui {

/// The members of a JSON list or object in its own words: `"a":1` for objects. Nothing when the
/// text is neither, or breaks off.
std::optional<QStringList> jsonMembers(const QString& json);
/// One of an object: its name, and its value as one reads it.
std::pair<QString, QString> namedMember(const QString& member);

/// A field as one reads it.
struct FieldText {
    QString
        text; ///< Times are local, durations have units, members of JSON stand below each other.
    QStringList
        fileNames; ///< Of a list of named files, in place of the text; one for each address.
};

/// Values keep their spelling where they are not times or durations.
FieldText fieldText(const query::RecordField& field);

} // namespace cboard::ui
