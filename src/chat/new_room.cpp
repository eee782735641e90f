// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/new_room.h"

#include "base/future.h"
#include "base/text.h"
#include "domain/search_text.h"

#include <algorithm>

namespace natter {

static constexpr qsizetype localpartChars = 40;

QString localpartFor(const QString &title)
{
    QString words = folded(title);
    for (QChar &letter : words) {
        letter = letter.isLetterOrNumber() || letter.isSurrogate() ? letter : u' ';
    }
    const QString local = cut(words.simplified(), localpartChars).trimmed().replace(u' ', u'-');
    return Jid::parse(QString(local + u"@x")) ? local : QString();
}

/// What a field is to say in a room of either kind. Where services have names of their own for one thing, all of them
/// stand here: a form has but one.
struct Setting
{
    QStringView field;
    QString inPrivateGroup;
    QString inPublicChannel;
};

static const QList<Setting> &settings()
{
    static const QString yes = QStringLiteral("1");
    static const QString no = QStringLiteral("0");
    static const QList<Setting> all {
        { u"muc#roomconfig_membersonly", yes, no },
        { u"muc#roomconfig_publicroom", no, yes },
        { u"muc#roomconfig_persistentroom", yes, yes },
        { u"muc#roomconfig_moderatedroom", no, no },
        { u"muc#roomconfig_passwordprotectedroom", no, no },
        { u"muc#roomconfig_whois", QStringLiteral("anyone"), QStringLiteral("moderators") },
        { u"muc#roomconfig_enablearchiving", yes, yes },
        { u"muc#roomconfig_mam", yes, yes },
        { u"mam", yes, yes },
    };
    return all;
}

/// A list takes only what it offers.
static bool takes(const DataForm::Field &field, const QString &value)
{
    return field.options.isEmpty()
        || std::any_of(field.options.cbegin(), field.options.cend(),
                       [&value](const DataForm::Option &option) { return option.value == value; });
}

DataForm configured(const DataForm &offered, const RoomPlan &plan)
{
    DataForm form;
    form.type = QStringLiteral("submit");
    for (DataForm::Field field : offered.fields) {
        if (field.var.isEmpty() || field.type == u"fixed") {
            continue;
        }
        const auto setting = std::find_if(settings().cbegin(), settings().cend(),
                                          [&field](const Setting &each) { return each.field == field.var; });
        if (field.var == u"muc#roomconfig_roomname") {
            field.values = { plan.title };
        } else if (setting != settings().cend()) {
            const bool isPrivate = plan.kind == RoomPlan::Kind::PrivateGroup;
            const QString &value = isPrivate ? setting->inPrivateGroup : setting->inPublicChannel;
            field.values = takes(field, value) ? QStringList { value } : field.values;
        }
        form.fields.append({ field.var, field.type, {}, {}, false, field.values, {} });
    }
    return form;
}

NewRoom::NewRoom(Rooms &rooms, Bookmarks &bookmarks, const RoomPlan &plan)
    : m_rooms(rooms)
    , m_plan(plan)
    , m_entry(rooms, bookmarks, plan.address)
{
    connect(&m_entry, &RoomArrival::entered, this, [this] {
        const Room *room = m_entry.room();
        m_ours = room->isLocked() || (m_wasFree && room->mayConfigure());
        if (m_ours) {
            configure();
        } else {
            undo();
            Q_EMIT taken();
        }
    });
    connect(&m_entry, &RoomArrival::refused, this, [this](const RoomProblem &problem) {
        undo();
        Q_EMIT refused(problem);
    });
}

void NewRoom::begin()
{
    m_underWay = true;
    if (m_ours) {
        configure();
        return;
    }
    if (const Room *known = m_rooms.find(m_plan.address); known && known->isIn()) {
        m_underWay = false;
        Q_EMIT taken();
        return;
    }
    whenDone(m_rooms.info(m_plan.address), this, [this](const Result<RoomInfo> &info) {
        if (!m_underWay) {
            return;
        }
        m_wasFree = !info && info.error().kind == Error::Kind::Remote && info.error().condition == u"item-not-found";
        const bool mayBeHidden =
            !info && info.error().kind == Error::Kind::Remote && !info.error().condition.startsWith(u"remote-server");
        if (info) {
            m_underWay = false;
            Q_EMIT taken();
        } else if (m_wasFree || mayBeHidden) {
            enter();
        } else {
            fail(info.error());
        }
    });
}

void NewRoom::enter()
{
    RoomWish wish;
    wish.nick = m_plan.nick;
    wish.mayMake = true;
    m_entry.begin(wish, m_plan.title);
}

void NewRoom::configure()
{
    Room *room = m_entry.room();
    if (!room) {
        fail({ Error::Kind::Cancelled, QStringLiteral("the room is gone"), {}, {} });
        return;
    }
    whenDone(room->configuration(), this, [this](const Result<DataForm> &form) {
        Room *still = m_entry.room();
        if (!m_underWay) {
            return;
        }
        if (!form || !still) {
            fail(form ? Error { Error::Kind::Cancelled, QStringLiteral("the room is gone"), {}, {} } : form.error());
            return;
        }
        whenDone(still->configure(configured(*form, m_plan)), this, [this](const Result<> &done) {
            if (!m_underWay) {
                return;
            }
            if (done) {
                m_ours = false;
                invite();
            } else {
                fail(done.error());
            }
        });
    });
}

void NewRoom::invite()
{
    Room *room = m_entry.room();
    if (m_plan.people.isEmpty() || !room) {
        m_underWay = false;
        Q_EMIT made({});
        return;
    }
    whenDone(room->invite(m_plan.people, m_plan.reason), this, [this](const Result<> &done) {
        m_underWay = false;
        Q_EMIT made(done ? std::nullopt : std::optional(done.error()));
    });
}

void NewRoom::fail(const Error &error)
{
    m_underWay = false;
    Q_EMIT failed(error);
}

/// We are in a room, or about to be, that is not ours.
void NewRoom::undo()
{
    m_underWay = false;
    m_entry.giveUp();
}

void NewRoom::giveUp()
{
    if (!std::exchange(m_underWay, false) && !m_ours) {
        return;
    }
    if (Room *room = m_entry.room(); room && m_ours) {
        room->destroy({}, {});
    }
    undo();
}

} // namespace natter
