// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>

#include "stanza/element_reader.h"
#include "stanza/namespaces.h"
#include "support/scram_server.h"
#include "wire/negotiation.h"

namespace natter {

inline const QByteArray saslNs(" xmlns='urn:ietf:params:xml:ns:xmpp-sasl'");
inline const QByteArray bindFeature("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>");
inline const QByteArray startTls("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");

inline QByteArray mechanisms(const QByteArrayList &names)
{
    QByteArray result = "<mechanisms" + saslNs + '>';
    for (const QByteArray &name : names) {
        result += "<mechanism>" + name + "</mechanism>";
    }
    return result + "</mechanisms>";
}

/// XEP-0440
inline QByteArray bindingTypes(const QByteArrayList &types)
{
    QByteArray result = "<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>";
    for (const QByteArray &type : types) {
        result += "<channel-binding type='" + type + "'/>";
    }
    return result + "</sasl-channel-binding>";
}

inline ConnectSettings romeo()
{
    ConnectSettings settings;
    settings.account = Jid::orNull(u"romeo@montague.lit");
    settings.password = Secret(QStringLiteral("pencil"));
    return settings;
}

/// A Negotiation and everything it asked for.
class Talk : public QObject
{
public:
    RandomId random;
    StreamManagement counters;
    Negotiation negotiation;
    QList<Element> sent;
    QList<Error> failures;
    QList<std::pair<QString, QString>> violations;
    QList<Jid> bound;
    QList<Jid> resumed;
    Session session;
    Element management; ///< what came with the binding
    QString mechanism;
    int loginsOnStream = 0;
    int restarts = 0;
    int encryptions = 0;
    int logins = 0;
    int offers = 0;
    int registrations = 0;

    explicit Talk(const ConnectSettings &settings = romeo(),
                  Negotiation::Encryption encryption = Negotiation::Encryption::Established)
        : negotiation(settings, encryption, random, counters)
    {
        connect(&negotiation, &Negotiation::send, this, [this](const Element &element) { sent.append(element); });
        connect(&negotiation, &Negotiation::failed, this, [this](const Error &error) { failures.append(error); });
        connect(&negotiation, &Negotiation::violated, this, [this](const QString &condition, const QString &detail) {
            violations.append({ condition, detail });
        });
        connect(&negotiation, &Negotiation::bound, this, [this](const Session &login, const Element &answer) {
            bound.append(login.jid);
            mechanism = login.mechanism;
            session = login;
            management = answer;
        });
        connect(&negotiation, &Negotiation::resumed, this, [this](const QList<Element> &, const Session &login) {
            resumed.append(login.jid);
            session = login;
        });
        connect(&negotiation, &Negotiation::loggedInOnStream, this, [this] { ++loginsOnStream; });
        connect(&negotiation, &Negotiation::restartNeeded, this, [this] { ++restarts; });
        connect(&negotiation, &Negotiation::encryptionNeeded, this, [this] { ++encryptions; });
        connect(&negotiation, &Negotiation::loggedIn, this, [this] { ++logins; });
        connect(&negotiation, &Negotiation::registrationOffered, this, [this] { ++offers; });
        connect(&negotiation, &Negotiation::registered, this, [this] { ++registrations; });
    }

    void header(const QByteArray &attributes = "version='1.0'")
    {
        const auto stream =
            parseElement("<stream:stream xmlns:stream='http://etherx.jabber.org/streams' " + attributes + "/>");
        negotiation.handleHeader(*stream);
    }
    void say(const QByteArray &xml)
    {
        const auto stream =
            parseElement("<s xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>" + xml + "</s>");
        QVERIFY(stream.has_value());
        negotiation.handle(stream->firstChild());
    }
    void features(const QByteArray &children) { say("<stream:features>" + children + "</stream:features>"); }
    void offer(const QByteArrayList &names, const QByteArray &more = {})
    {
        header();
        features(mechanisms(names) + more);
    }
    QByteArray lastData() const { return QByteArray::fromBase64(sent.last().text().toLatin1()); }
    void challenge(const QByteArray &data) { say("<challenge" + saslNs + '>' + data.toBase64() + "</challenge>"); }
    void success(const QByteArray &data) { say("<success" + saslNs + '>' + data.toBase64() + "</success>"); }

    /// Up to the proof, which is then the last element sent.
    void proveWith(ScramServer &server, const QByteArrayList &names = { "SCRAM-SHA-256" }, const QByteArray &more = {})
    {
        offer(names, more);
        answerWith(server);
    }
    /// From the client's first message to its proof.
    void answerWith(ScramServer &server)
    {
        const qsizetype before = sent.size();
        challenge(server.first(lastData()));
        QTRY_COMPARE(sent.size(), before + 1);
    }
    void logIn()
    {
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        proveWith(server);
        success(server.final(lastData()));
    }
    void reachBinding(const QByteArray &moreFeatures = {})
    {
        logIn();
        header();
        features(bindFeature + moreFeatures);
    }
    void answerBinding(const QByteArray &jid)
    {
        say("<iq id='bind' type='result'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + jid
            + "</jid></bind></iq>");
    }
    bool isQuiet() const { return failures.isEmpty() && violations.isEmpty(); }
    Error::Kind failure() const
    {
        return failures.size() == 1 && violations.isEmpty() ? failures.first().kind : Error::Kind::Cancelled;
    }
    QString violation() const
    {
        return violations.size() == 1 && failures.isEmpty() ? violations.first().first : QString();
    }
};

} // namespace natter
