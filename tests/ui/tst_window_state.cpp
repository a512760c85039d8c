// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_state.h"

#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class WindowStateTest : public QObject {
    Q_OBJECT

private slots:
    void windowsComeBackAsTheyWere();
    void brokenFilesAreRefusedWithTheirPlace();
    void newerLayoutsAreRefused();
    void tabsWithoutAMeaningAreLeftOut();
};

namespace {

TabState tab(const char* view, const char* filter)
{
    ViewState state;
    state.view = QString::fromLatin1(view);
    state.tree = QStringLiteral("mainline");
    state.filter = QString::fromUtf8(filter);
    return {state, QStringLiteral("%1 of mainline").arg(state.view)};
}

} // namespace

void WindowStateTest::windowsComeBackAsTheyWere()
{
    TabAreaState left;
    left.tabs = {tab("boots", "status:fail \"ä b\""), tab("trees", "")};
    left.currentTab = 1;
    TabAreaState upper;
    upper.tabs = {tab("tests", "")};
    upper.isCurrent = true;
    TabAreaState lower;
    lower.tabs = {tab("log", "")};
    TabAreaState right;
    right.orientation = Qt::Vertical;
    right.sizes = {300, 400};
    right.parts = {upper, lower};
    WindowState window;
    window.geometry = QByteArray("\x01\x00\xff", 3);
    window.hasInspector = false;
    window.hasPeek = true;
    window.columns = {200, 900, 300};
    window.centre = {600, 200};
    window.tabs.parts = {left, right};
    window.tabs.sizes = {500, 400};
    window.filterHistory = {QStringLiteral("is:new"), QStringLiteral("board:rk3399*")};
    const QList<WindowState> windows = {window, WindowState()};
    const auto back = keptStateFromJson(toJson({windows, {}}));
    QVERIFY(back);
    QCOMPARE(back->windows, windows);
}

void WindowStateTest::brokenFilesAreRefusedWithTheirPlace()
{
    const auto broken = keptStateFromJson("{\"schema\": 1, ");
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Parse);
    QVERIFY(broken.error().message.starts_with("byte "));
}

void WindowStateTest::newerLayoutsAreRefused()
{
    const auto newer = keptStateFromJson("{\"schema\": 2, \"windows\": []}");
    QVERIFY(!newer);
    QCOMPARE(newer.error().kind, ErrorKind::Unsupported);
}

void WindowStateTest::tabsWithoutAMeaningAreLeftOut()
{
    const auto kept = keptStateFromJson(
        R"({"schema":1,"windows":[{"tabs":{"tabs":[{"address":"http://x"},
           {"address":"checkerboard:trees"}]}}]})");
    QVERIFY(kept);
    QCOMPARE(kept->windows.size(), 1);
    QCOMPARE(kept->windows.first().tabs.tabs.size(), 1);
    QCOMPARE(kept->windows.first().tabs.tabs.first().view.view, QStringLiteral("trees"));
}

QTEST_GUILESS_MAIN(WindowStateTest)
#include "tst_window_state.moc"
