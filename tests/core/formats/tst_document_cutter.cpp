// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/formats/document_cutter.h"

#include <QTest>

#include <algorithm>

using namespace cboard;
using namespace cboard::formats;

namespace {

/// Hands out few bytes at a time, so that every state meets the end of a read.
class DripSource : public io::ByteSource {
public:
    DripSource(std::string_view bytes, std::size_t step)
        : m_bytes(bytes)
        , m_step(step)
    {
    }
    Result<std::size_t> read(char* into, std::size_t size) override
    {
        const std::size_t count = std::min({size, m_step, m_bytes.size()});
        std::copy_n(m_bytes.data(), count, into);
        m_bytes.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_bytes;
    std::size_t m_step;
};

struct Pieces {
    std::vector<std::string> texts;
    std::vector<std::int64_t> indexes;
    std::vector<std::int64_t> lines;
    Result<void> outcome;
};

Pieces cut(std::string_view bytes, std::size_t step = 1U << 20, const Limits& limits = {})
{
    Pieces pieces;
    DripSource source(bytes, step);
    const auto pool = io::BufferPool::create();
    const auto isDocument = [](std::string_view first) { return first.starts_with(R"({"v")"); };
    pieces.outcome = cutDocuments(
        source, *pool, limits, isDocument,
        [&pieces](Cut&& piece) -> Result<void> {
            pieces.texts.emplace_back(piece.bytes);
            pieces.indexes.push_back(piece.index);
            pieces.lines.push_back(piece.firstLine);
            return {};
        },
        TaskContext());
    return pieces;
}

using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int64_t>;

} // namespace

class DocumentCutterTest : public QObject {
    Q_OBJECT

private slots:
    void oneDocumentStaysWhole();
    void linesBecomeDocuments();
    void arrayElementsBecomeDocuments();
    void unknownListsStayWhole();
    void bracesInTextDoNotCut();
    void manyLargeDocumentsPass();
    void openArrayIsAnErrorAfterItsDocuments();
    void documentBeyondTheLimitIsAnError();
    void endlessBlanksCostLinearTime();
};

void DocumentCutterTest::oneDocumentStaysWhole()
{
    for (const char* text : {"", "plain\ntext\n", R"({"v":1})", "{\"v\": {\n}\n}\n", "[1, 2]"}) {
        const Pieces pieces = cut(text);
        QVERIFY(pieces.outcome);
        QCOMPARE(pieces.texts, Texts{text});
        QCOMPARE(pieces.indexes, Numbers{0});
    }
}

void DocumentCutterTest::linesBecomeDocuments()
{
    const std::string text = "{\"v\":1}\n\n{\"v\":\n2} \r\n{\"v\":3}\n";
    const Pieces pieces = cut(text);
    QVERIFY(pieces.outcome);
    QCOMPARE(pieces.texts, (Texts{"{\"v\":1}", "{\"v\":\n2}", "{\"v\":3}\n"}));
    QCOMPARE(pieces.indexes, (Numbers{1, 2, 3}));
    QCOMPARE(pieces.lines, (Numbers{1, 3, 5}));
}

void DocumentCutterTest::arrayElementsBecomeDocuments()
{
    const std::string text = "[\n{\"v\": [1, 2]},\n {\"v\":\"a\\\"],}\"},{\"v\":{\"x\":[]}}\n]\n";
    const Pieces pieces = cut(text);
    QVERIFY(pieces.outcome);
    QCOMPARE(pieces.texts,
             (Texts{"{\"v\": [1, 2]}", "{\"v\":\"a\\\"],}\"}", "{\"v\":{\"x\":[]}}\n"}));
    QCOMPARE(pieces.lines, (Numbers{2, 3, 3}));
}

void DocumentCutterTest::unknownListsStayWhole()
{
    for (const char* text : {"{\"x\":1}\n{\"x\":2}\n", "[{\"x\":1},{\"x\":2}]", "[]"}) {
        QCOMPARE(cut(text).texts, Texts{text});
    }
}

void DocumentCutterTest::bracesInTextDoNotCut()
{
    const std::string text = R"({"v":"}\n{"})";
    QCOMPARE(cut(text).texts, Texts{text});
}

void DocumentCutterTest::manyLargeDocumentsPass()
{
    std::string lines;
    std::string array = "[";
    for (int i = 0; i < 40; ++i) {
        const std::string document =
            "{\"v\":\"" + std::string(static_cast<std::size_t>(i) * 40'009, 'x') + "\"}";
        lines += document + "\n";
        array += document + (i == 39 ? "]" : ",");
    }
    for (const std::size_t step : {std::size_t{4999}, std::size_t{1} << 24}) {
        for (const std::string& text : {lines, array}) {
            const Pieces pieces = cut(text, step);
            QVERIFY(pieces.outcome);
            QCOMPARE(pieces.texts.size(), std::size_t{40});
            for (std::size_t i = 0; i < 39; ++i) {
                QCOMPARE(pieces.texts[i].size(), i * 40'009 + 8);
            }
        }
    }
}

void DocumentCutterTest::openArrayIsAnErrorAfterItsDocuments()
{
    const Pieces open = cut("[{\"v\":1},{\"v\":");
    QVERIFY(!open.outcome);
    QCOMPARE(open.texts, (Texts{"{\"v\":1}", "{\"v\":"}));
    const Pieces trailing = cut("[{\"v\":1}] x");
    QVERIFY(!trailing.outcome);
    QCOMPARE(trailing.outcome.error().kind, ErrorKind::Parse);
}

void DocumentCutterTest::documentBeyondTheLimitIsAnError()
{
    Limits limits;
    limits.documentBytes = 200'000;
    QVERIFY(cut(std::string(200'000, 'x'), 5000, limits).outcome);
    const Pieces pieces = cut(std::string(200'001, 'x'), 5000, limits);
    QVERIFY(!pieces.outcome);
    QCOMPARE(pieces.outcome.error().kind, ErrorKind::Limit);
}

void DocumentCutterTest::endlessBlanksCostLinearTime()
{
    const std::string text = "{\"v\":1}\n" + std::string(20'000'000, ' ') + "{\"v\":2}";
    QCOMPARE(cut(text, 1000).texts, (Texts{"{\"v\":1}", "{\"v\":2}"}));
}

QTEST_GUILESS_MAIN(DocumentCutterTest)
#include "tst_document_cutter.moc"
