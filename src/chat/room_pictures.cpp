// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/room_pictures.h"

#include "base/future.h"
#include "base/limits.h"
#include "chat/rooms.h"
#include "protocol/xep/xep0153_vcard_avatars.h"
#include "protocol/xep/xep0486_room_avatars.h"

namespace natter {

RoomPictures::RoomPictures(Rooms &rooms, XmppProtocol &protocol) : m_rooms(rooms), m_protocol(protocol)
{
    connect(&protocol.multiUserChat(), &MultiUserChat::presenceReceived, this, &RoomPictures::note);
    connect(&rooms, &Rooms::left, this, [this](const Room *room) { m_told.remove(room->address()); });
}

/// Older services tell it in no other way.
void RoomPictures::note(const Presence &presence)
{
    const auto update = presence.payload<PictureUpdate>();
    if (!presence.from.isBare() || presence.type != Presence::Type::Available || !update) {
        return;
    }
    const Room *room = m_rooms.find(presence.from);
    if (room && hashOf(presence.from) != update->hash) {
        m_told.insert(presence.from, update->hash);
        Q_EMIT changed(presence.from);
    }
}

QByteArray RoomPictures::hashOf(const Jid &address) const
{
    const Room *room = m_rooms.find(address.bare());
    if (!room) {
        return {};
    }
    if (address.isBare()) {
        const auto told = m_told.constFind(address);
        return told == m_told.cend() ? room->info().picture : *told;
    }
    const Occupant *occupant = room->occupant(address.resource());
    return occupant ? occupant->picture : QByteArray();
}

QFuture<Result<VCard>> RoomPictures::card(const Jid &address)
{
    const auto promise = std::make_shared<QPromise<Result<VCard>>>();
    promise->start();
    whenDone(m_protocol.channel().request(vCardRequest(address)), this, [promise](const Result<Iq> &answer) {
        const auto card = answer ? answer->payload<VCard>() : std::nullopt;
        const Error error =
            answer ? Error { Error::Kind::Malformed, QStringLiteral("that is no card"), {}, {} } : answer.error();
        promise->addResult(card ? Result<VCard>(*card) : Result<VCard>(tl::unexpected(error)));
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<>> RoomPictures::change(const Jid &room, const std::optional<VCard::Photo> &picture)
{
    if (picture && picture->bytes.size() > limits::pictureBytes) {
        return readyFuture<Result<>>(failure(Error::Kind::InvalidInput, QStringLiteral("the picture is too large")));
    }
    const auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    whenDone(m_protocol.channel().request(vCardRequest(room)), this, [=, this](const Result<Iq> &before) {
        const bool isSilent = !before && before.error().kind != Error::Kind::Remote;
        if (isSilent) {
            promise->addResult(Result<>(tl::unexpected(before.error())));
            promise->finish();
            return;
        }
        const Element card = before ? before->child(VCard::name) : Element(); // a room without one may say anything
        whenDone(m_protocol.channel().request(vCardChange(room, roomCardWith(card, picture))), this,
                 [promise](const Result<Iq> &answer) {
                     promise->addResult(answer ? Result<>() : Result<>(tl::unexpected(answer.error())));
                     promise->finish();
                 });
    });
    return promise->future();
}

} // namespace natter
