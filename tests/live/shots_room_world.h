// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/shots_world.h"

#include "chat/new_room.h"

namespace natter {

/// Rooms that Juliet has made, for Romeo to find.
class ShotRooms
{
public:
    ShotRooms(World &romeo, World &juliet)
        : m_romeo(*romeo.accounts.all().front())
        , m_juliet(*juliet.accounts.all().front())
    {
    }

    static Jid at(const char *name)
    {
        return Jid::orNull(QString::fromLatin1(name) + QStringLiteral("@chat.") + ServerLauncher::domain());
    }

    void prepare()
    {
        make(
            "orchard", QStringLiteral("Capulet’s orchard"),
            QStringLiteral("The walls are high and hard to climb. Come with love’s light wings, and mind the nurse 🌹"));
        make("hall", QStringLiteral("An old accustomed feast"),
             QStringLiteral("Masks are welcome; no swords, please."));
        make("square", QStringLiteral("Verona, a public place"), QStringLiteral("No brawls, bred of an airy word."));
        make("cell", QStringLiteral("Friar Laurence’s cell"), QStringLiteral("For those in need of counsel."),
             QStringLiteral("thisbe"));
    }

    /// As an owner, whom Juliet makes one.
    Room &enter()
    {
        Room &theirs = *m_juliet.rooms().find(at("orchard"));
        const auto given = theirs.setAffiliation(m_romeo.jid(), RoomAffiliation::Owner, {});
        until("the ownership", [&given] { return given.isFinished(); });
        const auto ban =
            theirs.setAffiliation(Jid::orNull("tybalt@" + ServerLauncher::domain()), RoomAffiliation::Outcast,
                                  QStringLiteral("Turned the feast into a fray"));
        until("the ban", [&ban] { return ban.isFinished(); });
        for (const char *name : { "nurse", "benvolio", "mercutio", "laurence" }) {
            const auto made = theirs.setAffiliation(
                Jid::orNull(QString::fromLatin1(name) + u'@' + ServerLauncher::domain()), RoomAffiliation::Member, {});
            until("a member", [&made] { return made.isFinished(); });
        }
        const auto subject = theirs.changeSubject(QStringLiteral("Tonight: how to swear,\nbut not by the moon"));
        until("the subject", [&subject] { return subject.isFinished(); });
        RoomWish wish;
        wish.nick = QStringLiteral("Romeo");
        Room &room = m_romeo.rooms().join(at("orchard"), wish);
        until("the orchard", [&room] { return room.isIn() && room.info().isKnown && !room.subject().isEmpty(); });
        return room;
    }

protected:
    Account &m_romeo;
    Account &m_juliet;

private:
    /// Juliet makes it, and says what it is about.
    void make(const char *name, const QString &title, const QString &about, const QString &password = {})
    {
        RoomPlan plan;
        plan.address = at(name);
        plan.title = title;
        plan.kind = RoomPlan::Kind::PublicChannel;
        plan.nick = QStringLiteral("Juliet");
        NewRoom making(m_juliet.rooms(), m_juliet.bookmarks(), plan);
        bool made = false;
        QObject::connect(&making, &NewRoom::made, &making, [&made] { made = true; });
        making.begin();
        until("the room", [&made] { return made; });
        Room *room = m_juliet.rooms().find(plan.address);
        const auto asked = room->configuration();
        until("its form", [&asked] { return asked.isFinished(); });
        DataForm form = *asked.result();
        form.type = QStringLiteral("submit");
        form.fields.removeIf([](const DataForm::Field &field) { return field.type == u"fixed"; });
        for (DataForm::Field &field : form.fields) {
            if (field.var == u"muc#roomconfig_roomdesc") {
                field.values = { about };
            } else if (field.var == u"muc#roomconfig_roomsecret") {
                field.values = { password };
            }
        }
        const auto done = room->configure(form);
        until("its description", [&done] { return done.isFinished(); });
    }
};

} // namespace natter
