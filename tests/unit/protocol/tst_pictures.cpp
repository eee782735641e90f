// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/xml.h"

#include "base/limits.h"
#include "protocol/xep/xep0030_service_discovery.h"
#include "protocol/xep/xep0054_vcard_temp.h"
#include "protocol/xep/xep0153_vcard_avatars.h"
#include "protocol/xep/xep0157_contact_addresses.h"
#include "protocol/xep/xep0486_room_avatars.h"

#include <QtTest>

using namespace natter;

/// What people and rooms look like and tell of themselves, and who runs a service.
class TestPictures : public QObject
{
    Q_OBJECT

    static constexpr const char *hash = "a31c4bd04de69663cfd7f424a8453f4674da37ff";

    static VCard card(const QByteArray &content)
    {
        return VCard::read(elementFrom("<vCard xmlns='vcard-temp'>" + content + "</vCard>")).value();
    }
    static std::optional<PictureUpdate> update(const QByteArray &content)
    {
        return PictureUpdate::read(elementFrom("<x xmlns='vcard-temp:x:update'>" + content + "</x>"));
    }
    static QList<ContactAddress> contacts(const QByteArray &fields, const QByteArray &type = "serverinfo")
    {
        return contactAddressesFrom(*DiscoInfo::read(
            elementFrom("<query xmlns='http://jabber.org/protocol/disco#info'><x xmlns='jabber:x:data' type='result'>"
                        "<field var='FORM_TYPE' type='hidden'><value>http://jabber.org/network/"
                        + type + "</value></field>" + fields + "</x></query>")));
    }

private Q_SLOTS:
    void cardsAreRead()
    {
        const VCard read =
            card("<FN> Juliet Capulet </FN><NICKNAME>Jule</NICKNAME><ORG><ORGNAME>Capulet</ORGNAME></ORG>"
                 "<TITLE>Daughter</TITLE><EMAIL><HOME/><USERID>juliet@capulet.lit</USERID></EMAIL>"
                 "<URL>https://capulet.lit</URL><DESC>O Romeo</DESC>"
                 "<PHOTO><TYPE>image/png</TYPE><BINVAL>cGlj\n dHVyZQ==</BINVAL></PHOTO>");
        const VCard expected { QStringLiteral("Juliet Capulet"),
                               QStringLiteral("Jule"),
                               QStringLiteral("Capulet"),
                               QStringLiteral("Daughter"),
                               QStringLiteral("juliet@capulet.lit"),
                               QStringLiteral("https://capulet.lit"),
                               QStringLiteral("O Romeo"),
                               { { QStringLiteral("image/png"), "picture" } } };
        QCOMPARE(read, expected);
        QVERIFY(!VCard::read(elementFrom("<vCard xmlns='urn:ietf:params:xml:ns:vcard-4.0'/>")));
    }

    void badPhotosAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no base64") << QByteArray("<BINVAL>p!ct</BINVAL>");
        QTest::newRow("elsewhere") << QByteArray("<EXTVAL>http://evil.lit/p.png</EXTVAL>");
        QTest::newRow("too large") << "<BINVAL>" + QByteArray(limits::pictureBytes + 1, 'p').toBase64() + "</BINVAL>";
    }
    void badPhotosAreLeftOut()
    {
        QFETCH(QByteArray, content);
        QVERIFY(card("<PHOTO>" + content + "</PHOTO><FN>Paris</FN>").photos.isEmpty());
    }

    void cardsAreBounded()
    {
        QCOMPARE(card(QByteArray("<PHOTO><BINVAL>cA==</BINVAL></PHOTO>").repeated(50)).photos.size(),
                 limits::cardPictures);
        QCOMPARE(card("<DESC>" + QByteArray(5000, 'd') + "</DESC>").about.size(), limits::statusChars);
    }

    void presenceTellsOfThePicture()
    {
        QCOMPARE(update(QByteArray("<photo>") + hash + "</photo>")->hash, QByteArray(hash));
        QCOMPARE(update("<photo>A31C4BD04DE69663CFD7F424A8453F4674DA37FF</photo>")->hash, QByteArray(hash));
        QCOMPARE(update("<photo/>")->hash, QByteArray());
        for (const char *odd : { "", "<photo>../../etc</photo>", "<photo>a31c</photo>", "<nophoto/>" }) {
            QVERIFY2(!update(odd), odd);
        }
        QCOMPARE(pictureHashOf("abc"), QByteArray("a9993e364706816aba3e25717850c26c9cd0d89d"));
    }

    void roomsTellOfTheirPicture()
    {
        const auto told = [](const QByteArray &values) {
            return roomPictureHash(*DataForm::read(elementFrom("<x xmlns='jabber:x:data' type='result'><field "
                                                               "var='muc#roominfo_avatarhash'>"
                                                               + values + "</field></x>")));
        };
        QCOMPARE(told(QByteArray("<value>none</value><value>") + hash + "</value>"), QByteArray(hash));
        QCOMPARE(told("<value/>"), QByteArray());
    }

    void whatElseARoomTellsStays()
    {
        const Element before =
            elementFrom("<vCard xmlns='vcard-temp'><FN>Garden</FN><PHOTO><BINVAL>b2xk</BINVAL></PHOTO>"
                        "<X-KEY>1</X-KEY></vCard>");
        const VCard::Photo photo { QStringLiteral("image/png"), "new" };
        QCOMPARE(roomCardWith(before, photo),
                 elementFrom("<vCard xmlns='vcard-temp'><FN>Garden</FN><X-KEY>1</X-KEY><PHOTO><TYPE>image/png</TYPE>"
                             "<BINVAL>bmV3</BINVAL></PHOTO></vCard>"));
        QCOMPARE(roomCardWith({}, {}), elementFrom("<vCard xmlns='vcard-temp'/>"));
        const Iq iq = vCardChange(Jid::orNull(u"garden@chat.capulet.lit"), roomCardWith(before, {}));
        QVERIFY(iq.type == Iq::Type::Set);
        QVERIFY(card("").photos.isEmpty());
        QCOMPARE(iq.payloadElement(), elementFrom("<vCard xmlns='vcard-temp'><FN>Garden</FN><X-KEY>1</X-KEY></vCard>"));
    }

    void contactsAreRead()
    {
        using Purpose = ContactAddress::Purpose;
        const QByteArray fields = "<field var='admin-addresses'><value>xmpp:friar@capulet.lit</value>"
                                  "<value>mailto:friar@capulet.lit</value><value>xmpp:friar@capulet.lit</value></field>"
                                  "<field var='support-addresses'><value> https://capulet.lit/help </value></field>"
                                  "<field var='odd-addresses'><value>xmpp:nobody@capulet.lit</value></field>";
        QCOMPARE(contacts(fields),
                 QList<ContactAddress>({ { Purpose::Support, "https://capulet.lit/help" },
                                         { Purpose::Admin, "xmpp:friar@capulet.lit" },
                                         { Purpose::Admin, "mailto:friar@capulet.lit" } }));
        QVERIFY(contacts(fields, "other").isEmpty());
    }

    void contactsAreHarmless_data()
    {
        QTest::addColumn<QString>("uri");
        for (const char *uri : { "javascript:alert(1)", "file:///etc/passwd", "smb://host/share", "friar", "", "http",
                                 "https://exa mple.lit" }) {
            QTest::newRow(*uri ? uri : "nothing") << QString::fromLatin1(uri);
        }
        QTest::newRow("long") << "https://" + QString(3000, u'a');
    }
    void contactsAreHarmless()
    {
        QFETCH(QString, uri);
        QVERIFY(!isContactUri(uri));
    }
};

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"
