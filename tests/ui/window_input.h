// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QKeySequence>
#include <QTest>

namespace cboard::test {

/// Sends each key of a sequence ("G, B") as a user does: to the widget that has the focus then,
/// else to \p window.
inline void pressKeys(QWidget& window, const char* keys)
{
    const QKeySequence sequence(QString::fromLatin1(keys));
    for (int i = 0; i < sequence.count(); ++i) {
        const QKeyCombination key = sequence[static_cast<uint>(i)];
        QWidget* target = QApplication::focusWidget();
        QTest::keyClick(target != nullptr ? target : &window, key.key(), key.keyboardModifiers());
    }
}

} // namespace cboard::test
