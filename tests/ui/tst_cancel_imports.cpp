// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/io/packing.h"
#include "tests/ui/cancel_probe.h"
#include "tests/ui/open_view.h"
#include "tests/ui/watched_main.h"
#include "ui/ingest/ingest_view.h"
#include "ui/widgets/result_table.h"

#include <QAbstractItemView>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace cboard;
using namespace cboard::ui;

namespace {

constexpr int Files = 60;
constexpr int TestsOfAFile = 2'000;

/// \param broken Ends too early, so that it is refused.
std::string document(int number, int tests, bool broken = false)
{
    std::string text = R"({"version":{"major":5,"minor":3},"tests":[)";
    const std::string key = std::to_string(number) + '-';
    for (int i = 0; i < tests; ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"origin":"o","build_id":"o:b","status":"PASS","id":"o:)" + key
            + std::to_string(i) + R"(","path":"suite.)" + std::to_string(i % 900) + R"("})";
    }
    return text + (broken ? "]" : "]}\n");
}

} // namespace

/// Whatever is read in from the desktop has a row that says how far it is, ends soon after Cancel,
/// and leaves the store whole: what was committed stays, no document is there in part, and reading
/// again brings in the rest.
class CancelImportsTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anImport_data();
    void anImport();
    void refusedDocumentsReadAgain();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& name, const std::string& bytes) const;
    static qint64 testCount(test::StoreFixture& fixture);
    static void readAll(test::StoreFixture& fixture, IngestView& view);
    static void checkWhole(test::StoreFixture& fixture);

    QTemporaryDir m_folder;
};

void CancelImportsTest::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    for (const char* folder : {"folder", "other", "broken"}) {
        QVERIFY(QDir(m_folder.path()).mkdir(QLatin1String(folder)));
    }
    test::Members members;
    for (int number = 0; number < Files; ++number) {
        const std::string text = document(number, TestsOfAFile);
        const QString name = QStringLiteral("%1.json").arg(number, 3, 10, QLatin1Char('0'));
        write((number % 2 == 0 ? QStringLiteral("folder/") : QStringLiteral("other/")) + name,
              text);
        members.emplace_back(name.toStdString(), text);
        write(QStringLiteral("broken/") + name, document(number, TestsOfAFile, true));
    }
    write(QStringLiteral("dump.tar"), test::archive(test::ArchiveKind::Tar, members));
    write(QStringLiteral("dump.zip"), test::archive(test::ArchiveKind::Zip, members));
    const std::string large = document(0, Files * TestsOfAFile);
    write(QStringLiteral("large.json"), large);
    write(QStringLiteral("large.json.gz"), test::gzip(large));
    write(QStringLiteral("large.json.zst"), test::zstd(large));
    write(QStringLiteral("large.json.xz"), test::xz(large));
}

void CancelImportsTest::write(const QString& name, const std::string& bytes) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes.data(), std::ssize(bytes)), std::ssize(bytes));
}

qint64 CancelImportsTest::testCount(test::StoreFixture& fixture)
{
    const auto sizes = fixture.workbench().store().sizes();
    return sizes ? sizes->records[static_cast<std::size_t>(RecordKind::Test)] : -1;
}

void CancelImportsTest::checkWhole(test::StoreFixture& fixture)
{
    const auto problems = fixture.workbench().store().check({});
    QVERIFY(problems);
    QVERIFY2(problems->empty(), problems->empty() ? "" : problems->front().c_str());
}

void CancelImportsTest::readAll(test::StoreFixture& fixture, IngestView& view)
{
    view.start();
    QTRY_VERIFY_WITH_TIMEOUT(!test::isAtWork(fixture), test::CancelWaitMs);
}

void CancelImportsTest::anImport_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<int>("testsOfADocument");
    for (const char* name : {"large.json", "large.json.gz", "large.json.zst", "large.json.xz"}) {
        QTest::newRow(name) << QStringList(QLatin1String(name)) << Files * TestsOfAFile;
    }
    for (const char* name : {"dump.tar", "dump.zip"}) {
        QTest::newRow(name) << QStringList(QLatin1String(name)) << TestsOfAFile;
    }
    QTest::newRow("folders") << QStringList{QStringLiteral("folder"), QStringLiteral("other")}
                             << TestsOfAFile;
    QTest::newRow("a file and a folder")
        << QStringList{QStringLiteral("other/001.json"), QStringLiteral("folder")} << TestsOfAFile;
}

void CancelImportsTest::anImport()
{
    QFETCH(const QStringList, names);
    QFETCH(const int, testsOfADocument);
    const auto fixture = test::StoreFixture::createEmpty(generate::Options().endTime);
    QVERIFY(fixture);
    QStringList paths;
    for (const QString& name : names) {
        paths << path(name);
    }
    ViewState state;
    state.view = QStringLiteral("ingest");
    state.options.insert(QStringLiteral("paths"), paths.join(QLatin1Char('\n')));
    const auto window = test::openWindow(fixture->context, state);
    QVERIFY(window);
    auto* view = qobject_cast<IngestView*>(window->currentView());
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(!test::isAtWork(*fixture), test::CancelWaitMs);
    view->start();
    test::cancelInTheMiddle(*fixture, QStringLiteral("Reading results"));
    checkWhole(*fixture);
    const qint64 kept = testCount(*fixture);
    QVERIFY2(kept >= 0 && kept % testsOfADocument == 0, qPrintable(QString::number(kept)));
    view->showState(state); // Names them again.
    readAll(*fixture, *view);
    checkWhole(*fixture);
    const int files = names.contains(QStringLiteral("other/001.json")) ? Files / 2 + 1 : Files;
    QCOMPARE(testCount(*fixture), qint64(files) * TestsOfAFile);
}

void CancelImportsTest::refusedDocumentsReadAgain()
{
    const auto fixture = test::StoreFixture::createEmpty(generate::Options().endTime);
    QVERIFY(fixture);
    ViewState state;
    state.view = QStringLiteral("ingest");
    state.options.insert(QStringLiteral("paths"), path(QStringLiteral("broken")));
    const auto window = test::openWindow(fixture->context, state);
    QVERIFY(window);
    auto* view = qobject_cast<IngestView*>(window->currentView());
    QVERIFY(view);
    QTRY_VERIFY_WITH_TIMEOUT(!test::isAtWork(*fixture), test::CancelWaitMs);
    readAll(*fixture, *view);
    const auto refused = fixture->workbench().store().rejects();
    QVERIFY(refused);
    QCOMPARE(refused->size(), std::size_t(Files));
    view->setFocus();
    view->perform(ActionId::Part4); // Refused.
    view->findChild<ResultTable*>(QStringLiteral("refused"))
        ->findChild<QAbstractItemView*>()
        ->selectAll();
    view->perform(ActionId::Reproduce);
    test::cancelInTheMiddle(*fixture, QStringLiteral("Reading refused documents again"));
    checkWhole(*fixture);
    QCOMPARE(fixture->workbench().store().rejects()->size(), std::size_t(Files)); // None is lost.
}

CBOARD_UI_TEST_MAIN(CancelImportsTest)
#include "tst_cancel_imports.moc"
