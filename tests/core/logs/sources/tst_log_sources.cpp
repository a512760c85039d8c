// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/log_text.h"
#include "core/logs/rules/error_finder.h"
#include "core/logs/sources/open_log_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <random>

using namespace cboard;
using namespace cboard::logs;

class LogSourcesTest : public QObject {
    Q_OBJECT

private slots:
    void readsAreThoseOfTheFile();
    void shrinkingFileGivesFewerBytes();
    void changesAreNoticed();
    void aLogThatGrowsIsReadOn();
    void whatIsNoFileIsRefused();

private:
    QString write(const QString& name, const std::string& bytes) const
    {
        QFile file(m_folder.filePath(name));
        const bool isDone = file.open(QIODevice::WriteOnly)
            && file.write(bytes.data(), static_cast<qint64>(bytes.size()))
                == static_cast<qint64>(bytes.size());
        return isDone ? file.fileName() : QString();
    }
    Result<LogFile> openLog(const QString& path) const
    {
        return openLogFile(path.toStdString(), m_folder.path().toStdString(), {});
    }
    QTemporaryDir m_folder;
};

namespace {

std::string someText(std::size_t lines)
{
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) {
        text += "line " + std::to_string(i * 7919 % 10007) + " of a log\n";
    }
    return text;
}

std::string contentOf(const ByteSource& source)
{
    std::string scratch;
    const auto bytes = source.read(0, static_cast<std::size_t>(source.size()), scratch);
    return bytes ? std::string(*bytes) : "error";
}

} // namespace

void LogSourcesTest::readsAreThoseOfTheFile()
{
    const std::string text = someText(60'000);
    const auto source = FileSource::open(write("plain.log", text).toStdString());
    QVERIFY(source.has_value());
    QCOMPARE((*source)->size(), std::uint64_t(text.size()));
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same places in each run
    std::string scratch;
    for (int i = 0; i < 2000; ++i) {
        const std::size_t offset = random() % (text.size() + 10);
        const std::size_t length = random() % (i % 10 == 0 ? 400'000 : 3000);
        const auto bytes = (*source)->read(offset, length, scratch);
        QVERIFY(bytes.has_value());
        QVERIFY(*bytes == (offset < text.size() ? text.substr(offset, length) : std::string()));
    }
}

void LogSourcesTest::shrinkingFileGivesFewerBytes()
{
    const std::string text = someText(60'000);
    const QString path = write("shrinking.log", text);
    const auto source = FileSource::open(path.toStdString());
    QVERIFY(source.has_value());
    QCOMPARE(::truncate(qPrintable(path), 100), 0);
    std::string scratch;
    QCOMPARE((*source)->read(0, 5000, scratch)->size(), std::size_t(100));
    QCOMPARE((*source)->read(0, text.size(), scratch)->size(), std::size_t(100));
    QVERIFY((*source)->read(500, 10, scratch)->empty());
    // What reads a whole log ends where the file does.
    const auto found = findErrors(**source, RowFormat::Plain, *RuleSet::shipped(), TaskContext{});
    QVERIFY(found.has_value());
    QCOMPARE(*(*source)->change(), FileChange::Shrunk);
}

void LogSourcesTest::changesAreNoticed()
{
    const QString path = write("changing.log", "one\n");
    const auto open = [&] { return *FileSource::open(path.toStdString()); };
    const auto source = open();
    QCOMPARE(*source->change(), FileChange::None);
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("two\n");
    file.close();
    QCOMPARE(*source->change(), FileChange::Grown);
    QCOMPARE(*source->currentSize(), std::uint64_t(8));
    QCOMPARE(source->size(), std::uint64_t(4));

    const auto second = open();
    timespec times[2] = {{1, 0}, {1, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, qPrintable(path), times, 0), 0);
    QCOMPARE(*second->change(), FileChange::Rewritten);

    const auto third = open();
    QVERIFY(QFile::rename(path, path + ".old"));
    QCOMPARE(*third->change(), FileChange::Vanished);
    QCOMPARE(contentOf(*third), "one\ntwo\n");
    QCOMPARE(write("changing.log", "other\n"), path);
    QCOMPARE(*third->change(), FileChange::Replaced);
}

void LogSourcesTest::aLogThatGrowsIsReadOn()
{
    const std::string text = someText(30'000) + "Kernel panic - not sy";
    const std::string more = "ncing: x\nOops: 1\n" + someText(10'000);
    const QString path = write("growing.log", text);
    auto source = *FileSource::open(path.toStdString());
    const auto before = LogText::open(source, RowFormat::Plain, {});
    QVERIFY(before.has_value());
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(more.data(), static_cast<qint64>(more.size()));
    file.close();
    QCOMPARE(*source->change(), FileChange::Grown);
    const auto grown = (*before)->grown(*FileSource::open(path.toStdString()), {});
    const auto whole = LogText::open(*FileSource::open(path.toStdString()), RowFormat::Plain, {});
    QVERIFY(grown.has_value() && whole.has_value());
    QCOMPARE((*grown)->rowCount(), (*whole)->rowCount());
    QCOMPARE((*grown)->byteCount(), (*whole)->byteCount());
    QVERIFY((*grown)->marks() == (*whole)->marks());
    QCOMPARE((*grown)->markCounts(), (*whole)->markCounts());
    QCOMPARE((*whole)->marks().size(), std::size_t{2});
}

void LogSourcesTest::whatIsNoFileIsRefused()
{
    QCOMPARE(openLog(m_folder.filePath("absent")).error().kind, ErrorKind::NotFound);
    QVERIFY(!openLog(m_folder.path()).has_value());
    QVERIFY(!openLog("/dev/null").has_value());
}

QTEST_GUILESS_MAIN(LogSourcesTest)
#include "tst_log_sources.moc"
