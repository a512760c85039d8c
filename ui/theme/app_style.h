// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace cboard::ui {

/// Fusion in the colours of the palette: where Fusion brings pictures of its own, lines are drawn.
class AppStyle : public QProxyStyle {
    Q_OBJECT

public:
    AppStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

} // namespace cboard::ui
