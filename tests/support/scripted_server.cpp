// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"

#include <QSslConfiguration>

#include <sys/socket.h>

namespace natter {

static const QByteArray saslNamespace(" xmlns='urn:ietf:params:xml:ns:xmpp-sasl'");
static const QByteArray sasl2Namespace(" xmlns='urn:xmpp:sasl:2'");

Script &Script::step(Step step)
{
    m_steps.push_back(std::move(step));
    return *this;
}

Script &Script::expect(const QByteArray &part)
{
    return step([part](ScriptedPeer &peer) {
        const qsizetype at = peer.input.indexOf(part);
        if (at >= 0) {
            peer.input.remove(0, at + part.size());
        }
        return at >= 0;
    });
}

Script &Script::send(const QByteArray &bytes)
{
    return step([bytes](ScriptedPeer &peer) {
        peer.write(bytes);
        peer.flush();
        return true;
    });
}

Script &Script::answer(const QByteArray &part, const QByteArray &bytes)
{
    return step([part, bytes](ScriptedPeer &peer) {
        peer.answers.append({ part, bytes });
        return true;
    });
}

Script &Script::startTls()
{
    return step([](ScriptedPeer &peer) {
        if (peer.mode() == QSslSocket::UnencryptedMode) {
            peer.startServerEncryption();
        }
        return peer.isEncrypted();
    });
}

Script &Script::close()
{
    return step([](ScriptedPeer &peer) {
        peer.disconnectFromHost();
        return true;
    });
}

Script &Script::closeHard()
{
    return step([](ScriptedPeer &peer) {
        const linger reset { 1, 0 };
        setsockopt(static_cast<int>(peer.socketDescriptor()), SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
        peer.abort();
        return true;
    });
}

/// The decoded content of the next element that ends with `endTag`, if it is there.
static std::optional<QByteArray> nextData(ScriptedPeer &peer, const QByteArray &endTag)
{
    const qsizetype end = peer.input.indexOf(endTag);
    if (end < 0) {
        return std::nullopt;
    }
    const qsizetype start = peer.input.lastIndexOf('>', end) + 1;
    const QByteArray data = QByteArray::fromBase64(peer.input.mid(start, end - start));
    peer.input.remove(0, end + endTag.size());
    return data;
}

/// The client's first data, of the login that it begins in one of the profiles, if it is there.
static std::optional<QByteArray> nextLogin(ScriptedPeer &peer)
{
    const auto older = nextData(peer, "</auth>");
    if (older) {
        return older;
    }
    const auto newer = nextData(peer, "</initial-response>");
    peer.sasl2 = peer.sasl2 || newer;
    return newer;
}

static const QByteArray &profileOf(const ScriptedPeer &peer) { return peer.sasl2 ? sasl2Namespace : saslNamespace; }

static void sendChallenge(ScriptedPeer &peer, const QByteArray &data)
{
    peer.write("<challenge" + profileOf(peer) + '>' + data + "</challenge>");
}

/// `data` is left out if it is null.
static void sendSuccess(ScriptedPeer &peer, const QByteArray &data)
{
    const QByteArray additional = data.isNull() ? QByteArray() : "<additional-data>" + data + "</additional-data>";
    peer.write("<success" + profileOf(peer) + '>' + (peer.sasl2 ? additional : data)
               + (peer.sasl2 ? "<authorization-identifier>romeo@montague.lit</authorization-identifier>" : "")
               + "</success>");
}

static void sendRefusal(ScriptedPeer &peer)
{
    peer.write("<failure" + profileOf(peer) + "><not-authorized" + saslNamespace + "/></failure>");
}

Script &Script::authenticate(Login login, const QByteArray &password, const QByteArray &binding,
                             const QByteArray &offerHash)
{
    step([login, password, binding, offerHash](ScriptedPeer &peer) {
        const auto data = nextLogin(peer);
        if (!data) {
            return false;
        }
        peer.scram = ScramServer(QCryptographicHash::Sha256, password);
        peer.scram.setBindingData(binding);
        peer.scram.setOfferHash(offerHash);
        const QByteArray challenge = peer.scram.first(*data).toBase64();
        if (login == Login::SuccessAtOnce) {
            sendSuccess(peer, {});
        } else {
            sendChallenge(peer, challenge);
        }
        return true;
    });
    return step([login](ScriptedPeer &peer) {
        const auto data = login == Login::SuccessAtOnce ? std::optional<QByteArray>() : nextData(peer, "</response>");
        if (!data) {
            return false;
        }
        QByteArray signature = peer.scram.final(*data);
        if (login == Login::Refused || !peer.scram.isClientProven()) {
            sendRefusal(peer);
            return true;
        }
        if (login == Login::WrongSignature) {
            signature[5] = signature[5] == 'A' ? 'B' : 'A';
        }
        sendSuccess(peer, login == Login::NoSignature ? QByteArray() : signature.toBase64());
        return true;
    });
}

Script &Script::challenge(int iterations)
{
    return challenge([iterations](ScriptedPeer &peer, const QByteArray &clientFirst) {
        peer.scram = ScramServer(QCryptographicHash::Sha256, "pencil", iterations);
        return peer.scram.first(clientFirst).toBase64();
    });
}

Script &Script::challenge(const Challenge &make)
{
    return step([make](ScriptedPeer &peer) {
        const auto data = nextLogin(peer);
        if (data) {
            sendChallenge(peer, make(peer, *data));
        }
        return data.has_value();
    });
}

Script &Script::refuse()
{
    return step([](ScriptedPeer &peer) {
        const bool begun = nextLogin(peer).has_value();
        if (begun) {
            sendRefusal(peer);
        }
        return begun;
    });
}

Script &Script::header()
{
    return expect("<stream:stream")
        .expect(">")
        .send(
            "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
            "id='s1' from='montague.lit' version='1.0'>");
}

Script &Script::features(const QByteArray &children)
{
    return send("<stream:features>" + children + "</stream:features>");
}

Script &Script::encrypted()
{
    return header()
        .features("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        .expect("<starttls")
        .expect("/>")
        .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        .startTls();
}

Script &Script::offersLogin(const QByteArray &mechanisms)
{
    return encrypted().header().features("<mechanisms" + saslNamespace + '>' + mechanisms + "</mechanisms>");
}

Script &Script::offersLogin2(const QByteArray &mechanisms, const QByteArray &inlined, const QByteArray &beside)
{
    return encrypted().header().features("<authentication" + sasl2Namespace + '>' + mechanisms + "<inline>" + inlined
                                         + "</inline></authentication>" + beside);
}

Script &Script::loggedIn()
{
    return offersLogin().authenticate().header().features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
}

Script &Script::bound() { return loggedIn().binds(); }

Script &Script::binds()
{
    return expect("</iq>").send("<iq id='bind' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                "<jid>romeo@montague.lit/orchard</jid></bind></iq>");
}

Script &Script::managed(const QByteArray &features)
{
    return offersLogin().authenticate().header().features(
        "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>" + features);
}

Script &Script::enabled(const QByteArray &features, const QByteArray &attributes)
{
    return managed(features)
        .binds()
        .expect("<enable ")
        .send("<enabled xmlns='urn:xmpp:sm:3' id='s1' " + attributes + "/>");
}

Script &Script::endsPolitely() { return expect("</stream:stream>").send("</stream:stream>").close(); }

Script Script::first(qsizetype count) const
{
    Script part;
    part.m_steps.assign(m_steps.begin(), m_steps.begin() + count);
    return part;
}

ScriptedPeer::ScriptedPeer(Script script, QObject *parent) : QSslSocket(parent), m_script(std::move(script)) { }

void ScriptedPeer::run()
{
    if (m_running) {
        return;
    }
    m_running = true;
    if (state() == ConnectedState) {
        const QByteArray bytes = readAll();
        input += bytes;
        received += bytes;
    }
    while (m_next < m_script.m_steps.size() && m_script.m_steps[m_next](*this)) {
        ++m_next;
    }
    if (state() == ConnectedState) {
        giveAnswers();
    }
    m_running = false;
}

void ScriptedPeer::giveAnswers()
{
    qsizetype end = m_answeredUpTo;
    for (const auto &[part, bytes] : std::as_const(answers)) {
        for (qsizetype at = received.indexOf(part, m_answeredUpTo); at >= 0; at = received.indexOf(part, at + 1)) {
            write(bytes);
            end = qMax(end, at + part.size());
        }
    }
    m_answeredUpTo = end;
}

ScriptedServer::ScriptedServer(const Script &script, const Identity &identity, Tls tls)
    : m_script(script)
    , m_identity(identity)
    , m_tls(tls)
{
    if (!listen(QHostAddress::LocalHost)) {
        qFatal("no free port");
    }
}

void ScriptedServer::incomingConnection(qintptr descriptor)
{
    ++m_connections;
    m_arrivals.push_back(std::chrono::steady_clock::now());
    m_done = false;
    m_received.clear();
    auto *peer = new ScriptedPeer(m_script, this);
    peer->setSocketDescriptor(descriptor);
    QSslConfiguration configuration = peer->sslConfiguration();
    configuration.setLocalCertificateChain(QList<QSslCertificate> { m_identity.certificate } + m_identity.chain);
    configuration.setPrivateKey(m_identity.key);
    configuration.setPeerVerifyMode(m_verifyMode);
    peer->setSslConfiguration(configuration);
    const auto run = [this, peer, number = m_connections] {
        peer->run();
        if (number == m_connections) {
            m_done = peer->isDone();
            m_received = peer->received;
            m_clientCertificate = peer->peerCertificate();
        }
    };
    connect(peer, &QIODevice::readyRead, this, run);
    connect(peer, &QSslSocket::encrypted, this, run);
    connect(peer, &QAbstractSocket::disconnected, peer, &QObject::deleteLater);
    if (m_tls == Tls::AtOnce) {
        peer->startServerEncryption();
    } else {
        run();
    }
}

} // namespace natter
