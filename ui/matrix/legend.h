// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cboard::ui {

class Theme;

/// The looks of a matrix cell with their words, in as many lines as the width needs.
class Legend : public QWidget {
    Q_OBJECT

public:
    /// \p hasNumbers Cells have numbers of builds, too.
    explicit Legend(const Theme& theme, bool hasNumbers, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int lineHeight() const;

    const Theme& m_theme;
    bool m_hasNumbers;
};

} // namespace cboard::ui
