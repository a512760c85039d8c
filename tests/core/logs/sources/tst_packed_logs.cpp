// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/log_text.h"
#include "core/logs/sources/open_log_file.h"
#include "core/logs/sources/packed_source.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace cboard;
using namespace cboard::logs;

namespace {

/// A program that packs its input, and how often: the text is cut into as many members.
struct Packer {
    QStringList command;
    int members = 1;
    bool isPackedTwice = false;
};

std::string someText(std::size_t lines)
{
    std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same text in each run
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) {
        text += "line " + std::to_string(random() % 1'000'000) + " of a log\n";
    }
    return text;
}

/// Empty when the program is not installed.
QByteArray packedBy(const QStringList& command, const QByteArray& bytes)
{
    QProcess process;
    process.start(command.front(), command.mid(1));
    if (!process.waitForStarted()) {
        return {};
    }
    process.write(bytes);
    process.closeWriteChannel();
    return process.waitForFinished() ? process.readAllStandardOutput() : QByteArray();
}

QByteArray packed(const Packer& packer, const std::string& text)
{
    const QByteArray bytes = QByteArray::fromStdString(text);
    const auto part = (bytes.size() + packer.members - 1) / packer.members;
    QByteArray all;
    for (int i = 0; i < packer.members; ++i) {
        all += packedBy(packer.command, bytes.mid(i * part, part));
    }
    return packer.isPackedTwice ? packedBy(packer.command, all) : all;
}

std::string contentOf(const ByteSource& source)
{
    std::string scratch;
    const auto bytes = source.read(0, static_cast<std::size_t>(source.size()), scratch);
    return bytes ? std::string(*bytes) : "error";
}

} // namespace

Q_DECLARE_METATYPE(Packer)

class PackedLogsTest : public QObject {
    Q_OBJECT

private slots:
    void anyPlaceIsRead_data() { addPackers(); }
    void anyPlaceIsRead();
    void streamedLogsHaveTheSameRows_data() { addPackers(); }
    void streamedLogsHaveTheSameRows();
    void cutFilesShowAllThatIsThere_data() { addPackers(); }
    void cutFilesShowAllThatIsThere();
    void damageLeavesWhatComesBefore_data();
    void damageLeavesWhatComesBefore();
    void damageMakesItsMemberDoubtful_data();
    void damageMakesItsMemberDoubtful();
    void readingUpwardsGivesTheSame();
    void tinyBlocksAreReadTogether();
    void whatGrowsWithoutLimitEnds();
    void cancelledUnpackingStops();

private:
    static void addPackers()
    {
        QTest::addColumn<Packer>("packer");
        const QStringList xz{"xz", "-0", "-c"};
        const QStringList zstd{"zstd", "-c"};
        QTest::newRow("gzip") << Packer{{"gzip", "-c"}};
        QTest::newRow("gzip members") << Packer{{"gzip", "-c"}, 3};
        QTest::newRow("gzip in gzip") << Packer{{"gzip", "-c"}, 1, true};
        QTest::newRow("xz, one block") << Packer{xz};
        QTest::newRow("xz, blocks") << Packer{xz + QStringList{"--block-size=300KiB"}};
        QTest::newRow("xz, threads") << Packer{xz + QStringList{"-T2", "--block-size=1MiB"}};
        QTest::newRow("xz, streams") << Packer{xz, 4};
        QTest::newRow("zstd, one frame") << Packer{zstd};
        QTest::newRow("zstd, frames") << Packer{zstd, 5};
        QTest::newRow("zstd in zstd") << Packer{zstd, 1, true};
    }
    /// Empty when the packer is not installed.
    QString write(const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath("packed"));
        const bool isDone = !bytes.isEmpty() && file.open(QIODevice::WriteOnly)
            && file.write(bytes) == bytes.size();
        return isDone ? file.fileName() : QString();
    }
    Result<LogFile> openLog(const QByteArray& bytes, LogOpening opening = LogOpening::Whole,
                            const TaskContext& task = {}) const
    {
        return openLogFile(write(bytes).toStdString(), m_folder.path().toStdString(), task,
                           opening);
    }
    QTemporaryDir m_folder;
};

#define PACK_OR_SKIP(bytes, packer, text)                                                          \
    const QByteArray bytes = packed(packer, text);                                                 \
    if ((bytes).isEmpty()) {                                                                       \
        QSKIP("a packer of this format is not installed");                                         \
    }

void PackedLogsTest::anyPlaceIsRead()
{
    QFETCH(Packer, packer);
    const std::string text = someText(320'000);
    QVERIFY(text.size() > 3 * PackedSource::SegmentBytes);
    PACK_OR_SKIP(bytes, packer, text);
    const auto log = openLog(bytes);
    QVERIFY(log.has_value());
    QCOMPARE(log->isGzip, packer.command[0] == "gzip");
    QVERIFY(!log->bytes->damage().has_value());
    QCOMPARE(log->bytes->size(), std::uint64_t(text.size()));
    QVERIFY(contentOf(*log->bytes) == text);
    std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same places in each run
    std::string scratch;
    for (int i = 0; i < 50; ++i) {
        const std::size_t offset = random() % (text.size() + 10);
        const std::size_t length = random() % (i % 10 == 0 ? 4'000'000 : 3000);
        const auto part = log->bytes->read(offset, length, scratch);
        QVERIFY(part.has_value());
        QVERIFY(*part == (offset < text.size() ? text.substr(offset, length) : std::string()));
    }
}

void PackedLogsTest::streamedLogsHaveTheSameRows()
{
    QFETCH(Packer, packer);
    const std::string text = someText(320'000);
    PACK_OR_SKIP(bytes, packer, text);
    const auto log = openLog(bytes, LogOpening::Streamed);
    QVERIFY(log.has_value());
    QVERIFY(!log->bytes->isSizeKnown());
    std::int64_t firstPart = 0;
    const auto rows = LogText::open(log->bytes, log->format, {},
                                    {.threads = 3, .onPart = [&](const auto& part) {
                                         firstPart = firstPart == 0 ? part->rowCount() : firstPart;
                                     }});
    QVERIFY(rows.has_value());
    QCOMPARE((*rows)->rowCount(), std::int64_t{320'000});
    QCOMPARE((*rows)->byteCount(), std::uint64_t(text.size()));
    QVERIFY(log->bytes->isSizeKnown());
    // The first rows are there long before the end.
    QVERIFY(firstPart > 0 && firstPart < 20'000);
}

void PackedLogsTest::cutFilesShowAllThatIsThere()
{
    QFETCH(Packer, packer);
    const std::string text = someText(200'000);
    PACK_OR_SKIP(bytes, packer, text);
    const auto log = openLog(bytes.left(bytes.size() * 2 / 3));
    QVERIFY(log.has_value());
    QVERIFY(log->bytes->damage().has_value());
    const std::string content = contentOf(*log->bytes);
    QVERIFY(content.size() > text.size() / 2);
    QVERIFY(text.starts_with(content));
    QVERIFY(!log->bytes->doubtfulFrom().has_value());
}

void PackedLogsTest::damageLeavesWhatComesBefore_data()
{
    QTest::addColumn<Packer>("packer");
    QTest::addColumn<bool>("hasBlocks");
    QTest::newRow("gzip") << Packer{{"gzip", "-c"}} << false;
    QTest::newRow("xz, one block") << Packer{{"xz", "-0", "-c"}} << false;
    QTest::newRow("xz, blocks") << Packer{{"xz", "-0", "-c", "--block-size=1MiB"}} << true;
    QTest::newRow("zstd, one frame") << Packer{{"zstd", "-c"}} << false;
    QTest::newRow("zstd, frames") << Packer{{"zstd", "-c"}, 4} << true;
}

void PackedLogsTest::damageLeavesWhatComesBefore()
{
    QFETCH(Packer, packer);
    QFETCH(bool, hasBlocks);
    const std::string text = someText(200'000);
    PACK_OR_SKIP(whole, packer, text);
    QByteArray bytes = whole;
    for (int i = 0; i < 4000; ++i) {
        bytes[bytes.size() * 3 / 5 + i] = '\xFF';
    }
    const auto log = openLog(bytes);
    QVERIFY(log.has_value());
    QVERIFY(log->bytes->damage().has_value());
    const std::string content = contentOf(*log->bytes);
    QVERIFY(content.size() > text.size() / 2);
    QVERIFY(text.starts_with(content.substr(0, text.size() / 2)));
    const std::uint64_t sure = log->bytes->doubtfulFrom().value_or(content.size());
    QVERIFY(text.starts_with(content.substr(0, static_cast<std::size_t>(sure))));
    // Blocks before the damaged one were checked.
    QCOMPARE(sure > text.size() / 4, hasBlocks);
}

void PackedLogsTest::damageMakesItsMemberDoubtful_data()
{
    QTest::addColumn<int>("bytes"); // Written over with noise; 0: one bit flips.
    QTest::newRow("a bit") << 0;
    QTest::newRow("some bytes") << 20;
    QTest::newRow("a block of the disk") << 4096;
}

void PackedLogsTest::damageMakesItsMemberDoubtful()
{
    QFETCH(int, bytes);
    const std::string text = someText(320'000);
    QByteArray damaged = packed({{"gzip", "-c"}, 3}, text);
    std::mt19937 random(2); // NOLINT(cert-msc51-cpp): the same damage in each run
    const auto place = damaged.size() / 2; // In the second member.
    damaged[place] = static_cast<char>(damaged[place] ^ 4);
    for (int i = 0; i < bytes; ++i) {
        damaged[place + i] = static_cast<char>(random());
    }
    const auto log = openLog(damaged);
    QVERIFY(log.has_value());
    QVERIFY(log->bytes->damage().has_value());
    const std::size_t member = (text.size() + 2) / 3;
    QCOMPARE(log->bytes->doubtfulFrom().value_or(0), std::uint64_t(member));
    std::string scratch;
    const auto sure = log->bytes->read(0, member, scratch);
    QVERIFY(sure && text.starts_with(*sure) && sure->size() == member);
}

void PackedLogsTest::readingUpwardsGivesTheSame()
{
    const std::string text = someText(800'000);
    PACK_OR_SKIP(bytes, (Packer{{"zstd", "-c"}, 2}), text);
    const auto log = openLog(bytes);
    QVERIFY(log.has_value());
    constexpr std::size_t Step = 500'000;
    std::string scratch;
    for (std::size_t at = text.size() / Step; at-- > 0;) {
        const auto part = log->bytes->read(at * Step, Step, scratch);
        QVERIFY(part && *part == std::string_view(text).substr(at * Step, Step));
    }
}

void PackedLogsTest::tinyBlocksAreReadTogether()
{
    const std::string text = someText(20'000);
    PACK_OR_SKIP(bytes, (Packer{{"xz", "-0", "-c", "--block-size=1KiB"}}), text);
    const auto log = openLog(bytes);
    QVERIFY(log.has_value());
    QVERIFY(contentOf(*log->bytes) == text);
    QVERIFY(!log->bytes->damage().has_value());
}

void PackedLogsTest::whatGrowsWithoutLimitEnds()
{
    PACK_OR_SKIP(bytes, (Packer{{"zstd", "-c"}}), std::string(64UL << 20, 'a'));
    const auto log = openLog(bytes);
    QVERIFY(log.has_value());
    QCOMPARE(log->bytes->damage().value().kind, ErrorKind::Limit);
    QVERIFY(log->bytes->size() > 0 && log->bytes->size() < 32UL << 20);
}

void PackedLogsTest::cancelledUnpackingStops()
{
    PACK_OR_SKIP(bytes, (Packer{{"gzip", "-c"}}), "text\n");
    std::stop_source stop;
    stop.request_stop();
    QCOMPARE(openLog(bytes, LogOpening::Whole, TaskContext(stop.get_token())).error().kind,
             ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(PackedLogsTest)
#include "tst_packed_logs.moc"
