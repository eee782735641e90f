// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/known_pictures.h"

#include "base/future.h"
#include "base/limits.h"
#include "chat/private_file.h"
#include "protocol/xep/xep0153_vcard_avatars.h"

namespace natter {

using namespace std::chrono_literals;

KnownPictures::KnownPictures()
{
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(2s);
    connect(&m_saveSoon, &QTimer::timeout, this, &KnownPictures::save);
}

KnownPictures::~KnownPictures()
{
    if (m_saveSoon.isActive() && !m_path.isEmpty()) {
        writeJsonObject(m_path, json());
    }
}

/// By accounts, and in each of those by rooms.
void KnownPictures::setFile(const QString &path)
{
    m_path = path;
    const QJsonObject accounts = readJsonObject(path).value_or(QJsonObject());
    for (auto account = accounts.begin(); account != accounts.end(); ++account) {
        const QJsonObject rooms = account->toObject();
        for (auto room = rooms.begin(); room != rooms.end(); ++room) {
            const ConversationId id { Jid::orNull(account.key()), Jid::orNull(room.key()) };
            const QByteArray hash = pictureHashFrom(room->toString());
            if (!id.account.isNull() && !id.peer.isNull() && !hash.isEmpty()
                && m_hashes.size() < limits::picturesOnDisk) {
                m_hashes.insert(id, hash);
            }
        }
    }
}

void KnownPictures::note(const ConversationId &room, const QByteArray &hash)
{
    if (m_hashes.value(room) == hash || m_hashes.size() >= limits::picturesOnDisk) {
        return;
    }
    if (hash.isEmpty()) {
        m_hashes.remove(room);
    } else {
        m_hashes.insert(room, hash);
    }
    m_saveSoon.start();
}

void KnownPictures::forget(const Jid &account)
{
    if (m_hashes.removeIf([&account](const auto &known) { return known.key().account == account; }) > 0) {
        m_saveSoon.start();
    }
}

QJsonObject KnownPictures::json() const
{
    QJsonObject accounts;
    for (auto known = m_hashes.cbegin(); known != m_hashes.cend(); ++known) {
        const QString account = known.key().account.toString();
        QJsonObject rooms = accounts.value(account).toObject();
        rooms.insert(known.key().peer.toString(), QString::fromLatin1(*known));
        accounts.insert(account, rooms);
    }
    return accounts;
}

/// One after the other, and beside the GUI thread: what rooms say must not make it wait for the disk. What cannot be
/// written is told again by the rooms.
void KnownPictures::save()
{
    if (m_path.isEmpty()) {
        return;
    }
    if (m_saving.isRunning()) {
        m_saveSoon.start();
        return;
    }
    m_saving = onPool([path = m_path, accounts = json()] { return writeJsonObject(path, accounts); });
}

} // namespace natter
