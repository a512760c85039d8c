// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/find/row_finder.h"

#include "ui/base/context.h"
#include "ui/base/text_format.h"
#include "ui/find/find_bar.h"

#include <QApplication>
#include <QBoxLayout>
#include <QScopedValueRollback>

#include <algorithm>

namespace cboard::ui {

namespace {

    RowFinder* finderOf(QWidget& view)
    {
        return view.findChild<RowFinder*>(QString(), Qt::FindDirectChildrenOnly);
    }

} // namespace

RowFinder& RowFinder::of(const Context& context, QWidget& view)
{
    RowFinder* finder = finderOf(view);
    return finder != nullptr ? *finder : *new RowFinder(context, view);
}

bool RowFinder::close(QWidget& view)
{
    RowFinder* finder = finderOf(view);
    if (finder == nullptr || finder->m_bar->isHidden()) {
        return false;
    }
    finder->close();
    return true;
}

RowFinder::RowFinder(const Context& context, QWidget& view)
    : QObject(&view)
    , m_bar(new FindBar(context, tr("Find in these rows"), &view))
    , m_find(*context.queries, *context.tasks)
{
    m_bar->hide();
    auto* layout = qobject_cast<QBoxLayout*>(view.layout());
    Q_ASSERT(layout != nullptr);
    layout->insertWidget(1, m_bar);
    connect(m_bar, &FindBar::optionsChanged, this, &RowFinder::start);
    connect(m_bar, &FindBar::nextRequested, this, [this] { goToMatch(true); });
    connect(m_bar, &FindBar::previousRequested, this, [this] { goToMatch(false); });
    connect(m_bar, &FindBar::closed, this, qOverload<>(&RowFinder::close));
}

bool RowFinder::perform(ActionId action, QWidget& list, const TargetOf& targetOf)
{
    if (action != ActionId::Find && action != ActionId::FindNext
        && action != ActionId::FindPrevious) {
        return false;
    }
    if (m_list != &list) {
        m_find.cancel();
        m_found.reset();
        stopHighlight();
        m_list = &list;
        m_focus = &list;
    }
    m_targetOf = targetOf;
    if (action == ActionId::Find) {
        activate();
    } else {
        goToMatch(action == ActionId::FindNext);
    }
    return true;
}

void RowFinder::onRowsChanged()
{
    if (!m_bar->isHidden()) {
        m_last = -1;
        search();
    }
}

void RowFinder::onCursorMoved()
{
    if (!m_isSelecting && m_found && !m_bar->isHidden()) {
        m_around.clear();
        updateSummary();
    }
}

void RowFinder::activate()
{
    m_bar->activate();
    if (!m_found && !m_find.isRunning()) {
        start(); // Of the text that was looked for the last time.
    }
}

void RowFinder::close()
{
    m_bar->hide();
    m_find.cancel();
    m_found.reset();
    stopHighlight();
    if (m_focus) {
        m_focus->setFocus(Qt::OtherFocusReason);
    }
}

void RowFinder::stopHighlight()
{
    if (m_target.highlight && m_list) {
        m_target.highlight(nullptr);
    }
    if (m_target.mark && m_list) {
        m_target.mark(nullptr);
    }
    m_target = {};
}

void RowFinder::start()
{
    m_last = -1;
    m_around.clear();
    m_isWaiting = true;
    search();
}

void RowFinder::search()
{
    const logs::FindOptions options = m_bar->options();
    m_find.cancel();
    m_found.reset();
    stopHighlight();
    m_target = m_list && m_targetOf ? m_targetOf() : FindTarget();
    if (options.pattern.empty() || !m_target.rows) {
        m_isWaiting = m_isWaiting && !options.pattern.empty();
        m_bar->setSummary({});
        return;
    }
    if (auto pattern = logs::FindPattern::create(options)) {
        m_pattern = std::make_shared<logs::FindPattern>(std::move(*pattern));
        m_target.highlight(m_pattern);
    }
    m_bar->setSummary(tr("searching \u2026"));
    m_start = std::max(here(), 0);
    const auto onPart = [target = QPointer<RowFinder>(this), run = ++m_run](FoundRows part) {
        QMetaObject::invokeMethod(
            qApp,
            [target, run, part = std::make_shared<const FoundRows>(std::move(part))] {
                if (target && target->m_run == run && target->m_find.isRunning()) {
                    target->showPart(part);
                }
            },
            Qt::QueuedConnection);
    };
    m_find.start(
        tr("Looking through the rows"),
        [rows = m_target.rows, options, first = m_start, onPart](const TaskContext& task) {
            return findRows(*rows, options, first, task, onPart);
        },
        [this](const Result<FoundRows>& result) { showFound(result); });
}

void RowFinder::showPart(const std::shared_ptr<const FoundRows>& part)
{
    show(part);
}

void RowFinder::showFound(const Result<FoundRows>& result)
{
    if (result) {
        show(std::make_shared<const FoundRows>(*result));
    } else if (m_found) { // The user has stopped it.
        updateSummary();
    } else {
        stopHighlight();
        m_bar->setSummary(result.error().kind == ErrorKind::Cancelled
                              ? tr("stopped")
                              : QString::fromStdString(result.error().message),
                          true);
    }
}

/// The first match from where the user is, without leaving a row that matches already. Who goes on
/// meanwhile is left alone.
void RowFinder::show(std::shared_ptr<const FoundRows> found)
{
    m_found = std::move(found);
    if (m_target.mark) {
        m_target.mark(m_found);
    }
    const std::vector<int>& places = m_found->places;
    m_isWaiting = m_isWaiting && std::max(here(), 0) == m_start;
    if (m_isWaiting && !places.empty()) {
        const auto next = std::lower_bound(places.begin(), places.end(), m_start);
        if (next != places.end() || m_found->isAround) {
            m_isWaiting = false;
            m_around = next == places.end() ? tr("from the top again") : QString();
            select(next == places.end() ? places.front() : *next);
        }
    }
    updateSummary();
}

void RowFinder::goToMatch(bool isForward)
{
    if (m_bar->isHidden()) {
        activate();
        return; // The first match comes by itself.
    }
    if (!m_found) {
        if (!m_find.isRunning()) {
            start();
        }
        return;
    }
    const std::vector<int>& places = m_found->places;
    if (places.empty()) {
        return;
    }
    m_isWaiting = false;
    const int at = here();
    m_around.clear();
    if (isForward) {
        const auto next = std::upper_bound(places.begin(), places.end(), at);
        m_around = next == places.end() ? tr("from the top again") : QString();
        select(next == places.end() ? places.front() : *next);
    } else {
        const auto next = std::lower_bound(places.begin(), places.end(), at);
        m_around = next == places.begin() ? tr("from the end again") : QString();
        select(next == places.begin() ? places.back() : *std::prev(next));
    }
    updateSummary();
}

void RowFinder::select(int place)
{
    const QScopedValueRollback guard(m_isSelecting, true);
    m_focus = m_target.select(place, *m_pattern);
    if (!m_bar->isAncestorOf(QApplication::focusWidget())) {
        m_focus->setFocus(Qt::OtherFocusReason);
    }
    m_last = place;
}

int RowFinder::here() const
{
    return m_target.current ? m_target.current(m_last) : -1;
}

void RowFinder::updateSummary()
{
    const std::vector<int>& places = m_found->places;
    if (places.empty()) {
        m_bar->setSummary(m_find.isRunning() ? tr("searching \u2026") : tr("no match"));
        return;
    }
    const auto count = countText(static_cast<qint64>(places.size()));
    const auto at = std::lower_bound(places.begin(), places.end(), here());
    QStringList parts;
    parts << (at != places.end() && *at == here()
                  ? tr("%1 of %2").arg(countText(at - places.begin() + 1), count)
                  : countedText(static_cast<qint64>(places.size()), tr("%1 match"),
                                tr("%1 matches")))
          << m_around;
    if (m_found->hasHitLimit) {
        parts << tr("some texts are too costly for this expression");
    }
    if (m_find.isRunning()) {
        parts << tr("searching on \u2026");
    }
    parts.removeAll(QString());
    m_bar->setSummary(parts.join(QStringLiteral("  \u00b7  ")));
}

} // namespace cboard::ui
