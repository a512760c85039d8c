// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_columns.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

#include <algorithm>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("History", text);
    }

    /// The error that says most, in its own words; runs of one bug group together.
    TableColumn<query::HistoryRun> signatureColumn(const RunErrorsPtr& errors)
    {
        const auto errorOf = [errors](const query::HistoryRun& run) {
            static const query::RunError none;
            if (!errors) {
                return none;
            }
            const auto found = errors->find(run.id);
            return found == errors->end() ? none : found->second;
        };
        TableColumn<query::HistoryRun> signature;
        signature.head = {QStringLiteral("signature"), tr("Signature"), 44};
        signature.text = [errorOf](const query::HistoryRun& run) {
            return fromUtf8(errorOf(run).title);
        };
        signature.tooltip = [errorOf](const query::HistoryRun& run) {
            const query::RunError error = errorOf(run);
            return error.isKnown() ? fromUtf8(error.title + '\n' + error.fingerprint) : QString();
        };
        return signature;
    }

    /// Shown where a source says it; a change in words, as the strip shows it by a line.
    TableColumn<query::HistoryRun> testColumn(const RunTestsPtr& tests)
    {
        TableColumn<query::HistoryRun> test;
        test.head = {QStringLiteral("test"), tr("Test version"), 30};
        test.head.isHidden = !tests || tests->empty();
        test.text = [tests](const query::HistoryRun& run) {
            const auto found = tests ? tests->find(run.id) : RunTests::const_iterator();
            if (!tests || found == tests->end()) {
                return QString();
            }
            return found->second.change.isEmpty() ? found->second.version : found->second.change;
        };
        test.tooltip = [tests, text = test.text](const query::HistoryRun& run) {
            const QString change = testChangeOf(tests.get(), run.id);
            return change.isEmpty() ? text(run) : testChangedText(change);
        };
        return test;
    }

} // namespace

RunErrorsPtr errorsById(const query::HistorySnapshot& history, std::vector<query::RunError> errors)
{
    auto byId = std::make_shared<RunErrors>();
    for (std::size_t i = 0; i < errors.size(); ++i) {
        if (errors[i].isKnown()) {
            byId->insert_or_assign(history.runs[i].id, std::move(errors[i]));
        }
    }
    return byId;
}

HistorySameness samenessOf(const std::vector<query::HistoryRun>& runs)
{
    const auto isOfFirstBoard = [&runs](const query::HistoryRun& run) {
        return run.platform == runs.front().platform;
    };
    const auto hasDuration = [](const query::HistoryRun& run) {
        return run.durationSeconds.has_value();
    };
    return {std::all_of(runs.begin(), runs.end(), isOfFirstBoard),
            std::none_of(runs.begin(), runs.end(), hasDuration)};
}

std::shared_ptr<const TableSpec<query::HistoryRun>> historyTable(const Context& context,
                                                                 const RunErrorsPtr& errors,
                                                                 const RunTestsPtr& tests,
                                                                 const HistorySameness& same)
{
    using Row = query::HistoryRun;
    auto spec = std::make_shared<TableSpec<Row>>();
    spec->id = [](const Row& run) { return fromUtf8(run.id); };
    TableColumn<Row> revision;
    revision.head = {QStringLiteral("revision"), tr("Revision"), 32};
    revision.text = [](const Row& run) { return revisionText(run.revision); };
    revision.tooltip = [](const Row& run) { return fromUtf8(run.revision.subject); };
    revision.sortKey = [](const Row& run) {
        const auto time = run.revision.time;
        return QVariant(time ? static_cast<qint64>(time->time_since_epoch().count()) : 0);
    };
    TableColumn<Row> log;
    log.head = {QStringLiteral("log"), tr("Log"), 6};
    log.text = [](const Row& run) { return run.hasLog ? tr("stored") : QString(); };
    auto origin = textColumn<Row>({QStringLiteral("origin"), tr("Origin"), 10}, &Row::origin);
    origin.head.isHidden = true; // The inspector says it.
    auto board = textColumn<Row>({QStringLiteral("board"), tr("Board"), 26}, &Row::platform);
    board.head.isHidden = same.isOfOneBoard;
    auto duration = durationColumn<Row>(tr("Duration"));
    duration.head.isHidden = same.hasNoDuration;
    spec->columns = {
        revision,
        statusColumn<Row>(tr("Status")),
        signatureColumn(errors),
        testColumn(tests),
        textColumn<Row>({QStringLiteral("lab"), tr("Lab"), 18}, &Row::lab),
        board,
        textColumn<Row>({QStringLiteral("config"), tr("Configuration"), 0}, &Row::config),
        textColumn<Row>({QStringLiteral("compiler"), tr("Compiler"), 11}, &Row::compiler),
        duration,
        ageColumn<Row>(
            {QStringLiteral("start"), tr("Started"), 14},
            [](const Row& run) { return run.startTime; }, context.now),
        log,
        origin};
    return spec;
}

} // namespace cboard::ui
