// SPDX-License-Identifier: LGPL-2.1-or-later
// bench_matrix_widget [ROWS COLUMNS]: repaint while scrolling, the matrix widget against a
// QTableView whose delegate copies the same tiles. CPU time of the GUI thread, so that other work
// on the machine does not count; one line of JSON on standard output.
#include "tests/support/memory_engine.h"
#include "ui/matrix/matrix_widget.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr QSize ViewSize(1600, 1000);
constexpr QSize CellSize(12, 12);
constexpr int Frames = 200;
constexpr int StepX = 3 * 12;
constexpr int StepY = 2 * 12;

double cpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

struct Figures {
    double median = 0;
    double p99 = 0;
};

/// Scrolls in both directions, one full repaint per step.
Figures measure(QAbstractScrollArea& area)
{
    area.show();
    QApplication::processEvents(); // Shown before the first repaint.
    std::vector<double> times;
    for (int frame = 0; frame < Frames; ++frame) {
        const double begin = cpuMs();
        area.horizontalScrollBar()->setValue(frame * StepX);
        area.verticalScrollBar()->setValue(frame * StepY);
        area.viewport()->repaint();
        times.push_back(cpuMs() - begin);
    }
    times.erase(times.begin(), times.begin() + 5); // Caches fill.
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times[times.size() * 99 / 100]};
}

/// The same snapshot as a Qt model: the status of a cell in constant time.
class PeerModel : public QAbstractTableModel {
public:
    explicit PeerModel(const query::MatrixSnapshot& matrix)
        : m_rows(static_cast<int>(matrix.rows.size()))
        , m_columns(static_cast<int>(matrix.columns.size()))
        , m_status(static_cast<std::size_t>(m_rows) * static_cast<std::size_t>(m_columns),
                   StatusClass::None)
    {
        for (const auto& cell : matrix.cells) {
            m_status[place(cell.row, cell.column)] = cell.status;
        }
    }
    int rowCount(const QModelIndex& parent) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent) const override
    {
        return parent.isValid() ? 0 : m_columns;
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::UserRole
            ? QVariant(static_cast<int>(m_status[place(index.row(), index.column())]))
            : QVariant();
    }

private:
    std::size_t place(int row, int column) const
    {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns)
            + static_cast<std::size_t>(column);
    }
    int m_rows;
    int m_columns;
    std::vector<StatusClass> m_status;
};

class PeerDelegate : public QStyledItemDelegate {
public:
    explicit PeerDelegate(const Theme& theme)
    {
        for (std::size_t i = 0; i < StatusClassCount; ++i) {
            QImage image(CellSize, QImage::Format_RGB32);
            image.fill(theme.window());
            QPainter painter(&image);
            paintCell(painter, QRectF(0, 0, CellSize.width() - 1, CellSize.height() - 1),
                      {static_cast<StatusClass>(i), 0, false}, theme.status());
            m_tiles.push_back(image);
        }
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        painter->drawImage(option.rect.topLeft(),
                           m_tiles[static_cast<std::size_t>(index.data(Qt::UserRole).toInt())]);
    }

private:
    std::vector<QImage> m_tiles;
};

Figures measurePeer(const query::MatrixSnapshot& matrix, const Theme& theme)
{
    PeerModel model(matrix);
    PeerDelegate delegate(theme);
    QTableView table;
    table.setModel(&model);
    table.setItemDelegate(&delegate);
    table.setShowGrid(false);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (QHeaderView* header : {table.horizontalHeader(), table.verticalHeader()}) {
        header->setMinimumSectionSize(1);
        header->setDefaultSectionSize(CellSize.width());
        header->setSectionResizeMode(QHeaderView::Fixed);
    }
    table.resize(ViewSize);
    return measure(table);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    const int rows = argc > 2 ? std::atoi(argv[1]) : 2000;
    const int columns = argc > 2 ? std::atoi(argv[2]) : 5000;
    const Theme theme(ThemeKind::Light);
    installTheme(theme);
    const auto matrix = test::bigMatrix(rows, columns);
    MatrixWidget widget(theme);
    widget.setCellSize(CellSize);
    widget.resize(ViewSize);
    widget.setMatrix(matrix, arrange(*matrix, RowOrder::ByName));
    const Figures ours = measure(widget);
    const Figures peer = measurePeer(*matrix, theme);
    std::printf("{\"schema\":1,\"bench\":\"matrix_widget\",\"rows\":%d,\"columns\":%d,"
                "\"median_ms\":%.2f,\"p99_ms\":%.2f,\"peer_median_ms\":%.2f,\"peer_p99_ms\":%.2f,"
                "\"ratio\":%.3f}\n",
                rows, columns, ours.median, ours.p99, peer.median, peer.p99,
                ours.median / peer.median);
    return 0;
}
