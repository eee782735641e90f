// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/archive_answers.h"

#include <algorithm>
#include <array>

namespace natter {

QList<ReceivedMessage> receivedFrom(const QList<ArchiveResult> &page, const Jid &account, const Jid &room)
{
    QList<ReceivedMessage> messages;
    for (const ArchiveResult &result : page) {
        const Message::Type type = result.forwarded.message.type;
        if (type == Message::Type::Error || (type == Message::Type::Groupchat) == room.isNull()) {
            continue;
        }
        ReceivedMessage received;
        received.message = result.forwarded.message;
        received.stamp = result.forwarded.stamp;
        received.isFromArchive = true;
        received.archiveId = result.id;
        if (received.message.from.bare() == account) {
            received.via = ReceivedMessage::Via::CarbonOfSent;
        }
        messages.append(received);
    }
    return messages;
}

std::chrono::milliseconds archiveRetryDelay(int failures)
{
    using namespace std::chrono_literals;
    return std::min<std::chrono::milliseconds>(30s * (1 << qMin(failures, 5)), 10min);
}

bool archiveSaysNo(const Error &error)
{
    static constexpr std::array conditions { u"service-unavailable", u"feature-not-implemented", u"forbidden",
                                             u"not-allowed",         u"item-not-found",          u"bad-request" };
    return error.kind == Error::Kind::Remote
        && std::any_of(conditions.begin(), conditions.end(),
                       [&](const char16_t *condition) { return error.condition == QStringView(condition); });
}

} // namespace natter
