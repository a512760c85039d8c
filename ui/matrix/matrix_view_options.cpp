// SPDX-License-Identifier: GPL-3.0-or-later
// How a matrix is turned, ordered and folded: what its options say, and who sets them.
#include "ui/base/view_header.h"
#include "ui/matrix/arrange_button.h"
#include "ui/matrix/matrix_view.h"
#include "ui/matrix/path_tree.h"

namespace cboard::ui {

void MatrixView::choosePreset(int mode)
{
    for (const char* option : {"rows", "columns", "group", "folded", "open", "opened", "closed"}) {
        m_state.options.remove(QString::fromLatin1(option));
    }
    setOption(QStringLiteral("mode"),
              mode == 0 ? QString() : m_spec.modes[static_cast<std::size_t>(mode)].id);
}

void MatrixView::showChoice(const MatrixChoice& choice)
{
    m_header->setChoice(0, choice.isTurned ? -1 : choice.mode);
    m_arrange->setTurning({m_spec.dimensions, choice.rows, choice.columns,
                           m_state.options.value(QStringLiteral("sort")),
                           m_state.options.value(QStringLiteral("group")),
                           m_state.options.value(QStringLiteral("labs")),
                           m_state.options.value(QStringLiteral("number")),
                           m_spec.kind == query::MatrixKind::Boot,
                           m_spec.kind == query::MatrixKind::Build});
    if (!isTree()) { // That is folded by what is in it.
        m_matrix->setFolded(foldedGroups(m_state.options));
    }
}

void MatrixView::setOption(const QString& key, const QString& value)
{
    value.isEmpty() ? static_cast<void>(m_state.options.remove(key))
                    : static_cast<void>(m_state.options.insert(key, value));
    load();
    emit stateChanged();
}

/// What changes how the same results stand.
bool MatrixView::performArrange(ActionId action)
{
    switch (action) {
    case ActionId::SortMode:
        setOption(QStringLiteral("sort"),
                  m_state.options.contains(QStringLiteral("sort")) ? QString()
                                                                   : QStringLiteral("name"));
        return true;
    case ActionId::LabSplit:
        setOption(QStringLiteral("labs"), nextLabMode(m_spec, m_state.options));
        return true;
    case ActionId::FoldMore:
        foldCurrent();
        return true;
    case ActionId::ExpandAll:
        if (isTree()) {
            foldBy({PathFolding::Rule::Failing, 1, {}, {}});
        } else {
            m_matrix->unfoldAll();
        }
        return true;
    case ActionId::Preset1:
    case ActionId::Preset2:
    case ActionId::Preset3:
    case ActionId::Preset4: {
        const int mode = static_cast<int>(action) - static_cast<int>(ActionId::Preset1);
        if (mode >= static_cast<int>(m_spec.modes.size())) {
            return false;
        }
        choosePreset(mode);
        return true;
    }
    default:
        return false;
    }
}

/// A digit folds a tree to a level after `z`; of builds it chooses the number in the cells.
bool MatrixView::performPart(int part, bool isLevel)
{
    if (isTree() && isLevel) {
        foldBy({PathFolding::Rule::Level, part + 1, {}, {}});
        return true;
    }
    if (m_spec.kind != query::MatrixKind::Build || part >= cellNumberChoices().size()) {
        return false;
    }
    setOption(QStringLiteral("number"), cellNumberChoices()[part].first);
    return true;
}

/// What the user folded, or opened, by hand.
void MatrixView::keepFolded()
{
    const QSet<QString>& folded = m_matrix->folded();
    if (isTree()) {
        PathFolding folding = foldingOf(m_state.options);
        for (const QString& key : folded - m_folded) {
            folding.setOpen(key, false);
        }
        for (const QString& key : m_folded - folded) {
            folding.setOpen(key, true);
        }
        setFolding(m_state.options, folding);
        m_folded = folded;
    } else {
        setFoldedGroups(m_state.options, folded);
    }
    emit stateChanged();
}

/// Where no row is left to fold, all are shown again.
void MatrixView::foldCurrent()
{
    if (isTree() && m_matrix->arrangement().shownRows.empty()) {
        foldBy({PathFolding::Rule::Level, PathFolding::Levels, {}, {}});
    } else {
        m_matrix->foldCurrent();
    }
}

void MatrixView::foldBy(const PathFolding& folding)
{
    setFolding(m_state.options, folding);
    m_folded = foldedBy(m_matrix->arrangement(), folding);
    m_matrix->setFolded(m_folded);
    emit stateChanged();
}

} // namespace cboard::ui
