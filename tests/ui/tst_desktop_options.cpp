// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/desktop_options.h"
#include "tests/ui/watched_main.h"

#include <QTest>

using namespace cboard;
using namespace cboard::desktop;

class DesktopOptionsTest : public QObject {
    Q_OBJECT

private slots:
    void renderTakesEveryOption();
    void renderTakesAnAddress();
    void optionsGoBeforeTheAddress();
    void wrongUsageIsASentence_data();
    void wrongUsageIsASentence();
    void windowOpensTreesOrTheNamedTree();
    void addressIsOpened();
    void logFileIsOpened();
};

void DesktopOptionsTest::renderTakesEveryOption()
{
    const auto options = parseOptions({QStringLiteral("checkerboard"),
                                       QStringLiteral("--store"),
                                       QStringLiteral("a.db"),
                                       QStringLiteral("--render"),
                                       QStringLiteral("boots"),
                                       QStringLiteral("--tree"),
                                       QStringLiteral("mainline"),
                                       QStringLiteral("--branch"),
                                       QStringLiteral("master"),
                                       QStringLiteral("--revision"),
                                       QStringLiteral("HEAD~2"),
                                       QStringLiteral("--filter"),
                                       QStringLiteral("status:fail"),
                                       QStringLiteral("--record"),
                                       QStringLiteral("maestro:1"),
                                       QStringLiteral("--kind"),
                                       QStringLiteral("build"),
                                       QStringLiteral("--size"),
                                       QStringLiteral("800x600"),
                                       QStringLiteral("--scale"),
                                       QStringLiteral("2"),
                                       QStringLiteral("--now"),
                                       QStringLiteral("2026-03-12T09:40:00Z"),
                                       QStringLiteral("--theme"),
                                       QStringLiteral("dark"),
                                       QStringLiteral("--output"),
                                       QStringLiteral("a.svg")});
    QVERIFY2(options, options ? "" : options.error().message.c_str());
    QVERIFY(options->isRender);
    QCOMPARE(options->store.string(), std::string("a.db"));
    QCOMPARE(options->render.state.view, QStringLiteral("boots"));
    QCOMPARE(options->render.state.tree, QStringLiteral("mainline"));
    QCOMPARE(options->render.state.revision, QStringLiteral("HEAD~2"));
    QCOMPARE(options->render.state.filter, QStringLiteral("status:fail"));
    QCOMPARE(options->render.state.recordKind, RecordKind::Build);
    QCOMPARE(options->render.size, QSize(800, 600));
    QCOMPARE(options->render.scale, 2.0);
    QCOMPARE(options->theme, ui::ThemeKind::Dark);
    QVERIFY(options->now);
    QVERIFY(options->isKindKnown);
}

void DesktopOptionsTest::renderTakesAnAddress()
{
    const auto options =
        parseOptions({QStringLiteral("checkerboard"), QStringLiteral("--render"),
                      QStringLiteral("checkerboard:history?tree=next&kind=test&record=maestro:1"
                                     "&o.kind=boot&o.board=kevin"),
                      QStringLiteral("--output"), QStringLiteral("a.png")});
    QVERIFY2(options, options ? "" : options.error().message.c_str());
    QVERIFY(options->isRender && !options->address);
    const ui::ViewState& state = options->render.state;
    QCOMPARE(state.view, QStringLiteral("history"));
    QCOMPARE(state.tree, QStringLiteral("next"));
    QCOMPARE(state.record, QStringLiteral("maestro:1"));
    QVERIFY(options->isKindKnown);
    QCOMPARE(state.options.value(QStringLiteral("kind")), QStringLiteral("boot"));
    QCOMPARE(state.options.value(QStringLiteral("board")), QStringLiteral("kevin"));
}

void DesktopOptionsTest::optionsGoBeforeTheAddress()
{
    const auto options =
        parseOptions({QStringLiteral("checkerboard"), QStringLiteral("--render"),
                      QStringLiteral("checkerboard:boots?tree=next&filter=a"),
                      QStringLiteral("--tree=mainline"), QStringLiteral("--output=a.png")});
    QVERIFY(options);
    QCOMPARE(options->render.state.tree, QStringLiteral("mainline"));
    QCOMPARE(options->render.state.filter, QStringLiteral("a"));
    QVERIFY(!options->isKindKnown);
}

void DesktopOptionsTest::wrongUsageIsASentence_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const QString& line, const char* sentence) {
        QTest::newRow(name) << line.split(QLatin1Char(' ')) << QString::fromLatin1(sentence);
    };
    row("no output", QStringLiteral("--render boots"), "--render needs --output FILE");
    row("render address", QStringLiteral("--render checkerboard: --output a.png"),
        "--render: expected a view or a checkerboard: address, got \"checkerboard:\"");
    row("size", QStringLiteral("--render boots --output a.png --size big"),
        "--size: expected WIDTHxHEIGHT up to 20000, got \"big\"");
    row("scale", QStringLiteral("--render boots --output a.png --scale 9"),
        "--scale: expected 1 to 4, got \"9\"");
    row("theme", QStringLiteral("--theme pink"), "--theme: expected light or dark, got \"pink\"");
    row("now", QStringLiteral("--now noon"), "--now: expected a time, got \"noon\"");
    row("kind", QStringLiteral("--kind thing"),
        "--kind: expected test, build or checkout, got \"thing\"");
    row("address", QStringLiteral("checkerboard:"),
        "expected one checkerboard: address or log file, got \"checkerboard:\"");
    row("two", QStringLiteral("a.log b.log"),
        "expected one checkerboard: address or log file, got \"a.log b.log\"");
    row("unknown", QStringLiteral("--rendr boots"), "Unknown option 'rendr'.");
}

void DesktopOptionsTest::wrongUsageIsASentence()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, sentence);
    const auto options = parseOptions(QStringList{QStringLiteral("checkerboard")} + arguments);
    QVERIFY(!options);
    QCOMPARE(QString::fromStdString(options.error().message), sentence);
}

void DesktopOptionsTest::windowOpensTreesOrTheNamedTree()
{
    const auto plain = parseOptions({QStringLiteral("checkerboard")});
    QVERIFY(plain && !plain->isRender);
    QCOMPARE(plain->render.state.view, QStringLiteral("trees"));
    const auto named =
        parseOptions({QStringLiteral("checkerboard"), QStringLiteral("--tree=next")});
    QVERIFY(named);
    QCOMPARE(named->render.state.view, QStringLiteral("revision"));
}

void DesktopOptionsTest::addressIsOpened()
{
    const auto options = parseOptions(
        {QStringLiteral("checkerboard"), QStringLiteral("checkerboard:boots?tree=mainline")});
    QVERIFY(options);
    QCOMPARE(options->render.state.view, QStringLiteral("boots"));
    QCOMPARE(options->render.state.tree, QStringLiteral("mainline"));
}

void DesktopOptionsTest::logFileIsOpened()
{
    for (const char* argument : {"--log=/tmp/boot.log.gz", "/tmp/boot.log.gz"}) {
        const auto options =
            parseOptions({QStringLiteral("checkerboard"), QString::fromLatin1(argument)});
        QVERIFY(options && options->address);
        QCOMPARE(options->address->view, QStringLiteral("log"));
        QCOMPARE(options->address->options.value(QStringLiteral("file")),
                 QStringLiteral("/tmp/boot.log.gz"));
    }
}

CBOARD_UI_TEST_MAIN(DesktopOptionsTest)
#include "tst_desktop_options.moc"
