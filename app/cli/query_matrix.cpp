// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/cli/queries.h"
#include "app/cli/query_arguments.h"
#include "app/cli/query_json.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <map>
#include <memory>

namespace cboard::cli {

namespace {

    struct MatrixArguments : QueryArguments {
        std::string kind = "boot";
        std::string rows; ///< Empty: by kind.
        std::string columns;
        bool isMerged = false;
    };

    Result<std::vector<query::Dimension>> parseDimensions(const std::string& option,
                                                          const std::string& text)
    {
        std::vector<query::Dimension> dimensions;
        for (const std::string& key : CLI::detail::split(text, ',')) {
            const auto dimension = query::parseDimension(CLI::detail::trim_copy(key));
            if (!dimension) {
                return fail(ErrorKind::Invalid,
                            fmt::format("{}: expected platform, revision, config, arch, compiler, "
                                        "lab, origin or path, got \"{}\"",
                                        option, key));
            }
            dimensions.push_back(*dimension);
        }
        return dimensions;
    }

    Result<query::MatrixRequest> matrixRequest(QueryContext& context,
                                               const MatrixArguments& arguments)
    {
        query::MatrixRequest request;
        request.common = context.common;
        const bool isBuild = arguments.kind == "build";
        request.kind = isBuild         ? query::MatrixKind::Build
            : arguments.kind == "boot" ? query::MatrixKind::Boot
                                       : query::MatrixKind::Test;
        const std::string rows = isBuild ? "config"
            : arguments.kind == "boot"   ? "platform"
                                         : "path";
        const std::string columns = isBuild ? "arch,compiler" : "revision";
        CBOARD_TRY(request.rows,
                   parseDimensions("--rows", arguments.rows.empty() ? rows : arguments.rows));
        CBOARD_TRY(
            request.columns,
            parseDimensions("--columns", arguments.columns.empty() ? columns : arguments.columns));
        request.isSplitByLab = request.kind == query::MatrixKind::Boot && !arguments.isMerged;
        request.lastRevisions =
            arguments.last.value_or(context.session.settings().integer("query/last_revisions"));
        if (arguments.revision.empty()) {
            CBOARD_TRY(request.branch, findBranch(context));
            return request;
        }
        CBOARD_TRY(const auto revision, findRevision(context));
        request.branch = {revision.tree, revision.branch, revision.repositoryUrl};
        request.revision = revision.id;
        return request;
    }

    void writeHeader(JsonOutput& json, const std::vector<std::string>& fields,
                     const query::MatrixHeader& header)
    {
        json.beginObject();
        for (std::size_t i = 0; i < fields.size() && i < header.fields.size(); ++i) {
            json.member(fields[i], header.fields[i]);
        }
        if (header.revision) {
            json.member("commit", header.revision->commit).member("time", header.revision->time);
            json.member("name", header.revision->name).member("id", header.revision->id);
        }
        json.key("counts");
        writeCounts(json, header.counts);
        if (!header.labs.empty()) {
            writeTexts(json, "labs", header.labs);
        }
        json.endObject();
    }

    void writeCell(JsonOutput& json, const query::MatrixCell& cell)
    {
        json.beginObject().member("row", cell.row).member("column", cell.column);
        json.member("lab", cell.lab).member("status", statusClassKey(cell.status)).key("counts");
        writeCounts(json, cell.counts);
        json.key("marks").beginArray();
        for (std::size_t i = 0; i < query::CellMarkCount; ++i) {
            const auto mark = static_cast<query::CellMark>(i);
            if (cell.hasMark(mark)) {
                json.value(query::cellMarkKey(mark));
            }
        }
        json.endArray().member("record", cell.recordId).endObject();
    }

    void printJson(Session& session, const query::MatrixSnapshot& matrix)
    {
        JsonDocument document;
        writeInfo(document.json, matrix.info);
        document.json.member("kind", matrix.kind).key("rows").beginArray();
        for (const query::MatrixHeader& row : matrix.rows) {
            writeHeader(document.json, matrix.rowFields, row);
        }
        document.json.endArray().key("columns").beginArray();
        for (const query::MatrixHeader& column : matrix.columns) {
            writeHeader(document.json, matrix.columnFields, column);
        }
        document.json.endArray();
        writeRows(document.json, "cells", matrix.cells, writeCell);
        document.printTo(session);
    }

    std::string headerText(const query::MatrixHeader& header)
    {
        return fmt::format("{}", fmt::join(header.fields, " "));
    }

    /// The grid as people read it: a line per row and lab, a word per column.
    TablePrinter matrixGrid(const query::MatrixSnapshot& matrix)
    {
        std::vector<TableColumn> columns{{fmt::format("{}", fmt::join(matrix.rowFields, " "))}};
        const bool hasLabs = std::any_of(matrix.cells.begin(), matrix.cells.end(),
                                         [](const auto& cell) { return !cell.lab.empty(); });
        if (hasLabs) {
            columns.push_back({"lab"});
        }
        const std::size_t fixed = columns.size();
        for (const query::MatrixHeader& column : matrix.columns) {
            columns.push_back(
                {column.revision ? revisionName(*column.revision) : headerText(column)});
        }
        std::map<std::pair<std::int32_t, std::string>, std::vector<std::string>> lines;
        for (const query::MatrixCell& cell : matrix.cells) {
            auto& line = lines[{cell.row, cell.lab}];
            line.resize(columns.size());
            line[fixed + static_cast<std::size_t>(cell.column)] = statusClassKey(cell.status);
        }
        TablePrinter table(std::move(columns));
        for (auto& [key, line] : lines) {
            line[0] = headerText(matrix.rows[static_cast<std::size_t>(key.first)]);
            if (hasLabs) {
                line[1] = key.second;
            }
            table.addRow(std::move(line));
        }
        return table;
    }

    /// One line per cell, for spreadsheets and scripts.
    TablePrinter matrixList(const query::MatrixSnapshot& matrix)
    {
        std::vector<TableColumn> columns;
        for (const auto* fields : {&matrix.rowFields, &matrix.columnFields}) {
            for (const std::string& field : *fields) {
                columns.push_back({field});
            }
        }
        columns.insert(columns.end(), {{"lab"}, {"status"}, {"record"}});
        for (std::size_t i = 0; i < StatusClassCount; ++i) {
            columns.push_back(
                {std::string(statusClassKey(static_cast<StatusClass>(i))), Align::Right});
        }
        TablePrinter table(std::move(columns));
        for (const query::MatrixCell& cell : matrix.cells) {
            std::vector<std::string> line = matrix.rows[static_cast<std::size_t>(cell.row)].fields;
            const auto& column = matrix.columns[static_cast<std::size_t>(cell.column)].fields;
            line.insert(line.end(), column.begin(), column.end());
            line.insert(line.end(),
                        {cell.lab, std::string(statusClassKey(cell.status)), cell.recordId});
            for (const std::int64_t count : cell.counts.byClass) {
                line.push_back(std::to_string(count));
            }
            table.addRow(std::move(line));
        }
        return table;
    }

    Result<void> showMatrix(QueryContext& context, const MatrixArguments& arguments)
    {
        CBOARD_TRY(const auto request, matrixRequest(context, arguments));
        CBOARD_TRY(const auto matrix, context.engine.matrix(request, context.task));
        if (context.session.isJson()) {
            printJson(context.session, *matrix);
        } else {
            printTable(context, arguments.isCsv ? matrixList(*matrix) : matrixGrid(*matrix));
        }
        return {};
    }

} // namespace

Action setupQueryMatrix(CLI::App& app)
{
    auto arguments = std::make_shared<MatrixArguments>();
    addBranchOptions(app, *arguments);
    app.add_option("--kind", arguments->kind, "What the cells show")
        ->check(CLI::IsMember({"build", "boot", "test"}))
        ->capture_default_str();
    app.add_option("--rows", arguments->rows,
                   "platform, revision, config, arch, compiler, lab, origin, path; several with "
                   "commas (default: by kind)");
    app.add_option("--columns", arguments->columns, "The same for columns");
    app.add_option("--last", arguments->last,
                   "Newest revisions to look at (setting query/last_revisions)")
        ->type_name("N");
    app.add_option("--revision", arguments->revision, "Only this revision");
    app.add_flag("--merge-labs", arguments->isMerged, "Boots: one cell for all labs");
    addFilterOptions(app, *arguments);
    return [arguments](Session& session) {
        return runQuery(session, *arguments, [&arguments](QueryContext& context) {
            return showMatrix(context, *arguments);
        });
    };
}

} // namespace cboard::cli
