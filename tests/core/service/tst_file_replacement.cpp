// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/service/file_replacement.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <iterator>

using namespace cboard;
using service::FileReplacement;
namespace fs = std::filesystem;

class FileReplacementTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void nothingChangesBeforeCommit();
    void commitReplacesInOneStep();
    void foldersAreMade();
    void troubleNamesTheFile();
    void smallFilesAreReadWholeAndMayBeMissing();

private:
    fs::path root() const { return m_folder->path().toStdString(); }
    static std::string contentOf(const fs::path& file)
    {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileReplacementTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    std::ofstream(root() / "file") << "old";
}

void FileReplacementTest::nothingChangesBeforeCommit()
{
    {
        auto file = FileReplacement::create(root() / "file");
        QVERIFY(file.has_value());
        QVERIFY(file->write("new").has_value());
        QCOMPARE(contentOf(root() / "file"), std::string("old"));
    }
    QCOMPARE(contentOf(root() / "file"), std::string("old"));
    QCOMPARE(std::distance(fs::directory_iterator(root()), fs::directory_iterator()), 1);
}

void FileReplacementTest::commitReplacesInOneStep()
{
    auto file = FileReplacement::create(root() / "file");
    QVERIFY(file->write("ne").has_value());
    QVERIFY(file->write("w").has_value());
    QVERIFY(file->commit().has_value());
    QCOMPARE(contentOf(root() / "file"), std::string("new"));
    QCOMPARE(std::distance(fs::directory_iterator(root()), fs::directory_iterator()), 1);
}

void FileReplacementTest::foldersAreMade()
{
    auto file = FileReplacement::create(root() / "a" / "b" / "file");
    QVERIFY(file.has_value());
    QVERIFY(file->commit().has_value());
    QVERIFY(fs::exists(root() / "a" / "b" / "file"));
}

void FileReplacementTest::troubleNamesTheFile()
{
    const auto file = FileReplacement::create(root() / "file" / "below");
    QVERIFY(!file);
    QCOMPARE(file.error().kind, ErrorKind::Io);
    QVERIFY(file.error().message.find("below") != std::string::npos);
}

void FileReplacementTest::smallFilesAreReadWholeAndMayBeMissing()
{
    const auto bytes = service::readSmallFile(root() / "file");
    QVERIFY(bytes && *bytes);
    QCOMPARE(**bytes, std::string("old"));
    const auto missing = service::readSmallFile(root() / "nothing");
    QVERIFY(missing && !*missing);
    QVERIFY(!service::readSmallFile(root()));
}

QTEST_GUILESS_MAIN(FileReplacementTest)
#include "tst_file_replacement.moc"
