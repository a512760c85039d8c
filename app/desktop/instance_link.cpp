// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/instance_link.h"

#include "core/base/hash.h"

#include <unistd.h>

namespace cboard::desktop {

namespace {

    /// A program that runs answers within milliseconds; one that hangs is not waited for.
    constexpr int PatienceMs = 2000;
    constexpr qint64 MaxRequestBytes = 65'536;
    const QByteArray Answer = QByteArrayLiteral("ok\n");

    /// The same file by whatever name it is called.
    std::string identityOf(const std::filesystem::path& storeFile)
    {
        std::error_code error;
        const auto canonical = std::filesystem::weakly_canonical(storeFile, error);
        return (error ? storeFile : canonical).string();
    }

} // namespace

QString InstanceLink::serverName(const std::filesystem::path& storeFile)
{
    return QStringLiteral("checkerboard-%1-%2")
        .arg(::getuid())
        .arg(QString::fromStdString(toHex(hash128(identityOf(storeFile)))));
}

InstanceLink::InstanceLink(const std::filesystem::path& storeFile, QObject* parent)
    : QObject(parent)
    , m_name(serverName(storeFile))
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(PatienceMs);
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_patience, &QTimer::timeout, this, &InstanceLink::onNoAnswer);
    connect(&m_socket, &QLocalSocket::connected, this, &InstanceLink::onConnected);
    connect(&m_socket, &QLocalSocket::readyRead, this, &InstanceLink::onAnswer);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &InstanceLink::onNoAnswer);
    connect(&m_server, &QLocalServer::newConnection, this, &InstanceLink::onNewConnection);
}

void InstanceLink::start(const QString& address)
{
    m_address = address;
    m_isDecided = false;
    m_patience.start();
    // Without a server the socket fails at once; who waits must see that from the event loop.
    QMetaObject::invokeMethod(
        this, [this] { m_socket.connectToServer(m_name); }, Qt::QueuedConnection);
}

void InstanceLink::onConnected()
{
    m_socket.write(m_address.toUtf8() + '\n');
}

void InstanceLink::onAnswer()
{
    if (!m_isDecided && m_socket.canReadLine()) {
        m_isDecided = true;
        m_patience.stop();
        m_socket.abort();
        emit delivered();
    }
}

void InstanceLink::onNoAnswer()
{
    if (m_isDecided) {
        return;
    }
    m_isDecided = true;
    m_patience.stop();
    m_socket.abort();
    listen();
    emit alone();
}

void InstanceLink::listen()
{
    if (m_server.listen(m_name)) {
        return;
    }
    // Nobody answered, so the name is that of a program that is gone.
    if (m_server.serverError() == QAbstractSocket::AddressInUseError) {
        QLocalServer::removeServer(m_name);
        m_server.listen(m_name);
    }
}

void InstanceLink::onNewConnection()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { readRequest(socket); });
        QTimer::singleShot(PatienceMs, socket, &QLocalSocket::abort);
        readRequest(socket);
    }
}

void InstanceLink::readRequest(QLocalSocket* socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > MaxRequestBytes) {
            socket->abort();
        }
        return;
    }
    const QString address = QString::fromUtf8(socket->readLine(MaxRequestBytes)).trimmed();
    socket->write(Answer);
    socket->flush();
    socket->disconnectFromServer();
    emit addressReceived(address);
}

} // namespace cboard::desktop
