// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/talk.h"

#include <QMessageAuthenticationCode>

namespace natter {

inline const QByteArray sasl2Ns(" xmlns='urn:xmpp:sasl:2'");
inline const QByteArray smNs(" xmlns='urn:xmpp:sm:3'");
inline const QByteArray bind2Inline("<bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:xmpp:carbons:2'/>"
                                    "<feature var='urn:xmpp:csi:0'/><feature var='urn:xmpp:sm:3'/></inline></bind>");
inline const QByteArray smInline("<sm" + smNs + "/>");
inline const QByteArray fastInline("<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-ENDP</mechanism>"
                                   "<mechanism>HT-SHA-256-NONE</mechanism></fast>");

/// A Talk with a server that offers SASL 2.
class Talk2 : public Talk
{
public:
    using Talk::Talk;

    void offer2(const QByteArrayList &names, const QByteArray &inlined = {}, const QByteArray &beside = {},
                const QByteArray &inside = {})
    {
        QByteArray authentication = "<authentication" + sasl2Ns + '>';
        for (const QByteArray &name : names) {
            authentication += "<mechanism>" + name + "</mechanism>";
        }
        header();
        features(mechanisms({ "PLAIN" }) + beside + authentication + "<inline>" + inlined + "</inline>" + inside
                 + "</authentication>");
    }
    QByteArray initial() const
    {
        return QByteArray::fromBase64(sent.last().childText({ u"urn:xmpp:sasl:2", u"initial-response" }).toLatin1());
    }
    void answer2With(ScramServer &server)
    {
        const qsizetype before = sent.size();
        say("<challenge" + sasl2Ns + '>' + server.first(initial()).toBase64() + "</challenge>");
        QTRY_COMPARE(sent.size(), before + 1);
        QCOMPARE(sent.last().localName(), QStringLiteral("response"));
    }
    void success2(const QByteArray &data, const QByteArray &more = {},
                  const QByteArray &identity = "romeo@montague.lit")
    {
        say("<success" + sasl2Ns + "><additional-data>" + data.toBase64()
            + "</additional-data><authorization-identifier>" + identity + "</authorization-identifier>" + more
            + "</success>");
    }
    void logIn2(const QByteArray &inlined = {}, const QByteArray &more = {},
                const QByteArray &identity = "romeo@montague.lit")
    {
        ScramServer server(QCryptographicHash::Sha256, "pencil");
        offer2({ "SCRAM-SHA-256" }, inlined);
        answer2With(server);
        success2(server.final(lastData()), more, identity);
    }
};

inline ConnectSettings installed()
{
    ConnectSettings settings = romeo();
    settings.installation = QStringLiteral("d4565fa7-4d72-4749-b3d3-740edbf87770");
    return settings;
}

inline ConnectSettings withToken(const char *mechanism)
{
    ConnectSettings settings = installed();
    settings.token = FastToken { QString::fromLatin1(mechanism), Secret(QStringLiteral("s3cret")), {} };
    return settings;
}

inline QByteArray tokenHash(const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, "s3cret", QCryptographicHash::Sha256);
}

} // namespace natter
