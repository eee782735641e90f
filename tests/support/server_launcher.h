// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/held_port.h"

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace natter {

/// A real XMPP server on free loopback ports, with a throw-away configuration, its own certificate authority, and all
/// its data in a temporary folder. It ends with this object, and with the program however that ends.
class ServerLauncher
{
public:
    /// The ones of Debian 12, and newer ones that tests/support/fetch_newer_servers.sh puts beside them. Only the newer
    /// ones have SASL2, Bind 2, FAST, and channel binding with TLS 1.3.
    enum class Kind { Prosody, Ejabberd, Prosody13, Ejabberd24 };
    static constexpr int kinds = 4;

    explicit ServerLauncher(Kind kind);
    ~ServerLauncher();
    Q_DISABLE_COPY_MOVE(ServerLauncher)

    /// To be called before the first start: Prosody 13 then binds logins to nothing that we can do, as it does unless
    /// it is told the hash of its certificate.
    void leaveOutEndPoint() { m_bindsEndPoint = false; }
    /// To be called before the first start: nobody's messages are kept but those for who is offline.
    void leaveOutArchive() { m_archives = false; }
    /// More lines for the top level of the server's configuration; to be called before start().
    void setOptions(const QString &lines) { m_options = lines; }
    /// What an archive needs to survive kill(): a database, where it would otherwise be files or memory.
    QString durableStorage() const;
    /// Starts the server, at its old ports if it ran before, and waits until it listens; makes the users romeo and
    /// juliet the first time. False: problem() says in one sentence what to do.
    bool start();
    /// As a crash of the machine would end it.
    void kill();
    bool isRunning() const { return m_process && m_process->state() == QProcess::Running; }
    const QString &problem() const { return m_problem; }

    static constexpr int stanzaLimit = 65'536; ///< bytes; for a longer stanza the server closes the stream

    /// Makes a user on the running server.
    bool addUser(const QString &name, const QString &password);

    static QString domain() { return QStringLiteral("natter.test"); }
    static QString password() { return QStringLiteral("O Romeo, Romeo \u2013 \u00fc"); } ///< of romeo and juliet
    quint16 startTlsPort() const { return m_ports[0].number(); }
    quint16 directTlsPort() const { return m_ports[1].number(); }
    const QByteArray &authority() const { return m_authority; } ///< PEM

private:
    bool fail(const QString &problem);
    bool prepare();
    bool makeCertificates();
    bool run(const QString &program, const QStringList &arguments);
    struct Recipe;
    Recipe recipe() const;
    bool isProsody() const { return m_kind == Kind::Prosody || m_kind == Kind::Prosody13; }
    QString program() const;
    void configure();
    bool waitUntilReady();
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void write(const QString &name, const QString &content) const;

    const Kind m_kind;
    QTemporaryDir m_folder;
    QString m_problem;
    QString m_options;
    QByteArray m_authority;
    const HeldPort m_ports[3]; ///< STARTTLS, direct TLS, HTTP
    std::unique_ptr<QProcess> m_process;
    bool m_prepared = false;
    bool m_bindsEndPoint = true;
    bool m_archives = true;
};

} // namespace natter
