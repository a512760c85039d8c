// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/run_error_snapshots.h"
#include "core/query/snapshots.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace cboard::ui {

/// One line of the inspector: a name and its value.
struct RecordLine {
    QString name;
    QString value;
    bool isCode = false; ///< An id, a hash, JSON: in the monospace font.
    QStringList urls; ///< http and https addresses in the value, in order.
    QStringList urlNames = {}; ///< What stands for them, in place of the value; else empty.

    bool operator==(const RecordLine&) const = default;
};

/// Lines under a heading; the first section has none.
struct RecordSection {
    QString title;
    QList<RecordLine> lines;

    bool operator==(const RecordSection&) const = default;
};

/// The fields of a record in the order in which one looks for them: what it is, issues,
/// environment, files, all else. Nothing is left out.
QList<RecordSection> recordSections(const query::RecordSnapshot& record);

/// What was found in its log: one section, or none.
QList<RecordSection> findingSections(const query::RunError& finding);

/// The web page that shows this record in the system it came from: the first address that its
/// `misc` names, else its log's. Empty when it names none.
QString recordPage(const query::RecordSnapshot& record);

} // namespace cboard::ui
