// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "ui/theme/app_style.h"
#include "ui/theme/selection_ground.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyleOptionSlider>
#include <QTest>
#include <QVBoxLayout>

using namespace cboard::ui;

namespace {

/// A list and a field in an active window.
struct ListAndField {
    ListAndField()
        : list(new QListWidget(&window))
        , field(new QLineEdit(&window))
    {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(list);
        layout->addWidget(field);
        list->addItems({QStringLiteral("one"), QStringLiteral("two")});
        list->setCurrentRow(0);
    }

    bool show()
    {
        window.show();
        window.activateWindow();
        return QTest::qWaitForWindowActive(&window);
    }

    QColor groundOfFirst() const
    {
        const QRect row = list->visualItemRect(list->item(0));
        return list->viewport()->grab().toImage().pixelColor(row.right() - 2, row.center().y());
    }

    QWidget window;
    QListWidget* list;
    QLineEdit* field;
};

QStyleOptionSlider barOption(int maximum, int value)
{
    QStyleOptionSlider option;
    option.orientation = Qt::Vertical;
    option.rect = QRect(0, 0, 11, 400);
    option.maximum = maximum;
    option.pageStep = 100;
    option.sliderPosition = option.sliderValue = value;
    option.state = QStyle::State_Enabled;
    return option;
}

} // namespace

class AppStyleTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aBarHasNoArrowsAndItsSliderStaysInside();
    void aBarThatScrollsNothingIsNotSeen();
    void pagesReachFromTheSliderToTheEnds();
    void theSelectionIsGreyInAListWithoutTheFocus();
    void greyIsToldFromColourInBothThemes();
};

void AppStyleTest::initTestCase()
{
    const Theme theme(ThemeKind::Light);
    installTheme(theme);
}

void AppStyleTest::aBarHasNoArrowsAndItsSliderStaysInside()
{
    const QStyle* style = QApplication::style();
    for (const int value : {0, 450, 900}) {
        const QStyleOptionSlider bar = barOption(900, value);
        const auto part = [&](QStyle::SubControl control) {
            return style->subControlRect(QStyle::CC_ScrollBar, &bar, control);
        };
        QVERIFY(part(QStyle::SC_ScrollBarAddLine).isEmpty());
        QVERIFY(part(QStyle::SC_ScrollBarSubLine).isEmpty());
        const QRect slider = part(QStyle::SC_ScrollBarSlider);
        QCOMPARE(slider.height(), 40);
        QVERIFY(bar.rect.contains(slider));
    }
    const QStyleOptionSlider longest = barOption(1'000'000, 1'000'000);
    const QRect slider =
        style->subControlRect(QStyle::CC_ScrollBar, &longest, QStyle::SC_ScrollBarSlider);
    QVERIFY(slider.height() >= 20); // To be held.
    QCOMPARE(slider.bottom(), longest.rect.bottom());
}

void AppStyleTest::aBarThatScrollsNothingIsNotSeen()
{
    QScrollArea area;
    area.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    area.setFrameShape(QFrame::NoFrame);
    area.resize(200, 200);
    area.show();
    const QColor ground = area.viewport()->palette().color(area.viewport()->backgroundRole());
    const QImage bar = area.verticalScrollBar()->grab().toImage();
    for (int y = 0; y < bar.height(); ++y) {
        QCOMPARE(bar.pixelColor(bar.width() / 2, y).name(), ground.name());
    }
}

void AppStyleTest::pagesReachFromTheSliderToTheEnds()
{
    const QStyle* style = QApplication::style();
    const QStyleOptionSlider bar = barOption(900, 450);
    const auto at = [&](int y) {
        return style->hitTestComplexControl(QStyle::CC_ScrollBar, &bar, QPoint(5, y));
    };
    QCOMPARE(at(2), QStyle::SC_ScrollBarSubPage);
    QCOMPARE(at(200), QStyle::SC_ScrollBarSlider);
    QCOMPARE(at(398), QStyle::SC_ScrollBarAddPage);
}

void AppStyleTest::theSelectionIsGreyInAListWithoutTheFocus()
{
    ListAndField shown;
    QVERIFY(shown.show());
    shown.list->setFocus();
    QTRY_VERIFY(shown.list->hasFocus());
    const QColor focused = shown.groundOfFirst();
    shown.field->setFocus();
    QTRY_VERIFY(!shown.list->hasFocus());
    const QColor resting = shown.groundOfFirst();
    QVERIFY(resting != focused);
    QVERIFY(resting != shown.list->palette().color(QPalette::Base)); // Still told from the others.
}

void AppStyleTest::greyIsToldFromColourInBothThemes()
{
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        const Theme theme(kind);
        const QColor grey = selectionGround(theme.palette(), nullptr);
        QVERIFY(grey != theme.selection());
        QVERIFY(grey != theme.window());
        QVERIFY(grey.hslSaturation() < theme.selection().hslSaturation());
    }
}

CBOARD_UI_TEST_MAIN(AppStyleTest)
#include "tst_app_style.moc"
