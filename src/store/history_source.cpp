// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history_source.h"

#include "store/exported_history.h"
#include "store/foreign_history.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHash>

namespace natter {

using Opened = Result<std::unique_ptr<HistorySource>>;

/// One that says the same at the same time as others before it gets another id.
static QString idMadeOf(const ChatMessage &message, QHash<QByteArray, int> &made)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(message.time.toMSecsSinceEpoch()));
    hash.addData(message.isOutgoing() ? ">" : "<");
    hash.addData(message.body.toUtf8());
    hash.addData(message.nick.toUtf8()); // none, but in a room
    const QByteArray sum = hash.result().left(12).toHex();
    const int number = ++made[sum];
    return u"import-" + QString::fromLatin1(sum) + (number > 1 ? u'-' + QString::number(number) : QString());
}

Result<QList<ChatMessage>> HistorySource::messages(const ConversationId &conversation)
{
    auto found = read(conversation);
    if (!found) {
        return found;
    }
    QHash<QByteArray, int> made;
    for (ChatMessage &message : *found) {
        if (message.stanzaId.isEmpty() && message.archiveId.isEmpty()) {
            message.stanzaId = idMadeOf(message, made);
        }
    }
    return found;
}

static bool isSqlite(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(15) == "SQLite format 3";
}

static Opened openDatabase(const QString &path)
{
    auto database = std::make_unique<ReadOnlyDatabase>(path);
    if (const auto opened = database->open(); !opened) {
        return tl::unexpected(opened.error());
    }
    if (OldGajimHistory::isIn(*database)) {
        return std::make_unique<OldGajimHistory>(std::move(database));
    }
    if (DinoHistory::isIn(*database)) {
        return std::make_unique<DinoHistory>(std::move(database));
    }
    if (GajimHistory::isIn(*database)) {
        return std::make_unique<GajimHistory>(std::move(database));
    }
    return failure(Error::Kind::InvalidInput, path + u" is no database of Gajim or Dino");
}

Opened openHistory(const QString &path, const std::function<bool()> &stops)
{
    const auto isOurs = ExportedHistory::isOne(path);
    if (!isOurs) {
        return tl::unexpected(isOurs.error());
    }
    if (*isOurs) {
        auto exported = std::make_unique<ExportedHistory>(path);
        const auto opened = exported->open(stops);
        return opened ? Opened(std::move(exported)) : tl::unexpected(opened.error());
    }
    return isSqlite(path) ? openDatabase(path)
                          : failure(Error::Kind::InvalidInput, path + u" is no history that Natter can read");
}

} // namespace natter
