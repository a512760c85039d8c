// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/open_view.h"
#include "tests/ui/store_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/home/home_card.h"
#include "ui/home/home_grid.h"
#include "ui/widgets/result_table.h"
#include "ui/widgets/table_footer.h"
#include "ui/widgets/table_header.h"

#include <QAbstractItemView>
#include <QRegularExpression>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>

using namespace cboard;
using namespace cboard::ui;

/// What of the tables is in sight where the window is as wide as it usually is, and where it is
/// narrow.
class TableRoomTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aUsualWindowShowsEveryColumn_data();
    void aUsualWindowShowsEveryColumn();
    void aNarrowWindowShowsWhatMattersMost_data();
    void aNarrowWindowShowsWhatMattersMost();
    void aLowWindowShowsRowsAboveThePeek_data();
    void aLowWindowShowsRowsAboveThePeek();
    void cardsStandBelowEachOtherInANarrowWindow();
    void theLongerListIsTheHigherCard();
    void theNumberOfRowsStaysBelowTheFirstColumn();
    void theFootIsNeverCut();

private:
    void open(const QString& view, const QMap<QString, QString>& options = {});
    QList<ResultTable*> tables() const;

    std::unique_ptr<test::StoreFixture> m_fixture;
    std::unique_ptr<MainWindow> m_window;
};

void TableRoomTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_fixture = test::StoreFixture::create(
        {.seed = 7, .trees = 3, .revisions = 12, .tests = 24'000, .withLogs = true});
    QVERIFY(m_fixture);
}

void TableRoomTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_window.reset();
}

void TableRoomTest::open(const QString& view, const QMap<QString, QString>& options)
{
    ViewState state;
    state.view = view;
    state.options = options;
    m_window = test::openWindow(m_fixture->context, state);
    QVERIFY(m_window);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->isSettled(), 60'000);
}

/// That are in sight.
QList<ResultTable*> TableRoomTest::tables() const
{
    QList<ResultTable*> seen;
    for (ResultTable* table : m_window->currentView()->findChildren<ResultTable*>()) {
        if (table->isVisible()) {
            seen << table;
        }
    }
    return seen;
}

void TableRoomTest::aUsualWindowShowsEveryColumn_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view :
         {"home", "trees", "revision", "regressions", "hardware", "flaky", "compare"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

void TableRoomTest::aUsualWindowShowsEveryColumn()
{
    QFETCH(QString, view);
    open(view);
    QVERIFY(!tables().isEmpty());
    for (const ResultTable* table : tables()) {
        QVERIFY(table->rows() && table->rows()->size() > 0);
        const int beyond = table->view()->horizontalScrollBar()->maximum();
        QVERIFY2(
            beyond == 0,
            qPrintable(
                QStringLiteral("%1: %2 pixels").arg(table->view()->accessibleName()).arg(beyond)));
    }
}

void TableRoomTest::aNarrowWindowShowsWhatMattersMost_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QStringList>("stays");
    QTest::newRow("trees") << "trees" << QStringList{"tree", "revision", "new"};
    QTest::newRow("hardware") << "hardware" << QStringList{"board", "lab", "rate"};
    QTest::newRow("regressions") << "regressions" << QStringList{"regression", "state"};
    QTest::newRow("flaky") << "flaky" << QStringList{"path"};
}

/// Columns give way from the last one, and the foot says how many did; with room they are back.
void TableRoomTest::aNarrowWindowShowsWhatMattersMost()
{
    QFETCH(QString, view);
    QFETCH(QStringList, stays);
    open(view);
    const ResultTable* table = tables().front();
    const auto shown = [table] {
        QStringList ids;
        const auto* seen = qobject_cast<const QTableView*>(table->view());
        for (int column = 0; column < table->rows()->columnCount(); ++column) {
            if (!seen->isColumnHidden(column)) {
                ids << table->rows()->head(column).id;
            }
        }
        return ids;
    };
    const QStringList all = shown(); // Without those in which no row says anything.
    const auto* footer = table->findChild<TableFooter*>();
    const QString without = footer->toolTip();
    m_window->resize(760, 560);
    QTRY_COMPARE(table->view()->horizontalScrollBar()->maximum(), 0);
    for (const QString& id : stays) {
        QVERIFY(all.contains(id));
        QTRY_VERIFY2(shown().contains(id), qPrintable(shown().join(u' '))); // Panes give way first.
    }
    QVERIFY2(all.mid(0, shown().size()) == shown(), qPrintable(shown().join(u' ')));
    QCOMPARE(footer->toolTip() == without, shown() == all);
    m_window->resize(1600, 1000);
    QTRY_COMPARE(shown(), all);
    QCOMPARE(footer->toolTip(), without);
}

void TableRoomTest::aLowWindowShowsRowsAboveThePeek_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"revision", "regressions", "flaky", "compare"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

/// A screen of 1600 by 1000 pixels at 200 %.
void TableRoomTest::aLowWindowShowsRowsAboveThePeek()
{
    QFETCH(QString, view);
    open(view);
    m_window->resize(800, 500);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_VERIFY(m_window->isSettled());
    const QAbstractItemView* rows = tables().front()->view();
    QTRY_VERIFY2(rows->viewport()->height() >= rows->sizeHintForRow(0),
                 qPrintable(QString::number(rows->viewport()->height())));
    m_window->resize(1600, 1000);
}

void TableRoomTest::cardsStandBelowEachOtherInANarrowWindow()
{
    open(QStringLiteral("home"));
    m_window->resize(760, 560);
    auto* grid = m_window->currentView()->findChild<HomeGrid*>();
    QTRY_VERIFY(grid->verticalScrollBar()->maximum() > 0);
    for (const HomeCard* card : m_window->currentView()->findChildren<HomeCard*>()) {
        QVERIFY(card->width() > grid->width() - 60);
        if (!card->isEmpty()) {
            QTRY_COMPARE(card->table().view()->verticalScrollBar()->maximum(), 0);
        }
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_5); // Far below.
    const auto* sources = m_window->currentView()->findChildren<HomeCard*>().at(4);
    QTRY_VERIFY(!sources->visibleRegion().isEmpty());
    m_window->resize(1600, 1000);
    QTRY_COMPARE(grid->verticalScrollBar()->maximum(), 0);
}

void TableRoomTest::theLongerListIsTheHigherCard()
{
    open(QStringLiteral("home"));
    const auto cards = m_window->currentView()->findChildren<HomeCard*>();
    const auto rows = [&cards](int left) {
        return std::max(cards[left]->rowCount(), cards[left + 1]->rowCount());
    };
    QTRY_VERIFY(rows(4) > rows(0)); // Labs and sources against three branches.
    QTRY_VERIFY(cards[4]->height() > cards[0]->height());
    QCOMPARE(cards[4]->height(), cards[5]->height());
}

void TableRoomTest::theNumberOfRowsStaysBelowTheFirstColumn()
{
    open(QStringLiteral("trees"));
    ResultTable* table = tables().front();
    constexpr int Wide = 700; // By hand: does not give way.
    emit table->findChild<TableHeader*>()->widthChosen(2, Wide);
    m_window->resize(640, 560);
    QScrollBar* bar = table->view()->horizontalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    const auto left = [table] {
        auto* footer = table->findChild<TableFooter*>();
        return footer->grab(QRect(0, 1, 100, footer->height() - 1)).toImage();
    };
    const QImage before = left();
    bar->setValue(bar->maximum());
    QCOMPARE(left(), before);
}

/// Shorter words where the sums stand near.
void TableRoomTest::theFootIsNeverCut()
{
    open(QStringLiteral("trees"));
    auto* footer = tables().front()->findChild<TableFooter*>();
    footer->setWithoutRoom({QStringLiteral("a"), QStringLiteral("b")});
    QVERIFY(footer->rowsText(1000).endsWith(QStringLiteral("2 more columns")));
    const int whole = footer->fontMetrics().horizontalAdvance(footer->rowsText(1000));
    QVERIFY(footer->rowsText(whole - 1).endsWith(QStringLiteral("+2")));
    QVERIFY(footer->fontMetrics().horizontalAdvance(footer->rowsText(whole - 1)) < whole);
    QCOMPARE(footer->rowsText(1), QStringLiteral("3 rows"));
}

CBOARD_UI_TEST_MAIN(TableRoomTest)
#include "tst_table_room.moc"
