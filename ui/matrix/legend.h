// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cboard::ui {

class Theme;

/// The looks of a matrix cell with their words, in one line; as many as have room.
class Legend : public QWidget {
    Q_OBJECT

public:
    explicit Legend(const Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace cboard::ui
