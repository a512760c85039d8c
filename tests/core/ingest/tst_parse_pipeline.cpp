// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/ingest/parse_pipeline.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace cboard;
using namespace cboard::ingest;
namespace fs = std::filesystem;

class ParsePipelineTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void orderIsTheSameForAnyNumberOfThreads();
    void unreadableFileIsRefusedAlone();
    void unknownContentNamesItsFirstBytes();
    void errorOfTheSinkStopsTheWork();
    void cancelStopsTheWork();
    void aStoppedReaderRefusesNothing();

private:
    QTemporaryDir m_folder;
    std::vector<fs::path> m_files;
};

void ParsePipelineTest::initTestCase()
{
    for (int i = 0; i < 200; ++i) {
        const fs::path file =
            fs::path(m_folder.path().toStdString()) / (std::to_string(i) + ".txt");
        // Of all sizes, so that parsers finish in another order than they began.
        std::ofstream(file) << i << std::string(static_cast<std::size_t>(i * 37 % 5000), '\x01');
        m_files.push_back(file);
    }
}

void ParsePipelineTest::orderIsTheSameForAnyNumberOfThreads()
{
    for (const int threads : {0, 1, 2, 5}) {
        const PipelineOptions options{
            .read = {}, .threads = threads, .isInline = threads == 0, .bytesInFlight = 20'000};
        std::vector<std::string> paths;
        const auto done = parseFiles(m_files, options,
                                     [&paths](Parsed&& parsed) -> Result<void> {
                                         paths.push_back(parsed.path);
                                         return {};
                                     },
                                     {});
        QVERIFY(done.has_value());
        QCOMPARE(paths.size(), m_files.size());
        for (std::size_t i = 0; i < paths.size(); ++i) {
            QCOMPARE(paths[i], m_files[i].string());
        }
    }
}

void ParsePipelineTest::unreadableFileIsRefusedAlone()
{
    for (const bool isInline : {false, true}) {
        std::vector<Parsed> all;
        const std::vector<fs::path> files{m_files[0], "/nonexistent/file.json", m_files[1]};
        const auto done = parseFiles(files, {.read = {}, .isInline = isInline},
                                     [&all](Parsed&& parsed) -> Result<void> {
                                         all.push_back(std::move(parsed));
                                         return {};
                                     },
                                     {});
        QVERIFY(done.has_value());
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[1].result.error().rule, std::string("read"));
        QVERIFY(!all[1].canBeKept);
        QCOMPARE(all[2].path, m_files[1].string());
    }
}

void ParsePipelineTest::unknownContentNamesItsFirstBytes()
{
    std::string message;
    const auto done = parseBytes("\x01\x02"
                                 "abc",
                                 "thing", {},
                                 [&message](Parsed&& parsed) -> Result<void> {
                                     message = parsed.result.error().message;
                                     return {};
                                 },
                                 {});
    QVERIFY(done.has_value());
    QVERIFY2(message.find("\\x01\\x02abc") != std::string::npos, message.c_str());
}

void ParsePipelineTest::errorOfTheSinkStopsTheWork()
{
    for (const bool isInline : {false, true}) {
        int taken = 0;
        const auto done = parseFiles(m_files, {.read = {}, .isInline = isInline},
                                     [&taken](Parsed&&) -> Result<void> {
                                         return ++taken < 5 ? Result<void>()
                                                            : fail(ErrorKind::Storage, "disk full");
                                     },
                                     {});
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Storage);
        QCOMPARE(taken, 5);
    }
}

void ParsePipelineTest::cancelStopsTheWork()
{
    for (const bool isInline : {false, true}) {
        std::stop_source stop;
        int taken = 0;
        const auto done = parseFiles(
            m_files, {.read = {}, .isInline = isInline},
            [&](Parsed&&) -> Result<void> {
                if (++taken == 3) {
                    stop.request_stop();
                }
                return {};
            },
            TaskContext(stop.get_token()));
        QVERIFY(!done);
        QCOMPARE(done.error().kind, ErrorKind::Cancelled);
        QCOMPARE(taken, 3);
    }
}

void ParsePipelineTest::aStoppedReaderRefusesNothing()
{
    std::stop_source stop;
    stop.request_stop();
    int taken = 0;
    const auto done = parseBytes(R"({"version":{"major":5,"minor":3}})", "good.json", {},
                                 [&taken](Parsed&&) -> Result<void> {
                                     ++taken;
                                     return {};
                                 },
                                 TaskContext(stop.get_token()));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
    QCOMPARE(taken, 0);
}

QTEST_GUILESS_MAIN(ParsePipelineTest)
#include "tst_parse_pipeline.moc"
