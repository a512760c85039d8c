// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/key_map.h"
#include "ui/shell/window_menus.h"

#include <QObject>
#include <QPointer>

#include <map>

class QAction;
class QKeyEvent;
class QMainWindow;

namespace cboard::ui {

class View;

/// The actions of one window, in its menus and on its keys. Keys follow what is shown and where
/// the focus is: in a text field plain keys are text, in a table they never search for rows.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QMainWindow* window);

    void setKeys(const KeyMap& keys);
    const KeyMap& keys() const { return m_keys; }
    /// The view that is shown; null for none.
    void setView(View* view);
    /// The keys that mean something now, by action name.
    const QHash<QString, KeyList>& effective() const { return m_effective; }
    /// Does what the key of this name would do.
    void trigger(const QString& name);
    /// Says that a key which nobody took does nothing.
    void answerKey(const QKeyEvent& key);
    /// Whether the action means something now.
    bool isValid(const KeyedAction& action) const;

signals:
    void triggered(cboard::ui::ActionId action);
    void goToRequested(const QString& feature);
    void keysChanged(); ///< effective() differs, by the settings.
    /// What was typed does nothing here; "g x" counts as one.
    void meaninglessTyped(const QKeySequence& keys);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void createActions();
    void update();
    void onTriggered(const KeyedAction& action);
    bool moveInList(ActionId action);
    void sendKey(QWidget* widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    bool takesKey(QWidget* widget, const QKeyEvent& key) const;
    void beginSequence(const QKeyEvent& key);
    void endSequence(const QKeyEvent& key);
    QKeySequence::SequenceMatch matchTyped(const QKeySequence& typed) const;

    QMainWindow* m_window;
    WindowMenus m_menus;
    QPointer<View> m_view;
    KeyMap m_keys;
    QHash<QString, KeyList> m_effective;
    QKeySequence m_begun; ///< Of a sequence, as "g" before "g t".
    bool m_isFirstDown = false; ///< Its key was not let go yet.
    bool m_isSending = false; ///< A key goes to a widget, past the shortcuts.
    std::map<QString, QAction*> m_actions; ///< By action name.
};

} // namespace cboard::ui
