// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/background_task.h"
#include "ui/base/state_panel.h"
#include "ui/widgets/loading.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <thread>

using namespace cboard;
using namespace cboard::ui;

class StatePanelTest : public QObject {
    Q_OBJECT

private slots:
    void focusIsInTheContentAfterASlowLoad();
    void cancelStandsBesideTheSkeleton();
};

/// A content whose first widget is not the one that the view gives the focus to, with one beside
/// that takes it as well.
void StatePanelTest::focusIsInTheContentAfterASlowLoad()
{
    QWidget view;
    auto* content = new QWidget(&view);
    auto* button = new QPushButton(QStringLiteral("Legend"), content);
    auto* field = new QLineEdit(content);
    auto* inner = new QVBoxLayout(content);
    inner->addWidget(button);
    inner->addWidget(field);
    const test::UiFixture fixture;
    StatePanel panel(fixture.context, content, &view);
    auto* beside = new QPushButton(QStringLiteral("Revision"), &view);
    auto* layout = new QVBoxLayout(&view);
    layout->addWidget(beside);
    layout->addWidget(&panel);
    view.setFocusProxy(field);
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    field->setFocus();

    panel.showLoading(QStringLiteral("Reading"));
    QTRY_VERIFY(!panel.showsContent()); // The skeleton.
    QCOMPARE(QApplication::focusWidget(), &panel);
    panel.showContent();
    QCOMPARE(QApplication::focusWidget(), field);
}

void StatePanelTest::cancelStandsBesideTheSkeleton()
{
    test::UiFixture fixture;
    auto* content = new QWidget;
    StatePanel panel(fixture.context, content);
    panel.resize(900, 500);
    panel.show();
    QVERIFY(QTest::qWaitForWindowActive(&panel));
    ViewStatus status;
    beginLoading(status, panel, QStringLiteral("Reading the boots"));
    // Both wait until they are stopped.
    const auto wait = [](const TaskContext& task) -> Result<int> {
        while (task.check()) {
            std::this_thread::yield();
        }
        return fail(ErrorKind::Cancelled, "cancelled");
    };
    BackgroundTask<int> load(fixture.pool, fixture.tasks);
    BackgroundTask<int> other(fixture.pool, fixture.tasks);
    load.start(QStringLiteral("Reading the boots"), wait, [&](const Result<int>& result) {
        endLoading(status, panel, QStringLiteral("No boots"), result, [](int) {});
    });
    other.start(QStringLiteral("Something else"), wait, [](const Result<int>&) {});
    QTRY_VERIFY(!panel.showsContent()); // The skeleton.
    const auto buttons = panel.findChildren<QPushButton*>();
    const auto cancel = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton* button) {
        return button->isVisible() && button->text() == QLatin1String("Cancel");
    });
    QVERIFY(cancel != buttons.end());
    QTest::mouseClick(*cancel, Qt::LeftButton);
    QTRY_VERIFY(!load.isRunning());
    QVERIFY(other.isRunning());
    QVERIFY(!status.isLoading);
    QVERIFY(status.error.isEmpty()); // The user wanted it.
    const auto labels = panel.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible()
            && label->text() == QLatin1String("Cancelled before anything was read");
    }));
}

CBOARD_UI_TEST_MAIN(StatePanelTest)
#include "tst_state_panel.moc"
