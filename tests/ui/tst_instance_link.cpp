// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/instance_link.h"

#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace cboard::desktop;

class InstanceLinkTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theFirstProgramIsAloneAndListens();
    void theSecondHandsItsAddressOver();
    void otherStoresHaveOtherPrograms();
    void aStaleSocketIsTakenOver();
    void aSilentClientDoesNoHarm();

private:
    std::filesystem::path store() const
    {
        return (m_folder->path() + QStringLiteral("/results.db")).toStdString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void InstanceLinkTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void InstanceLinkTest::theFirstProgramIsAloneAndListens()
{
    InstanceLink first(store());
    QSignalSpy alone(&first, &InstanceLink::alone);
    first.start({});
    QVERIFY(alone.wait());
    QVERIFY(first.isListening());
}

void InstanceLinkTest::theSecondHandsItsAddressOver()
{
    InstanceLink first(store());
    QSignalSpy alone(&first, &InstanceLink::alone);
    first.start({});
    QVERIFY(alone.wait());
    QSignalSpy received(&first, &InstanceLink::addressReceived);

    InstanceLink second(store());
    QSignalSpy delivered(&second, &InstanceLink::delivered);
    const QString address = QStringLiteral("checkerboard:boots?tree=mainline");
    second.start(address);
    QVERIFY(delivered.wait());
    QCOMPARE(received.count(), 1);
    QCOMPARE(received.first().first().toString(), address);
    QVERIFY(!second.isListening());
}

void InstanceLinkTest::otherStoresHaveOtherPrograms()
{
    InstanceLink first(store());
    QSignalSpy alone(&first, &InstanceLink::alone);
    first.start({});
    QVERIFY(alone.wait());
    InstanceLink other((m_folder->path() + QStringLiteral("/other.db")).toStdString());
    QSignalSpy otherAlone(&other, &InstanceLink::alone);
    other.start({});
    QVERIFY(otherAlone.wait());
    const auto indirect = (m_folder->path() + QStringLiteral("/./x/../results.db")).toStdString();
    QCOMPARE(InstanceLink::serverName(indirect), InstanceLink::serverName(store()));
}

void InstanceLinkTest::aStaleSocketIsTakenOver()
{
    // What a killed program leaves: a socket file that nobody listens on.
    const QString file = QDir::tempPath() + QLatin1Char('/') + InstanceLink::serverName(store());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray name = file.toLocal8Bit();
    QVERIFY(name.size() < static_cast<qsizetype>(sizeof(address.sun_path)));
    std::copy(name.begin(), name.end(), address.sun_path);
    QCOMPARE(::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
    ::close(descriptor);
    QVERIFY(QFile::exists(file));

    InstanceLink link(store());
    QSignalSpy alone(&link, &InstanceLink::alone);
    link.start({});
    QVERIFY(alone.wait());
    QVERIFY(link.isListening());
}

void InstanceLinkTest::aSilentClientDoesNoHarm()
{
    InstanceLink first(store());
    QSignalSpy alone(&first, &InstanceLink::alone);
    first.start({});
    QVERIFY(alone.wait());
    QLocalSocket silent;
    silent.connectToServer(InstanceLink::serverName(store()));
    QTRY_COMPARE(silent.state(), QLocalSocket::ConnectedState);
    InstanceLink second(store());
    QSignalSpy delivered(&second, &InstanceLink::delivered);
    second.start(QStringLiteral("checkerboard:trees"));
    QVERIFY(delivered.wait());
}

QTEST_GUILESS_MAIN(InstanceLinkTest)
#include "tst_instance_link.moc"
