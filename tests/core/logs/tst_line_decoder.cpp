// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/logs/line_decoder.h"

#include <QObject>
#include <QTest>

#include <random>
#include <string>

using namespace cboard;
using namespace cboard::logs;

namespace {

DecodedRow decoded(std::string_view row, RowFormat format = RowFormat::Plain)
{
    RowDecoder decoder(format);
    DecodedRow out;
    decoder.decode(row, out);
    return out;
}

bool isSafe(const std::string& text)
{
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F') {
            return false;
        }
    }
    return QString::fromStdString(text).toStdString() == text; // Valid UTF-8 comes back as it is.
}

} // namespace

class LineDecoderTest : public QObject {
    Q_OBJECT

private slots:
    void plainTextStaysAsItIs()
    {
        const DecodedRow row = decoded("Linux version 6.1 \xC3\xA9\t(gcc)\r\n");
        QCOMPARE(row.text, std::string("Linux version 6.1 \xC3\xA9\t(gcc)"));
        QVERIFY(row.spans.empty());
        QCOMPARE(row.messageBegin, std::size_t{0});
    }

    void coloursBecomeSpans()
    {
        const DecodedRow row = decoded("a\x1b[1;31mred\x1b[0m b\x1b[38;5;200mc\x1b[48;2;1;2;3md");
        QCOMPARE(row.text, std::string("ared bcd"));
        QCOMPARE(row.spans.size(), std::size_t{3});
        QCOMPARE(row.spans[0].begin, std::size_t{1});
        QCOMPARE(row.spans[0].end, std::size_t{4});
        QVERIFY(row.spans[0].style.isBold);
        QCOMPARE(row.spans[0].style.foreground, (TerminalColor{TerminalColor::Kind::Indexed, 1}));
        QCOMPARE(row.spans[1].style.foreground, (TerminalColor{TerminalColor::Kind::Indexed, 200}));
        QCOMPARE(row.spans[2].style.background,
                 (TerminalColor{TerminalColor::Kind::Rgb, 0x010203}));
    }

    void otherEscapesVanish_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cursor") << QByteArray("a\x1b[2J\x1b[10;20Hb");
        QTest::newRow("title") << QByteArray("a\x1b]0;title\x07"
                                             "b");
        QTest::newRow("title, other end") << QByteArray("a\x1b]0;title\x1b\\b");
        QTest::newRow("character set") << QByteArray("a\x1b(Bb");
        QTest::newRow("save cursor") << QByteArray("a\x1b"
                                                   "7b");
        QTest::newRow("cut sequence") << QByteArray("ab\x1b[12;");
        QTest::newRow("escape at the end") << QByteArray("ab\x1b");
        QTest::newRow("private mode") << QByteArray("a\x1b[?25lb");
    }
    void otherEscapesVanish()
    {
        QFETCH(QByteArray, bytes);
        const DecodedRow row = decoded(bytes.toStdString());
        QCOMPARE(row.text, std::string("ab"));
        QVERIFY(row.spans.empty());
    }

    void textBehindAnEndlessTitleIsNotHidden()
    {
        QCOMPARE(decoded("a\x1b]0;panic").text, std::string("a0;panic"));
    }

    void controlCharactersAreShownAsPictures()
    {
        const DecodedRow row = decoded(std::string_view("a\0b\x08\x7f", 5));
        QCOMPARE(row.text,
                 std::string("a\xE2\x90\x80"
                             "b\xE2\x90\x88\xE2\x90\xA1"));
        QCOMPARE(row.spans.size(), std::size_t{2});
        QCOMPARE(row.spans[1].style.substitute, Substitute::Control);
        QCOMPARE(row.spans[1].end, row.text.size());
    }

    void invalidUtf8IsShownByItsBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("lone byte") << QByteArray("a\xFFz") << QByteArray("a\\xffz");
        QTest::newRow("cut") << QByteArray("a\xE2\x82") << QByteArray("a\\xe2\\x82");
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << QByteArray("\\xc0\\xaf");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\\xed\\xa0\\x80");
        QTest::newRow("too far") << QByteArray("\xF4\x90\x80\x80")
                                 << QByteArray("\\xf4\\x90\\x80\\x80");
        QTest::newRow("direction") << QByteArray("a\xE2\x80\xAE!") << QByteArray("a\\u202e!");
        QTest::newRow("C1 control") << QByteArray("\xC2\x9B"
                                                  "31m")
                                    << QByteArray("\\u009b31m");
    }
    void invalidUtf8IsShownByItsBytes()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, shown);
        const DecodedRow row = decoded(bytes.toStdString());
        QCOMPARE(QByteArray::fromStdString(row.text), shown);
        QCOMPARE(row.spans.size(), std::size_t{1});
        QCOMPARE(row.spans[0].style.substitute, Substitute::Invalid);
    }

    void kernelPrefixIsRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("level"); // -1: none.
        QTest::addColumn<qint64>("microseconds"); // -1: none.
        QTest::addColumn<int>("messageBegin");
        QTest::newRow("time") << QByteArray("[   12.345678] usb") << -1 << qint64{12345678} << 15;
        QTest::newRow("level and time")
            << QByteArray("<6>[    0.000000] Booting") << 6 << qint64{0} << 18;
        QTest::newRow("caller") << QByteArray("[    1.500000][    T1] x") << -1 << qint64{1500000}
                                << 23;
        QTest::newRow("level alone") << QByteArray("<3>oh") << 3 << qint64{-1} << 3;
        QTest::newRow("five digits")
            << QByteArray("[12345.000001] x") << -1 << qint64{12345000001} << 15;
        QTest::newRow("of a program")
            << QByteArray("<30>[   10.000001] systemd[1]: x") << 6 << qint64{10000001} << 19;
        QTest::newRow("no facility")
            << QByteArray("<192>[   10.000001] x") << -1 << qint64{-1} << 0;
        QTest::newRow("a tag") << QByteArray("<30>x") << -1 << qint64{-1} << 0;
        QTest::newRow("not a level") << QByteArray("<8>x") << -1 << qint64{-1} << 0;
        QTest::newRow("no fraction") << QByteArray("[  12] x") << -1 << qint64{-1} << 0;
        QTest::newRow("a word") << QByteArray("[  OK  ] Started") << -1 << qint64{-1} << 0;
        QTest::newRow("cut") << QByteArray("[  12.34") << -1 << qint64{-1} << 0;
        QTest::newRow("bracket") << QByteArray("[") << -1 << qint64{-1} << 0;
    }
    void kernelPrefixIsRead()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, level);
        QFETCH(qint64, microseconds);
        QFETCH(int, messageBegin);
        const DecodedRow row = decoded(bytes.toStdString());
        QCOMPARE(row.kernelLevel.value_or(-1), level);
        QCOMPARE(row.kernelTime ? qint64{row.kernelTime->count()} : qint64{-1}, microseconds);
        QCOMPARE(int(row.messageBegin), messageBegin);
    }

    void lavaRowsGiveTheirMessage()
    {
        const DecodedRow row =
            decoded("- {\"dt\": \"2020-11-04T16:44:33.748077\", \"lvl\": \"target\", \"msg\": "
                    "\"[    1.000000] \\u001b[32mok\\u001b[0m\\r\"}\n",
                    RowFormat::Lava);
        QCOMPARE(row.text, std::string("[    1.000000] ok"));
        QCOMPARE(row.messageBegin, std::size_t{15});
        QCOMPARE(row.spans.size(), std::size_t{1});
        QVERIFY(row.lavaLevel == LavaLevel::Target);
        QVERIFY(row.time);
    }

    void anyBytesBecomeSafeText()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 2000; ++round) {
            std::string bytes(random() % 80, ' ');
            for (char& c : bytes) {
                c = random() % 4 == 0 ? "\x1b[];m\\"[random() % 6] : static_cast<char>(random());
            }
            const DecodedRow row = decoded(bytes);
            QVERIFY(isSafe(row.text));
            std::size_t last = 0;
            for (const StyledSpan& span : row.spans) {
                QVERIFY(span.begin >= last && span.begin < span.end && span.end <= row.text.size());
                last = span.end;
            }
        }
    }
};

QTEST_GUILESS_MAIN(LineDecoderTest)
#include "tst_line_decoder.moc"
