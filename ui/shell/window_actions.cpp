// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_actions.h"

#include "ui/base/view.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QTextEdit>

#include <algorithm>
#include <optional>

namespace cboard::ui {

namespace {

    /// As shortcuts spell it: Shift stands with letters, not with signs. Nothing for a modifier
    /// alone.
    std::optional<QKeyCombination> typedKey(const QKeyEvent& key)
    {
        switch (key.key()) {
        case 0:
        case Qt::Key_unknown:
        case Qt::Key_Shift:
        case Qt::Key_Control:
        case Qt::Key_Alt:
        case Qt::Key_AltGr:
        case Qt::Key_Meta:
            return std::nullopt;
        default:
            break;
        }
        const bool isSign = key.key() > Qt::Key_Space && key.key() <= Qt::Key_AsciiTilde
            && (key.key() < Qt::Key_A || key.key() > Qt::Key_Z);
        const Qt::KeyboardModifiers dropped = isSign ? Qt::ShiftModifier | Qt::KeypadModifier
                                                     : Qt::KeyboardModifiers(Qt::KeypadModifier);
        return QKeyCombination(key.modifiers() & ~dropped, static_cast<Qt::Key>(key.key()));
    }

    bool isPlain(const QKeyEvent& key)
    {
        constexpr auto Ignored = Qt::ShiftModifier | Qt::KeypadModifier;
        const bool isFunctionKey = key.key() >= Qt::Key_F1 && key.key() <= Qt::Key_F35;
        return (key.modifiers() & ~Ignored) == Qt::NoModifier && !isFunctionKey;
    }

    /// A letter is nothing to a field of numbers, so there it keeps its meaning.
    bool isNoNumber(const QWidget* widget, const QKeyEvent& key)
    {
        return qobject_cast<const QAbstractSpinBox*>(widget) != nullptr && !key.text().isEmpty()
            && key.text().front().isLetter();
    }

    bool takesText(const QWidget* widget)
    {
        if (const auto* plain = qobject_cast<const QPlainTextEdit*>(widget)) {
            return !plain->isReadOnly();
        }
        if (const auto* rich = qobject_cast<const QTextEdit*>(widget)) {
            return !rich->isReadOnly();
        }
        return qobject_cast<const QLineEdit*>(widget) != nullptr
            || qobject_cast<const QAbstractSpinBox*>(widget) != nullptr;
    }

    /// What a button or box does with keys when it has the focus.
    bool pressesButton(const QWidget* widget, int key)
    {
        const bool isButton = qobject_cast<const QAbstractButton*>(widget) != nullptr
            || qobject_cast<const QComboBox*>(widget) != nullptr;
        return isButton && (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter);
    }

} // namespace

WindowActions::WindowActions(QMainWindow* window)
    : QObject(window)
    , m_window(window)
    , m_menus(*window->menuBar())
{
    createActions();
    update();
    qApp->installEventFilter(this);
}

void WindowActions::createActions()
{
    for (const KeyedAction& keyed : keyedActions()) {
        auto* action = new QAction(keyed.text, m_window);
        action->setObjectName(keyed.name);
        action->setShortcutContext(Qt::WindowShortcut);
        connect(action, &QAction::triggered, this, [this, known = &keyed] { onTriggered(*known); });
        m_window->addAction(action);
        m_menus.add(keyed, *action);
        m_actions.emplace(keyed.name, action);
    }
    m_menus.setKeys(m_keys);
}

void WindowActions::setKeys(const KeyMap& keys)
{
    m_keys = keys;
    m_menus.setKeys(keys);
    update();
    emit keysChanged();
}

void WindowActions::setView(View* view)
{
    m_view = view;
    update();
}

bool WindowActions::isValid(const KeyedAction& action) const
{
    return action.scope == ActionScope::Window
        || (m_view && m_view->actions().contains(*action.id));
}

void WindowActions::update()
{
    m_effective = effectiveKeys(m_keys, m_view ? m_view->actions() : QList<ActionId>());
    for (const KeyedAction& keyed : keyedActions()) {
        QAction* action = m_actions.at(keyed.name);
        const KeyList keys = m_effective.value(keyed.name);
        if (action->shortcuts() != keys) {
            action->setShortcuts(keys);
        }
        action->setEnabled(m_effective.contains(keyed.name));
    }
    m_menus.update();
}

void WindowActions::trigger(const QString& name)
{
    if (const KeyedAction* action = findKeyedAction(name)) {
        onTriggered(*action);
    }
}

void WindowActions::onTriggered(const KeyedAction& action)
{
    if (!action.id) {
        emit goToRequested(action.feature);
    } else if (!moveInList(*action.id)) {
        emit triggered(*action.id);
    }
}

/// To the widget itself, whatever the window does with this key.
void WindowActions::sendKey(QWidget* widget, int key, Qt::KeyboardModifiers modifiers)
{
    const QScopedValueRollback sending(m_isSending, true);
    for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, modifiers);
        QCoreApplication::sendEvent(widget, &event);
    }
}

/// In a list beside the view, such as the navigator, the moving keys move there; to both ends
/// moves whatever has the focus.
bool WindowActions::moveInList(ActionId action)
{
    QWidget* focus = QApplication::focusWidget();
    if (focus == nullptr || focus->window() != m_window) {
        return false;
    }
    if (action == ActionId::FirstRow || action == ActionId::LastRow) {
        const int key = action == ActionId::FirstRow ? Qt::Key_Home : Qt::Key_End;
        sendKey(focus, key, Qt::ControlModifier);
        return true;
    }
    const bool isInView = m_view && (focus == m_view || m_view->isAncestorOf(focus));
    if (isInView || qobject_cast<QAbstractItemView*>(focus) == nullptr) {
        return false;
    }
    switch (action) {
    case ActionId::RowDown:
        sendKey(focus, Qt::Key_Down);
        return true;
    case ActionId::RowUp:
        sendKey(focus, Qt::Key_Up);
        return true;
    case ActionId::Left:
        sendKey(focus, Qt::Key_Left);
        return true;
    case ActionId::Right:
        sendKey(focus, Qt::Key_Right);
        return true;
    case ActionId::Open:
        sendKey(focus, Qt::Key_Return);
        return true;
    default:
        return false;
    }
}

bool WindowActions::takesKey(QWidget* widget, const QKeyEvent& key) const
{
    return widget != nullptr && widget->window() == m_window
        && ((takesText(widget) && isPlain(key) && !isNoNumber(widget, key))
            || pressesButton(widget, key.key()));
}

QKeySequence::SequenceMatch WindowActions::matchTyped(const QKeySequence& typed) const
{
    auto best = QKeySequence::NoMatch;
    for (const KeyList& keys : m_effective) {
        for (const QKeySequence& key : keys) {
            best = std::max(best, typed.matches(key));
        }
    }
    return best;
}

/// A first key is on its way to the shortcuts: it came up from the focus, so nobody wants it for
/// himself. The second one of a sequence does not come by here.
void WindowActions::beginSequence(const QKeyEvent& key)
{
    const auto typed = typedKey(key);
    if (typed) {
        const QKeySequence first(*typed);
        m_begun = matchTyped(first) == QKeySequence::PartialMatch ? first : QKeySequence();
        m_isFirstDown = !m_begun.isEmpty();
    }
}

/// A key that goes on from no begun sequence is eaten without a word; only its release is seen.
void WindowActions::endSequence(const QKeyEvent& key)
{
    const auto typed = typedKey(key);
    if (m_begun.isEmpty() || !typed || key.isAutoRepeat()) {
        return;
    }
    if (m_isFirstDown && *typed == m_begun[0]) {
        m_isFirstDown = false;
        return;
    }
    const QKeySequence whole(m_begun[0], *typed);
    m_begun = QKeySequence();
    if (matchTyped(whole) == QKeySequence::NoMatch && key.key() != Qt::Key_Escape) {
        emit meaninglessTyped(whole);
    }
}

void WindowActions::answerKey(const QKeyEvent& key)
{
    const auto typed = typedKey(key);
    const bool isText = !key.text().isEmpty() && key.text().front().isPrint();
    if (!typed || key.isAutoRepeat()) {
        return;
    }
    const QKeySequence keys(*typed);
    const auto& all = keyedActions();
    const bool isAnAction = std::any_of(all.begin(), all.end(), [&](const KeyedAction& action) {
        return m_keys.keys(action.name).contains(keys);
    });
    // An arrow at the end of a list, or Tab, needs no answer.
    if (isAnAction || (isText && isPlain(key))) {
        emit meaninglessTyped(keys);
    }
}

bool WindowActions::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        auto* widget = qobject_cast<QWidget*>(watched);
        if (m_isSending || takesKey(widget, *key)) {
            event->accept(); // The field gets it before the window's shortcuts do.
        } else if (widget != nullptr && widget->window() == m_window && isPlain(*key)
                   && isNoNumber(widget, *key)) {
            event->ignore();
            return true; // Before the field claims it as it claims every letter.
        } else if (watched == m_window) {
            beginSequence(*key);
        }
    } else if (event->type() == QEvent::KeyRelease && watched == m_window) {
        endSequence(*static_cast<QKeyEvent*>(event));
    } else if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto* list = qobject_cast<QAbstractItemView*>(watched);
        if (list != nullptr && list->window() == m_window && isPlain(*key) && !key->text().isEmpty()
            && key->text().front().isPrint()) {
            answerKey(*key);
            return true; // No search by typing: letters are keys, or nothing.
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace cboard::ui
