// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/protocol_session.h"

#include <QCoreApplication>

namespace natter {

ProtocolSession::ProtocolSession()
{
    QObject::connect(&protocol, &XmppProtocol::elementReady, &protocol,
                     [this](const Element &element) { sent.append(element); });
}

QByteArray ProtocolSession::contacts()
{
    return "<item jid='juliet@capulet.lit' name='Juliet' subscription='both'/>"
           "<item jid='nurse@capulet.lit' subscription='to'/>"
           "<item jid='friar@verona.lit' subscription='from'/>"
           "<item jid='tybalt@capulet.lit' subscription='none'/>";
}

void ProtocolSession::startUnanswered(const QByteArray &streamFeatures)
{
    protocol.startSession(
        self(), elementFrom("<features xmlns='http://etherx.jabber.org/streams'>" + streamFeatures + "</features>"));
}

void ProtocolSession::start(const QByteArray &rosterItems, const QByteArray &serverFeatures)
{
    startUnanswered();
    const Element roster = request({ ns::roster, u"query" });
    const Element discovery = request(DiscoInfo::name);
    receive(resultTo(roster, "<query xmlns='jabber:iq:roster'>" + rosterItems + "</query>"));
    receive(resultTo(discovery, "<query xmlns='http://jabber.org/protocol/disco#info'>" + serverFeatures + "</query>"));
    settle();
    sent.clear();
}

void ProtocolSession::receiveAll(const QList<QByteArray> &stanzas)
{
    QList<Element> elements;
    for (const QByteArray &stanza : stanzas) {
        elements.append(stanzaFrom(stanza));
    }
    protocol.receive(elements);
}

Element ProtocolSession::request(ElementName payload) const
{
    for (const Element &element : sent) {
        const auto iq = Iq::read(element);
        if (iq && iq->isRequest() && iq->payloadElement().is(payload)) {
            return element;
        }
    }
    return {};
}

QByteArray ProtocolSession::resultTo(const Element &request, const QByteArray &payload)
{
    const QByteArray to = request.attribute(u"to").toUtf8();
    return "<iq type='result' id='" + request.attribute(u"id").toUtf8() + "' to='" + self().toString().toUtf8() + '\''
        + (to.isEmpty() ? QByteArray() : " from='" + to + '\'') + '>' + payload + "</iq>";
}

void ProtocolSession::settle()
{
    for (int i = 0; i < 10; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
    }
}

} // namespace natter
