// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/thread_time.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/background_task.h"
#include "ui/export/export_file.h"
#include "ui/export/exported_table.h"

#include <QFile>
#include <QPainter>
#include <QPainterPath>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr std::size_t Rows = 300'000;
constexpr int WaitMs = 60'000; ///< For what a busy machine leaves of its processors.

TableExport largeTable()
{
    TableExport table;
    table.title = QStringLiteral("Tests of mainline/master");
    table.columns = {{QStringLiteral("Path")}, {QStringLiteral("Board")}, {{}, true}};
    const TableExport::Cell path{QStringLiteral("kselftest.net.forwarding.vxlan"), {}};
    const TableExport::Cell board{QStringLiteral("rk3399-gru-kevin"), StatusClass::Fail};
    const TableExport::Cell number{QStringLiteral("28\u2009013"), {}};
    table.rows.assign(Rows, {path, board, number});
    return table;
}

/// Shows nothing and exports a large table.
class LargeView : public View {
public:
    LargeView()
        : View(nullptr)
    {
    }
    void showState(const ViewState& /*state*/) override { }
    ViewState state() const override { return {}; }
    ViewStatus status() const override { return {}; }
    QString caption() const override { return {}; }
    void refresh() override { }
    TableSource tableSource() const override
    {
        return [table = m_table](const TaskContext& /*task*/) { return *table; };
    }

private:
    std::shared_ptr<const TableExport> m_table = std::make_shared<TableExport>(largeTable());
};

/// Soon said, and long to paint and to pack.
class LargePicture : public QWidget {
public:
    LargePicture()
    {
        constexpr int Points = 2'000;
        resize(6000, 4000);
        for (int i = 0; i < Points; ++i) {
            m_line.lineTo(i * 53 % width(), i * 97 % height());
        }
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        constexpr int Times = 1'000;
        QPainter painter(this);
        for (int i = 0; i < Times; ++i) {
            painter.drawPath(m_line);
        }
    }

private:
    QPainterPath m_line;
};

} // namespace

/// An export of any size shows how far it is, and ends soon after Cancel with the old file in
/// place.
class ExportCancelTest : public QObject {
    Q_OBJECT

private slots:
    void aTableEndsAtTheNextRows_data();
    void aTableEndsAtTheNextRows();
    void aPictureEndsSoon_data();
    void aPictureEndsSoon();
    void cancelLeavesTheOldFile_data();
    void cancelLeavesTheOldFile();
};

void ExportCancelTest::aTableEndsAtTheNextRows_data()
{
    QTest::addColumn<int>("format");
    for (const ExportFormatSpec& spec : exportFormats()) {
        if (!spec.isPicture) {
            QTest::newRow(spec.suffix) << static_cast<int>(spec.format);
        }
    }
}

void ExportCancelTest::aTableEndsAtTheNextRows()
{
    QFETCH(const int, format);
    static const TableExport table = largeTable();
    std::stop_source stop;
    int reports = 0;
    const TaskContext task(stop.get_token(), [&](const Progress& progress) {
        ++reports;
        QCOMPARE(progress.total, std::int64_t(Rows));
        stop.request_stop();
    });
    const QByteArray bytes = tableBytes(table, static_cast<ExportFormat>(format), task);
    QCOMPARE(reports, 1);
    QVERIFY(bytes.size() < 1'000'000);
}

void ExportCancelTest::aPictureEndsSoon_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("report"); ///< After which Cancel comes.
    for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
        const char* name = exportFormat(format).suffix;
        QTest::addRow("%s, at the start", name) << int(format) << 1;
        QTest::addRow("%s, in the middle", name) << int(format) << 4;
    }
}

void ExportCancelTest::aPictureEndsSoon()
{
    QFETCH(const int, format);
    QFETCH(const int, report);
    LargePicture widget;
    const Picture picture = takePicture(widget, static_cast<ExportFormat>(format), 1);
    std::stop_source stop;
    int reports = 0;
    double stopped = 0;
    const TaskContext task(stop.get_token(), [&](const Progress& progress) {
        QVERIFY(progress.done < progress.total);
        if (++reports == report) {
            stopped = test::threadCpuMs();
            stop.request_stop();
        }
    });
    const auto bytes = finishPicture(picture, task);
    const double spent = test::threadCpuMs() - stopped;
    QVERIFY(!bytes && bytes.error().kind == ErrorKind::Cancelled);
    QCOMPARE(reports, report);
    qInfo("%.1f ms of CPU after Cancel", spent);
    QVERIFY2(spent < test::CancelMs, qPrintable(QString::number(spent)));
}

void ExportCancelTest::cancelLeavesTheOldFile_data()
{
    QTest::addColumn<QString>("suffix");
    for (const ExportFormatSpec& spec : exportFormats()) {
        QTest::newRow(spec.suffix) << QString::fromLatin1(spec.suffix);
    }
}

void ExportCancelTest::cancelLeavesTheOldFile()
{
    QFETCH(const QString, suffix);
    LargeView view;
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("report.") + suffix);
    QVERIFY(writeFile(file, "old").has_value());
    LargePicture picture;
    auto job = fileJob(view, picture, file, 1);
    QVERIFY(job.has_value());
    test::UiFixture fixture;
    BackgroundTask<qint64> work(fixture.pool, fixture.tasks);
    work.start(QStringLiteral("Exporting"), std::move(*job), [](const Result<qint64>&) {});
    const auto isUnderWay = [&fixture] {
        const QModelIndex row = fixture.tasks.index(0);
        return row.data(TaskList::TotalRole).toLongLong() > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isUnderWay(), WaitMs); // A row that says how far it is.
    const double before = test::workersCpuMs();
    fixture.tasks.cancelAll();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.pool.activeThreadCount(), 0, WaitMs);
    const double spent = test::workersCpuMs() - before;
    QVERIFY2(spent < test::CancelMs, qPrintable(QString::number(spent)));
    QFile kept(file);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

CBOARD_UI_TEST_MAIN(ExportCancelTest)
#include "tst_export_cancel.moc"
