// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shown_texts.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/feature.h"
#include "ui/base/view_header.h"
#include "ui/charts/charts_view.h"
#include "ui/matrix/arrange_button.h"
#include "ui/matrix/matrix_view.h"
#include "ui/revision/revision_columns.h"
#include "ui/shell/render.h"
#include "ui/trees/trees_columns.h"

#include <QClipboard>
#include <QFile>
#include <QGraphicsTextItem>
#include <QGraphicsView>
#include <QGuiApplication>
#include <QImage>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <cstdlib>

using namespace cboard;
using namespace cboard::ui;

namespace {

/// What every test makes of a view: shown on nothing, state given, settled.
std::unique_ptr<View> openView(test::UiFixture& fixture, const ViewState& state)
{
    std::unique_ptr<View> view(findFeature(state.view)->create(fixture.context, nullptr));
    view->setAttribute(Qt::WA_DontShowOnScreen);
    view->resize(1200, 800);
    view->show();
    view->showState(state);
    return view;
}

ViewState stateOf(const QString& view)
{
    ViewState state;
    state.view = view;
    state.tree = QStringLiteral("mainline");
    state.branch = QStringLiteral("master");
    return state;
}

/// Lines of text in the picture of a window, where the inspector stands.
int linesInInspector(const QImage& image)
{
    constexpr int Width = 300;
    constexpr int Above = 60;
    int lines = 0;
    bool wasInk = false;
    for (int y = Above; y < image.height() - Above; ++y) {
        bool isInk = false;
        for (int x = image.width() - Width; x < image.width() - 20; ++x) {
            isInk = isInk || image.pixelColor(x, y).lightness() < 140;
        }
        lines += isInk && !wasInk ? 1 : 0;
        wasInk = isInk;
    }
    return lines;
}

} // namespace

class ViewsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void everyViewRenders_data();
    void everyViewRenders();
    void aWindowIsDrawnWithAllItsPanes();
    void theArrowOfAMenuStandsBesideTheWord();
    void unknownViewIsASentence();
    void unknownRevisionIsASentence();
    void badFilterIsASentenceWithPlace();
    void badSuffixIsASentence();
    void treesKeepTheCursorAndOpenTheRevision();
    void matrixCursorDrivesTheSelection();
    void chartsHaveAChosenRevision();
    void chartsNameAsManyRevisionsAsHaveRoom();
    void matrixKeepsItsStateInTheAddress();
    void matrixModesSwitch();
    void revisionStepsToTheOlderOne();
    void suitesComeMostFailsFirst();
    void missingBuildsAreThoseOfTheRevisionBefore();
};

void ViewsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
}

void ViewsTest::init()
{
    // The offscreen platform cannot pass size hints on and says so; everything else fails.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support).")));
}

void ViewsTest::everyViewRenders_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<bool>("isDark");
    QTest::addColumn<QString>("suffix");
    for (const QString& view :
         {QStringLiteral("trees"), QStringLiteral("revision"), QStringLiteral("builds"),
          QStringLiteral("boots"), QStringLiteral("charts")}) {
        for (const QString& suffix :
             {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf")}) {
            QTest::addRow("%s %s", qPrintable(view), qPrintable(suffix))
                << view << (suffix == QLatin1String("svg")) << suffix;
        }
    }
}

void ViewsTest::everyViewRenders()
{
    QFETCH(QString, view);
    QFETCH(bool, isDark);
    QFETCH(QString, suffix);
    const QTemporaryDir folder;
    test::UiFixture fixture(isDark ? ThemeKind::Dark : ThemeKind::Light, {6, 20, 40, 8, 200, 3});
    RenderOptions options;
    options.state = stateOf(view);
    options.size = QSize(1000, 700);
    options.scale = 2;
    options.output = folder.filePath(QStringLiteral("picture.") + suffix);
    Renderer renderer(fixture.context);
    std::optional<Result<void>> outcome;
    renderer.start(options, [&outcome](Result<void> result) { outcome = std::move(result); });
    QTRY_VERIFY_WITH_TIMEOUT(outcome, 20'000);
    QVERIFY2(outcome->has_value(), outcome->has_value() ? "" : describe(outcome->error()).c_str());
    QFile file(options.output);
    QVERIFY(file.size() > 4000);
    if (suffix == QLatin1String("png")) {
        const QImage image(options.output);
        QCOMPARE(image.size(), QSize(2000, 1400));
        QSet<QRgb> colors;
        for (int x = 0; x < image.width(); x += 7) {
            for (int y = 0; y < image.height(); y += 7) {
                colors.insert(image.pixel(x, y));
            }
        }
        QVERIFY2(colors.size() > 12, "the picture is almost empty");
    }
}

void ViewsTest::aWindowIsDrawnWithAllItsPanes()
{
    class SlowRecords : public test::MemoryEngine {
    public:
        using MemoryEngine::MemoryEngine;
        query::Answer<query::RecordSnapshot> record(const query::RecordRequest& request,
                                                    const TaskContext& task) override
        {
            constexpr unsigned long LongAfterTheView = 400;
            QThread::msleep(LongAfterTheView);
            return MemoryEngine::record(request, task);
        }
    };
    const QTemporaryDir folder;
    SlowRecords engine(test::MemorySize{6, 20, 40, 8, 200, 3});
    test::UiFixture fixture;
    fixture.context.engine = &engine;
    RenderOptions options;
    options.state = stateOf(QStringLiteral("boots"));
    options.size = QSize(1400, 800);
    options.withWindow = true;
    options.output = folder.filePath(QStringLiteral("window.png"));
    Renderer renderer(fixture.context);
    std::optional<Result<void>> outcome;
    renderer.start(options, [&outcome](Result<void> result) { outcome = std::move(result); });
    QTRY_VERIFY_WITH_TIMEOUT(outcome, 20'000);
    QVERIFY(outcome->has_value());
    const int lines = linesInInspector(QImage(options.output));
    QVERIFY2(lines > 8, qPrintable(QString::number(lines))); // The fields of a record.
}

void ViewsTest::theArrowOfAMenuStandsBesideTheWord()
{
    const Theme theme(ThemeKind::Light);
    ViewHeader header(theme);
    ArrangeButton button(&header);
    header.addControl(button);
    header.resize(600, 80);
    header.show();
    const QImage seen = button.grab().toImage();
    constexpr int Edge = 3;
    int highest = seen.height();
    int lowest = 0;
    for (int x = seen.width() - 18; x < seen.width() - Edge; ++x) {
        for (int y = Edge; y < seen.height() - Edge; ++y) {
            if (seen.pixelColor(x, y).lightness() < 160) {
                highest = std::min(highest, y);
                lowest = std::max(lowest, y);
            }
        }
    }
    QVERIFY(highest <= lowest); // There is one.
    const int middle = (highest + lowest) / 2;
    QVERIFY2(std::abs(middle - seen.height() / 2) <= 3, qPrintable(QString::number(middle)));
}

void ViewsTest::unknownViewIsASentence()
{
    test::UiFixture fixture;
    RenderOptions options;
    options.state.view = QStringLiteral("treees");
    options.output = QStringLiteral("x.png");
    Renderer renderer(fixture.context);
    std::string message;
    renderer.start(options, [&message](const Result<void>& result) {
        message = result ? "" : describe(result.error());
    });
    QVERIFY2(message.find("unknown view \"treees\"; known are home, trees") == 0, message.c_str());
}

void ViewsTest::unknownRevisionIsASentence()
{
    test::UiFixture fixture;
    RenderOptions options;
    options.state = stateOf(QStringLiteral("revision"));
    options.state.revision = QStringLiteral("v1.2.3");
    options.output = QStringLiteral("x.png");
    Renderer renderer(fixture.context);
    std::string message;
    renderer.start(options, [&message](const Result<void>& result) {
        message = result ? "written" : describe(result.error());
    });
    QTRY_COMPARE(message, std::string("no revision \"v1.2.3\" is stored"));
}

void ViewsTest::badFilterIsASentenceWithPlace()
{
    test::UiFixture fixture;
    ViewState state = stateOf(QStringLiteral("boots"));
    state.filter = QStringLiteral("status:fail bord:x");
    const auto view = openView(fixture, state);
    QTRY_VERIFY(!view->status().isLoading);
    QVERIFY2(view->status().error.startsWith(QLatin1String("filter, character 13: ")),
             qPrintable(view->status().error));
}

void ViewsTest::badSuffixIsASentence()
{
    QWidget widget;
    const auto result = paintToFile(widget, QStringLiteral("picture.gif"), 1);
    QVERIFY(!result);
    QCOMPARE(result.error().message,
             std::string("picture.gif: the output must end in .txt, .md, .csv, .tsv, .json, "
                         ".html, .png, .svg, .pdf"));
}

void ViewsTest::treesKeepTheCursorAndOpenTheRevision()
{
    test::UiFixture fixture;
    const auto view = openView(fixture, stateOf(QStringLiteral("trees")));
    QTRY_VERIFY(!view->status().isLoading);
    QVERIFY(view->perform(ActionId::RowDown));
    const QString tree = view->state().tree;
    view->refresh();
    QTRY_VERIFY(!view->status().isLoading);
    QCOMPARE(view->state().tree, tree);
    QVERIFY(view->perform(ActionId::Open));
    QCOMPARE(fixture.navigator.opened.size(), std::size_t(1));
    QCOMPARE(fixture.navigator.opened.front().view, QStringLiteral("revision"));
    QCOMPARE(fixture.navigator.opened.front().tree, tree);
}

void ViewsTest::chartsHaveAChosenRevision()
{
    test::UiFixture fixture(ThemeKind::Light, {6, 20, 40, 8, 200, 3});
    ChartsView view(fixture.context, nullptr);
    Selection selection;
    connect(&view, &View::selectionChanged, this,
            [&selection](const Selection& selected) { selection = selected; });
    view.resize(900, 700);
    static_cast<QWidget&>(view).show();
    view.showState(stateOf(QStringLiteral("charts")));
    QTRY_VERIFY(!view.status().isLoading && !selection.revision.isEmpty());
    const QString newest = selection.revision;
    QCOMPARE(selection.facts.value(0).second, newest);
    QVERIFY(view.perform(ActionId::Left)); // Newest right.
    const QString older = selection.revision;
    QVERIFY(older != newest);
    QCOMPARE(view.state().revision, older);
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(selection.revision, newest);
    QVERIFY(view.perform(ActionId::NewerRevision)); // Stays at the end.
    QCOMPARE(selection.revision, newest);
    view.perform(ActionId::OlderRevision);
    view.perform(ActionId::Open);
    QCOMPARE(fixture.navigator.opened.back().view, QStringLiteral("revision"));
    QCOMPARE(fixture.navigator.opened.back().revision, older);
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const auto* chart = view.findChild<QGraphicsView*>();
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, chart->viewport()->rect().center());
    QVERIFY(selection.revision != newest && selection.revision != older);
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {},
                      chart->viewport()->rect().topRight() - QPoint(2, -20));
    QCOMPARE(selection.revision, newest);
}

void ViewsTest::chartsNameAsManyRevisionsAsHaveRoom()
{
    test::UiFixture fixture(ThemeKind::Dark, {6, 20, 40, 8, 200, 3});
    ChartsView view(fixture.context, nullptr);
    const auto names = [&view] { // Of the revisions below the lines.
        QStringList texts;
        for (const QGraphicsItem* item : view.findChild<QGraphicsView*>()->scene()->items()) {
            const auto* text = dynamic_cast<const QGraphicsTextItem*>(item);
            if (text != nullptr && text->toPlainText().startsWith(u'v')) {
                texts << text->toPlainText();
            }
        }
        return texts;
    };
    view.resize(2400, 700);
    static_cast<QWidget&>(view).show();
    view.showState(stateOf(QStringLiteral("charts")));
    QTRY_VERIFY(!view.status().isLoading && !names().isEmpty());
    const auto all = static_cast<qsizetype>(view.status().total);
    QVERIFY(all > 3);
    QCOMPARE(names().size(), all);
    view.resize(420, 700);
    QTRY_VERIFY(!names().isEmpty() && names().size() < all);
    QVERIFY2(names().filter(QStringLiteral("...")).isEmpty(), qPrintable(names().join(u' ')));
    // The sample of a line has its colour, though texts in it may be too dark to read.
    const QColor line = fixture.context.theme->status().hue(StatusClass::Error);
    QVERIFY(line != fixture.context.theme->status().textColor(StatusClass::Error));
    QVERIFY(test::says(view, line.name()));
}

void ViewsTest::matrixCursorDrivesTheSelection()
{
    test::UiFixture fixture;
    const auto view = openView(fixture, stateOf(QStringLiteral("boots")));
    QSignalSpy selections(view.get(), &View::selectionChanged);
    QTRY_VERIFY(!view->status().isLoading);
    QCOMPARE(selections.size(), 1); // The cursor starts on the first new failure.
    QVERIFY(view->perform(ActionId::NextFailure));
    QCOMPARE(selections.size(), 2);
    const auto selection = selections.back().front().value<Selection>();
    QVERIFY(!selection.id.isEmpty());
    QVERIFY(selection.history);
    QCOMPARE(selection.history->path, std::string("boot"));
    QCOMPARE(view->state().record, selection.id);
    QVERIFY(view->perform(ActionId::CopyId));
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), selection.id);
    QVERIFY(view->perform(ActionId::Open));
    QCOMPARE(fixture.navigator.opened.front().view, QStringLiteral("log"));
    QCOMPARE(fixture.navigator.opened.front().record, selection.id);
}

void ViewsTest::matrixKeepsItsStateInTheAddress()
{
    test::UiFixture fixture;
    ViewState state = stateOf(QStringLiteral("boots"));
    state.options.insert(QStringLiteral("sort"), QStringLiteral("name"));
    const auto view = openView(fixture, state);
    QTRY_VERIFY(!view->status().isLoading);
    QVERIFY(view->perform(ActionId::NextFailure));
    const auto restored = fromAddress(toAddress(view->state()));
    QVERIFY(restored);
    const auto again = openView(fixture, *restored);
    QTRY_VERIFY(!again->status().isLoading);
    QCOMPARE(toAddress(again->state()), toAddress(view->state()));
}

void ViewsTest::matrixModesSwitch()
{
    test::UiFixture fixture;
    ViewState state = stateOf(QStringLiteral("builds"));
    const auto view = openView(fixture, state);
    auto* matrix = static_cast<MatrixView*>(view.get())->matrixWidget();
    QTRY_VERIFY(!view->status().isLoading);
    QCOMPARE(matrix->matrix()->columnFields, (std::vector<std::string>{"arch", "compiler"}));
    state.options.insert(QStringLiteral("mode"), QStringLiteral("history"));
    view->showState(state);
    QTRY_COMPARE(matrix->matrix()->columnFields, std::vector<std::string>{"revision"});
    QCOMPARE(matrix->matrix()->columns.size(), std::size_t(30));
}

void ViewsTest::revisionStepsToTheOlderOne()
{
    test::UiFixture fixture;
    const auto view = openView(fixture, stateOf(QStringLiteral("revision")));
    QTRY_VERIFY(!view->status().isLoading);
    const QString newest = view->state().revision;
    QVERIFY(!newest.isEmpty());
    QVERIFY(view->perform(ActionId::OlderRevision));
    QCOMPARE(fixture.navigator.opened.size(), std::size_t(1));
    const ViewState older = fixture.navigator.opened.front();
    QVERIFY(older.revision != newest);
    view->showState(older);
    QTRY_VERIFY(!view->status().isLoading && view->state().revision == older.revision);
    QVERIFY(view->perform(ActionId::NewerRevision));
    QCOMPARE(fixture.navigator.opened.back().revision, newest);
}

void ViewsTest::suitesComeMostFailsFirst()
{
    test::UiFixture fixture;
    const auto tree = *fixture.engine.testTree({fixture.context.common(), 1}, {});
    const auto suites = suitesOf(*tree);
    QCOMPARE(suites.size(), std::size_t(6));
    std::int64_t total = 0;
    for (std::size_t i = 0; i < suites.size(); ++i) {
        total += suites[i].counts.total();
        QVERIFY(i == 0
                || suites[i - 1].counts[StatusClass::Fail] >= suites[i].counts[StatusClass::Fail]);
    }
    QCOMPARE(total, tree->nodes.front().counts.total());
}

void ViewsTest::missingBuildsAreThoseOfTheRevisionBefore()
{
    const auto build = [](const char* id, const char* config, const char* compiler) {
        query::BuildRow row;
        row.id = id;
        row.config = config;
        row.architecture = "arm64";
        row.compiler = compiler;
        row.status = StatusClass::Pass;
        return row;
    };
    query::BuildsSnapshot before;
    before.rows = {build("o:1", "defconfig", "gcc-12"), build("o:2", "defconfig", "clang-17"),
                   build("o:3", "defconfig", "clang-17")};
    query::BuildsSnapshot now;
    now.rows = {build("o:4", "defconfig", "gcc-12"), build("o:5", "tinyconfig", "gcc-12")};
    const auto missing = missingBuilds(now, before);
    QCOMPARE(missing.size(), std::size_t(1));
    QCOMPARE(missing[0].compiler, std::string("clang-17"));
    QCOMPARE(missing[0].id, std::string("o:2")); // What there is to open.
    QCOMPARE(missing[0].status, StatusClass::None);
}

CBOARD_UI_TEST_MAIN(ViewsTest)
#include "tst_views.moc"
