// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/run_error_snapshots.h"
#include "tests/ui/ui_fixture.h"
#include "tests/ui/watched_main.h"
#include "ui/base/field_text.h"
#include "ui/base/text_format.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/record_sections.h"
#include "ui/inspector/reproduce_command.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

using namespace cboard;
using namespace cboard::ui;

class InspectorTest : public QObject {
    Q_OBJECT

private slots:
    void everyFieldIsInOneSection();
    void addressesBecomeLinks();
    void membersOfJsonKeepTheirSpelling_data();
    void membersOfJsonKeepTheirSpelling();
    void whatIsNoJsonHasNoMembers();
    void valuesAreWrittenAsOneReadsThem_data();
    void valuesAreWrittenAsOneReadsThem();
    void aTimeIsLocalAndNamesItsZone();
    void filesAreCalledByTheirNames();
    void anAddressIsALinkWhereItStands();
    void aBuildIsRepeatedWithItsArchitectureCompilerAndFragments();
    void theRecordedCommandGoesFirst();
    void aTestSaysWhatRunsIt_data();
    void aTestSaysWhatRunsIt();
    void wordsFromRecordsCannotBreakOut();
    void withoutACommitThereIsNoCommand();
    void whatARecordSaysIsNoMarkup();
    void jsonIsFoldedUntilAskedForAndCopied();
    void theCommandIsCopiedByItsLink();
    void theTextWaitsWhileAKeyIsHeldDown();
    void fastMovesEndAtTheLast();
    void factsWithoutAValueAreLeftOut();
    void hashesAmongFactsAreInTheFixedFont();
    void whatTheLogShowedStandsBelowTheFields();
    void thePastSaysSinceWhenItFailsAndHowOftenItRan();
    void aBuildSaysWhatRanItAndHowItsConfigurationChanged();
};

namespace {

query::RecordSnapshot makeRecord(RecordKind kind, const std::string& path = {})
{
    query::RecordSnapshot record;
    record.kind = kind;
    record.id = "maestro:1";
    query::RevisionRef revision;
    revision.repositoryUrl = "https://git.example.org/linux.git";
    revision.branch = "master";
    revision.commit = std::string(40, 'a');
    record.revision = revision;
    record.platform = "rk3399-gru-kevin";
    record.fields = {{"id", "maestro:1", false}, {"path", path, false}};
    return record;
}

query::RecordSnapshot makeBuild()
{
    auto build = makeRecord(RecordKind::Build);
    build.fields = {{"id", "maestro:b", false},
                    {"architecture", "arm64", false},
                    {"compiler", "GCC 12.2.0 (Debian)", false},
                    {"config_name", "defconfig+kselftest", false}};
    return build;
}

Selection testOf(const QString& id)
{
    Selection selection;
    selection.id = id;
    return selection;
}

} // namespace

void InspectorTest::everyFieldIsInOneSection()
{
    auto record = makeRecord(RecordKind::Test, "boot");
    record.fields.push_back({"environment.misc", R"({"a":1})", true});
    record.fields.push_back({"log_url", "https://x.example/log", false});
    record.fields.push_back({"output_files", "[]", true});
    record.fields.push_back({"misc", "{}", true});
    record.incidentIds = {"maestro:i"};
    const auto sections = recordSections(record);
    qsizetype lines = 0;
    QStringList titles;
    for (const RecordSection& section : sections) {
        lines += section.lines.size();
        titles << section.title;
    }
    QCOMPARE(lines, static_cast<qsizetype>(record.fields.size()) + 1);
    QCOMPARE(titles,
             QStringList({QString(), QStringLiteral("Issues"), QStringLiteral("Environment"),
                          QStringLiteral("Files"), QStringLiteral("All else")}));
    QCOMPARE(sections[2].lines.first().name, QStringLiteral("misc"));
}

void InspectorTest::addressesBecomeLinks()
{
    auto record = makeRecord(RecordKind::Test, "boot");
    record.fields = {{"output_files",
                      R"([{"name":"a","url":"https://x.example/a"},{"url":"http://y/b"}])", true}};
    const auto line = recordSections(record).first().lines.first();
    QCOMPARE(line.urls,
             QStringList({QStringLiteral("https://x.example/a"), QStringLiteral("http://y/b")}));
}

void InspectorTest::membersOfJsonKeepTheirSpelling_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QStringList>("members");
    const auto add = [](const char* json, const QStringList& members) {
        QTest::newRow(json) << QString::fromLatin1(json) << members;
    };
    add("[1.0, 12345678901234567890]",
        {QStringLiteral("1.0"), QStringLiteral("12345678901234567890")});
    add(R"({"a":"x, ]y","b":{"c":[1,2]}})",
        {QStringLiteral(R"("a":"x, ]y")"), QStringLiteral(R"("b":{"c":[1,2]})")});
    add(R"(["\"quoted\\"])", {QStringLiteral(R"("\"quoted\\")")});
    add("{}", {});
}

void InspectorTest::membersOfJsonKeepTheirSpelling()
{
    QFETCH(const QString, json);
    QFETCH(const QStringList, members);
    const auto found = jsonMembers(json);
    QVERIFY(found);
    QCOMPARE(*found, members);
}

void InspectorTest::whatIsNoJsonHasNoMembers()
{
    for (const char* text : {"", "plain", "\"x\"", "[1, 2", "{\"a\":\"", "[1] and more"}) {
        QVERIFY2(!jsonMembers(QString::fromLatin1(text)), text);
    }
}

void InspectorTest::valuesAreWrittenAsOneReadsThem_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isJson");
    QTest::addColumn<QString>("text");
    QTest::newRow("duration") << "duration"
                              << "1520" << true << "25 m 20 s";
    QTest::newRow("no duration") << "duration"
                                 << "long" << false << "long";
    QTest::newRow("number elsewhere") << "number"
                                      << "1520" << false << "1520";
    QTest::newRow("words") << "environment.compatible"
                           << R"(["a,b","c"])" << true << "a,b, c";
    QTest::newRow("object") << "misc"
                            << R"({"rack":"7 ä","load":1.50,"more":{"x":1}})" << true
                            << "rack: 7 ä\nload: 1.50\nmore: {\"x\":1}";
    QTest::newRow("broken") << "misc"
                            << R"({"a":)" << true << R"({"a":)";
    QTest::newRow("not a time") << "start_time"
                                << "yesterday" << false << "yesterday";
}

void InspectorTest::valuesAreWrittenAsOneReadsThem()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const bool, isJson);
    QFETCH(const QString, text);
    const FieldText shown = fieldText({key.toStdString(), value.toStdString(), isJson});
    QCOMPARE(shown.text, text);
    QVERIFY(shown.fileNames.isEmpty());
}

void InspectorTest::aTimeIsLocalAndNamesItsZone()
{
    const FieldText shown = fieldText({"start_time", "2026-11-20T16:50:03.239881+00:00", false});
    const auto time = parseRfc3339("2026-11-20T16:50:03.239881+00:00");
    QVERIFY(time);
    QCOMPARE(shown.text, exactTimeText(time));
}

void InspectorTest::filesAreCalledByTheirNames()
{
    auto record = makeRecord(RecordKind::Build);
    record.fields = {
        {"output_files",
         R"([{"name":"kernel","url":"https://x.example/k"},{"name":"dtbs","url":"https://x.example/d"}])",
         true}};
    const auto line = recordSections(record).first().lines.first();
    QCOMPARE(line.urlNames, (QStringList{QStringLiteral("kernel"), QStringLiteral("dtbs")}));
    const Theme theme(ThemeKind::Light);
    const QString html = InspectorHtml(theme).lines({{QString(), {line}}});
    QVERIFY(html.contains(QLatin1String("href=\"https://x.example/k\">kernel</a>")));
    QVERIFY(!html.contains(QLatin1String("{&quot;")));
}

void InspectorTest::anAddressIsALinkWhereItStands()
{
    RecordLine line;
    line.name = QStringLiteral("misc");
    line.value = QStringLiteral("job: https://x.example/1\nrack: 7");
    line.urls = {QStringLiteral("https://x.example/1")};
    const Theme theme(ThemeKind::Light);
    const QString html = InspectorHtml(theme).lines({{QString(), {line}}});
    QCOMPARE(html.count(QLatin1String("href=")), 1);
    QCOMPARE(html.count(QLatin1String(">https://x.example/1</a>")), 1);
    QVERIFY(html.contains(QLatin1String("job: <a ")));
    QVERIFY(html.contains(QLatin1String("</a><br>rack: 7")));
}

void InspectorTest::aBuildIsRepeatedWithItsArchitectureCompilerAndFragments()
{
    const auto build = makeBuild();
    QCOMPARE(reproduceCommand(build, &build),
             QStringLiteral("git fetch https://git.example.org/linux.git master\n"
                            "git checkout %1\n"
                            "tuxmake --target-arch=arm64 --toolchain=gcc-12 --kconfig=defconfig "
                            "--kconfig-add=kselftest")
                 .arg(QString(40, QLatin1Char('a'))));
}

void InspectorTest::theRecordedCommandGoesFirst()
{
    auto build = makeBuild();
    build.fields.push_back({"command", "make  -j8\n bzImage", false});
    QVERIFY(reproduceCommand(build, &build).endsWith(QLatin1String("\nmake -j8 bzImage")));
}

void InspectorTest::aTestSaysWhatRunsIt_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("end");
    QTest::newRow("boot") << "boot"
                          << "# then boot it on rk3399-gru-kevin";
    QTest::newRow("kselftest") << "kselftest.net.tcp"
                               << "make -C tools/testing/selftests TARGETS=net run_tests";
    QTest::newRow("kselftest-x") << "kselftest-dt.probe"
                                 << "make -C tools/testing/selftests TARGETS=dt run_tests";
    QTest::newRow("kunit") << "kunit.list"
                           << "./tools/testing/kunit/kunit.py run";
    QTest::newRow("other") << "ltp.mm.x"
                           << "# then run ltp.mm.x on rk3399-gru-kevin";
}

void InspectorTest::aTestSaysWhatRunsIt()
{
    QFETCH(const QString, path);
    QFETCH(const QString, end);
    const auto build = makeBuild();
    const auto record = makeRecord(RecordKind::Test, path.toStdString());
    const QString command = reproduceCommand(record, &build);
    QVERIFY2(command.endsWith(end), qPrintable(command));
    QVERIFY(command.contains(QLatin1String("tuxmake")));
    QVERIFY(!reproduceCommand(record, nullptr).contains(QLatin1String("tuxmake")));
}

void InspectorTest::wordsFromRecordsCannotBreakOut()
{
    QCOMPARE(shellWord(QStringLiteral("plain-1.2")), QStringLiteral("plain-1.2"));
    QCOMPARE(shellWord(QStringLiteral("a b'; rm -rf /")), QStringLiteral("'a b'\\''; rm -rf /'"));
    auto record = makeRecord(RecordKind::Test, "ltp.x\nrm -rf /");
    record.platform = "board\nreboot";
    for (const QString& line : reproduceCommand(record, nullptr).split(QLatin1Char('\n'))) {
        QVERIFY2(line.startsWith(QLatin1String("git ")) || line.startsWith(QLatin1Char('#')),
                 qPrintable(line));
    }
}

void InspectorTest::withoutACommitThereIsNoCommand()
{
    auto record = makeRecord(RecordKind::Build);
    record.revision->commit.clear();
    QVERIFY(reproduceCommand(record, &record).isEmpty());
    record.revision.reset();
    QVERIFY(reproduceCommand(record, &record).isEmpty());
}

void InspectorTest::whatARecordSaysIsNoMarkup()
{
    const Theme theme(ThemeKind::Light);
    const RecordLine line{QStringLiteral("<b>n"), QStringLiteral("<img src=x>"), false, {}};
    const QString html = InspectorHtml(theme).lines({{QStringLiteral("<i>t"), {line}}});
    QVERIFY(!html.contains(QLatin1String("<img")));
    QVERIFY(!html.contains(QLatin1String("<b>")));
    QVERIFY(!html.contains(QLatin1String("<i>")));
}

void InspectorTest::jsonIsFoldedUntilAskedForAndCopied()
{
    test::UiFixture fixture;
    Inspector inspector(fixture.context);
    QSignalSpy settled(&inspector, &Inspector::settled);
    inspector.inspect(testOf(QStringLiteral("maestro:1")));
    QVERIFY(settled.wait());
    QVERIFY(!inspector.fieldsText().contains(QLatin1String("\"path\": \"boot\"")));
    auto* text = inspector.findChild<QTextBrowser*>();
    emit text->anchorClicked(QUrl(inspector_link::ToggleJson));
    QVERIFY(inspector.fieldsText().contains(QLatin1String("\"path\": \"boot\"")));
    emit text->anchorClicked(QUrl(inspector_link::CopyJson));
    QVERIFY(QGuiApplication::clipboard()->text().contains(QLatin1String("\"path\": \"boot\"")));
}

void InspectorTest::theCommandIsCopiedByItsLink()
{
    test::UiFixture fixture;
    Inspector inspector(fixture.context);
    QSignalSpy settled(&inspector, &Inspector::settled);
    inspector.inspect(testOf(QStringLiteral("maestro:1")));
    QVERIFY(settled.wait());
    QVERIFY(inspector.command().contains(QLatin1String("git checkout ")));
    QSignalSpy said(&inspector, &Inspector::said);
    emit inspector.findChild<QTextBrowser*>()->anchorClicked(QUrl(inspector_link::CopyCommand));
    QCOMPARE(said.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), inspector.command());
}

void InspectorTest::theTextWaitsWhileAKeyIsHeldDown()
{
    test::UiFixture fixture;
    Inspector inspector(fixture.context);
    const auto sendKey = [&inspector](QEvent::Type type, bool isRepeat) {
        QKeyEvent key(type, Qt::Key_J, Qt::NoModifier, QStringLiteral("j"), isRepeat);
        QCoreApplication::sendEvent(&inspector, &key);
    };
    const auto* text = inspector.findChild<QTextBrowser*>();
    QStringList atSettled; // What stood there, and whether more is to come.
    connect(&inspector, &Inspector::settled, this, [&] {
        const bool isThere = text->toPlainText().contains(QLatin1String("maestro:2"));
        atSettled << (isThere ? QStringLiteral("text") : QStringLiteral("no text"))
                + (inspector.isLoading() ? QStringLiteral(", more") : QString());
    });
    sendKey(QEvent::KeyPress, false);
    sendKey(QEvent::KeyPress, true);
    inspector.inspect(testOf(QStringLiteral("maestro:2")));
    QTRY_VERIFY(!atSettled.isEmpty());
    QCOMPARE(atSettled.front(), QStringLiteral("no text, more"));
    sendKey(QEvent::KeyRelease, false);
    QTRY_VERIFY(!inspector.isLoading());
    QCOMPARE(atSettled.back(), QStringLiteral("text"));

    atSettled.clear();
    sendKey(QEvent::KeyPress, true); // Its release goes elsewhere.
    inspector.inspect(testOf(QStringLiteral("maestro:1")));
    inspector.inspect(testOf(QStringLiteral("maestro:2")));
    QTRY_VERIFY(!inspector.isLoading() && !atSettled.isEmpty());
    QCOMPARE(atSettled.back(), QStringLiteral("text"));
}

void InspectorTest::fastMovesEndAtTheLast()
{
    test::UiFixture fixture;
    Inspector inspector(fixture.context);
    for (int i = 0; i < 50; ++i) {
        inspector.inspect(testOf(QStringLiteral("maestro:%1").arg(i)));
    }
    QTRY_VERIFY(!inspector.isLoading());
    QVERIFY(inspector.fieldsText().contains(QLatin1String("maestro:49")));
}

/// A revision without a clone of its tree has no subject.
void InspectorTest::factsWithoutAValueAreLeftOut()
{
    test::UiFixture fixture;
    Inspector inspector(fixture.context);
    Selection selection;
    selection.caption = QStringLiteral("mainline/master");
    selection.facts = {{QStringLiteral("Commit"), QStringLiteral("0f3a12c")},
                       {QStringLiteral("Subject"), QString()}};
    inspector.inspect(selection);
    QTRY_VERIFY(inspector.fieldsText().contains(QStringLiteral("0f3a12c")));
    QVERIFY(!inspector.fieldsText().contains(QStringLiteral("Subject")));
}

void InspectorTest::hashesAmongFactsAreInTheFixedFont()
{
    test::UiFixture fixture;
    Inspector inspector(fixture.context);
    const QString hash(40, QLatin1Char('a'));
    Selection selection;
    selection.facts = {{QStringLiteral("Commit"), hash},
                       {QStringLiteral("Range"), hash.left(12) + QStringLiteral("..") + hash},
                       {QStringLiteral("Boards"), QStringLiteral("17")}};
    inspector.inspect(selection);
    QTRY_VERIFY(inspector.fieldsText().contains(hash));
    const auto* text = inspector.findChild<QTextBrowser*>();
    int fixed = 0;
    for (auto block = text->document()->begin(); block.isValid(); block = block.next()) {
        const QString family = block.begin().fragment().charFormat().font().family();
        const bool isHash = block.text().contains(hash.left(12));
        QCOMPARE(family == Theme::monospace().family(), isHash);
        fixed += isHash ? 1 : 0;
    }
    QCOMPARE(fixed, 2);
}

namespace {

/// Knows what the log of one record showed.
class FindingEngine : public test::MemoryEngine {
public:
    query::Answer<query::RunErrorsSnapshot> runErrors(const query::RunErrorsRequest& request,
                                                      const TaskContext& /*task*/) override
    {
        if (request.ids.front() != "maestro:1") {
            return fail(ErrorKind::NotFound, "no such test");
        }
        auto found = std::make_shared<query::RunErrorsSnapshot>();
        found->errors = {{"f1:0", "Kernel panic <b>", "early_boot"}};
        return std::shared_ptr<const query::RunErrorsSnapshot>(std::move(found));
    }
};

} // namespace

void InspectorTest::whatTheLogShowedStandsBelowTheFields()
{
    test::UiFixture fixture;
    FindingEngine engine;
    fixture.context.engine = &engine;
    Inspector inspector(fixture.context);
    inspector.inspect(testOf(QStringLiteral("maestro:1")));
    QTRY_VERIFY(!inspector.isLoading());
    QVERIFY(inspector.fieldsText().contains(QLatin1String("early boot")));
    QVERIFY(inspector.fieldsText().contains(QLatin1String("Kernel panic <b>")));
    // Where nothing is known, the record is shown all the same.
    inspector.inspect(testOf(QStringLiteral("maestro:2")));
    QTRY_VERIFY(!inspector.isLoading());
    QVERIFY(inspector.fieldsText().contains(QLatin1String("maestro:2")));
    QVERIFY(!inspector.fieldsText().contains(QLatin1String("early boot")));
}

void InspectorTest::thePastSaysSinceWhenItFailsAndHowOftenItRan()
{
    query::RecordSnapshot record = makeRecord(RecordKind::Test, "boot");
    record.revision->id = 7;
    record.lab = "lab-x";
    query::HistorySnapshot history;
    QVERIFY(pastSections(history, record).isEmpty());
    const auto ran = [&history](std::int64_t revision, const char* lab, StatusClass status) {
        query::HistoryRun run;
        run.id = "maestro:" + std::to_string(history.runs.size());
        run.revision.id = revision;
        run.lab = lab;
        run.status = status;
        history.runs.push_back(run);
    };
    ran(8, "lab-x", StatusClass::Pass);
    ran(7, "lab-x", StatusClass::Fail);
    ran(7, "lab-x", StatusClass::Pass);
    ran(7, "lab-y", StatusClass::Pass);
    ran(5, "lab-x", StatusClass::Pass);
    QCOMPARE(runBefore(history, record)->revision.id, std::int64_t(5));
    history.flakiness.failingFor = 3;
    history.flakiness.firstBad.emplace().name = "v7.1-rc2";
    history.flakiness.lastGood.emplace().name = "v7.1-rc1";
    const auto sections = pastSections(history, record);
    QCOMPARE(sections.size(), 1);
    const auto& lines = sections.front().lines;
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].value.contains(QLatin1String("3 revisions, since v7.1-rc2")));
    QCOMPARE(lines[1].value, QStringLiteral("v7.1-rc1"));
    QVERIFY(lines[2].name.contains(QLatin1String("2 times"))); // The other lab is not it.
}

void InspectorTest::aBuildSaysWhatRanItAndHowItsConfigurationChanged()
{
    BuildUse use;
    use.boots[StatusClass::Pass] = 3;
    use.config = std::vector<service::ConfigChange>{{"KASAN", "n", "y"}};
    use.configBefore.emplace().name = "v7.1-rc1";
    auto lines = useSections(use).front().lines;
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[1].value, QStringLiteral("none"));
    QCOMPARE(lines[2].urls, QStringList{inspector_link::OpenUsers});
    QVERIFY(lines[3].name.contains(QLatin1String("v7.1-rc1")));
    QVERIFY(lines[3].value.contains(QLatin1String("KASAN  n")));
    use.config = fail(ErrorKind::Unsupported, "https://x/.config is no local file");
    QVERIFY(useSections(use).front().lines[3].value.contains(QLatin1String("no local file")));
    const auto why = [&use] { return useSections(use).front().lines[3].value; };
    use.hadConfig = false;
    QVERIFY(why().contains(QLatin1String("the build of v7.1-rc1 names no config_url")));
    use.configBefore.reset();
    QVERIFY(why().contains(QLatin1String("no earlier build")));
    use.hasConfig = false;
    QVERIFY(why().contains(QLatin1String("the build names no file of its configuration")));
    QCOMPARE(buildTerms(makeBuild()),
             QStringLiteral("config:defconfig+kselftest arch:arm64 "
                            "compiler:\"GCC 12.2.0 (Debian)\""));
}

CBOARD_UI_TEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
