// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/watched.h"

#include "core/query/completion.h"
#include "ui/base/text_format.h"

namespace cboard::ui {

namespace {

    using store::UserData;

    constexpr const char* TreeKind = "tree";
    constexpr const char* BoardKind = "board";
    constexpr const char* TestKind = "path";

} // namespace

QString Watched::title() const
{
    switch (kind) {
    case Kind::Board:
        return board;
    case Kind::Test:
        return path;
    case Kind::Tree:
        break;
    }
    return branchText(tree.toStdString(), branch.toStdString(), repositoryUrl.toStdString());
}

ViewState Watched::target(const ViewState& from) const
{
    ViewState state;
    if (kind == Kind::Board || kind == Kind::Test) {
        const bool isBoard = kind == Kind::Board;
        state.view = isBoard ? QStringLiteral("boots") : QStringLiteral("tests");
        state.tree = from.tree;
        state.branch = from.branch;
        state.repositoryUrl = from.repositoryUrl;
        state.filter = isBoard ? QStringLiteral("board:")
                + fromUtf8(query::quoteValue(query::FilterKey::Board, board.toStdString()))
                               : QStringLiteral("path:")
                + fromUtf8(query::quoteValue(query::FilterKey::Path, path.toStdString()))
                + QLatin1Char('*');
    } else {
        state.view = QStringLiteral("revision");
        state.tree = tree;
        state.branch = branch;
        state.repositoryUrl = repositoryUrl;
    }
    return state;
}

UserData::Pin Watched::pin() const
{
    if (kind == Watched::Kind::Board) {
        return {BoardKind, board.toStdString()};
    }
    if (kind == Watched::Kind::Test) {
        return {TestKind, path.toStdString()};
    }
    const QString& name = tree.isEmpty() ? repositoryUrl : tree;
    return {TreeKind, (name + QLatin1Char(' ') + branch).toStdString()};
}

std::optional<Watched> Watched::of(const UserData::Pin& pin)
{
    const QString target = fromUtf8(pin.target);
    if (pin.kind == BoardKind) {
        return Watched{Watched::Kind::Board, {}, {}, target};
    }
    if (pin.kind == TestKind) {
        return Watched{Watched::Kind::Test, {}, {}, {}, target};
    }
    if (pin.kind != TreeKind) {
        return std::nullopt;
    }
    const QString tree = target.section(QLatin1Char(' '), 0, 0);
    const bool isUrl = tree.contains(QStringLiteral("://"));
    Watched branch{
        Watched::Kind::Tree, isUrl ? QString() : tree, target.section(QLatin1Char(' '), 1), {}};
    branch.repositoryUrl = isUrl ? tree : QString();
    return branch;
}

} // namespace cboard::ui
