// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wire/xmpp_listener.h"

namespace natter {

inline const QByteArray
    streamHeader("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                 "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' from='montague.lit'>");

/// A listener and everything it said.
class Heard : public QObject
{
public:
    XmppListener listener;
    QList<Element> headers;
    QList<Element> elements;
    QList<StreamViolation> violations;
    int closed = 0;
    QString restartAt; ///< the element whose arrival starts the stream afresh

    Heard()
    {
        connect(&listener, &XmppListener::streamOpened, this,
                [this](const Element &element) { headers.append(element); });
        connect(&listener, &XmppListener::elementReceived, this, [this](const Element &element) {
            elements.append(element);
            if (element.localName() == restartAt) {
                listener.restart();
            }
        });
        connect(&listener, &XmppListener::streamClosed, this, [this] { ++closed; });
        connect(&listener, &XmppListener::violated, this,
                [this](const StreamViolation &violation) { violations.append(violation); });
        listener.setLoggedIn();
    }

    void feed(const QByteArray &bytes, qsizetype size)
    {
        for (qsizetype i = 0; i < bytes.size(); i += size) {
            listener.feed(QByteArrayView(bytes).sliced(i, qMin(size, bytes.size() - i)));
        }
    }
    QString condition() const { return violations.size() == 1 ? violations.first().condition : QString(); }
    QByteArray all() const
    {
        QByteArray result;
        for (const Element &element : headers + elements) {
            result += element.toXml() + '\n';
        }
        return result + QByteArray::number(closed) + '\n' + condition().toUtf8();
    }
};

} // namespace natter
