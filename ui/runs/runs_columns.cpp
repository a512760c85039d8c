// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_columns.h"

#include "ui/widgets/common_columns.h"

#include <QCoreApplication>

namespace cboard::ui {

namespace {

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Runs", text);
    }

    QString partText(RunPart part)
    {
        switch (part) {
        case RunPart::Result:
            return tr("Result");
        case RunPart::Log:
            return tr("Log");
        case RunPart::Place:
            return tr("What ran where");
        case RunPart::DeviceTree:
            return tr("Device tree");
        case RunPart::Stages:
            return tr("Stages");
        case RunPart::Configuration:
            return tr("Configuration");
        case RunPart::Environment:
            return tr("Environment");
        case RunPart::Other:
            break;
        }
        return tr("All else");
    }

    TableColumn<RunFact> sideColumn(const char* id, const QString& title, QString RunFact::*text,
                                    std::optional<StatusClass> RunFact::*status)
    {
        TableColumn<RunFact> column;
        column.head = headOf(id, title, 0);
        column.text = [text](const RunFact& fact) {
            return (fact.*text).isEmpty() ? QStringLiteral("\u2013") : fact.*text;
        };
        column.tooltip = [text](const RunFact& fact) { return fact.*text; };
        column.tone = [status](const RunFact& fact) { return fact.*status; };
        return column;
    }

} // namespace

std::shared_ptr<const TableSpec<RunFact>> runFactTable(const QString& before, const QString& now)
{
    auto spec = std::make_shared<TableSpec<RunFact>>();
    spec->id = [](const RunFact& fact) {
        return QStringLiteral("%1 %2").arg(fact.rank, 6, 10, QLatin1Char('0')).arg(fact.name);
    };
    spec->isMuted = [](const RunFact& fact) { return !fact.differs(); };
    TableColumn<RunFact> part;
    part.head = headOf("part", tr("Part"), 14);
    part.head.isHidden = true;
    part.text = [](const RunFact& fact) { return partText(fact.part); };
    part.sortKey = [](const RunFact& fact) { return QVariant(static_cast<int>(fact.part)); };
    TableColumn<RunFact> name;
    name.head = headOf("name", tr("What"), 22);
    name.text = [](const RunFact& fact) { return fact.name; };
    TableColumn<RunFact> change;
    change.head = headOf("change", tr("Difference"), 28);
    change.text = [](const RunFact& fact) { return fact.change; };
    change.tooltip = change.text;
    change.isProse = true;
    spec->columns = {name, sideColumn("before", before, &RunFact::before, &RunFact::statusBefore),
                     sideColumn("now", now, &RunFact::now, &RunFact::statusNow), change, part};
    return spec;
}

} // namespace cboard::ui
