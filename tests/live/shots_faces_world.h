// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/rooms_world.h"
#include "support/test_picture.h"

#include "protocol/xep/xep0153_vcard_avatars.h"

#include <QLinearGradient>
#include <QPainter>

namespace natter {

/// A service that has rooms, one that searches, and people with pictures.
struct FacesWorld : RoomsWorld
{
    explicit FacesWorld(const TestAuthority &authority) : RoomsWorld(authority)
    {
        service.contacts = "<field var='admin-addresses'><value>xmpp:friar@capulet.lit</value></field>"
                           "<field var='support-addresses'><value>https://capulet.lit/help</value></field>"
                           "<field var='abuse-addresses'><value>mailto:abuse@capulet.lit</value></field>";
        room("garden").more = "<field var='muc#roominfo_contactjid'><value>nurse@capulet.lit</value></field>"
                              "<field var='muc#roominfo_lang'><value>it</value></field>"
                              "<field var='muc#roominfo_logs'><value>https://capulet.lit/logs/garden</value></field>";
        service.channels = {
            { "rialto@rooms.venice.lit", "The Rialto", "What news of the ships, and who pays for them", 1240, "it" },
            { "operators@muc.mantua.lit", "Operators", "For those who run servers, in Mantua and elsewhere", 312,
              "en" },
            { ScriptedRooms::at("garden"), "The garden", "Where walls are high", 57, "it" },
            { "council@rooms.venice.lit", "The council of Venice", "For senators only", 12, {}, false },
            { "kueche@raum.verona.lit", "Küche und Keller", {}, 3, "de" },
        };
    }

    /// Something that might be a photo: sky, a hill and a sun.
    static QByteArray painted(int hue)
    {
        QImage image(192, 192, QImage::Format_RGB32);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        QLinearGradient sky(0, 0, 0, 192);
        sky.setColorAt(0, QColor::fromHsv(hue, 150, 235));
        sky.setColorAt(1, QColor::fromHsv((hue + 50) % 360, 70, 250));
        painter.fillRect(image.rect(), sky);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor::fromHsv((hue + 50) % 360, 40, 255));
        painter.drawEllipse(QPointF(118, 74), 34, 34);
        painter.setBrush(QColor::fromHsv((hue + 190) % 360, 120, 110));
        painter.drawEllipse(QPointF(70, 230), 150, 100);
        painter.end();
        return writtenImage(image);
    }

    void arrive(const QByteArray &nick, const QByteArray &affiliation, const QByteArray &jid, int hue)
    {
        QByteArray update;
        if (hue >= 0) {
            const QByteArray picture = painted(hue);
            service.cards[ScriptedRooms::at("garden") + '/' + nick] = ScriptedRooms::photo(picture) + "<FN>" + nick
                + " Capulet</FN><ORG><ORGNAME>House of Capulet</ORGNAME></ORG>"
                  "<DESC>My bounty is as boundless as the sea, my love as deep.</DESC>";
            update = "<x xmlns='vcard-temp:x:update'><photo>" + pictureHashOf(picture) + "</photo></x>";
        }
        service.send("<presence from='" + ScriptedRooms::at("garden") + '/' + nick
                     + "'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='" + affiliation + "' role='"
                     + (affiliation == "owner" ? "moderator" : "participant") + "' jid='" + jid + "'/></x>" + update
                     + "</presence>");
    }

    void say(const QByteArray &nick, const QByteArray &body)
    {
        service.send("<message type='groupchat' from='" + ScriptedRooms::at("garden") + '/' + nick + "' id='"
                     + QByteArray::number(++m_said) + "'><body>" + body + "</body></message>");
    }

    void fillGarden()
    {
        auto &garden = room("garden");
        garden.features.append("vcard-temp");
        const QByteArray picture = painted(90);
        garden.picture = pictureHashOf(picture);
        service.cards[ScriptedRooms::at("garden")] = ScriptedRooms::photo(picture);
        Room &entered = enter("garden", "owner");
        enter("hall");
        service.send("<presence from='" + ScriptedRooms::at("hall")
                     + "/Jule'><x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' "
                       "role='participant' jid='juliet@capulet.lit/feast'/></x></presence>");
        arrive("Juliet", "owner", "juliet@capulet.lit/balcony", 330);
        arrive("Mercutio", "member", "mercutio@verona.lit/street", 20);
        arrive("Benvolio", "member", "benvolio@montague.lit/street", 200);
        arrive("Tybalt", "none", "tybalt@capulet.lit/street", -1);
        arrive("Rosaline", "none", "rosaline@capulet.lit/hall", 270);
        until([&entered] { return entered.occupants().size() == 7; });
        say("Benvolio", "Good morrow, cousin.");
        say("Mercutio", "If love be rough with you, be rough with love.");
        say("Tybalt", "What, drawn, and talk of peace?");
        say("Juliet", "How camest thou hither, tell me, and wherefore?");
        say("Juliet", "The orchard walls are high and hard to climb.");
        settle();
    }

private:
    int m_said = 0;
};

} // namespace natter
