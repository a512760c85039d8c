// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace cboard::ui {

class Theme;

/// One part of the way to what is shown. Click or Enter opens it, Down or the arrow its menu.
class Crumb : public QToolButton {
    Q_OBJECT

public:
    Crumb(const Theme& theme, const QString& text, QWidget* parent);

    void setFullText(const QString& text); ///< Shown shortened in the middle when it is long.
    QString fullText() const { return m_fullText; }

signals:
    void openRequested();
    void menuRequested();
    void moveRequested(int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

private:
    const Theme& m_theme;
    QString m_fullText;
};

} // namespace cboard::ui
