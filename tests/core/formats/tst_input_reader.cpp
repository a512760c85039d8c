// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/input_reader.h"
#include "tests/core/formats/golden.h"
#include "tests/core/io/packing.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace cboard;
using namespace cboard::formats;
using test::archive;
using test::ArchiveKind;

namespace {

/// What a path gave, as text: "path=bytes" a document, "path!!rule" a refusal.
struct Collected {
    std::vector<std::string> documents;
    std::vector<std::string> refusals;
    std::vector<std::string> companions;
    Result<void> outcome;
};

InputSink collectInto(Collected& all)
{
    InputSink sink;
    sink.onInput = [&all](Input&& input) -> Result<void> {
        all.documents.push_back(input.path + "=" + std::string(input.bytes));
        for (const auto& [slot, bytes] : input.companions) {
            all.companions.push_back(slot + "=" + std::string(bytes));
        }
        return {};
    };
    sink.onRefusal = [&all](const std::string& path, Refusal&& refusal,
                            std::string_view) -> Result<void> {
        all.refusals.push_back(path + "=" + refusal.rule);
        return {};
    };
    return sink;
}

Collected readBytes(std::string_view bytes, const Limits& limits = formats::limits())
{
    Collected all;
    InputReader reader(limits);
    all.outcome = reader.readBytes(bytes, "in", collectInto(all), TaskContext());
    return all;
}

using Texts = std::vector<std::string>;

} // namespace

class InputReaderTest : public QObject {
    Q_OBJECT

private slots:
    void goldenCases_data();
    void goldenCases();
    void plainFileIsOneDocument();
    void membersComeOneByOne();
    void membersAreUnpacked();
    void unsafeMembersAreRefusedAndOthersUnharmed();
    void truncatedArchiveKeepsWhatWasBefore();
    void brokenMemberHarmsNoOther();
    void bombIsALimit();
    void largeDocumentIsALimitAndOthersUnharmed();
    void memberCountIsALimit();
    void archiveInArchiveIsRead();
    void companionsInAnArchiveComeTogether();
    void companionsInAFolderComeTogether();
    void companionWithoutItsPrimaryIsADocument();
    void sinkErrorStopsEverything();
    void cancelStops();
    void missingFileIsAnError();
};

void InputReaderTest::plainFileIsOneDocument()
{
    const Collected all = readBytes("hello\n");
    QVERIFY(all.outcome);
    QCOMPARE(all.documents, Texts{"in=hello\n"});
    QCOMPARE(readBytes("").documents, Texts{"in="});
}

void InputReaderTest::membersComeOneByOne()
{
    for (const ArchiveKind kind : {ArchiveKind::Zip, ArchiveKind::Tar}) {
        const Collected all = readBytes(archive(kind, {{"a.txt", "one"}, {"b/c.txt", "two"}}));
        QVERIFY(all.outcome);
        QCOMPARE(all.documents, (Texts{"in!a.txt=one", "in!b/c.txt=two"}));
        QVERIFY(all.refusals.empty());
    }
}

void InputReaderTest::membersAreUnpacked()
{
    const std::string inner = archive(
        ArchiveKind::Tar, {{"a.gz", test::gzip("one")}, {"b", test::zstd(test::xz("two"))}});
    const Collected all = readBytes(test::gzip(inner));
    QVERIFY(all.outcome);
    QCOMPARE(all.documents, (Texts{"in!a.gz=one", "in!b=two"}));
}

void InputReaderTest::unsafeMembersAreRefusedAndOthersUnharmed()
{
    for (const ArchiveKind kind : {ArchiveKind::Zip, ArchiveKind::Tar}) {
        const Collected all = readBytes(archive(
            kind, {{"../evil", "x"}, {"a/../../evil", "x"}, {"/etc/evil", "x"}, {"good", "fine"}}));
        QVERIFY(all.outcome);
        QCOMPARE(all.documents, Texts{"in!good=fine"});
        QCOMPARE(
            all.refusals,
            (Texts{"in!../evil=container", "in!a/../../evil=container", "in!/etc/evil=container"}));
    }
    const Collected links =
        readBytes(archive(ArchiveKind::Tar, {{"link", "link:/etc/passwd"}, {"good", "fine"}}));
    QCOMPARE(links.documents, Texts{"in!good=fine"});
    QCOMPARE(links.refusals, Texts{"in!link=container"});
}

void InputReaderTest::truncatedArchiveKeepsWhatWasBefore()
{
    const std::string packed =
        archive(ArchiveKind::Tar, {{"a", std::string(2000, 'a')}, {"b", std::string(2000, 'b')}});
    const Collected all = readBytes(packed.substr(0, 4096));
    QVERIFY(all.outcome);
    QCOMPARE(all.documents, Texts{"in!a=" + std::string(2000, 'a')});
    QCOMPARE(all.refusals, Texts{"in!b=container"});
}

void InputReaderTest::brokenMemberHarmsNoOther()
{
    const Collected all = readBytes(
        archive(ArchiveKind::Tar,
                {{"a", "fine"}, {"b", test::gzip("cut short").substr(0, 15)}, {"c", "fine"}}));
    QVERIFY(all.outcome);
    QCOMPARE(all.documents, (Texts{"in!a=fine", "in!c=fine"}));
    QCOMPARE(all.refusals, Texts{"in!b=container"});
}

void InputReaderTest::bombIsALimit()
{
    const std::string bomb = test::gzip(test::gzip(std::string(64UL << 20, 'a')));
    const Collected all = readBytes(bomb);
    QVERIFY(all.outcome);
    QVERIFY(all.documents.empty());
    QCOMPARE(all.refusals, Texts{"in=limit"});
}

void InputReaderTest::largeDocumentIsALimitAndOthersUnharmed()
{
    Limits limits;
    limits.documentBytes = 100'000;
    const Collected all = readBytes(
        archive(
            ArchiveKind::Zip,
            {{"a", "fine"}, {"b", std::string(100'001, 'b')}, {"c", std::string(100'000, 'c')}}),
        limits);
    QVERIFY(all.outcome);
    QCOMPARE(all.documents, (Texts{"in!a=fine", "in!c=" + std::string(100'000, 'c')}));
    QCOMPARE(all.refusals, Texts{"in!b=limit"});
}

void InputReaderTest::memberCountIsALimit()
{
    Limits limits;
    limits.archiveMembers = 2;
    const Collected all =
        readBytes(archive(ArchiveKind::Tar, {{"a", "1"}, {"b", "2"}, {"c", "3"}}), limits);
    QCOMPARE(all.documents, (Texts{"in!a=1", "in!b=2"}));
    QCOMPARE(all.refusals, Texts{"in=limit"});
}

void InputReaderTest::archiveInArchiveIsRead()
{
    std::string packed = archive(ArchiveKind::Tar, {{"deep", "found"}});
    packed = archive(ArchiveKind::Zip, {{"x.tar", packed}});
    QCOMPARE(readBytes(packed).documents, Texts{"in!x.tar!deep=found"});
    for (int i = 0; i < 4; ++i) {
        packed = archive(ArchiveKind::Tar, {{"t", packed}});
    }
    const Collected all = readBytes(packed);
    QVERIFY(all.documents.empty());
    QCOMPARE(all.refusals.size(), std::size_t{1});
    QVERIFY(all.refusals.front().ends_with("=limit"));
}

void InputReaderTest::companionsInAnArchiveComeTogether()
{
    const Collected all = readBytes(archive(ArchiveKind::Tar,
                                            {{"x/artifacts.json", "A"},
                                             {"y/bmeta.json", "other"},
                                             {"x/bmeta.json", "B"},
                                             {"x/log.yaml", "L"},
                                             {"x/steps.json", "S"},
                                             {"x/log.results.json", "R"}}));
    QVERIFY(all.outcome);
    QCOMPARE(all.documents,
             (Texts{"in!x/bmeta.json=B", "in!x/log.yaml=L", "in!y/bmeta.json=other"}));
    QCOMPARE(all.companions, (Texts{"artifacts.json=A", "steps.json=S", "results.json=R"}));
}

void InputReaderTest::companionsInAFolderComeTogether()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    std::ofstream(path / "next-bmeta.json") << "B";
    std::ofstream(path / "next-steps.json") << "S";
    Collected all;
    InputReader reader;
    QVERIFY(reader.read(path / "next-bmeta.json", collectInto(all), TaskContext()));
    QVERIFY(reader.read(path / "next-steps.json", collectInto(all), TaskContext()));
    QCOMPARE(all.documents, Texts{(path / "next-bmeta.json").string() + "=B"});
    QCOMPARE(all.companions, Texts{"steps.json=S"});
}

void InputReaderTest::companionWithoutItsPrimaryIsADocument()
{
    const Collected all = readBytes(archive(ArchiveKind::Zip, {{"steps.json", "S"}}));
    QCOMPARE(all.documents, Texts{"in!steps.json=S"});
}

void InputReaderTest::sinkErrorStopsEverything()
{
    int count = 0;
    InputSink sink;
    sink.onInput = [&count](Input&&) -> Result<void> {
        ++count;
        return fail(ErrorKind::Parse, "full");
    };
    sink.onRefusal = [](const std::string&, Refusal&&, std::string_view) -> Result<void> {
        QTest::qFail("no refusal expected", __FILE__, __LINE__);
        return {};
    };
    const auto outcome = InputReader().readBytes(
        archive(ArchiveKind::Tar, {{"a", "1"}, {"b", "2"}}), "in", sink, TaskContext());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().message, std::string("full"));
    QCOMPARE(count, 1);
}

void InputReaderTest::cancelStops()
{
    std::stop_source stop;
    stop.request_stop();
    Collected all;
    const auto outcome =
        InputReader().readBytes("text", "in", collectInto(all), TaskContext(stop.get_token()));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Cancelled);
}

void InputReaderTest::missingFileIsAnError()
{
    Collected all;
    const auto outcome = InputReader().read("/no/such/file", collectInto(all), TaskContext());
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::NotFound);
}

void InputReaderTest::goldenCases_data()
{
    QTest::addColumn<QString>("folder");
    test::addGoldenRows("archives");
}

void InputReaderTest::goldenCases()
{
    QFETCH(QString, folder);
    test::compareGolden(folder);
}

QTEST_GUILESS_MAIN(InputReaderTest)
#include "tst_input_reader.moc"
