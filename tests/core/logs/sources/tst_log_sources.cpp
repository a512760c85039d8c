// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/log_text.h"
#include "core/logs/rules/error_finder.h"
#include "core/logs/sources/gzip_source.h"
#include "core/logs/sources/open_log_file.h"

#include <QProcess>
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
    void packedFilesAreUnpacked_data();
    void packedFilesAreUnpacked();
    void truncatedGzipShowsWhatItHas();
    void damageMakesItsMemberDoubtful_data();
    void damageMakesItsMemberDoubtful();
    void anyPlaceOfAGzipFileIsRead();
    void streamedGzipHasTheSameRows();
    void brokenGzipShowsWhatComesBefore();
    void aLogThatGrowsIsReadOn();
    void whatIsNoFileIsRefused();
    void cancelledUnpackingStops();

private:
    QString write(const QString& name, const std::string& bytes) const
    {
        QFile file(m_folder.filePath(name));
        const bool isDone = file.open(QIODevice::WriteOnly)
            && file.write(bytes.data(), static_cast<qint64>(bytes.size()))
                == static_cast<qint64>(bytes.size());
        return isDone ? file.fileName() : QString();
    }
    Result<LogFile> openLog(const QString& path, const TaskContext& task = {}) const
    {
        return openLogFile(path.toStdString(), m_folder.path().toStdString(), task);
    }
    /// The file packed by the program gzip; twice makes two members. Empty without the program.
    QString writeGzip(const QString& name, const std::string& text, int members = 1) const
    {
        QByteArray packed;
        for (int i = 0; i < members; ++i) {
            const auto count = static_cast<int>(text.size()) / members;
            QProcess process;
            process.start("gzip", {"-c"});
            if (!process.waitForStarted()) {
                return {};
            }
            const auto rest = i + 1 == members ? static_cast<int>(text.size()) - i * count : count;
            process.write(text.data() + i * count, rest);
            process.closeWriteChannel();
            process.waitForFinished();
            packed += process.readAllStandardOutput();
        }
        return write(name, packed.toStdString());
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

void LogSourcesTest::packedFilesAreUnpacked_data()
{
    QTest::addColumn<QStringList>("packers");
    QTest::newRow("gzip") << QStringList{"gzip"};
    QTest::newRow("gzip in gzip") << QStringList{"gzip", "gzip"};
    QTest::newRow("xz") << QStringList{"xz"};
    QTest::newRow("zstd") << QStringList{"zstd"};
}

void LogSourcesTest::packedFilesAreUnpacked()
{
    QFETCH(QStringList, packers);
    const std::string text = someText(20'000);
    QByteArray bytes = QByteArray::fromStdString(text);
    for (const QString& packer : packers) {
        QProcess process;
        process.start(packer, {"-c"});
        if (!process.waitForStarted()) {
            QSKIP("a packer of this format is not installed");
        }
        process.write(bytes);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        bytes = process.readAllStandardOutput();
    }
    const auto log = openLog(write("packed.log", bytes.toStdString()));
    QVERIFY(log.has_value());
    QCOMPARE(log->isGzip, packers[0] == "gzip");
    QVERIFY(!log->bytes->damage().has_value());
    QVERIFY(contentOf(*log->bytes) == text);
}

void LogSourcesTest::truncatedGzipShowsWhatItHas()
{
    QProcess process;
    process.start("gzip", {"-c"});
    QVERIFY(process.waitForStarted());
    const std::string text = someText(200'000);
    process.write(text.data(), static_cast<qint64>(text.size()));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QByteArray packed = process.readAllStandardOutput();
    const auto log = openLog(write("cut.gz", packed.left(packed.size() / 2).toStdString()));
    QVERIFY(log.has_value());
    QVERIFY(log->bytes->damage().has_value());
    const std::string content = contentOf(*log->bytes);
    QVERIFY(content.size() > text.size() / 4);
    QVERIFY(text.starts_with(content));
    QVERIFY(!log->bytes->doubtfulFrom().has_value());
}

void LogSourcesTest::damageMakesItsMemberDoubtful_data()
{
    QTest::addColumn<int>("bytes"); // Written over with noise; 0: one bit flips.
    QTest::newRow("a bit") << 0;
    QTest::newRow("some bytes") << 20;
    QTest::newRow("a block of the disk") << 4096;
}

void LogSourcesTest::damageMakesItsMemberDoubtful()
{
    QFETCH(int, bytes);
    const std::string text = someText(300'000);
    QFile file(writeGzip("flipped.gz", text, 3));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray packed = file.readAll();
    std::mt19937 random(2); // NOLINT(cert-msc51-cpp): the same damage in each run
    const auto place = packed.size() / 2; // In the second member.
    packed[place] = static_cast<char>(packed[place] ^ 4);
    for (int i = 0; i < bytes; ++i) {
        packed[place + i] = static_cast<char>(random());
    }
    QVERIFY(file.seek(0) && file.write(packed) == packed.size());
    file.close();
    const auto log = openLog(file.fileName());
    QVERIFY(log.has_value());
    QVERIFY(log->bytes->damage().has_value());
    QCOMPARE(log->bytes->doubtfulFrom().value_or(0), std::uint64_t(text.size() / 3));
    std::string scratch;
    const auto sure = log->bytes->read(0, text.size() / 3, scratch);
    QVERIFY(sure && text.starts_with(*sure) && sure->size() == text.size() / 3);
}

void LogSourcesTest::anyPlaceOfAGzipFileIsRead()
{
    const std::string text = someText(400'000);
    const QString path = writeGzip("places.gz", text, 3);
    const auto log = openLog(path);
    QVERIFY(log.has_value());
    QCOMPARE(log->bytes->size(), std::uint64_t(text.size()));
    QVERIFY(text.size() > 3 * GzipSource::SegmentBytes);
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same places in each run
    std::string scratch;
    for (int i = 0; i < 100; ++i) {
        const std::size_t offset = random() % (text.size() + 10);
        const std::size_t length = random() % (i % 10 == 0 ? 4'000'000 : 3000);
        const auto bytes = log->bytes->read(offset, length, scratch);
        QVERIFY(bytes.has_value());
        QVERIFY(*bytes == (offset < text.size() ? text.substr(offset, length) : std::string()));
    }
}

void LogSourcesTest::streamedGzipHasTheSameRows()
{
    const std::string text = someText(400'000);
    const auto log = openLogFile(writeGzip("streamed.gz", text).toStdString(),
                                 m_folder.path().toStdString(), {}, LogOpening::Streamed);
    QVERIFY(log.has_value());
    QVERIFY(!log->bytes->isSizeKnown());
    std::int64_t firstPart = 0;
    const auto rows = LogText::open(log->bytes, log->format, {},
                                    {.threads = 3, .onPart = [&](const auto& part) {
                                         firstPart = firstPart == 0 ? part->rowCount() : firstPart;
                                     }});
    QVERIFY(rows.has_value());
    QCOMPARE((*rows)->rowCount(), std::int64_t{400'000});
    QCOMPARE((*rows)->byteCount(), std::uint64_t(text.size()));
    QVERIFY(log->bytes->isSizeKnown());
    // The first rows are there long before the end.
    QVERIFY(firstPart > 0 && firstPart < 20'000);
}

void LogSourcesTest::brokenGzipShowsWhatComesBefore()
{
    const std::string text = someText(300'000);
    QFile file(writeGzip("broken.gz", text));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    file.write(QByteArray(4000, '\xFF'));
    file.close();
    const auto log = openLog(file.fileName());
    QVERIFY(log.has_value());
    QVERIFY(log->bytes->damage().has_value());
    const std::string content = contentOf(*log->bytes);
    QVERIFY(content.size() > text.size() / 3);
    QVERIFY(text.starts_with(content.substr(0, text.size() / 3)));
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

void LogSourcesTest::cancelledUnpackingStops()
{
    QProcess process;
    process.start("gzip", {"-c"});
    QVERIFY(process.waitForStarted());
    process.write("text\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QString path = write("a.gz", process.readAllStandardOutput().toStdString());
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(openLog(path, TaskContext(stop.get_token())).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(LogSourcesTest)
#include "tst_log_sources.moc"
