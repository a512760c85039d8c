// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/filter/filter_completion.h"

#include "ui/base/text_format.h"
#include "ui/filter/completion_list.h"

#include <QEvent>
#include <QLineEdit>

#include <algorithm>

namespace cboard::ui {

namespace {

    qsizetype charactersOf(const std::string& text, std::size_t bytes)
    {
        return fromUtf8(text.substr(0, bytes)).size();
    }

    /// The offer is what stands there already.
    bool isTyped(const std::vector<query::Completion>& offers,
                 const query::CompletionContext& place)
    {
        return offers.size() == 1 && offers.front().text == place.prefix;
    }

} // namespace

FilterCompletion::FilterCompletion(const Context& context, QLineEdit& field)
    : QObject(&field)
    , m_context(context)
    , m_field(field)
    , m_load(*context.queries, *context.tasks)
{
}

FilterCompletion::~FilterCompletion() = default;

CompletionList& FilterCompletion::list()
{
    if (m_list == nullptr) {
        m_list = new CompletionList(*m_context.theme, m_field.window());
        connect(m_list, &QListView::clicked, this, &FilterCompletion::accept);
    }
    return *m_list;
}

bool FilterCompletion::isOpen() const
{
    return m_list != nullptr && m_list->isVisible();
}

bool FilterCompletion::hasCurrent() const
{
    return isOpen() && m_list->hasCurrent();
}

void FilterCompletion::close()
{
    m_load.cancel();
    if (m_list != nullptr) {
        m_list->hide();
    }
}

void FilterCompletion::moveCurrent(int rows)
{
    list().moveCurrent(rows);
}

void FilterCompletion::ask()
{
    if (m_isAccepting) {
        return;
    }
    m_load.cancel();
    const std::string text = m_field.text().toStdString();
    const std::string before = m_field.text().left(m_field.cursorPosition()).toStdString();
    m_place = query::completionContext(text, before.size());
    const bool isBareEmpty = m_place.place == query::CompletionPlace::Key && m_place.prefix.empty();
    if (m_place.place == query::CompletionPlace::None || (isBareEmpty && !text.empty())) {
        close();
        return;
    }
    show(query::staticCompletions(m_place));
    if (m_place.place == query::CompletionPlace::Value) {
        askEngine();
    }
}

void FilterCompletion::askEngine()
{
    query::CompletionRequest request;
    request.common = m_context.common();
    request.key = m_place.key;
    request.prefix = m_place.prefix;
    request.branch = m_branch;
    m_load.start(
        tr("Counting values"),
        [engine = m_context.engine, request](const TaskContext& task) {
            return engine->complete(request, task);
        },
        [this](const Result<Values>& values) {
            if (!values || (*values)->values.empty()) {
                return; // The fixed words stay.
            }
            auto offers = (*values)->values;
            for (query::Completion& offer : offers) {
                offer.text = query::quoteValue(m_place.key, offer.text);
            }
            show(std::move(offers));
        });
}

void FilterCompletion::show(std::vector<query::Completion> completions)
{
    if (!m_field.hasFocus() || isTyped(completions, m_place)) {
        completions.clear();
    }
    list().setCompletions(std::move(completions));
    place();
}

void FilterCompletion::place()
{
    const std::string text = m_field.text().toStdString();
    const QString before = m_field.text().left(charactersOf(text, m_place.replaceBegin));
    const int indent = m_field.fontMetrics().horizontalAdvance(before);
    QPoint anchor = m_field.mapTo(m_field.window(), QPoint(indent, m_field.height() + 1));
    if (m_note != nullptr && m_note->isVisible()) {
        const QPoint end = m_note->mapTo(m_field.window(), QPoint(0, m_note->height() + 1));
        anchor.setY(std::max(anchor.y(), end.y()));
    }
    list().openBelow(anchor);
}

void FilterCompletion::keepClearOf(QWidget* note)
{
    m_note = note;
    note->installEventFilter(this);
}

bool FilterCompletion::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::Move:
    case QEvent::Resize:
        if (isOpen()) {
            place();
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void FilterCompletion::accept()
{
    const std::string text = m_field.text().toStdString();
    const qsizetype begin = charactersOf(text, m_place.replaceBegin);
    const qsizetype end = charactersOf(text, m_place.replaceEnd);
    const QString value = list().chosenText();
    close();
    m_isAccepting = true;
    m_field.setSelection(static_cast<int>(begin), static_cast<int>(end - begin));
    m_field.insert(value); // As typed: it can be undone, and textEdited() tells the bar.
    m_isAccepting = false;
    if (value.endsWith(QLatin1Char(':'))) {
        ask();
    }
}

} // namespace cboard::ui
