// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watched_main.h"
#include "tests/ui/window_bench.h"
#include "ui/base/baseline_choice.h"
#include "ui/base/text_format.h"
#include "ui/filter/filter_chip.h"
#include "ui/matrix/matrix_widget.h"

#include <QMenu>
#include <QStandardPaths>

using namespace cboard;
using namespace cboard::ui;

/// What "before" means is chosen, said and used.
class BaselineTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_bench.reset(); }
    void cellsAreJudgedAgainstTheChosenRevision();
    void everyViewSaysWhatItIsAgainst_data();
    void everyViewSaysWhatItIsAgainst();
    void anotherBranchMeansItsNewestThatIsNotYounger();
    void acceptedMeansTheLastOneBefore();
    void whatIsNotStoredIsSaidAndNotUsed();
    void itIsChosenByKeysFromTheChip();
    void itIsPartOfTheLink();

private:
    ViewState stateOf(const char* view, const QString& baseline = {}) const;
    BaselineFound found(const QString& baseline) const;
    const query::RevisionRef& revision(std::size_t index) const
    {
        return m_revisions->rows[index].revision;
    }
    QString commit(std::size_t index) const { return fromUtf8(revision(index).commit); }
    FilterChip* chip() const;

    std::unique_ptr<test::WindowBench> m_bench;
    std::shared_ptr<const query::TreesSnapshot> m_trees;
    std::shared_ptr<const query::RevisionsSnapshot> m_revisions; ///< Of the first tree.
    query::BranchKey m_branch;
};

void BaselineTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    m_bench = std::make_unique<test::WindowBench>(
        generate::Options{.seed = 7, .trees = 2, .revisions = 6, .tests = 4000});
    const auto common = m_bench->fixture->context.common();
    m_trees = *m_bench->engine().trees({common}, {});
    const query::TreeRow& row = m_trees->rows.front();
    m_branch = {row.tree, row.branch, row.repositoryUrl};
    m_revisions = *m_bench->engine().revisions({common, m_branch, 30}, {});
    QVERIFY(m_revisions->rows.size() >= 4);
}

void BaselineTest::init()
{
    m_bench->settle();
}

ViewState BaselineTest::stateOf(const char* view, const QString& baseline) const
{
    ViewState state;
    state.view = QLatin1String(view);
    state.tree = fromUtf8(m_branch.tree);
    state.branch = fromUtf8(m_branch.branch);
    if (!baseline.isEmpty()) {
        state.options.insert(BaselineOption, baseline);
    }
    return state;
}

BaselineFound BaselineTest::found(const QString& baseline) const
{
    const Context& context = m_bench->fixture->context;
    const BaselineQuestion question(context, stateOf("boots", baseline));
    return *question.answer(*context.engine, m_branch, revision(0).id, context.common(), {});
}

FilterChip* BaselineTest::chip() const
{
    for (FilterChip* chip : m_bench->window->findChildren<FilterChip*>()) {
        if (chip->isVisible() && chip->text().startsWith(QLatin1String("baseline:"))) {
            return chip;
        }
    }
    return nullptr;
}

void BaselineTest::cellsAreJudgedAgainstTheChosenRevision()
{
    m_bench->open(stateOf("boots"));
    const auto* widget = m_bench->part<MatrixWidget>();
    const auto before = widget->matrix();
    m_bench->open(stateOf("boots", commit(3)));
    const auto shown = widget->matrix();
    QCOMPARE(shown->cells.size(), before->cells.size());
    query::MatrixRequest request;
    request.common = m_bench->fixture->context.common();
    request.common.baseline = revision(3).id;
    request.rows = {query::Dimension::Platform};
    request.columns = {query::Dimension::Revision};
    request.branch = m_branch;
    const auto expected = *m_bench->engine().matrix(request, {});
    QCOMPARE(shown->cells.size(), expected->cells.size());
    int differing = 0;
    for (std::size_t i = 0; i < shown->cells.size(); ++i) {
        QCOMPARE(shown->cells[i].marks, expected->cells[i].marks);
        differing += shown->cells[i].marks != before->cells[i].marks ? 1 : 0;
    }
    QVERIFY2(differing > 0, "nothing tells the two baselines apart");
}

void BaselineTest::everyViewSaysWhatItIsAgainst_data()
{
    QTest::addColumn<QString>("view");
    for (const char* view : {"trees", "revision", "builds", "boots", "tests", "testmatrix"}) {
        QTest::newRow(view) << QString::fromLatin1(view);
    }
}

void BaselineTest::everyViewSaysWhatItIsAgainst()
{
    QFETCH(QString, view);
    for (const QString& baseline : {QString(), commit(2)}) {
        m_bench->open(stateOf(qPrintable(view), baseline));
        const bool isEachBranchs = view == QLatin1String("trees");
        const QString name = baseline.isEmpty() ? QStringLiteral("previous result")
            : isEachBranchs                     ? shortHash(revision(2).commit)
                                                : revisionText(revision(2));
        QVERIFY2(m_bench->chips().contains(QStringLiteral("baseline: ") + name),
                 qPrintable(m_bench->chips().join(QLatin1Char('\n'))));
        const auto labels = m_bench->window->currentView()->findChildren<QLabel*>();
        const bool isInHead =
            std::any_of(labels.begin(), labels.end(), [&name](const QLabel* label) {
                return label->text().contains(QStringLiteral("against %1").arg(name));
            });
        QVERIFY2(isInHead, qPrintable(view));
    }
}

void BaselineTest::anotherBranchMeansItsNewestThatIsNotYounger()
{
    const query::TreeRow& other = m_trees->rows.back();
    QVERIFY(other.tree != m_branch.tree || other.branch != m_branch.branch);
    const auto baseline = found(branchBaseline(fromUtf8(other.tree), fromUtf8(other.branch)));
    QVERIFY(baseline.revision);
    QCOMPARE(baseline.revision->tree, other.tree);
    QVERIFY(*baseline.revision->time <= *revision(0).time);
    const query::RevisionsRequest all{m_bench->fixture->context.common(),
                                      {other.tree, other.branch, {}}};
    for (const auto& row : (*m_bench->engine().revisions(all, {}))->rows) {
        QVERIFY(*row.revision.time <= *baseline.revision->time
                || *row.revision.time > *revision(0).time);
    }
}

void BaselineTest::acceptedMeansTheLastOneBefore()
{
    QVERIFY(!found(AcceptedBaseline).revision);
    m_bench->items->toggleAccepted(commit(0), {});
    m_bench->items->toggleAccepted(commit(2), {});
    m_bench->items->toggleAccepted(commit(3), {});
    m_bench->settle();
    QCOMPARE(fromUtf8(found(AcceptedBaseline).revision->commit), commit(2));
    m_bench->open(stateOf("revision", AcceptedBaseline));
    m_bench->press("[");
    m_bench->press("[");
    m_bench->press("Shift+B"); // Not any more, and what is shown is never its own baseline.
    QVERIFY(!m_bench->items->lists().accepted.contains(commit(2)));
    QCOMPARE(fromUtf8(found(AcceptedBaseline).revision->commit), commit(3));
    m_bench->press("U");
    QVERIFY(m_bench->items->lists().accepted.contains(commit(2)));
}

void BaselineTest::whatIsNotStoredIsSaidAndNotUsed()
{
    for (const char* name : {"v99.9", "branch:nowhere/master"}) {
        const auto baseline = found(QString::fromLatin1(name));
        QVERIFY(!baseline.revision && !baseline.id());
        QVERIFY2(baseline.text.startsWith(QLatin1String("previous result, ")),
                 qPrintable(baseline.text));
    }
    m_bench->open(stateOf("boots", QStringLiteral("v99.9")));
    QVERIFY(m_bench->chips().contains(
        QStringLiteral("baseline: previous result, v99.9 is not stored")));
}

void BaselineTest::itIsChosenByKeysFromTheChip()
{
    m_bench->open(stateOf("boots"));
    QTest::keyClick(chip(), Qt::Key_Return);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_R); // A revision of this branch.
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    auto* own = QApplication::activePopupWidget();
    QTest::keyClick(own, Qt::Key_Down);
    QTest::keyClick(own, Qt::Key_Return);
    m_bench->settle();
    QCOMPARE(m_bench->state().options.value(BaselineOption), commit(1));
    QVERIFY(chip()->isRemovable());
    QTest::keyClick(chip(), Qt::Key_Delete);
    m_bench->settle();
    QCOMPARE(chip()->text(), QStringLiteral("baseline: previous result"));
}

void BaselineTest::itIsPartOfTheLink()
{
    m_bench->open(stateOf("builds", commit(2)));
    const auto again = fromAddress(toAddress(m_bench->state()));
    QVERIFY(again);
    m_bench->open(stateOf("trees"));
    m_bench->open(*again);
    QVERIFY(m_bench->chips().contains(QStringLiteral("baseline: ") + revisionText(revision(2))));
}

CBOARD_UI_TEST_MAIN(BaselineTest)
#include "tst_baseline.moc"
