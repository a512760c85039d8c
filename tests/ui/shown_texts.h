// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStringList>

#include <algorithm>

namespace cboard::test {

/// What the labels inside \p widget say that can be seen.
inline QStringList shownTexts(const QWidget& widget)
{
    QStringList texts;
    const auto labels = widget.findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        if (label->isVisible()) {
            texts << label->text();
        }
    }
    return texts;
}

/// Whether one of them has \p part in it.
inline bool says(const QWidget& widget, const QString& part)
{
    const QStringList texts = shownTexts(widget);
    return std::any_of(texts.begin(), texts.end(),
                       [&part](const QString& text) { return text.contains(part); });
}

} // namespace cboard::test
