// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/analysis/commit_relevance.h"

#include <QTest>

using namespace cboard;
using query::CommitTouch;

/// Which files have to do with what fails.
class CommitRelevanceTest : public QObject {
    Q_OBJECT

private slots:
    void filesAreToldByTheirNames_data();
    void filesAreToldByTheirNames();
    void withoutAnythingKnownNothingIsMarked();
};

void CommitRelevanceTest::filesAreToldByTheirNames_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("touch");
    for (const auto& [file, touch] : std::initializer_list<std::pair<const char*, const char*>>{
             {"drivers/gpu/drm/panel/panel-edp.c", "error"},
             {"include/drm/drm_panel.h", "error"},
             {"drivers/gpu/drm/panel/panel-edp-old.c", ""},
             {"arch/arm64/boot/dts/rockchip/rk3399-gru.dtsi", "board"},
             {"arch/arm64/boot/dts/rockchip/rk3399-gru-kevin.dts", "board"},
             {"arch/arm64/boot/dts/rockchip/rk3399.dtsi", "board"},
             {"drivers/clk/rockchip/clk-rk3399.c", "board"},
             {"drivers/clk/rockchip/clk-rk3568.c", "driver"},
             {"drivers/pmdomain/rockchip/pm-domains.c", "driver"},
             {"tools/testing/selftests/net/tls.c", "test"},
             {"tools/testing/selftests/net/lib/sh/defer.sh", "test"},
             {"tools/testing/selftests/mm/mremap_test.c", ""},
             {"drivers/net/ethernet/intel/e1000e/netdev.c", ""},
             {"drivers/platform/rockchip.c", ""},
             {"Makefile", ""},
         }) {
        QTest::newRow(file) << file << touch;
    }
}

void CommitRelevanceTest::filesAreToldByTheirNames()
{
    QFETCH(const QString, file);
    QFETCH(const QString, touch);
    const analysis::CommitRelevance relevance(
        {.boards = {"rk3399-gru-kevin"},
         .compatibles = {"google,kevin", "rockchip,rk3399"},
         .paths = {"kselftest.net.tls"},
         .errors = {"../drivers/gpu/drm/panel/panel-edp.c:12:3: error: x, in drm_panel.h:5"}});
    QCOMPARE(QString::fromStdString(
                 std::string(query::commitTouchKey(relevance.touchOf(file.toStdString())))),
             touch);
}

void CommitRelevanceTest::withoutAnythingKnownNothingIsMarked()
{
    const analysis::CommitRelevance relevance({});
    for (const char* file : {"Makefile", "arch/arm64/boot/dts/rockchip/rk3399.dtsi", ""}) {
        QVERIFY(relevance.touchOf(file) == CommitTouch::None);
    }
}

QTEST_GUILESS_MAIN(CommitRelevanceTest)
#include "tst_commit_relevance.moc"
