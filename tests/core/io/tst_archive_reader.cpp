// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/io/archive_reader.h"
#include "tests/core/io/packing.h"

#include <QTest>

using namespace cboard;
using namespace cboard::io;

class ArchiveReaderTest : public QObject {
    Q_OBJECT

private slots:
    void pathsAreJudged_data();
    void pathsAreJudged();
    void membersCountAsReadAndProduced();
};

void ArchiveReaderTest::pathsAreJudged_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isSafe");
    QTest::newRow("plain") << QByteArray("a/b.json") << true;
    QTest::newRow("dots in a name") << QByteArray("a..b/...c") << true;
    QTest::newRow("current folder") << QByteArray("./a") << true;
    QTest::newRow("empty") << QByteArray("") << false;
    QTest::newRow("absolute") << QByteArray("/a") << false;
    QTest::newRow("drive") << QByteArray("C:a") << false;
    QTest::newRow("share") << QByteArray("\\\\host\\a") << false;
    QTest::newRow("up") << QByteArray("..") << false;
    QTest::newRow("up in the middle") << QByteArray("a/../../b") << false;
    QTest::newRow("up at the end") << QByteArray("a/..") << false;
    QTest::newRow("up by backslash") << QByteArray("a\\..\\b") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
}

void ArchiveReaderTest::pathsAreJudged()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, isSafe);
    QCOMPARE(isSafeMemberPath(path.toStdString()), isSafe);
}

void ArchiveReaderTest::membersCountAsReadAndProduced()
{
    const std::string packed = test::archive(test::ArchiveKind::Tar, {{"a", "12345"}});
    const auto outer = std::make_shared<Expansion>();
    const auto inner = std::make_shared<Expansion>();
    const auto reader = ArchiveReader::open(openMemory(packed, outer), outer);
    QVERIFY(reader);
    const auto member = (*reader)->next();
    QVERIFY(member && *member);
    QCOMPARE((*member)->path, std::string("a"));
    char bytes[16];
    const auto count = (*reader)->member(inner)->read(bytes, sizeof bytes);
    QVERIFY(count);
    QCOMPARE(std::string(bytes, *count), std::string("12345"));
    QCOMPARE(inner->read, std::size_t{5});
    QCOMPARE(outer->produced, std::size_t{5});
    QVERIFY(!*(*reader)->next());
}

QTEST_GUILESS_MAIN(ArchiveReaderTest)
#include "tst_archive_reader.moc"
