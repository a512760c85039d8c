// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/build_store.h"
#include "tests/ui/watched_main.h"
#include "ui/base/resolve.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

/// The boards of a revision.
class RevisionBoardsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void runsWithoutABoardAreFoundWhereTheirRowLeads();
};

void RevisionBoardsTest::runsWithoutABoardAreFoundWhereTheirRowLeads()
{
    test::BuildStore store;
    store.add(2, "a", "");
    store.addTest("maestro:t1", "maestro:a-2");
    store.addTest("maestro:t2", "maestro:a-2").platform.clear();
    store.addTest("maestro:t3", "maestro:a-2").platform.clear();
    ViewState state;
    state.view = QStringLiteral("revision");
    state.options.insert(QStringLiteral("list"), QStringLiteral("boards"));
    const auto view = store.open(state);
    QTRY_VERIFY_WITH_TIMEOUT(!view->status().isLoading, 10'000);
    auto* table = view->findChild<ResultTable*>(QStringLiteral("boards"));
    QTRY_VERIFY(table && table->rows() && table->rows()->size() == 2);
    table->setCurrentId(QStringLiteral("(no board)"));
    QVERIFY(view->perform(ActionId::Open));
    QVERIFY(!store.ui.navigator.opened.empty());
    const ViewState opened = store.ui.navigator.opened.back();
    QCOMPARE(opened.filter, QStringLiteral("board:\"\""));
    query::TestsRequest request;
    request.common = store.ui.context.common();
    request.common.filter = parseStateFilter(opened).value();
    request.revision = store.ui.context.engine
                           ->findRevision({request.common, {"mainline", "master", {}}, "HEAD"}, {})
                           .value()
                           .id;
    const auto found = store.ui.context.engine->tests(request, {});
    QVERIFY(found);
    QCOMPARE((*found)->rows.size(), std::size_t{2}); // That it counts.
}

CBOARD_UI_TEST_MAIN(RevisionBoardsTest)
#include "tst_revision_boards.moc"
