// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace cboard::ui {

class Theme;

/// One thing that narrows what is shown. Click, Enter or Space edits it; the cross, Delete or
/// Backspace takes it out. What cannot be taken out has no cross.
class FilterChip : public QAbstractButton {
    Q_OBJECT

public:
    enum class Kind { Term, Scope };

    FilterChip(const Theme& theme, Kind kind, const QString& text, QWidget* parent);

    bool isRemovable() const { return m_isRemovable; }
    void setRemovable(bool isRemovable);
    QSize sizeHint() const override;

signals:
    void removeRequested();
    void moveRequested(int step); ///< Left and Right.
    void leaveRequested(); ///< Esc.

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QRect crossRect() const;

    const Theme& m_theme;
    Kind m_kind;
    bool m_isRemovable = true;
};

} // namespace cboard::ui
