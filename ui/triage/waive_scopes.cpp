// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/triage/waive_scopes.h"

#include "core/query/cell_target.h"
#include "ui/base/text_format.h"

#include <QCoreApplication>

#include <functional>

namespace cboard::ui {

namespace {

    using query::CellNames;

    QString tr(const char* text)
    {
        return QCoreApplication::translate("Waive", text);
    }

    /// What `widen` makes of the cells, each once; left out where it makes nothing or nothing new.
    void addScope(std::vector<WaiveScope>& scopes, const QStringList& cells, const QString& text,
                  const std::function<CellNames(const CellNames&)>& widen)
    {
        WaiveScope scope{text, {}};
        for (const QString& cell : cells) {
            const auto names = query::parseCellTarget(cell.toStdString());
            const CellNames wide = names ? widen(*names) : CellNames();
            if (wide == CellNames()) {
                return;
            }
            scope.cells << fromUtf8(query::cellTarget(wide));
        }
        scope.cells.removeDuplicates();
        for (const WaiveScope& other : scopes) {
            if (other.cells == scope.cells) {
                return;
            }
        }
        scopes.push_back(std::move(scope));
    }

    /// The test and the \p Word of the cell; nothing where it lacks one of them.
    template <std::string CellNames::*Word>
    CellNames testAnd(const CellNames& cell)
    {
        CellNames wide;
        if (!cell.path.empty() && !(cell.*Word).empty()) {
            wide.path = cell.path;
            wide.*Word = cell.*Word;
        }
        return wide;
    }

    CellNames anywhere(const CellNames& cell)
    {
        CellNames wide;
        wide.path = cell.path;
        return wide;
    }

    CellNames anyCompiler(const CellNames& cell)
    {
        CellNames wide;
        if (cell.path.empty()) {
            wide.config = cell.config;
            wide.architecture = cell.architecture;
        }
        return wide;
    }

} // namespace

std::vector<WaiveScope> waiveScopes(const QStringList& cells)
{
    std::vector<WaiveScope> scopes{
        {cells.size() == 1 ? tr("in this cell only") : tr("in these %1 cells").arg(cells.size()),
         cells}};
    addScope(scopes, cells, tr("on this board, with any configuration and in any lab"),
             testAnd<&CellNames::platform>);
    addScope(scopes, cells, tr("in this lab, on any board"), testAnd<&CellNames::lab>);
    addScope(scopes, cells, tr("of this test anywhere"), anywhere);
    addScope(scopes, cells, tr("of this configuration with any compiler"), anyCompiler);
    return scopes;
}

} // namespace cboard::ui
