// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/state_panel.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>

using namespace cboard;
using namespace cboard::ui;

class StatePanelTest : public QObject {
    Q_OBJECT

private slots:
    void focusIsInTheContentAfterASlowLoad();
};

/// A content whose first widget is not the one that the view gives the focus to.
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
    auto* layout = new QVBoxLayout(&view);
    layout->addWidget(&panel);
    view.setFocusProxy(field);
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    field->setFocus();

    panel.showLoading(QStringLiteral("Reading"));
    QTRY_VERIFY(!panel.showsContent()); // The skeleton.
    panel.showContent();
    QCOMPARE(QApplication::focusWidget(), field);
}

CBOARD_UI_TEST_MAIN(StatePanelTest)
#include "tst_state_panel.moc"
