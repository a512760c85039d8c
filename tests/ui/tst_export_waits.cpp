// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/open_view.h"
#include "tests/ui/watched_main.h"
#include "ui/base/background_task.h"
#include "ui/export/export_file.h"
#include "ui/export/exported_table.h"
#include "ui/logview/cell_text.h"
#include "ui/regressions/timeline_plot.h"

#include <QFileInfo>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int WaitMs = 120'000; ///< For what a busy machine leaves of its processors.

/// As many lanes and revisions as a timeline ever shows.
std::shared_ptr<const Timeline> largeTimeline()
{
    constexpr std::size_t Lanes = Timeline::MostLanes;
    constexpr int Revisions = 500;
    constexpr int Statuses = 5;
    Timeline timeline;
    timeline.revisions.resize(Revisions);
    timeline.groups.push_back({QStringLiteral("boot"), "boot"});
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
        TimelineLane& added = timeline.lanes.emplace_back();
        added.name = QStringLiteral("board-%1").arg(lane);
        for (int column = 0; column < Revisions; ++column) {
            const auto status = static_cast<StatusClass>((column / 7 + int(lane)) % Statuses);
            added.marks.push_back({column, status, 0, {}, false, 1});
        }
    }
    return std::make_shared<const Timeline>(std::move(timeline));
}

/// Of what is written in the colour of text.
int darkPixels(const QImage& image)
{
    constexpr int Dark = 128;
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            count += qGray(image.pixel(x, y)) < Dark ? 1 : 0;
        }
    }
    return count;
}

} // namespace

/// However much is shown, an export takes no event longer than the budget: the window's thread says
/// what is to be painted, another paints, packs and writes it.
class ExportWaitsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void noEventIsLongerThanTheBudget_data();
    void noEventIsLongerThanTheBudget();
    void aTimelineToo_data();
    void aTimelineToo();
    void bitmapsAreWhatTheScreenShows_data();
    void bitmapsAreWhatTheScreenShows();
    void fixedTextsAreAsOnTheScreen();

private:
    void writeAndMeasure(const View& view, QWidget& picture, const QString& suffix);

    /// A matrix of 1000 boards by 50 revisions, 28 000 tests.
    test::UiFixture m_fixture{ThemeKind::Light, {3, 60, 1000, 14, 28'000, 4}};
};

void ExportWaitsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

/// In an event, as after Enter in the dialog. What takes too long once is the machine's doing, what
/// does each time is ours.
void ExportWaitsTest::writeAndMeasure(const View& view, QWidget& picture, const QString& suffix)
{
    constexpr int Attempts = 20;
    constexpr int PauseMs = 250; // A slow spell of the machine outlasts attempts without it.
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("out.") + suffix);
    auto* monitor = qobject_cast<StallMonitor*>(qApp);
    BackgroundTask<qint64> work(m_fixture.pool, m_fixture.tasks);
    QString report;
    for (int attempt = 0; attempt < Attempts; ++attempt) {
        std::optional<Result<qint64>> size;
        monitor->clear();
        QTimer::singleShot(0, &picture, [&] {
            auto job = fileJob(view, picture, file, 2);
            work.start(QStringLiteral("Exporting"), std::move(*job),
                       [&size](const Result<qint64>& result) { size = result; });
        });
        QTRY_VERIFY_WITH_TIMEOUT(size.has_value(), WaitMs);
        QVERIFY(size->has_value());
        QCOMPARE(QFileInfo(file).size(), **size);
        report = monitor->report();
        qInfo("longest event %.1f ms of CPU", monitor->longest().cpuMs);
        if (report.isEmpty()) {
            return;
        }
        QTest::qWait(PauseMs);
    }
    QFAIL(qPrintable(report));
}

void ExportWaitsTest::noEventIsLongerThanTheBudget_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("suffix");
    for (const char* view : {"trees", "revision", "builds", "boots", "tests", "testmatrix"}) {
        for (const ExportFormatSpec& spec : exportFormats()) {
            QTest::addRow("%s, %s", view, spec.suffix)
                << QString::fromLatin1(view) << QString::fromLatin1(spec.suffix);
        }
    }
}

void ExportWaitsTest::noEventIsLongerThanTheBudget()
{
    QFETCH(const QString, view);
    QFETCH(const QString, suffix);
    const auto shown = test::openView(m_fixture, view.toLatin1().constData(),
                                      {{QStringLiteral("revisions"), QStringLiteral("50")}});
    shown->resize(1600, 1000);
    QTRY_VERIFY_WITH_TIMEOUT(!shown->status().isLoading, WaitMs);
    writeAndMeasure(*shown, *shown, suffix);
}

void ExportWaitsTest::aTimelineToo_data()
{
    QTest::addColumn<QString>("suffix");
    for (const ExportFormatSpec& spec : exportFormats()) {
        if (spec.isPicture) {
            QTest::newRow(spec.suffix) << QString::fromLatin1(spec.suffix);
        }
    }
}

void ExportWaitsTest::aTimelineToo()
{
    QFETCH(const QString, suffix);
    TimelinePlot plot(m_fixture.theme);
    plot.setAttribute(Qt::WA_DontShowOnScreen);
    plot.resize(1600, 1000);
    plot.show();
    plot.setTimeline(largeTimeline());
    const auto view = test::openView(m_fixture, "trees", {});
    QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, WaitMs);
    writeAndMeasure(*view, plot, suffix);
}

void ExportWaitsTest::bitmapsAreWhatTheScreenShows_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<double>("scale");
    for (const Feature& feature : featureRegistry()) {
        if (feature.scope != FeatureScope::Record) {
            QTest::addRow("%s, 100 %%", qPrintable(feature.id)) << feature.id << 1.0;
            QTest::addRow("%s, 200 %%", qPrintable(feature.id)) << feature.id << 2.0;
        }
    }
}

/// The texts of logs are painted glyph by glyph; those of documents in the system's fixed font, of
/// which not all is set.
void ExportWaitsTest::fixedTextsAreAsOnTheScreen()
{
    class Texts : public QWidget {
    public:
        Texts() { setAttribute(Qt::WA_DontShowOnScreen); }

    protected:
        void paintEvent(QPaintEvent* /*event*/) override
        {
            QPainter painter(this);
            const double cell = QFontMetricsF(Theme::monospace()).horizontalAdvance(u'm');
            CellText(Theme::monospace())
                .paint(painter, {10, 30}, QStringLiteral("panic: iii"), cell);
        }
    };
    auto* edit = new QPlainTextEdit;
    edit->setFont(Theme::monospace());
    edit->setPlainText(QStringLiteral("iiiiiii\nWWWWWWW"));
    for (const std::shared_ptr<QWidget>& widget :
         {std::shared_ptr<QWidget>(new Texts), std::shared_ptr<QWidget>(edit)}) {
        widget->setAttribute(Qt::WA_DontShowOnScreen);
        widget->resize(300, 100);
        widget->show();
        QImage screen(widget->size(), QImage::Format_RGB32);
        screen.fill(widget->palette().color(QPalette::Window));
        widget->render(&screen);
        const auto bytes = finishPicture(takePicture(*widget, ExportFormat::Png, 1));
        QVERIFY(bytes);
        const QImage picture =
            QImage::fromData(*bytes, "PNG").convertToFormat(QImage::Format_RGB32);
        QVERIFY(darkPixels(screen) > 50);
        QCOMPARE(darkPixels(picture), darkPixels(screen));
    }
}

/// Where lines are dashed, dashes may begin elsewhere; glyphs may be shifted by part of a pixel.
void ExportWaitsTest::bitmapsAreWhatTheScreenShows()
{
    constexpr double Tolerated = 0.002; // Of the pixels.
    QFETCH(const QString, view);
    QFETCH(const double, scale);
    const auto shown = test::openView(m_fixture, view.toLatin1().constData(), {});
    QTRY_VERIFY_WITH_TIMEOUT(!shown->status().isLoading, WaitMs);
    QImage screen(shown->size() * scale, QImage::Format_RGB32);
    screen.setDevicePixelRatio(scale);
    screen.fill(shown->palette().color(QPalette::Window));
    shown->render(&screen);
    const auto bytes = finishPicture(takePicture(*shown, ExportFormat::Png, scale));
    QVERIFY(bytes);
    const QImage picture = QImage::fromData(*bytes, "PNG").convertToFormat(QImage::Format_RGB32);
    QCOMPARE(picture.size(), screen.size());
    int differing = 0;
    for (int y = 0; y < screen.height(); ++y) {
        const auto* one = reinterpret_cast<const QRgb*>(screen.constScanLine(y));
        const auto* other = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < screen.width(); ++x) {
            differing += one[x] == other[x] ? 0 : 1;
        }
    }
    const double share = double(differing) / (double(screen.width()) * screen.height());
    QVERIFY2(share < Tolerated, qPrintable(QString::number(share)));
}

CBOARD_UI_TEST_MAIN(ExportWaitsTest)
#include "tst_export_waits.moc"
