// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/view_files.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace cboard;
using namespace cboard::service;

namespace {

const UserData::SavedView Boots{
    "New boot failures",
    "checkerboard:boots?tree=mainline&filter=is%3Anew%20board%3A%22a%20b%22&o.revisions=30"};

Timestamp now()
{
    return Timestamp(std::chrono::hours(500'000));
}

} // namespace

class ViewFilesTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aFileIsReadByPeople();
    void whatIsWrittenIsReadBack_data();
    void whatIsWrittenIsReadBack();
    void wrongFilesAreRefusedWithTheirPlace_data();
    void wrongFilesAreRefusedWithTheirPlace();
    void fileNamesAreSafe();
    void aFolderIsSharedWithAnotherStore();
    void aWrongFileHarmsNoOther();
    void aFileThatIsNotThereIsAnError();

private:
    std::unique_ptr<UserData> userOf(const char* store) const;
    void write(const char* name, const QByteArray& bytes) const;
    std::filesystem::path path(const char* name) const
    {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ViewFilesTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<UserData> ViewFilesTest::userOf(const char* store) const
{
    auto user = UserData::open(path(store));
    return user ? std::move(*user) : nullptr;
}

void ViewFilesTest::write(const char* name, const QByteArray& bytes) const
{
    QFile file(m_folder->filePath(QLatin1String(name)));
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
}

void ViewFilesTest::aFileIsReadByPeople()
{
    const auto text = viewFileText(Boots);
    QVERIFY(text);
    QCOMPARE(QByteArray::fromStdString(*text), QByteArray(R"({
  "checkerboard_view": 1,
  "name": "New boot failures",
  "view": "boots",
  "state": {
    "tree": "mainline",
    "filter": "is:new board:\"a b\"",
    "o.revisions": "30"
  }
}
)"));
}

void ViewFilesTest::whatIsWrittenIsReadBack_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("address");
    QTest::newRow("usual") << QByteArray::fromStdString(Boots.name)
                           << QByteArray::fromStdString(Boots.address);
    QTest::newRow("view alone") << QByteArray("trees") << QByteArray("checkerboard:trees");
    QTest::newRow("lines of a log")
        << QByteArray("oops") << QByteArray("checkerboard:log?record=a%3A1#L12-L40");
    QTest::newRow("letters of all sorts")
        << QByteArray("Stra\xc3\x9f"
                      "e/\"x\"\n")
        << QByteArray("checkerboard:boots?filter=%C3%BC%26%3D%23%0A%25");
}

void ViewFilesTest::whatIsWrittenIsReadBack()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, address);
    const UserData::SavedView view{name.toStdString(), address.toStdString()};
    const auto text = viewFileText(view);
    QVERIFY(text);
    const auto read = readViewFile(*text);
    QVERIFY2(read.has_value(), read ? "" : describe(read.error()).c_str());
    QCOMPARE(read->name, view.name);
    QCOMPARE(read->address, view.address);
    QCOMPARE(*viewFileText(*read), *text);
}

void ViewFilesTest::wrongFilesAreRefusedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("empty") << QByteArray() << QByteArray("line 1");
    QTest::newRow("torn") << QByteArray("{\n\"checkerboard_view\":") << QByteArray("line 2");
    QTest::newRow("list") << QByteArray("[]") << QByteArray("the document: expected an object");
    QTest::newRow("no version") << QByteArray(R"({"name":"a","view":"b"})")
                                << QByteArray("/checkerboard_view: expected a version number");
    QTest::newRow("newer") << QByteArray(R"({"checkerboard_view":2,"name":"a","view":"b"})")
                           << QByteArray("version 2 of saved views is newer");
    QTest::newRow("no name") << QByteArray(R"({"checkerboard_view":1,"name":"","view":"b"})")
                             << QByteArray("/name: expected a text");
    QTest::newRow("name is a number")
        << QByteArray(R"({"checkerboard_view":1,"name":7,"view":"b"})")
        << QByteArray("/name: expected a text");
    QTest::newRow("no view") << QByteArray(R"({"checkerboard_view":1,"name":"a"})")
                             << QByteArray("/view: expected the name of a view");
    QTest::newRow("state is a text")
        << QByteArray(R"({"checkerboard_view":1,"name":"a","view":"b","state":"c"})")
        << QByteArray("/state: expected an object");
    QTest::newRow("state holds a list")
        << QByteArray(R"({"checkerboard_view":1,"name":"a","view":"b","state":{"tree":[]}})")
        << QByteArray("/state/tree: expected a text");
    QTest::newRow("large") << QByteArray(2'000'000, ' ') << QByteArray("2000000 bytes");
}

void ViewFilesTest::wrongFilesAreRefusedWithTheirPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, sentence);
    const auto view = readViewFile({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!view);
    const QByteArray said = QByteArray::fromStdString(describe(view.error()));
    QVERIFY2(said.contains(sentence), said.constData());
}

void ViewFilesTest::fileNamesAreSafe()
{
    QCOMPARE(viewFileName("New boot failures"), std::string("New-boot-failures.view.json"));
    QCOMPARE(viewFileName("../../etc/passwd"), std::string("etc-passwd.view.json"));
    QCOMPARE(viewFileName("///"), std::string("view.view.json"));
    QVERIFY(viewFileName(std::string(5000, 'x')).size() < 120);
}

void ViewFilesTest::aFolderIsSharedWithAnotherStore()
{
    const auto mine = userOf("mine.db");
    const auto theirs = userOf("theirs.db");
    QVERIFY(mine && theirs);
    const UserData::SavedView alike{"New/boot/failures", "checkerboard:trees"};
    QVERIFY(mine->saveView(Boots, now()) && mine->saveView(alike, now()));
    const auto count = exportViews(*mine, path("shared"), {});
    QVERIFY(count);
    QCOMPARE(*count, std::size_t(2));
    QCOMPARE(QDir(m_folder->filePath(QStringLiteral("shared"))).entryList(QDir::Files),
             (QStringList{QStringLiteral("New-boot-failures-2.view.json"),
                          QStringLiteral("New-boot-failures.view.json")}));
    const auto import = importViews(*theirs, {path("shared")}, now(), {});
    QVERIFY(import && import->problems.empty());
    QVERIFY(*theirs->savedViews() == *mine->savedViews());
}

void ViewFilesTest::aWrongFileHarmsNoOther()
{
    const auto user = userOf("mine.db");
    write("views/a.view.json", "{");
    write("views/b.view.json", QByteArray::fromStdString(*viewFileText(Boots)));
    write("views/readme.txt", "no view");
    const auto import = importViews(*user, {path("views")}, now(), {});
    QVERIFY(import);
    QCOMPARE(import->names, std::vector<std::string>{Boots.name});
    QCOMPARE(import->problems.size(), std::size_t(1));
    QVERIFY(import->problems.front().find("a.view.json: ") != std::string::npos);
}

void ViewFilesTest::aFileThatIsNotThereIsAnError()
{
    const auto user = userOf("mine.db");
    const auto import = importViews(*user, {path("nowhere.view.json")}, now(), {});
    QVERIFY(!import && import.error().kind == ErrorKind::Io);
}

QTEST_GUILESS_MAIN(ViewFilesTest)
#include "tst_view_files.moc"
