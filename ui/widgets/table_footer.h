// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/table_arrangement.h"

#include <QWidget>

class QHeaderView;

namespace cboard::ui {

class TableModel;
class Theme;

/// The foot of a table: how many rows, and the sums of its columns, each below its column.
class TableFooter : public QWidget {
    Q_OBJECT

public:
    /// \p header tells where the columns stand; outlives this.
    TableFooter(const Theme& theme, const TableModel& model, const QHeaderView& header,
                QWidget* parent);

    /// Titles of the columns that a narrow table leaves out: their number stands beside that of the
    /// rows, so that nothing hides silently.
    void setWithoutRoom(const QStringList& titles);

    /// What waits for its place, beside the number of rows: a link that asks for the order.
    /// \p text "37 new rows, press F5" where it fits, else \p brief; both empty: nothing waits.
    void setNews(const QString& text, const QString& brief);
    const QString& news() const { return m_news; }

    /// The number of rows, and of columns without room, in words that fit into \p room pixels.
    QString rowsText(int room) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void orderRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    int roomForRows() const;
    QString newsText(int room) const;
    void paintRows(QPainter& painter, const QRect& rect);
    void showTip();
    void paintSum(QPainter& painter, const QRect& rect, int column) const;

    QStringList m_withoutRoom;
    QString m_news;
    QString m_briefNews;
    QRect m_link; ///< Where the news were painted.
    const Theme& m_theme;
    const TableModel& m_model;
    const QHeaderView& m_header;
};

} // namespace cboard::ui
