// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>

namespace natter {

/// A store, and messages that are known by their numbers: number 7 says "word7", is "a7" in the archive and "s7" to its
/// sender, and was said seven times `apart` after the first of January 2026, noon.
struct NumberedArchive
{
    const QString word;
    const std::chrono::seconds apart;

    explicit NumberedArchive(const QString &says = QStringLiteral("word"),
                             std::chrono::seconds every = std::chrono::minutes(1))
        : word(says)
        , apart(every)
    {
        if (!store.open()) {
            qFatal("no store");
        }
    }
    QDateTime time(int number) const
    {
        return QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC).addSecs(number * apart.count());
    }
    ChatMessage message(int number, const ConversationId &chat) const
    {
        ChatMessage said;
        said.conversation = chat;
        said.body = word + QString::number(number);
        said.archiveId = QStringLiteral("a%1").arg(number);
        said.stanzaId = QStringLiteral("s%1").arg(number);
        said.time = time(number);
        return said;
    }
    ChatMessage message(int number) const { return message(number, juliet); }
    QList<ChatMessage> messages(int first, int last) const
    {
        QList<ChatMessage> all;
        for (int number = first; number <= last; ++number) {
            all.append(message(number));
        }
        return all;
    }
    ArchiveStore::Place place(int number) const { return { QStringLiteral("a%1").arg(number), time(number) }; }
    QList<MessageChange> record(const QList<ChatMessage> &said) { return needed(store.messages().record(said)); }
    /// The account is new, and its archive ends with this.
    void begin(int number) { needed(store.beginArchive(romeo, messages(number, number), place(number))); }
    /// A page whose first is `newer`, behind a hole that begins after `older`.
    void recordBehindGap(const QList<ChatMessage> &page, int older, bool isGone = false)
    {
        ArchiveGap gap;
        gap.account = romeo;
        gap.older = place(older).id;
        gap.olderTime = place(older).time;
        gap.newer = page.first().archiveId;
        gap.newerTime = page.first().time;
        gap.isGone = isGone;
        needed(store.recordBehindGap(page, { page.last().archiveId, page.last().time }, gap));
    }
    QList<MessageChange> fill(const ArchiveGap &gap, const QList<ChatMessage> &page, Store::Filling::Leaves leaves)
    {
        return needed(store.fillIn(page, { gap.id, { page.first().archiveId, page.first().time }, leaves }));
    }
    QList<ArchiveGap> gaps() { return needed(store.archive().gaps(romeo)); }
    ChatSummary summary(const ConversationId &chat) { return needed(store.messages().ensureChat(chat)); }
    ChatSummary summary() { return summary(juliet); }

    bool isOnDisk(const QByteArray &text) const
    {
        for (const char *part : { "natter.sqlite", "natter.sqlite-wal" }) {
            QFile file(folder.filePath(part));
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text)) {
                return true;
            }
        }
        return false;
    }

    template <typename T> static T needed(const Result<T> &result)
    {
        if (!result) {
            qFatal("the store refused: %s", qPrintable(result.error().detail));
        }
        return *result;
    }

    const Jid romeo = Jid::orNull(u"romeo@montague.lit");
    const ConversationId juliet { romeo, Jid::orNull(u"juliet@capulet.lit") };
    const ConversationId nurse { romeo, Jid::orNull(u"nurse@capulet.lit") };
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("natter.sqlite"));
    Store store { path };
};

} // namespace natter
