// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/scram_server.h"
#include "support/test_authority.h"

#include <QSslSocket>
#include <QTcpServer>

#include <chrono>
#include <functional>
#include <vector>

namespace natter {

class ScriptedPeer;

/// What a server does on one connection, step by step; then it keeps the connection open and says nothing more.
class Script
{
public:
    /// What the server answers to the login.
    enum class Login { Honest, WrongSignature, NoSignature, SuccessAtOnce, Refused };

    /// Waits until the client has sent `part`.
    Script &expect(const QByteArray &part);
    Script &send(const QByteArray &bytes);
    /// From now on each `part` is answered with `bytes` at once, whatever else is going on.
    Script &answer(const QByteArray &part, const QByteArray &bytes);
    Script &startTls();
    /// FIN, after what was sent.
    Script &close();
    /// RST.
    Script &closeHard();
    /// In the profile that the client begins with, as the next three. `binding` is the data of the channel binding
    /// that it takes from the client, if it takes one; `offerHash` is what it says it offered (XEP-0474).
    Script &authenticate(Login login = Login::Honest, const QByteArray &password = "pencil",
                         const QByteArray &binding = {}, const QByteArray &offerHash = {});

    /// Asks for a proof that takes so many rounds of hashing, and no more.
    Script &challenge(int iterations);
    /// Makes the content of a challenge, encoded or not, from what the client said first.
    using Challenge = std::function<QByteArray(ScriptedPeer &, const QByteArray &)>;
    Script &challenge(const Challenge &make);
    /// Refuses the login that the client begins.
    Script &refuse();
    /// The client's stream header, then ours.
    Script &header();
    Script &features(const QByteArray &children);
    /// Up to the TLS handshake: header, STARTTLS offered, asked for and begun.
    Script &encrypted();
    /// encrypted(), and the login offered.
    Script &offersLogin(const QByteArray &mechanisms = "<mechanism>SCRAM-SHA-256</mechanism>");
    /// encrypted(), and SASL 2 offered (XEP-0388).
    Script &offersLogin2(const QByteArray &mechanisms = "<mechanism>SCRAM-SHA-256</mechanism>",
                         const QByteArray &inlined = {}, const QByteArray &beside = {});
    /// offersLogin(), the login, and binding offered.
    Script &loggedIn();
    /// The client binds a resource, and is romeo@montague.lit/orchard.
    Script &binds();
    /// loggedIn(), and binds().
    Script &bound();
    /// The login, with stream management (XEP-0198) and `features` offered beside binding.
    Script &managed(const QByteArray &features = {});
    /// managed(), binds(), and stream management enabled in a stream s1, with `attributes` of <enabled/> besides.
    Script &enabled(const QByteArray &features = {}, const QByteArray &attributes = "resume='true'");
    /// Answers the client's </stream:stream> and closes.
    Script &endsPolitely();

    qsizetype size() const { return static_cast<qsizetype>(m_steps.size()); }
    /// The first `count` steps.
    Script first(qsizetype count) const;

private:
    friend class ScriptedPeer;
    using Step = std::function<bool(ScriptedPeer &)>; ///< false: not yet

    Script &step(Step step);

    std::vector<Step> m_steps;
};

/// One connection of a ScriptedServer.
class ScriptedPeer : public QSslSocket
{
    Q_OBJECT

public:
    ScriptedPeer(Script script, QObject *parent);

    void run();
    bool isDone() const { return m_next == m_script.m_steps.size(); }

    QList<std::pair<QByteArray, QByteArray>> answers; ///< to what, and what
    QByteArray input; ///< not yet expected
    QByteArray received; ///< all of it, decrypted
    ScramServer scram { QCryptographicHash::Sha256, {} };
    bool sasl2 = false; ///< the login that the client began last

private:
    void giveAnswers();

    Script m_script;
    size_t m_next = 0;
    qsizetype m_answeredUpTo = 0; ///< of what was received
    bool m_running = false;
};

/// A server on this machine that follows a script, to the letter and however wrong it is.
class ScriptedServer : public QTcpServer
{
    Q_OBJECT

public:
    enum class Tls { OnRequest, AtOnce };

    explicit ScriptedServer(const Script &script, const Identity &identity = Identity(), Tls tls = Tls::OnRequest);

    /// What it does on the next connections.
    void setScript(const Script &script) { m_script = script; }
    /// Asks for the client's certificate, and takes any.
    void askForCertificate() { m_verifyMode = QSslSocket::QueryPeer; }
    /// Of the last connection; null if it showed none.
    QSslCertificate clientCertificate() const { return m_clientCertificate; }
    int connections() const { return m_connections; }
    /// Between the connections of these numbers; the first is 1.
    std::chrono::milliseconds between(int earlier, int later) const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_arrivals[static_cast<size_t>(later) - 1]
                                                                     - m_arrivals[static_cast<size_t>(earlier) - 1]);
    }
    /// The last connection went through its whole script.
    bool isDone() const { return m_done; }
    /// What the client sent on the last connection, decrypted.
    QByteArray received() const { return m_received; }
    /// Connections that are still open.
    int open() const { return static_cast<int>(findChildren<ScriptedPeer *>().size()); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Script m_script;
    Identity m_identity;
    Tls m_tls;
    QSslSocket::PeerVerifyMode m_verifyMode = QSslSocket::VerifyNone;
    QSslCertificate m_clientCertificate;
    int m_connections = 0;
    std::vector<std::chrono::steady_clock::time_point> m_arrivals;
    bool m_done = false;
    QByteArray m_received;
};

} // namespace natter
