// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/filter/completion_list.h"
#include "ui/filter/filter_bar.h"
#include "ui/filter/filter_chip.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

class FilterBarTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void togglingATermTwiceGivesTheTextBack();
    void aTermIsTakenOutAndTheRestStaysAsTyped();
    void textThatDoesNotParseIsLeftAlone();
    void rangesCountCharactersNotBytes();
    void historyWalksUpToTheOldestAndDownToWhatWasTyped();
    void historyKeepsEachFilterOnce();
    void typingOffersKeysThenValuesWithCounts();
    void tabTakesTheFirstOfferAndEnterTheCurrentOne();
    void enterWithoutAChoiceAppliesWhatIsTyped();
    void escClosesTheOffersFirst();
    void noOffersInsideARegularExpression();
    void chipsAreReachedEditedAndRemovedByKey();
    void wholeTermsActAtOnceAndHalfTypedKeysWait();
    void errorsShowTheirPlaceAndKeepTheFilter();
    void offersLeaveTheErrorInSight();
    void hiddenInfraIsCountedOnItsChip();
    void scopeChipsAskTheViewToWiden();
    void enterOnAScopeChipOffersItsOtherValues();
    void upAndDownRecallAppliedFilters();

private:
    void type(const char* text) { QTest::keyClicks(m_field, QString::fromUtf8(text)); }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
    CompletionList* offers() const { return m_window->findChild<CompletionList*>(); }

    std::unique_ptr<test::UiFixture> m_fixture;
    std::unique_ptr<QWidget> m_window;
    FilterBar* m_bar = nullptr;
    QLineEdit* m_field = nullptr;
};

void FilterBarTest::init()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
    m_fixture = std::make_unique<test::UiFixture>();
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 500);
    m_bar = new FilterBar(m_fixture->context, m_window.get());
    m_bar->setGeometry(0, 0, 900, 80);
    m_field = m_bar->findChild<QLineEdit*>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_bar->focusField();
}

void FilterBarTest::cleanup()
{
    m_window.reset();
    m_fixture.reset();
}

void FilterBarTest::togglingATermTwiceGivesTheTextBack()
{
    const QString filter = QStringLiteral("arch:arm64 \"a b\"");
    const QString more = withTermToggled(filter, FailTerm);
    QVERIFY(containsTerm(more, FailTerm));
    QCOMPARE(withTermToggled(more, FailTerm), filter);
    QCOMPARE(withTermToggled({}, FailTerm), FailTerm);
}

void FilterBarTest::aTermIsTakenOutAndTheRestStaysAsTyped()
{
    const QString filter = QStringLiteral("  arch:arm64   status:FAIL  board:~rk ");
    QCOMPARE(withoutTerm(filter, 1), QStringLiteral("arch:arm64 board:~rk"));
    QCOMPARE(withoutTerm(filter, 7), filter);
}

void FilterBarTest::textThatDoesNotParseIsLeftAlone()
{
    const QString wrong = QStringLiteral("bord:x");
    QVERIFY(filterTerms(wrong).isEmpty());
    QCOMPARE(withoutTerm(wrong, 0), wrong);
}

void FilterBarTest::rangesCountCharactersNotBytes()
{
    const QString filter = QStringLiteral("übel arch:arm64");
    const auto range = termRange(filter, 1);
    QVERIFY(range);
    QCOMPARE(filter.mid(range->begin, range->length), QStringLiteral("arch:arm64"));
}

void FilterBarTest::historyWalksUpToTheOldestAndDownToWhatWasTyped()
{
    FilterHistory history;
    history.add(QStringLiteral("one"));
    history.add(QStringLiteral("two"));
    QCOMPARE(history.older(QStringLiteral("typed")), QStringLiteral("two"));
    QCOMPARE(history.older(QStringLiteral("two")), QStringLiteral("one"));
    QCOMPARE(history.older(QStringLiteral("one")), QStringLiteral("one"));
    QCOMPARE(history.newer(QStringLiteral("one")), QStringLiteral("two"));
    QCOMPARE(history.newer(QStringLiteral("two")), QStringLiteral("typed"));
    QCOMPARE(history.newer(QStringLiteral("typed")), QStringLiteral("typed"));
}

void FilterBarTest::historyKeepsEachFilterOnce()
{
    FilterHistory history;
    for (const char* text : {"a", "b", "a", "", "  "}) {
        history.add(QString::fromLatin1(text));
    }
    QCOMPARE(history.entries(), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
    QStringList many;
    for (int i = 0; i < 150; ++i) {
        many << QString::number(i);
    }
    history.setEntries(many);
    QCOMPARE(history.entries().size(), FilterHistory::MaxEntries);
    QCOMPARE(history.entries().last(), QStringLiteral("149"));
}

void FilterBarTest::typingOffersKeysThenValuesWithCounts()
{
    type("boa");
    QTRY_VERIFY(offers()->isVisible());
    const QAbstractItemModelTester tester(offers()->model(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(offers()->model()->index(0, 0).data().toString(), QStringLiteral("board:"));
    type("rd:rk");
    QTRY_COMPARE(offers()->model()->index(0, 0).data().toString(),
                 QStringLiteral("rk3399-gru-kevin"));
    QCOMPARE(offers()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("rk3399-gru-kevin, 100 results"));
}

void FilterBarTest::tabTakesTheFirstOfferAndEnterTheCurrentOne()
{
    type("boa");
    QTRY_VERIFY(offers()->isVisible());
    press(Qt::Key_Tab);
    QCOMPARE(m_field->text(), QStringLiteral("board:"));
    QTRY_VERIFY(offers()->isVisible());
    QTRY_VERIFY(offers()->model()->rowCount() > 3);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Return);
    QCOMPARE(m_field->text(), QStringLiteral("board:sun50i-h6-pine-h64"));
    QVERIFY(!offers()->isVisible());
    QVERIFY(m_bar->hasFieldFocus());
}

void FilterBarTest::enterWithoutAChoiceAppliesWhatIsTyped()
{
    QSignalSpy changed(m_bar, &FilterBar::filterChanged);
    QSignalSpy left(m_bar, &FilterBar::left);
    type("board:rk");
    QTRY_VERIFY(offers()->isVisible());
    press(Qt::Key_Return);
    QCOMPARE(left.count(), 1);
    QCOMPARE(m_bar->filter(), QStringLiteral("board:rk"));
    QCOMPARE(changed.last().first().toString(), QStringLiteral("board:rk"));
    QVERIFY(!offers()->isVisible());
}

void FilterBarTest::escClosesTheOffersFirst()
{
    QSignalSpy left(m_bar, &FilterBar::left);
    type("boa");
    QTRY_VERIFY(offers()->isVisible());
    press(Qt::Key_Escape);
    QVERIFY(!offers()->isVisible());
    QCOMPARE(left.count(), 0);
    press(Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
}

void FilterBarTest::noOffersInsideARegularExpression()
{
    type("board:/rk");
    QVERIFY(offers() == nullptr || !offers()->isVisible());
}

void FilterBarTest::chipsAreReachedEditedAndRemovedByKey()
{
    m_field->setText(QStringLiteral("arch:arm64 status:fail lab:x"));
    press(Qt::Key_Return);
    QCOMPARE(m_bar->chipTexts().size(), 3);
    m_bar->focusField();
    press(Qt::Key_Tab);
    QCOMPARE(qobject_cast<FilterChip*>(QApplication::focusWidget())->text(),
             QStringLiteral("arch:arm64"));
    press(Qt::Key_Right);
    press(Qt::Key_Delete);
    QCOMPARE(m_bar->filter(), QStringLiteral("arch:arm64 lab:x"));
    QCOMPARE(qobject_cast<FilterChip*>(QApplication::focusWidget())->text(),
             QStringLiteral("lab:x"));
    press(Qt::Key_Return);
    QVERIFY(m_bar->hasFieldFocus());
    QCOMPARE(m_field->selectedText(), QStringLiteral("lab:x"));
    m_bar->dropLastTerm();
    QCOMPARE(m_bar->filter(), QStringLiteral("arch:arm64"));
}

void FilterBarTest::wholeTermsActAtOnceAndHalfTypedKeysWait()
{
    QSignalSpy changed(m_bar, &FilterBar::filterChanged);
    type("arch");
    QCOMPARE(changed.count(), 0); // May become "arch:".
    type(":arm");
    QCOMPARE(changed.count(), 3); // ":a", "r", "m".
    QCOMPARE(m_bar->filter(), QStringLiteral("arch:arm"));
    m_field->clear();
    type("sta");
    QTRY_COMPARE(m_bar->filter(), QStringLiteral("sta"));
}

void FilterBarTest::errorsShowTheirPlaceAndKeepTheFilter()
{
    m_bar->setFilter(QStringLiteral("arch:arm64"));
    m_field->clear();
    type("arch:arm64 status:x");
    press(Qt::Key_Return);
    QVERIFY2(m_bar->errorText().startsWith(QLatin1String("At character 19: ")),
             qPrintable(m_bar->errorText()));
    QCOMPARE(m_bar->filter(), QStringLiteral("arch:arm64"));
    QVERIFY(m_bar->hasFieldFocus());
}

void FilterBarTest::offersLeaveTheErrorInSight()
{
    m_bar->setGeometry(0, 0, 900, m_bar->sizeHint().height());
    type("is:ne"); // Two qualifiers begin like this, none is this.
    QTRY_VERIFY(!m_bar->errorText().isEmpty());
    m_bar->resize(900, m_bar->sizeHint().height()); // As a window gives it the room.
    QTRY_VERIFY(offers() != nullptr && offers()->isVisible());
    const QList<QLabel*> labels = m_bar->findChildren<QLabel*>();
    const auto error = std::find_if(labels.begin(), labels.end(), [this](const QLabel* label) {
        return label->text() == m_bar->errorText();
    });
    QVERIFY(error != labels.end());
    const QRect seen((*error)->mapTo(m_window.get(), QPoint()), (*error)->size());
    QTRY_VERIFY(!offers()->geometry().intersects(seen));
    QVERIFY(offers()->geometry().top() - seen.bottom() < 10);
    type("w "); // Whole: the error goes, and its room with it.
    QTRY_VERIFY(m_bar->errorText().isEmpty());
    type("is:ne");
    QVERIFY(offers()->isVisible());
}

void FilterBarTest::hiddenInfraIsCountedOnItsChip()
{
    m_bar->toggleTerm(NoInfraTerm);
    QCOMPARE(m_bar->chipTexts(), QStringList(NoInfraTerm));
    m_bar->setHiddenInfra(412);
    QCOMPARE(m_bar->chipTexts(), QStringList(QStringLiteral("infra hidden: 412")));
}

void FilterBarTest::scopeChipsAskTheViewToWiden()
{
    QSignalSpy chosen(m_bar, &FilterBar::optionChosen);
    m_bar->setScope({{QStringLiteral("last 15 revisions"),
                      {},
                      QStringLiteral("last"),
                      {},
                      QStringLiteral("all")},
                     {QStringLiteral("baseline: previous"), {}}});
    const auto chips = m_bar->findChildren<FilterChip*>();
    QCOMPARE(chips.size(), 2);
    QTest::keyClick(chips[0], Qt::Key_Delete);
    QTest::keyClick(chips[1], Qt::Key_Delete);
    QCOMPARE(chosen, {QVariantList({QStringLiteral("last"), QStringLiteral("all")})});
}

void FilterBarTest::enterOnAScopeChipOffersItsOtherValues()
{
    QSignalSpy chosen(m_bar, &FilterBar::optionChosen);
    m_bar->setScope({{QStringLiteral("last 15 revisions"),
                      {},
                      QStringLiteral("last"),
                      {{QStringLiteral("15"), {}}, {QStringLiteral("30"), QStringLiteral("30")}}}});
    QTest::keyClick(m_bar->findChild<FilterChip*>(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(chosen, {QVariantList({QStringLiteral("last"), QStringLiteral("30")})});
}

void FilterBarTest::upAndDownRecallAppliedFilters()
{
    m_field->setText(QStringLiteral("status:fail"));
    press(Qt::Key_Return);
    m_bar->focusField();
    m_field->setText(QStringLiteral("lab:x"));
    press(Qt::Key_Return);
    m_bar->focusField();
    press(Qt::Key_Up);
    QCOMPARE(m_field->text(), QStringLiteral("status:fail"));
    press(Qt::Key_Down);
    QCOMPARE(m_field->text(), QStringLiteral("lab:x"));
    QCOMPARE(m_bar->history().size(), 2);
}

CBOARD_UI_TEST_MAIN(FilterBarTest)
#include "tst_filter_bar.moc"
