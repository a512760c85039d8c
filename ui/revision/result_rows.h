// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/records.h"
#include "core/query/snapshots.h"
#include "ui/widgets/table_rows.h"

#include <QMap>
#include <QString>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cboard::ui {

/// A build or a run of a revision that there is something to read about.
struct ResultRow {
    RecordKind kind = RecordKind::Test;
    std::string id;
    QString title; ///< The path; configuration, architecture and compiler of a build.
    std::string platform;
    std::string config;
    std::string lab;
    StatusClass status = StatusClass::None;
    QString note; ///< What the user wrote about it.
};

/// What failed or did not run, with a log: worst first, builds before runs.
std::vector<ResultRow> failingLogs(std::span<const query::BuildRow> builds,
                                   std::span<const query::TestRow> runs);
/// What the user wrote about; \p notes by target of user data. In the order of builds, then runs.
std::vector<ResultRow> notedResults(std::span<const query::BuildRow> builds,
                                    std::span<const query::TestRow> runs,
                                    const QMap<QString, QString>& notes);

/// By Row::status, else in the order they have.
template <typename Row>
std::vector<Row> worstFirst(std::vector<Row> rows)
{
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.status < b.status; });
    return rows;
}

std::shared_ptr<const TableSpec<ResultRow>> logTable();
std::shared_ptr<const TableSpec<ResultRow>> noteTable();

} // namespace cboard::ui
