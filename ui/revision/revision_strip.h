// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/snapshots.h"

#include <QWidget>

#include <memory>

namespace cboard::ui {

class Theme;

/// The last revisions as columns, newest left: builds, boots and tests as three small bars, the
/// shown one framed. Heights are shares of that revision's results.
class RevisionStrip : public QWidget {
    Q_OBJECT

public:
    explicit RevisionStrip(const Theme& theme, QWidget* parent = nullptr);

    void setRevisions(std::shared_ptr<const query::RevisionsSnapshot> revisions,
                      std::int64_t current);
    /// Index of the shown revision in the snapshot, newest first; -1 when it is not among them.
    int currentIndex() const { return m_current; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void revisionRequested(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintTags(QPainter& painter) const;
    int step() const; ///< From one column to the next.
    int indexAt(const QPoint& point) const;
    void paintColumn(QPainter& painter, const QRectF& rect, const query::RevisionRow& row) const;

    const Theme& m_theme;
    std::shared_ptr<const query::RevisionsSnapshot> m_revisions;
    int m_current = -1;
};

} // namespace cboard::ui
