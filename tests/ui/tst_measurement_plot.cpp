// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/text_format.h"
#include "ui/history/history_state.h"
#include "ui/history/history_view.h"
#include "ui/history/measurement_plot.h"
#include "ui/widgets/result_table.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 20'000;
constexpr int Revisions = 20;

/// Newest first.
std::vector<query::RevisionRow> revisions()
{
    std::vector<query::RevisionRow> rows(Revisions);
    for (int i = 0; i < Revisions; ++i) {
        rows[static_cast<std::size_t>(i)].revision.id = Revisions - i;
    }
    return rows;
}

/// One value at each revision: 100, from the eleventh revision on 150.
query::MeasurementRow stepped(const char* lab)
{
    query::MeasurementRow row;
    row.names.lab = lab;
    row.unit = "ms";
    for (int id = 1; id <= Revisions; ++id) {
        query::MeasuredPoint point;
        point.revision.id = id;
        point.run = "run" + std::to_string(id);
        point.value = id <= 10 ? 100 : 150;
        point.runs = 1;
        point.isChange = id == 11;
        row.points.push_back(point);
    }
    row.median = 150;
    row.low = 140;
    row.high = 160;
    row.change = 50;
    return row;
}

std::shared_ptr<const query::MeasurementsSnapshot> snapshotOf(int rows)
{
    auto snapshot = std::make_shared<query::MeasurementsSnapshot>();
    for (int i = 0; i < rows; ++i) {
        snapshot->rows.push_back(stepped(("lab-" + std::to_string(i)).c_str()));
    }
    return snapshot;
}

bool hasColor(const QImage& image, const QRect& where, const QColor& color)
{
    for (int y = where.top(); y <= where.bottom(); ++y) {
        for (int x = where.left(); x <= where.right(); ++x) {
            if (image.pixelColor(x, y).rgb() == color.rgb()) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class MeasurementPlotTest : public QObject {
    Q_OBJECT

private slots:
    void valuesAreWrittenShortly_data();
    void valuesAreWrittenShortly();
    void eachLabHasAStripUpToFour();
    void aClickOnAValueChoosesItsRun();
    void aChangeOfLevelIsMarked();
    void theHistoryOfACellShowsValuesWhereItMeasures();

private:
    Theme m_theme{ThemeKind::Light};
};

void MeasurementPlotTest::valuesAreWrittenShortly_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("unit");
    QTest::addColumn<QString>("text");
    QTest::newRow("fraction") << 1.23456 << "s"
                              << "1.235 s";
    QTest::newRow("whole") << 12.0 << ""
                           << "12";
    QTest::newRow("large") << 1234567.8 << "ns" << countText(1234568) + QStringLiteral(" ns");
    QTest::newRow("beyond counting") << 1e20 << "B"
                                     << "1e+20 B";
    QTest::newRow("negative") << -0.5 << "V"
                              << "-0.5 V";
}

void MeasurementPlotTest::valuesAreWrittenShortly()
{
    QFETCH(const double, value);
    QFETCH(const QString, unit);
    QTEST(measuredText(value, unit.toStdString()), "text");
}

void MeasurementPlotTest::eachLabHasAStripUpToFour()
{
    MeasurementPlot plot(m_theme);
    const int none = plot.sizeHint().height();
    plot.setMeasurements(snapshotOf(1), revisions());
    const int one = plot.sizeHint().height() - none;
    QVERIFY(one > 0);
    plot.setMeasurements(snapshotOf(3), revisions());
    QCOMPARE(plot.sizeHint().height(), none + 3 * one);
    plot.setMeasurements(snapshotOf(9), revisions());
    QCOMPARE(plot.sizeHint().height(), none + MeasurementPlot::MaxStrips * one);
    plot.setRoom(2 * one);
    QCOMPARE(plot.sizeHint().height(), none + 2 * one);
    plot.setRoom(1);
    QCOMPARE(plot.sizeHint().height(), none + one);
}

void MeasurementPlotTest::aClickOnAValueChoosesItsRun()
{
    MeasurementPlot plot(m_theme);
    plot.setMeasurements(snapshotOf(1), revisions());
    plot.resize(900, plot.sizeHint().height());
    QSignalSpy chosen(&plot, &MeasurementPlot::runChosen);
    // All along the upper level, where the newer half lies.
    for (int x = 0; x < plot.width(); ++x) {
        for (int y = 0; y < plot.height() / 2; y += 3) {
            QTest::mouseClick(&plot, Qt::LeftButton, {}, {x, y});
        }
    }
    QSet<QString> runs;
    for (const auto& one : chosen) {
        runs << one.front().toString();
    }
    QCOMPARE(runs.size(), qsizetype{10});
    QVERIFY(runs.contains(QStringLiteral("run11")) && runs.contains(QStringLiteral("run20")));
}

void MeasurementPlotTest::aChangeOfLevelIsMarked()
{
    MeasurementPlot plot(m_theme);
    auto flat = std::make_shared<query::MeasurementsSnapshot>(*snapshotOf(1));
    for (query::MeasuredPoint& point : flat->rows.front().points) {
        point.isChange = false;
    }
    flat->rows.front().change = 0;
    for (const bool changes : {true, false}) {
        plot.setMeasurements(changes ? snapshotOf(1) : flat, revisions());
        plot.resize(900, plot.sizeHint().height());
        const QImage image = plot.grab().toImage();
        QCOMPARE(hasColor(image, image.rect(), m_theme.accent()), changes);
    }
}

void MeasurementPlotTest::theHistoryOfACellShowsValuesWhereItMeasures()
{
    const auto fixture =
        test::StoreFixture::create({.seed = 5, .trees = 1, .revisions = 6, .tests = 20'000});
    QVERIFY(fixture);
    query::Engine& engine = *fixture->context.engine;
    const query::Common common = fixture->context.common();
    const auto trees = engine.trees({common}, {});
    QVERIFY(trees);
    const query::TreeRow& tree = (*trees)->rows.front();
    const auto runs = engine.tests({common, tree.newest.id, query::RunKind::Tests}, {});
    QVERIFY(runs);
    const auto done = std::find_if((*runs)->rows.begin(), (*runs)->rows.end(), [](const auto& run) {
        return run.status == StatusClass::Done && !run.platform.empty();
    });
    QVERIFY(done != (*runs)->rows.end());
    query::HistoryRequest cell;
    cell.branch = {tree.tree, tree.branch, tree.repositoryUrl};
    cell.path = done->path;
    cell.platform = done->platform;
    HistoryView view(fixture->context);
    view.resize(1200, 800);
    view.setVisible(true);
    view.showState(historyState(cell));
    const auto* plot = view.findChild<MeasurementPlot*>();
    QTRY_VERIFY_WITH_TIMEOUT(plot->isVisible(), SettleMs);
    QVERIFY(plot->height() > 0);
    cell.path = "boot";
    view.showState(historyState(cell));
    QTRY_VERIFY_WITH_TIMEOUT(!view.status().isLoading && fixture->pool.activeThreadCount() == 0,
                             SettleMs);
    QVERIFY(!plot->isVisible());
}

CBOARD_UI_TEST_MAIN(MeasurementPlotTest)
#include "tst_measurement_plot.moc"
