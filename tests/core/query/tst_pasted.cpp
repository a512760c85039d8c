// SPDX-License-Identifier: LGPL-2.1-or-later
#include "core/query/pasted.h"

#include <QTest>

using namespace cboard;
using namespace cboard::query;

/// What addresses and ids name, one row per form.
class PastedTest : public QObject {
    Q_OBJECT

private slots:
    void namesWhatTheTextNames_data();
    void namesWhatTheTextNames();
    void otherTextIsToBeSearchedFor_data();
    void otherTextIsToBeSearchedFor();
    void logsNameTheirOwner();
    void wrappingOfMailsIsDropped();
};

namespace {

const char* const Hash = "0f3a12c5d6e7f8091a2b3c4d5e6f708192a3b4c5";

QByteArray kindText(PastedKind kind)
{
    constexpr std::array Words = {"branch", "revision", "compare", "checkout", "build",
                                  "test",   "record",   "issue",   "board",    "node",
                                  "lava",   "log",      "page"};
    return Words.at(std::size_t(kind));
}

/// All members that matter, so that a row tells everything.
QByteArray describe(const PastedThing& thing)
{
    std::string text = kindText(thing.kind).toStdString();
    for (const std::string* member : {&thing.branch.tree, &thing.branch.branch, &thing.commit,
                                      &thing.otherCommit, &thing.id, &thing.host}) {
        text += member->empty() ? "" : " " + *member;
    }
    text += thing.version ? " v" + std::to_string(*thing.version) : "";
    return QByteArray::fromStdString(text);
}

} // namespace

void PastedTest::namesWhatTheTextNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const QByteArray& text, const QByteArray& expected) {
        QTest::newRow(text.constData()) << text << expected;
    };
    const QByteArray hash = Hash;
    const QByteArray site = "https://dashboard.kernelci.org";
    row(site + "/tree/mainline/master/" + hash, "revision mainline master " + hash);
    row(site + "/c/next/pending%2Ffixes/" + hash + "?o=maestro",
        "revision next pending/fixes " + hash);
    row("https://d.kernelci.org/checkout/mainline/master/" + hash,
        "revision mainline master " + hash);
    row("https://d.kernelci.org/c/mainline/master", "branch mainline master");
    row(site + "/tree/" + hash + "?ti%7Cgb=master&ti%7Ct=mainline&ti%7Cch=" + hash,
        "revision mainline master " + hash);
    row(site + "/tree/" + hash + "?tri|gb=master&tri|t=next", "revision next master " + hash);
    row(site + "/tree/mainline/master/compare?hashA=" + hash + "&hashB=abcdef0123456789",
        "compare mainline master " + hash + " abcdef0123456789");
    row(site + "/build/maestro%3A6863b7f5", "build maestro:6863b7f5");
    row("https://d.kernelci.org/b/maestro:6863b7f5", "build maestro:6863b7f5");
    row("d.kernelci.org", ""); // Without a scheme it may be any text.
    row(site + "/test/maestro:6863b7f5?x=1#top", "test maestro:6863b7f5");
    row("https://d.kernelci.org/t/maestro:1", "test maestro:1");
    row(site + "/tree/" + hash + "/test/maestro:1", "test maestro:1");
    row(site + "/tree/" + hash + "/build/maestro:1", "build maestro:1");
    row(site + "/hardware/rk3399-gru-kevin/boot/maestro:2", "test maestro:2");
    row(site + "/hardware/google,kevin", "board google,kevin");
    row(site + "/issue/maestro:abc?iv=3", "issue maestro:abc v3");
    row("https://d.kernelci.org/i/maestro:abc", "issue maestro:abc");
    row(site + "/metrics", "page");
    row("https://api.kernelci.org/viewer?node_id=6863b7f5a1b2c3d4e5f60718",
        "node 6863b7f5a1b2c3d4e5f60718");
    row("https://kernelci-api.westus3.cloudapp.azure.com/latest/node/6863b7f5a1b2c3d4e5f60718",
        "node 6863b7f5a1b2c3d4e5f60718");
    row("https://lava.collabora.dev/scheduler/job/12345678", "lava 12345678 lava.collabora.dev");
    row("https://lava.collabora.dev/results/12345678/0_timesync",
        "lava 12345678 lava.collabora.dev");
    row("https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id=" + hash,
        "revision " + hash);
    row("https://git.kernel.org/torvalds/c/0f3a12c5d6e7", "revision 0f3a12c5d6e7");
    row("https://github.com/torvalds/linux/commit/0F3A12C5D6E7", "revision 0f3a12c5d6e7");
    row("https://files.kernelci.org/a/b/lava_log.txt.gz", "log");
    row("https://lore.kernel.org/all/20250701-x-v1-0@example.org/", "page");
    row("6863b7f5a1b2c3d4e5f60718", "node 6863b7f5a1b2c3d4e5f60718");
    row(hash, "revision " + hash);
    row("0f3a12c", "revision 0f3a12c");
    row("maestro:6863b7f5a1b2c3d4e5f60718", "record maestro:6863b7f5a1b2c3d4e5f60718");
    row("0day:abcd_1/x", "record 0day:abcd_1/x");
    row("0f3a12c..abcdef01", "compare 0f3a12c abcdef01");
}

void PastedTest::namesWhatTheTextNames()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto thing = parsePasted(text.toStdString());
    QCOMPARE(thing ? describe(*thing) : QByteArray(), expected);
    const bool isAddress = text.startsWith("http");
    if (thing && isAddress) {
        QCOMPARE(QByteArray::fromStdString(thing->url), text);
    }
}

void PastedTest::otherTextIsToBeSearchedFor_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", " ", "rk3399", "tree:mainline is:new", "v6.12-rc3", "abcdef", "kselftest.net",
          "ftp://example.org/x", "https://", "board:rk", "a b:cdefg", "0f3a12g"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void PastedTest::otherTextIsToBeSearchedFor()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parsePasted(text.toStdString()));
}

void PastedTest::logsNameTheirOwner()
{
    const auto log = parsePasted("https://dashboard.kernelci.org/log-viewer?url=https%3A%2F%2Fx.org"
                                 "%2Flog.txt&type=test&itemId=maestro%3A5");
    QVERIFY(log);
    QCOMPARE(log->kind, PastedKind::Log);
    QCOMPARE(log->id, std::string("maestro:5"));
    QVERIFY(log->logOwner == RecordKind::Test);
    QCOMPARE(log->url, std::string("https://x.org/log.txt"));
}

void PastedTest::wrappingOfMailsIsDropped()
{
    const auto plain = parsePasted("https://d.kernelci.org/t/maestro:1");
    QVERIFY(plain);
    QVERIFY(parsePasted(" <https://d.kernelci.org/t/maestro:1>. ") == plain);
    QVERIFY(parsePasted("(\"https://d.kernelci.org/t/maestro:1\"),\n") == plain);
}

QTEST_GUILESS_MAIN(PastedTest)
#include "tst_pasted.moc"
