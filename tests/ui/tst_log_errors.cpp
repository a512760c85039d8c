// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/log_fixture.h"
#include "tests/ui/shown_texts.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/error_list.h"
#include "ui/logview/log_view.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int SettleMs = 30'000;

/// An Oops in lines 2 to 7, and a make failure that no quick mark knows.
const char* const Log =
    "[    1.000000] fine\n"
    "[    2.000000] BUG: kernel NULL pointer dereference, address: 0000000000000008\n"
    "[    2.000000] #PF: supervisor read access in kernel mode\n"
    "[    2.000000] Call Trace:\n"
    "[    2.000000]  foo+0x10/0x20\n"
    "[    2.000000]  bar+0x10/0x20\n"
    "[    3.000000] ---[ end trace 0000000000000000 ]---\n"
    "make[2]: *** [Makefile:12: all] Error 2\n";

} // namespace

/// What rules find in the log that is shown.
class LogErrorsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void cleanup() { m_view.reset(); }

    void shippedRulesFillTheListAndTheKeysFollow();
    void quickMarksServeWhereRulesFindNothing();
    void otherMarksFollowInTheListAndByKeys();
    void whatIsAppendedIsLookedThroughAsWell();
    void exportNamesSeverityAndFingerprint();

private:
    void open(const QMap<QString, QString>& options = {});
    LogCanvas& canvas() { return m_view->canvas(); }
    QStringList listed() const;

    LogFixture m_fixture;
    QTemporaryDir m_folder;
    std::unique_ptr<LogView> m_view;
};

void LogErrorsTest::open(const QMap<QString, QString>& options)
{
    m_view = std::make_unique<LogView>(m_fixture.context);
    m_view->resize(1400, 700);
    m_view->show();
    ViewState state;
    state.view = QStringLiteral("log");
    state.record = options.isEmpty() ? QStringLiteral("maestro:1") : QString();
    state.options = options;
    m_view->showState(state);
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs);
}

/// "2 oops.kind: title" for each row of the list.
QStringList LogErrorsTest::listed() const
{
    QStringList rows;
    const auto* errors = m_view->findChild<ErrorListModel*>();
    for (int row = 0; row < errors->rowCount(); ++row) {
        const QModelIndex index = errors->index(row, 0);
        const QString rule = index.data(ErrorListModel::RuleRole).toString();
        rows << QStringLiteral("%1 %2: %3")
                    .arg(index.data(ErrorListModel::LineNumberRole).toString(),
                         rule.section(QLatin1Char(' '), 0, 0), index.data().toString());
    }
    return rows;
}

void LogErrorsTest::shippedRulesFillTheListAndTheKeysFollow()
{
    m_fixture.logs.setText(Log);
    open();
    const QStringList rows = listed();
    QCOMPARE(rows.size(), 2); // Not the call trace: it is a part of the first.
    QVERIFY2(rows[0].startsWith(QStringLiteral("2 kernel.")), qPrintable(rows[0]));
    QVERIFY2(rows[1].startsWith(QStringLiteral("8 build.")), qPrintable(rows[1]));
    QVERIFY(m_view->findChild<ErrorListModel*>()
                ->index(0, 0)
                .data(ErrorListModel::FingerprintRole)
                .toString()
                .startsWith(QLatin1String("f3:")));
    QVERIFY(says(*m_view, QStringLiteral("Errors: 2")));
    QCOMPARE(canvas().currentRow(), qint64{1});
    QVERIFY(m_view->perform(ActionId::NextError));
    QCOMPARE(canvas().currentRow(), qint64{7});
    QVERIFY(m_view->perform(ActionId::PreviousError));
    QCOMPARE(canvas().currentRow(), qint64{1});
    QVERIFY(!m_view->grab().isNull());
}

void LogErrorsTest::quickMarksServeWhereRulesFindNothing()
{
    m_fixture.logs.setText("fine\nsome tool: ERROR: that no rule knows, honestly\n");
    open();
    QCOMPARE(listed().size(), 1);
    QVERIFY(says(*m_view, QStringLiteral("Marked lines: 1")));
}

void LogErrorsTest::otherMarksFollowInTheListAndByKeys()
{
    m_fixture.logs.setText(std::string("fine\ntool: ERROR: that no rule knows, honestly\n") + Log
                           + "tool: ERROR: another one\n");
    open();
    QStringList lines;
    for (const QString& row : listed()) {
        lines << row.section(QLatin1Char(' '), 0, 0);
    }
    QCOMPARE(lines, QStringList({"4", "10", "2", "11"}));
    QVERIFY(says(*m_view, QStringLiteral("Errors: 2")));
    QVERIFY(says(*m_view, QStringLiteral("other marks: 2")));
    QCOMPARE(canvas().currentRow(), qint64{3});
    QVector<qint64> visited;
    for (int i = 0; i < 4; ++i) {
        QVERIFY(m_view->perform(ActionId::NextError));
        visited << canvas().currentRow();
    }
    QCOMPARE(visited, QVector<qint64>({9, 1, 10, 10})); // Stays at the last one.
    visited.clear();
    for (int i = 0; i < 4; ++i) {
        QVERIFY(m_view->perform(ActionId::PreviousError));
        visited << canvas().currentRow();
    }
    QCOMPARE(visited, QVector<qint64>({1, 9, 3, 3}));
    const auto* list = m_view->findChild<ErrorListModel*>();
    QVERIFY(list->index(2, 0).data(ErrorListModel::IsAsideRole).toBool());
    QVERIFY(!list->index(1, 0).data(ErrorListModel::IsAsideRole).toBool());
    QVERIFY(!m_view->grab().isNull());
}

void LogErrorsTest::whatIsAppendedIsLookedThroughAsWell()
{
    // The report goes on behind what was there when it was first read.
    const QByteArray text(Log);
    const QString name = m_folder.filePath(QStringLiteral("growing.log"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const qsizetype cut = text.indexOf("#PF");
    file.write(text.left(cut));
    QVERIFY(file.flush());
    open({{QStringLiteral("file"), name}});
    QCOMPARE(listed().size(), 1);
    file.write(text.mid(cut));
    QVERIFY(file.flush());
    QTRY_COMPARE_WITH_TIMEOUT(listed().size(), 2, SettleMs);
    const QString first = m_view->findChild<ErrorListModel*>()
                              ->index(0, 0)
                              .data(ErrorListModel::FingerprintRole)
                              .toString();
    m_view->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, SettleMs);
    QCOMPARE(m_view->findChild<ErrorListModel*>()
                 ->index(0, 0)
                 .data(ErrorListModel::FingerprintRole)
                 .toString(),
             first);
}

void LogErrorsTest::exportNamesSeverityAndFingerprint()
{
    m_fixture.logs.setText(Log);
    open();
    const TableExport table = m_view->tableSource()(TaskContext());
    QCOMPARE(table.columns.size(), 5U);
    QCOMPARE(table.rows.size(), 2U);
    QVERIFY(table.rows[0][1].text.startsWith(QLatin1String("kernel.")));
    QVERIFY(table.rows[0][4].text.startsWith(QLatin1String("f3:")));
}

CBOARD_UI_TEST_MAIN(LogErrorsTest)
#include "tst_log_errors.moc"
