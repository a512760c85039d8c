// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ingest/folder_rows.h"

#include "ui/ingest/health_columns.h"
#include "ui/ingest/ingest_columns.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    using store::FolderReport;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Ingest", text);
    }

    /// A file that is read lies in its folder, a folder that is read may be above it.
    bool isRead(const QString& folder, const QStringList& reading)
    {
        return std::any_of(reading.begin(), reading.end(), [&folder](const QString& path) {
            return folder.startsWith(path)
                || path.left(path.lastIndexOf(QLatin1Char('/')) + 1) == folder;
        });
    }

    QString stateText(FolderRow::State state)
    {
        switch (state) {
        case FolderRow::State::Idle:
            return tr("idle");
        case FolderRow::State::Reading:
            return tr("reading");
        case FolderRow::State::Paused:
            return tr("paused");
        case FolderRow::State::Refused:
            break;
        }
        return tr("last one refused");
    }

    StatusClass stateLook(FolderRow::State state)
    {
        switch (state) {
        case FolderRow::State::Idle:
            return StatusClass::Done;
        case FolderRow::State::Reading:
            return StatusClass::Pending;
        case FolderRow::State::Paused:
            return StatusClass::Miss;
        case FolderRow::State::Refused:
            break;
        }
        return StatusClass::Error;
    }

    TableColumn<FolderRow> stateColumn()
    {
        TableColumn<FolderRow> state;
        state.head = headOf("state", tr("State"), 16);
        state.text = [](const FolderRow& row) { return stateText(row.state); };
        state.status = [](const FolderRow& row) { return stateLook(row.state); };
        state.sortKey = [](const FolderRow& row) { return QVariant(static_cast<int>(row.state)); };
        return state;
    }

    TableColumn<FolderRow> countColumn(const char* id, const QString& title, int characters,
                                       std::int64_t FolderReport::*member)
    {
        auto column =
            numberColumn<FolderRow>(headOf(id, title, characters),
                                    [member](const FolderRow& row) { return row.report.*member; });
        column.head.isSummed = true;
        return column;
    }

    TableColumn<FolderRow> refusedColumn(const char* id, const QString& title,
                                         std::int64_t FolderReport::*member)
    {
        auto refused = countColumn(id, title, 14, member);
        refused.tone = [member](const FolderRow& row) {
            return row.report.*member > 0 ? std::optional(StatusClass::Error) : std::nullopt;
        };
        return refused;
    }

    TableColumn<FolderRow> sizeColumn(const char* id, const QString& title,
                                      std::int64_t FolderReport::*member)
    {
        auto size = countColumn(id, title, 11, member);
        size.head.isSummed = false; // A sum of numbers, not of sizes, would stand below.
        size.text = [member](const FolderRow& row) { return byteText(row.report.*member); };
        return size;
    }

} // namespace

std::vector<FolderRow> folderRows(const std::vector<FolderReport>& folders,
                                  const QStringList& reading, bool isPaused)
{
    std::vector<FolderRow> rows;
    for (const FolderReport& report : folders) {
        FolderRow row{report, FolderRow::State::Idle};
        if (isRead(fromUtf8(report.folder), reading)) {
            row.state = isPaused ? FolderRow::State::Paused : FolderRow::State::Reading;
        } else if (report.lastRefused > report.lastAccepted) {
            row.state = FolderRow::State::Refused;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::shared_ptr<const TableSpec<FolderRow>> folderTable(const Context& context)
{
    auto spec = std::make_shared<TableSpec<FolderRow>>();
    spec->id = [](const FolderRow& row) { return fromUtf8(row.report.folder); };
    auto folder =
        plainColumn<FolderRow>(headOf("folder", tr("Folder"), 0), [](const FolderRow& row) {
            return row.report.folder.empty() ? tr("(no folder)") : fromUtf8(row.report.folder);
        });
    folder.tooltip = folder.text;
    const auto report = [](const FolderRow& row) -> const FolderReport& { return row.report; };
    auto bytes = sizeColumn("bytes", tr("All bytes"), &FolderReport::bytes);
    auto refused = refusedColumn("refused", tr("All refused"), &FolderReport::refused);
    bytes.head.isHidden = refused.head.isHidden = true;
    spec->columns = {
        folder,
        plainColumn<FolderRow>(headOf("kind", tr("Kind"), 12),
                               [](const FolderRow& row) { return fromUtf8(row.report.format); }),
        stateColumn(),
        ageColumn<FolderRow>(
            headOf("last", tr("Last success"), 13),
            [](const FolderRow& row) { return row.report.lastAccepted; }, context.now),
        gapColumn<FolderRow>(tr("Usual gap"), report),
        healthColumn<FolderRow>(tr("Health"), report, context.now(),
                                tr("Too few reads to know how often something comes")),
        countColumn("today", tr("Documents, 24 h"), 15, &FolderReport::documentsOfDay),
        sizeColumn("today-bytes", tr("Bytes, 24 h"), &FolderReport::bytesOfDay),
        refusedColumn("today-refused", tr("Refused, 24 h"), &FolderReport::refusedOfDay),
        countColumn("documents", tr("Documents"), 11, &FolderReport::documents),
        bytes,
        refused};
    return spec;
}

} // namespace cboard::ui
