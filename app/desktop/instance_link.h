// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QObject>
#include <QTimer>

#include <filesystem>

namespace cboard::desktop {

/// One desktop per store and user: who starts later hands what was asked for to who runs already.
/// A socket that a crashed program left is taken over. Nothing blocks; the event loop must run.
class InstanceLink : public QObject {
    Q_OBJECT

public:
    explicit InstanceLink(const std::filesystem::path& storeFile, QObject* parent = nullptr);

    /// Offers \p address (may be empty: a new window) to the program that runs. Ends with either
    /// delivered() or alone().
    void start(const QString& address);

    static QString serverName(const std::filesystem::path& storeFile);

signals:
    void delivered(); ///< Another program has it.
    void alone(); ///< This is the one program; it listens, or cannot (see isListening()).
    void addressReceived(const QString& address); ///< From a program that started later.

public:
    bool isListening() const { return m_server.isListening(); }

private:
    void onConnected();
    void onAnswer();
    void onNoAnswer();
    void listen();
    void onNewConnection();
    void readRequest(QLocalSocket* socket);

    QString m_name;
    QString m_address;
    QLocalSocket m_socket;
    QLocalServer m_server;
    QTimer m_patience;
    bool m_isDecided = false;
};

} // namespace cboard::desktop
