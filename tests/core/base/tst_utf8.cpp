// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/base/utf8.h"

#include <QtTest>

using namespace cboard;

class Utf8Test : public QObject {
    Q_OBJECT
private slots:
    void wrongBytesAreReplaced_data();
    void wrongBytesAreReplaced();
    void wholeCharactersAreCountedUpToTheFirstWrongByte();
    void codePointsAreWrittenInFewestBytes_data();
    void codePointsAreWrittenInFewestBytes();
};

void Utf8Test::wrongBytesAreReplaced_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("replaced");
    QTest::newRow("ascii") << QByteArray("abc") << 0;
    QTest::newRow("nul") << QByteArray("a\0b", 3) << 0;
    QTest::newRow("two to four bytes")
        << QByteArray("gr\xC3\xBCn \xE2\x82\xAC \xF0\x9F\x90\xA7") << 0;
    QTest::newRow("lone bytes") << QByteArray("a\xff\xc3") << 2;
    QTest::newRow("overlong") << QByteArray("\xC0\xAF") << 2;
    QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << 3;
    QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << 3;
    QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << 4;
    QTest::newRow("cut") << QByteArray("\xF0\x9F\x90") << 3;
}

void Utf8Test::wrongBytesAreReplaced()
{
    QFETCH(QByteArray, text);
    QFETCH(int, replaced);
    const auto valid = QByteArray::fromStdString(
        toValidUtf8({text.constData(), static_cast<std::size_t>(text.size())}));
    QCOMPARE(valid.count(QByteArray("\xEF\xBF\xBD")), replaced);
    if (replaced == 0) {
        QCOMPARE(valid, text);
    }
}

void Utf8Test::wholeCharactersAreCountedUpToTheFirstWrongByte()
{
    const std::string characters[] = {"a", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x90\xA7"};
    // Around the eight bytes that are counted and the 64 that are looked at together.
    for (std::size_t before = 0; before < 140; ++before) {
        const std::string text(before, 'x');
        for (const std::string& character : characters) {
            const std::string whole = text + character + text;
            QCOMPARE(validUtf8Length(whole), whole.size());
            QCOMPARE(characterCount(whole), static_cast<std::int64_t>(2 * before + 1));
            QCOMPARE(validUtf8Length(whole + "\xFF" + text), whole.size());
        }
        QCOMPARE(validUtf8Length(text + "\xE2\x82"), text.size());
    }
}

void Utf8Test::codePointsAreWrittenInFewestBytes_data()
{
    QTest::addColumn<std::uint32_t>("code");
    for (const std::uint32_t code :
         {0x1U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xD7FFU, 0xE000U, 0xFFFFU, 0x10000U, 0x10FFFFU}) {
        QTest::addRow("U+%04X", code) << code;
    }
}

void Utf8Test::codePointsAreWrittenInFewestBytes()
{
    QFETCH(std::uint32_t, code);
    std::string text = "a";
    appendUtf8(text, code);
    const auto wanted = QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1);
    QCOMPARE(QByteArray::fromStdString(text), "a" + wanted.toUtf8());
}

QTEST_GUILESS_MAIN(Utf8Test)
#include "tst_utf8.moc"
