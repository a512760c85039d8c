// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cboard::ui {

class Theme;

/// The cells of a matrix as they look in the current theme, with normal vision and under the three
/// colour vision deficiencies, one row each. For the settings page.
class PalettePreview : public QWidget {
    Q_OBJECT

public:
    explicit PalettePreview(const Theme& theme, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< With smaller cells.

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage row(double ratio) const;
    int textWidth() const; ///< Of the names beside the cells.
    QSize sizeWith(int side) const; ///< Of cells.

    const Theme& m_theme;
};

} // namespace cboard::ui
