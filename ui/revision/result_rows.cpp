// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/revision/result_rows.h"

#include "ui/base/joined_texts.h"
#include "ui/triage/triage_targets.h"
#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <unordered_map>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Revision", text);
    }

    ResultRow rowOf(const query::BuildRow& build)
    {
        return {RecordKind::Build,
                build.id,
                joinedTexts({fromUtf8(build.config), fromUtf8(build.architecture),
                             fromUtf8(build.compiler)}),
                {},
                build.config,
                build.lab,
                build.status,
                {}};
    }

    ResultRow rowOf(const query::TestRow& run)
    {
        return {RecordKind::Test, run.id,  fromUtf8(run.path), run.platform,
                run.config,       run.lab, run.status,         {}};
    }

    template <typename Row>
    void addFailingLogs(std::vector<ResultRow>& found, std::span<const Row> rows)
    {
        for (const Row& row : rows) {
            const bool isTrouble = row.status == StatusClass::Fail || isInfrastructure(row.status);
            if (isTrouble && row.hasLog) {
                found.push_back(rowOf(row));
            }
        }
    }

    using Notes = std::unordered_map<std::string, QString>; ///< By record id.

    Notes notesOf(const QMap<QString, QString>& notes, RecordKind kind)
    {
        Notes found;
        for (auto note = notes.begin(); note != notes.end(); ++note) {
            const auto named = resultOfTarget(note.key());
            if (named && named->kind == kind) {
                found.emplace(named->id, note.value());
            }
        }
        return found;
    }

    template <typename Row>
    void addNoted(std::vector<ResultRow>& found, std::span<const Row> rows, const Notes& notes)
    {
        for (const Row& row : rows) {
            if (const auto note = notes.find(row.id); note != notes.end()) {
                found.push_back(rowOf(row));
                found.back().note = note->second;
            }
        }
    }

    TableColumn<ResultRow> titleColumn(int characters)
    {
        TableColumn<ResultRow> title;
        title.head = headOf("result", tr("Result"), characters);
        title.text = [](const ResultRow& row) { return row.title; };
        title.tooltip = title.text;
        return title;
    }

    TableColumn<ResultRow> kindColumn()
    {
        TableColumn<ResultRow> kind;
        kind.head = headOf("kind", tr("Kind"), 7);
        kind.text = [](const ResultRow& row) {
            return row.kind == RecordKind::Build ? tr("build") : tr("test");
        };
        return kind;
    }

    std::shared_ptr<TableSpec<ResultRow>> emptyTable()
    {
        auto spec = std::make_shared<TableSpec<ResultRow>>();
        spec->id = [](const ResultRow& row) { return fromUtf8(row.id); };
        return spec;
    }

} // namespace

std::vector<ResultRow> failingLogs(std::span<const query::BuildRow> builds,
                                   std::span<const query::TestRow> runs)
{
    std::vector<ResultRow> found;
    addFailingLogs(found, builds);
    addFailingLogs(found, runs);
    return worstFirst(std::move(found));
}

std::vector<ResultRow> notedResults(std::span<const query::BuildRow> builds,
                                    std::span<const query::TestRow> runs,
                                    const QMap<QString, QString>& notes)
{
    std::vector<ResultRow> found;
    addNoted(found, builds, notesOf(notes, RecordKind::Build));
    addNoted(found, runs, notesOf(notes, RecordKind::Test));
    return found;
}

std::shared_ptr<const TableSpec<ResultRow>> logTable()
{
    auto spec = emptyTable();
    spec->columns = {
        titleColumn(44),
        statusColumn<ResultRow>(tr("Status")),
        kindColumn(),
        textColumn<ResultRow>(headOf("board", tr("Board"), 0), &ResultRow::platform),
        textColumn<ResultRow>(headOf("lab", tr("Lab"), 16), &ResultRow::lab),
        textColumn<ResultRow>(headOf("config", tr("Configuration"), 24), &ResultRow::config)};
    return spec;
}

std::shared_ptr<const TableSpec<ResultRow>> noteTable()
{
    auto spec = emptyTable();
    TableColumn<ResultRow> note;
    note.head = headOf("note", tr("Note"), 0);
    note.text = [](const ResultRow& row) { return row.note; };
    note.tooltip = note.text;
    note.isProse = true;
    spec->columns = {titleColumn(36), statusColumn<ResultRow>(tr("Status")), note,
                     textColumn<ResultRow>(headOf("board", tr("Board"), 24), &ResultRow::platform),
                     textColumn<ResultRow>(headOf("lab", tr("Lab"), 16), &ResultRow::lab)};
    return spec;
}

} // namespace cboard::ui
