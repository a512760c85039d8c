// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/own_rules.h"
#include "core/service/workbench.h"
#include "tests/ui/shown_log.h"
#include "tests/ui/watched_main.h"
#include "ui/logview/error_list.h"
#include "ui/logview/rule_dialog.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cboard;
using namespace cboard::test;
using namespace cboard::ui;

namespace {

constexpr int WaitMs = 30'000;
const char* const Log = "[    1.000000] usb: new device\n"
                        "[    2.000000] foo-bus 12: probe failed\n"
                        "[    3.000000] foo-bus 14: probe failed\n";

} // namespace

class RuleDialogTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup() { m_view.reset(); }
    void ruleOfALineFindsItsLikes();
    void mistakeIsShownWithItsPlaceAndCannotBeAdded();
    void addedRuleIsKeptBesideTheStore();
    void logsOpenAtWhatOwnRulesFind();
    void wrongOwnRulesAreSaid();
    void rulesEditedByHandCountAtOnceAndAreSaid();

private:
    void writeRules(const QByteArray& text)
    {
        QFile file(
            QString::fromStdString(service::ownRulesFile(m_workbench->store().file()).string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    bool viewSays(const QString& part) const
    {
        const auto labels = m_view->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(part);
        });
    }
    QPlainTextEdit& rule() { return *m_dialog->findChild<QPlainTextEdit*>(); }
    bool says(const QString& part)
    {
        const auto labels = m_dialog->findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&](const QLabel* label) { return label->text().contains(part); });
    }
    QPushButton& addButton()
    {
        for (auto* button : m_dialog->findChildren<QPushButton*>()) {
            if (button->isDefault()) {
                return *button;
            }
        }
        qFatal("the dialog has no default button");
    }

    QTemporaryDir m_folder;
    LogFixture m_fixture;
    std::unique_ptr<service::Workbench> m_workbench;
    std::unique_ptr<LogView> m_view;
    RuleDialog* m_dialog = nullptr;
};

void RuleDialogTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    auto opened = service::Workbench::open(m_folder.filePath("results.db").toStdString(), {});
    QVERIFY(opened.has_value());
    m_workbench = std::move(*opened);
    m_fixture.context.workbench = m_workbench.get();
}

void RuleDialogTest::init()
{
    m_fixture.logs.setText(Log);
    m_view = shownLog(m_fixture, QSize(900, 500));
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, WaitMs);
    m_view->canvas().setCurrentRow(1, LogCanvas::Reveal::Nearest);
    QVERIFY(m_view->perform(ActionId::MakeRule));
    m_dialog = m_view->findChild<RuleDialog*>();
    QVERIFY(m_dialog != nullptr);
}

void RuleDialogTest::ruleOfALineFindsItsLikes()
{
    QVERIFY(rule().toPlainText().startsWith(QStringLiteral("[own.foo_bus_probe]\n")));
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Finds 2 errors in this log, first in line 2")),
                             WaitMs);
    QVERIFY(addButton().isEnabled());
}

void RuleDialogTest::mistakeIsShownWithItsPlaceAndCannotBeAdded()
{
    rule().setPlainText(QStringLiteral("[own.foo]\nstart = a(b\n"));
    QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("line 2, column 9")), WaitMs);
    QVERIFY(!addButton().isEnabled());
}

void RuleDialogTest::addedRuleIsKeptBesideTheStore()
{
    QTRY_VERIFY_WITH_TIMEOUT(addButton().isEnabled(), WaitMs);
    const std::string text = rule().toPlainText().toStdString();
    addButton().click();
    const auto store = m_workbench->store().file();
    QTRY_COMPARE_WITH_TIMEOUT(service::ownRulesText(store).value(), text, WaitMs);
    QCOMPARE(service::logRules(store).value()->rules().front().kind, "own.foo_bus_probe");
    // It counts at once among the marks of the log that is shown.
    const auto* errors = m_view->findChild<ErrorListModel*>();
    QCOMPARE(errors->rowCount(), 2); // A shipped rule knows them already.
    QTRY_VERIFY_WITH_TIMEOUT(errors->index(0, 0)
                                 .data(Qt::ToolTipRole)
                                 .toString()
                                 .startsWith(QStringLiteral("own.foo_bus_probe, line 2")),
                             WaitMs);
    m_view->canvas().setCurrentRow(0, LogCanvas::Reveal::Nearest);
    QVERIFY(m_view->perform(ActionId::NextError));
    QCOMPARE(m_view->canvas().currentRow(), 1);
}

void RuleDialogTest::logsOpenAtWhatOwnRulesFind()
{
    m_dialog->reject();
    const auto store = m_workbench->store().file();
    QVERIFY(service::addOwnRules(store, "[own.usb]\nseverity = fatal\nstart = new device\n"));
    m_view->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(!m_view->status().isLoading, WaitMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_view->canvas().currentRow(), 0, WaitMs);
}

void RuleDialogTest::wrongOwnRulesAreSaid()
{
    m_dialog->reject();
    writeRules("[own.foo]\nstart = a(b\n");
    m_view->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(viewSays(QStringLiteral("line 2, column 9")), WaitMs);
    QCOMPARE(m_view->canvas().positionCount(), 3);
}

void RuleDialogTest::rulesEditedByHandCountAtOnceAndAreSaid()
{
    m_dialog->reject();
    const auto* errors = m_view->findChild<ErrorListModel*>();
    const QString changed = QStringLiteral("The own rules were changed");
    const auto ownRows = [errors] { // Shipped rules know two lines besides.
        QList<qint64> rows;
        for (int row = 0; row < errors->rowCount(); ++row) {
            const QModelIndex index = errors->index(row, 0);
            if (index.data(ErrorListModel::RuleRole).toString().startsWith(QLatin1String("own."))) {
                rows << index.data(ErrorListModel::RowRole).toLongLong();
            }
        }
        return rows;
    };
    writeRules("[own.usb]\nseverity = fatal\nstart = new device\n");
    QTRY_COMPARE_WITH_TIMEOUT(ownRows(), QList<qint64>({0}), WaitMs);
    QVERIFY(viewSays(changed));
    QCOMPARE(m_view->canvas().currentRow(), 1); // The reader stays where he is.
    // What other rules marked is taken back.
    writeRules("[own.foo]\nseverity = error\nstart = foo-bus 14\n");
    QTRY_COMPARE_WITH_TIMEOUT(ownRows(), QList<qint64>({2}), WaitMs);
    // A mistake is said; the marks stay until it is mended.
    writeRules("[own.foo]\nstart = a(b\n");
    QTRY_VERIFY_WITH_TIMEOUT(viewSays(QStringLiteral("line 2, column 9")), WaitMs);
    QCOMPARE(ownRows(), QList<qint64>({2}));
    writeRules("[own.foo]\nseverity = error\nstart = foo-bus 14\n");
    QTRY_VERIFY_WITH_TIMEOUT(!viewSays(QStringLiteral("line 2, column 9")), WaitMs);
    writeRules("");
    QTRY_VERIFY_WITH_TIMEOUT(ownRows().isEmpty(), WaitMs);
    QVERIFY(viewSays(changed));
}

CBOARD_UI_TEST_MAIN(RuleDialogTest)
#include "tst_rule_dialog.moc"
