// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/requests.h"

#include <QWidget>

namespace cboard::ui {

class Theme;

/// How columns are marked on which a lab was ill.
void paintIllLab(QPainter& painter, const QRect& rect, const Theme& theme);

/// The looks of a matrix cell with their words, in as many lines as the width needs.
class Legend : public QWidget {
    Q_OBJECT

public:
    /// Builds have numbers in their cells, boots have labs.
    Legend(const Theme& theme, query::MatrixKind kind, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;

    const Theme& m_theme;
    query::MatrixKind m_kind;
};

} // namespace cboard::ui
