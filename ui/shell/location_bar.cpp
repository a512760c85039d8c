// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/location_bar.h"

#include "ui/base/key_text.h"
#include "ui/base/text_format.h"
#include "ui/shell/crumb.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace cboard::ui {

namespace {

    constexpr int SearchWidth = 260;

    QToolButton* makeButton(QWidget* parent, Qt::ArrowType arrow)
    {
        auto* button = new QToolButton(parent);
        button->setArrowType(arrow);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        return button;
    }

    QString withoutMnemonic(QString text)
    {
        return text.replace(QLatin1Char('&'), QLatin1String("&&"));
    }

} // namespace

LocationBar::LocationBar(const Context& context, const QString& sourceName, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_source(sourceName)
    , m_back(makeButton(this, Qt::LeftArrow))
    , m_forward(makeButton(this, Qt::RightArrow))
    , m_search(new QToolButton(this))
    , m_path(new QHBoxLayout)
    , m_load(*context.queries, *context.tasks)
{
    followKeys(m_context, this, [this] { nameKeys(); });
    m_search->setAccessibleName(tr("Search"));
    m_search->setFixedWidth(SearchWidth);
    m_search->setFocusPolicy(Qt::TabFocus);
    m_path->setSpacing(0);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 12, 2);
    layout->setSpacing(2);
    layout->addWidget(m_back);
    layout->addWidget(m_forward);
    layout->addSpacing(6);
    layout->addLayout(m_path);
    layout->addStretch(1);
    layout->addWidget(m_search);
    connect(m_back, &QToolButton::clicked, this, &LocationBar::backRequested);
    connect(m_forward, &QToolButton::clicked, this, &LocationBar::forwardRequested);
    connect(m_search, &QToolButton::clicked, this, &LocationBar::searchRequested);
}

void LocationBar::setHistory(bool canGoBack, bool canGoForward)
{
    m_back->setEnabled(canGoBack);
    m_forward->setEnabled(canGoForward);
}

void LocationBar::showLocation(const ViewState& state, const QString& viewTitle)
{
    m_state = state;
    m_title = viewTitle;
    const QList<LocationPart> parts = locationParts(state);
    if (parts != m_parts) {
        m_parts = parts;
        build();
    }
    for (qsizetype i = 0; i < m_crumbs.size(); ++i) {
        m_crumbs[i]->setFullText(textOf(m_parts[i]));
    }
}

void LocationBar::nameKeys()
{
    const auto describe = [this](QToolButton* button, const QString& text) {
        button->setToolTip(withKeys(m_context, text));
        button->setAccessibleName(button->toolTip());
    };
    describe(m_back, tr("Back ({back})"));
    describe(m_forward, tr("Forward ({forward})"));
    m_search->setText(withKeys(m_context, tr("Search, go to, run …   {palette}")));
}

void LocationBar::build()
{
    while (QLayoutItem* item = m_path->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    m_crumbs.clear();
    for (const LocationPart part : std::as_const(m_parts)) {
        auto* crumb = new Crumb(*m_context.theme, textOf(part), this);
        connect(crumb, &Crumb::openRequested, this, [this, part] {
            part == LocationPart::View ? openMenu(part)
                                       : emit openRequested(locationTarget(part, m_state));
        });
        connect(crumb, &Crumb::menuRequested, this, [this, part] { openMenu(part); });
        connect(crumb, &Crumb::moveRequested, this,
                [this, crumb](int step) { moveFocus(crumb, step); });
        m_path->addWidget(crumb);
        m_crumbs << crumb;
    }
}

QString LocationBar::textOf(LocationPart part) const
{
    constexpr qsizetype HashDigits = 40;
    constexpr qsizetype ShownDigits = 12;
    switch (part) {
    case LocationPart::Source:
        return m_source;
    case LocationPart::Tree:
        return branchText(m_state.tree.toStdString(), {}, m_state.repositoryUrl.toStdString());
    case LocationPart::Branch:
        return m_state.branch;
    case LocationPart::Revision:
        return m_state.revision.isEmpty()           ? tr("newest")
            : m_state.revision.size() == HashDigits ? m_state.revision.left(ShownDigits)
                                                    : m_state.revision;
    case LocationPart::View:
        break;
    }
    return m_title;
}

QString LocationBar::text() const
{
    QStringList texts;
    for (const Crumb* crumb : m_crumbs) {
        texts << crumb->fullText();
    }
    return texts.join(QStringLiteral(" › "));
}

void LocationBar::focusPath()
{
    if (!m_crumbs.isEmpty()) {
        m_crumbs.last()->setFocus(Qt::ShortcutFocusReason);
    }
}

void LocationBar::moveFocus(const Crumb* from, int step)
{
    for (qsizetype i = 0; i < m_crumbs.size(); ++i) {
        if (m_crumbs[i] == from) {
            m_crumbs[std::clamp<qsizetype>(i + step, 0, m_crumbs.size() - 1)]->setFocus(
                Qt::TabFocusReason);
            return;
        }
    }
}

void LocationBar::openMenu(LocationPart part)
{
    m_load.start(
        tr("Reading what stands beside it"),
        [engine = m_context.engine, common = m_context.common(), part,
         state = m_state](const TaskContext& task) {
            return locationChoices(part, state, *engine, common, task);
        },
        [this, part](const Result<QList<LocationChoice>>& choices) {
            if (choices && !choices->isEmpty()) {
                showMenu(part, *choices);
            }
        });
}

void LocationBar::showMenu(LocationPart part, const QList<LocationChoice>& choices)
{
    const qsizetype at = m_parts.indexOf(part);
    if (at < 0) {
        return;
    }
    m_menu = new QMenu(this);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const LocationChoice& choice : choices) {
        QAction* action =
            m_menu->addAction(withoutMnemonic(choice.text) + QLatin1Char('\t') + choice.detail);
        action->setCheckable(true);
        action->setChecked(choice.isCurrent);
        connect(action, &QAction::triggered, this,
                [this, target = choice.target] { emit openRequested(target); });
        if (choice.isCurrent || m_menu->activeAction() == nullptr) {
            m_menu->setActiveAction(action);
        }
    }
    const Crumb* crumb = m_crumbs[at];
    m_menu->popup(crumb->mapToGlobal(QPoint(0, crumb->height())));
}

} // namespace cboard::ui
